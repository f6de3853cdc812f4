"""What evidence credits and for how long: caps, decay, superseding, findings (conventions 2 to 4)."""

import pytest

from readiness.engine.framework_file import framework_from
from tests.readiness.engine.making import criterion, day, document, judged, level, of, proof, small

ONE = small(criteria=[criterion("x")])


def x(*evidence: dict, framework=ONE, **more) -> dict:
    return of(judged(framework, *evidence, **more), "x")


@pytest.mark.parametrize(
    "class_, credited, proven",
    [("A0", "1", "0"), ("A1", "2", "0"), ("A2", "4", "4"), ("A3", "5", "5"), ("A4", "5", "5")],
)
def test_each_class_credits_up_to_its_cap_and_proves_from_a2(class_: str, credited: str, proven: str):
    row = x(proof("x", "5", class_))
    assert (row["claimed"], row["final"], row["proven"]) == (
        "5.000000",
        f"{credited}.000000",
        f"{proven}.000000",
    )


def test_a_true_low_level_needs_no_proof():
    assert x(proof("x", "1", "A0"))["final"] == "1.000000"


def test_a_criterion_may_have_its_own_caps():
    framework = small(criteria=[criterion("x", caps={"A2": "5", "A0": "0"})])
    assert x(proof("x", "5", "A2"), framework=framework)["proven"] == "5.000000"
    assert x(proof("x", "5", "A0"), framework=framework)["final"] == "0.000000"


def test_the_best_evidence_counts_not_the_mean():
    assert x(proof("x", "4"), proof("x", "1"), proof("x", "5", "A0"))["final"] == "4.000000"


@pytest.mark.parametrize(
    "on, final, proven",
    [
        pytest.param(-31, "0", "0", id="the day before it begins"),
        pytest.param(-30, "4", "4", id="the day it begins"),
        pytest.param(0, "4", "4", id="its last day"),
        pytest.param(1, "3", "0", id="the day after: three quarters, no longer proven"),
        pytest.param(30, "3", "0", id="day 30"),
        pytest.param(31, "2", "0", id="day 31: one half"),
        pytest.param(60, "2", "0", id="day 60"),
        pytest.param(61, "0", "0", id="day 61: nothing"),
    ],
)
def test_evidence_counts_in_full_both_days_included_and_then_in_steps(on: int, final: str, proven: str):
    row = x(proof("x", "4", valid_from=day(-30), valid_to=day(0)), on=on)
    assert (row["final"], row["proven"]) == (f"{final}.000000", f"{proven}.000000")


@pytest.mark.parametrize("end", [{}, {"valid_to": None}], ids=["left out", "null"])
def test_evidence_without_an_end_never_expires(end: dict):
    result = judged(ONE, proof("x", "4", valid_from=day(0), **end), on=20_000)
    assert of(result, "x")["proven"] == "4.000000"
    assert result["next_change_on"] is None


def test_the_engine_never_shortens_an_end_that_is_given():
    framework = small(criteria=[criterion("x", validity_months=1, validity_rule="rolling")])
    assert (
        x(proof("x", "4", valid_from=day(-3000), valid_to=day(0)), framework=framework)["proven"]
        == "4.000000"
    )


def test_without_steps_nothing_is_kept_after_the_end():
    row = x(proof("x", "4", valid_to=day(0)), framework=small(criteria=[criterion("x")], decay=[]), on=1)
    assert (row["final"], row["status"], row["expired"]) == ("0.000000", "unknown", True)


def test_a_framework_has_its_own_steps():
    framework = small(criteria=[criterion("x")], decay=[{"days": 7, "keep": "1/3"}])
    assert x(proof("x", "4", valid_to=day(0)), framework=framework, on=7)["final"] == "1.333333"
    assert x(proof("x", "4", valid_to=day(0)), framework=framework, on=8)["final"] == "0.000000"


OLD = proof("x", "4", "A3", valid_from=day(-100), scheme="audit")


@pytest.mark.parametrize(
    "newer, final",
    [
        pytest.param({}, "1", id="a worse result of the same scheme replaces it"),
        pytest.param({"class": "A4"}, "1", id="a better class too"),
        pytest.param({"class": "A2"}, "4", id="a lower class does not"),
        pytest.param({"scheme": "other"}, "4", id="another scheme does not"),
        pytest.param({"scheme": None}, "4", id="nor one without a scheme"),
        pytest.param({"criterion": "y"}, "4", id="nor one of another criterion"),
        pytest.param({"valid_from": day(-100)}, "4", id="equal dates: both count"),
        pytest.param({"valid_from": day(0)}, "1", id="from the day it begins"),
        pytest.param({"valid_from": day(1)}, "4", id="not before it has begun"),
        pytest.param({"valid_to": day(-5)}, "1", id="the lapsed newer one decays"),
        pytest.param({"valid_to": day(-70)}, "0", id="and replaces even when nothing of it is left"),
    ],
)
def test_a_newer_result_of_its_scheme_replaces_evidence(newer: dict, final: str):
    new = proof("x", "1", "A3", valid_from=day(-90), scheme="audit") | newer
    row = x(OLD, new, framework=small(criteria=[criterion("x"), criterion("y")]))
    expected = {"1": "0.750000"}.get(final, "") if newer == {"valid_to": day(-5)} else f"{final}.000000"
    assert row["final"] == expected


def test_evidence_that_is_replaced_covers_nothing():
    framework = small(criteria=[criterion("x")], coverage_classes=["A2"])
    old = proof("x", "4", "A2", valid_from=day(-9), scheme="s")
    assert judged(framework, old)["coverage"] == "1.000000"
    assert judged(framework, old, proof("x", "0", valid_from=day(-1), scheme="s"))["coverage"] == "0.000000"


@pytest.mark.parametrize(
    "on, final",
    [
        pytest.param(-1, "4", id="the day before it is opened"),
        pytest.param(0, "2", id="the day it is opened"),
        pytest.param(9, "2", id="the day before it is closed"),
        pytest.param(10, "4", id="the day it is closed"),
    ],
)
def test_a_finding_limits_from_the_day_opened_until_before_the_day_closed(on: int, final: str):
    finding = {"criterion": "x", "ceiling": "2", "opened": day(0), "closed": day(10)}
    row = x(proof("x", "4"), findings=[finding], on=on)
    assert (row["final"], row["proven"]) == (f"{final}.000000", f"{final}.000000")


def test_the_lowest_of_the_open_findings_limits_and_no_finding_lifts():
    findings = [{"criterion": "x", "ceiling": c, "opened": day(0), "closed": None} for c in ("3", "1/3", "2")]
    assert x(proof("x", "4"), findings=findings)["final"] == "0.333333"
    assert x(findings=findings)["final"] == "0.000000"


def test_the_declared_total_accepts_all_claims_in_effect_under_the_findings():
    framework = small()
    finding = {"criterion": "y", "ceiling": "3", "opened": day(-1)}
    evidence = [
        proof("x", "5", "A0", valid_to=day(-60)),
        proof("x", "4", "A3", valid_to=day(-61)),
        proof("y", "4", "A0"),
        proof("y", "5", "A0", valid_from=day(1)),
    ]
    assert judged(framework, *evidence, findings=[finding])["interval"] == ["0.000000", "80.000000"]


COVERED = framework_from(document(levels=[level(1, coverage="0.5")]))


@pytest.mark.parametrize(
    "evidence, held",
    [
        pytest.param({"class": "A1"}, True, id="a document"),
        pytest.param({"class": "A0"}, False, id="a bare word"),
        pytest.param({"level": "0"}, True, id="a level of 0 is known"),
        pytest.param({"valid_to": day(-60)}, True, id="60 days past its end"),
        pytest.param({"valid_to": day(-61)}, False, id="61 days past its end"),
        pytest.param({"valid_from": day(1)}, False, id="not yet begun"),
    ],
)
def test_coverage_takes_evidence_of_a_class_until_sixty_days_after_its_end(evidence: dict, held: bool):
    result = judged(COVERED, proof("x") | evidence)
    assert result["coverage"] == ("0.500000" if held else "0.000000")
    assert result["level"] == held


def test_the_days_of_grace_and_the_classes_are_the_frameworks():
    framework = small(coverage_grace_days=0, coverage_classes=["A0"])
    assert judged(framework, proof("x", class_="A0", valid_to=day(0)))["coverage"] == "0.500000"
    assert judged(framework, proof("x", class_="A0", valid_to=day(-1)))["coverage"] == "0.000000"
    assert judged(framework, proof("x", class_="A3"))["coverage"] == "0.000000"


def test_coverage_is_a_share_of_weight_not_of_criteria():
    framework = small(
        dimension=[{"code": "D", "weight": 3}, {"code": "E", "weight": 1}],
        criteria=[criterion("x", "D", 1), criterion("y", "D", 2), criterion("z", "E", 5)],
    )
    assert judged(framework, proof("x"), proof("z"))["coverage"] == "0.500000"
