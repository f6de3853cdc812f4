"""Why a firm is what it is: statuses, losses by cause, blockers, the next change (conventions 12, 13).

Mutants of `case` that live change nothing: proof in force counted among the lapsed, or written without its end, is
in force all the same; a ceiling as high as the gate hinders nobody; today compared with itself; None in place of
False; `strict` over lists of one length; less than the least level in place of the least; sums read without their unit.
"""

import pytest

from tests.readiness.engine.making import criterion, day, gate, judged, level, of, proof, shipped, small

ONE = small(criteria=[criterion("x")])


@pytest.mark.parametrize(
    "evidence, finding, status, expired",
    [
        pytest.param([], None, "unknown", False, id="nothing"),
        pytest.param([proof("x", "3")], None, "met", False, id="proven as claimed"),
        pytest.param([proof("x", "0")], None, "part", False, id="level 0 is known, and not met"),
        pytest.param([proof("x", "5", "A2")], None, "part", False, id="capped"),
        pytest.param([proof("x", "1", "A0")], None, "part", False, id="credited, not proven"),
        pytest.param([proof("x", "3", valid_to=day(-1))], None, "part", True, id="decaying"),
        pytest.param([proof("x", "3", valid_to=day(-61))], None, "unknown", True, id="long gone"),
        pytest.param([proof("x", "3", valid_from=day(1))], None, "unknown", False, id="not begun"),
        pytest.param([proof("x", "3", valid_to=day(-1)), proof("x", "3")], None, "met", False, id="renewed"),
        pytest.param(
            [proof("x", "3", valid_to=day(-1)), proof("x", "2")], None, "part", True, id="the best has lapsed"
        ),
        pytest.param(
            [proof("x", "3", valid_to=day(-1)), proof("x", "1", valid_to=day(-1)), proof("x", "2")],
            None,
            "part",
            True,
            id="the best of several has lapsed",
        ),
        pytest.param([proof("x", "3", valid_to=day(0))], None, "met", False, id="its last day"),
        pytest.param(
            [proof("x", "3", valid_to=day(-1)), proof("x", "3", valid_from=day(0))],
            None,
            "met",
            False,
            id="renewed today",
        ),
        pytest.param([proof("x", "3")], "2", "part", False, id="under a finding"),
        pytest.param([proof("x", "3")], "3", "met", False, id="under a finding that takes nothing"),
    ],
)
def test_the_status_of_a_criterion(evidence: list, finding: str | None, status: str, expired: bool):
    findings = [{"criterion": "x", "ceiling": finding, "opened": day(-1)}] if finding else []
    row = of(judged(ONE, *evidence, findings=findings), "x")
    assert (row["status"], row.get("expired", False)) == (status, expired)
    assert "expired" not in row or expired


def test_what_lapsed_is_told_beside_what_is_in_force_and_worth_nothing():
    """Levels are whole here, so that one of them is the least there is."""
    framework = small(criteria=[criterion("x")], decay=[])
    row = of(judged(framework, proof("x", "1", valid_to=day(-1)), proof("x", "0")), "x")
    assert (row["final"], row.get("expired")) == ("0.000000", True)


def test_the_least_level_there_can_be_is_met_where_it_is_proven():
    framework = small(criteria=[criterion("x")], decay=[])
    assert of(judged(framework, proof("x", "1/7")), "x")["status"] == "met"


def test_where_nothing_weighs_nothing_is_won_or_lost():
    framework = small(dimension=[{"code": "D", "weight": 0}], criteria=[criterion("x")])
    result = judged(framework, proof("x", "3"))
    assert (result["total"], result["coverage"], of(result, "x")["gain"]) == (
        "0.000000",
        "0.000000",
        "0.000000",
    )
    assert set(of(result, "x")["losses"].values()) == {"0.000000"}
    assert of(result, "x")["status"] == "met"


@pytest.mark.parametrize(
    "evidence, finding, losses",
    [
        ([], None, {"missing": "100"}),
        ([proof("x", "4")], None, {"level": "20"}),
        ([proof("x", "5", "A1")], None, {"unproven": "60"}),
        ([proof("x", "4", valid_to=day(-1))], None, {"level": "20", "expired": "20"}),
        ([proof("x", "5", valid_to=day(-31))], "2", {"expired": "50", "finding": "10"}),
        ([proof("x", "5", "A2", valid_to=day(-61))], None, {"missing": "100"}),
    ],
)
def test_every_point_that_is_lost_has_one_cause(evidence: list, finding: str | None, losses: dict):
    findings = [{"criterion": "x", "ceiling": finding, "opened": day(-1)}] if finding else []
    row = of(judged(ONE, *evidence, findings=findings), "x")
    causes = ("missing", "level", "unproven", "expired", "finding")
    assert row["losses"] == {cause: f"{losses.get(cause, 0)}.000000" for cause in causes}


def only_blocker(framework, *evidence: dict, **facts) -> tuple:
    (blocker,) = judged(framework, *evidence, **facts)["blockers"]
    return blocker["reason"], blocker["value"][:1], blocker["date"]


GATE = small(criteria=[criterion("x"), criterion("y")], levels=[level(1, gate("x", "3"))])


def finding(ceiling: str, opened: int) -> dict:
    return {"criterion": "x", "ceiling": ceiling, "opened": day(opened)}


@pytest.mark.parametrize(
    "evidence, findings, expected",
    [
        pytest.param([], [], ("unknown", "0", None), id="nothing known"),
        pytest.param([proof("x", "2")], [], ("short", "2", None), id="less than asked"),
        pytest.param([proof("x", "4", "A1"), proof("x", "1")], [], ("unproven", "1", None), id="claimed"),
        pytest.param([proof("x", "4", valid_to=day(-9))], [], ("expired", "0", day(-9)), id="lapsed"),
        pytest.param([proof("x", "4", valid_to=day(-900))], [], ("expired", "0", day(-900)), id="lapsed long ago"),
        pytest.param(
            [proof("x", "4", valid_to=day(-9)), proof("x", "3", valid_to=day(-2)), proof("x", "1")],
            [],
            ("expired", "1", day(-2)),
            id="the last that would have done",
        ),
        pytest.param(
            [proof("x", "2", valid_to=day(-2)), proof("x", "1")], [], ("short", "1", None), id="lapsed, but short"
        ),
        pytest.param(
            [proof("x", "4", "A2", valid_to=day(-5)), proof("x", "2", valid_to=day(-2)), proof("y", "5", valid_to=day(-1))],
            [], ("expired", "0", day(-5)), id="what lapsed later would not have done",
        ),
        pytest.param([proof("x", "3", "A1", valid_to=day(-2))], [], ("unproven", "0", None), id="a claim that lapsed"),
        pytest.param([proof("x", "3", "A1")], [], ("unproven", "0", None), id="claimed as asked"),
        pytest.param([proof("x", "4")], [finding("2", -5)], ("finding", "2", day(-5)), id="a finding"),
        pytest.param(
            [proof("x", "4")], [finding("2", -5), finding("1", -9) | {"closed": day(0)}], ("finding", "2", day(-5)),
            id="another finding was closed today",
        ),
        pytest.param(
            [proof("x", "4")],
            [finding("2", -50), finding("1", -20), finding("1", -9), finding("0", 5)],
            ("finding", "1", day(-20)),
            id="the finding that limits most",
        ),
        pytest.param([proof("x", "2")], [finding("1", -5)], ("short", "1", None), id="short without the finding too"),
    ],
)  # fmt: skip
def test_why_a_gate_fails(evidence: list, findings: list, expected: tuple):
    assert only_blocker(GATE, *evidence, findings=findings) == expected


def test_what_replaced_proof_is_not_called_expired():
    old = proof("x", "4", valid_from=day(-90), valid_to=day(-9), scheme="s")
    assert only_blocker(GATE, old, proof("x", "2", valid_from=day(-50), scheme="s")) == ("short", "2", None)


def test_blockers_stand_gates_in_file_order_then_coverage_dimensions_and_total():
    framework = small(
        dimension=[{"code": "E", "weight": 1}, {"code": "D", "weight": 1}],
        criteria=[criterion("x", "D"), criterion("y", "E")],
        levels=[
            level(
                1, gate("y", "2"), gate("x", "1"), coverage="0.5", minimum_dimension="10", minimum_total="15"
            ),
            level(2, gate("x", "5"), minimum_total="99"),
        ],
    )
    blockers = judged(framework)["blockers"]
    assert [(b["kind"], b["code"], b["needed"]) for b in blockers] == [
        ("gate", "y", "2.000000"),
        ("gate", "x", "1.000000"),
        ("coverage", None, "0.500000"),
        ("dimension", "E", "10.000000"),
        ("dimension", "D", "10.000000"),
        ("total", None, "15.000000"),
    ]
    assert {b["reason"] for b in blockers[2:]} == {"short"}


def test_blockers_are_those_of_the_next_level_only():
    framework = small(levels=[level(n, gate("x", str(n)), gate("y", str(n))) for n in (1, 2, 3)])
    result = judged(framework, proof("x", "1"), proof("y", "2"))
    assert [(b["code"], b["needed"], b["value"]) for b in result["blockers"]] == [
        ("x", "2.000000", "1.000000")
    ]


def test_a_waived_gate_hides_no_blocker_after_it():
    framework = small(levels=[level(1, gate("x", waivable=True), gate("y"))])
    result = judged(framework, waivers=[{"criterion": "x", "level": 1}])
    assert [b["code"] for b in result["blockers"]] == ["y"]


def test_a_dimension_is_told_with_its_own_minimum_and_the_score_that_is_read():
    framework = small(
        dimension=[{"code": "D", "weight": 1}, {"code": "E", "weight": 1}],
        criteria=[criterion("x", "D"), criterion("y", "E")],
        levels=[
            level(1, minimum_dimension="30", minimum_dimension_by_code={"E": "70"}, floors_read="proven")
        ],
    )
    claims = [proof("x", "2", "A1"), proof("x", "1", "A2"), proof("y", "3")]
    told = [(b["code"], b["needed"], b["value"]) for b in judged(framework, *claims)["blockers"]]
    assert told == [("D", "30.000000", "20.000000"), ("E", "70.000000", "60.000000")]


def test_at_the_top_level_nothing_blocks():
    assert judged(small(levels=[level(1), level(2)]))["blockers"] == []


def test_blockers_of_floors_show_the_number_that_is_read():
    framework = small(criteria=[criterion("x")], levels=[level(1, minimum_total="50", floors_read="proven")])
    (blocker,) = judged(framework, proof("x", "2", "A1"), proof("x", "1"))["blockers"]
    assert (blocker["value"], blocker["needed"]) == ("20.000000", "50.000000")


@pytest.mark.parametrize(
    "facts, expected",
    [
        pytest.param({"evidence": [proof("x", "3")]}, None, id="nothing ends"),
        pytest.param({"evidence": [proof("x", "3", valid_to=day(9))]}, 10, id="the day after the end"),
        pytest.param({"evidence": [proof("x", "3", valid_to=day(-5))]}, 26, id="the second step"),
        pytest.param({"evidence": [proof("x", "3", valid_to=day(-31))]}, 30, id="the end of the steps"),
        pytest.param({"evidence": [proof("x", "3", valid_to=day(-61))]}, None, id="all is over"),
        pytest.param({"evidence": [proof("x", "3", valid_from=day(4))]}, 4, id="what begins later"),
        pytest.param(
            {"evidence": [proof("x", "3"), proof("x", "2", valid_to=day(9))]}, None, id="what ends unnoticed"
        ),
        pytest.param(
            {"evidence": [proof("x", "3")], "findings": [finding("2", 7)]}, 7, id="a finding is opened"
        ),
        pytest.param(
            {
                "evidence": [proof("x", "3")],
                "findings": [{"criterion": "x", "ceiling": "2", "opened": day(-7), "closed": day(8)}],
            },
            8,
            id="a finding is closed",
        ),
        pytest.param(
            {"evidence": [proof("x", "1")], "findings": [finding("2", 7)]},
            None,
            id="a finding that takes nothing",
        ),
        pytest.param(
            {"evidence": [proof("x", "3", valid_to="9999-12-31")]}, None, id="the end of the calendar"
        ),
    ],
)
def test_the_next_change_is_the_first_day_on_which_anything_differs(facts: dict, expected: int | None):
    assert judged(ONE, **facts)["next_change_on"] == (None if expected is None else day(expected))


def test_a_waiver_and_a_renewal_change_the_result_when_they_end():
    framework = small(criteria=[criterion("x")], levels=[level(1, gate("x", "3", waivable=True))])
    waiver = {"criterion": "x", "level": 1, "valid_from": day(3), "valid_to": day(5)}
    assert judged(framework, waivers=[waiver])["next_change_on"] == day(3)
    assert judged(framework, waivers=[waiver], on=3)["next_change_on"] == day(6)
    lapsed = proof("x", "3", valid_to=day(-1))
    renewal = {"criterion": "x", "booked_for": day(12)}
    assert judged(framework, lapsed, renewals=[renewal])["next_change_on"] == day(13)
    assert judged(framework, lapsed, renewals=[renewal | {"booked_for": day(99)}], on=31)[
        "next_change_on"
    ] == day(60)


def test_the_last_day_of_the_calendar_can_be_judged():
    finding = {"criterion": "x", "ceiling": "1", "opened": "9999-12-31"}
    result = judged(ONE, proof("x", "3", valid_to="9999-12-30"), findings=[finding], on=0)
    assert result["next_change_on"] == "9999-12-31"


def test_the_result_names_what_it_was_drawn_from():
    result = judged(shipped(), sector="A")
    assert result["framework"] == {"name": "VN-SI", "version": "1", "hash": shipped().hash}
    assert len(result["facts_hash"]) == 64
    assert result["level_name"] == {"vi": "Đã đăng ký", "en": "Registered"}
    assert list(result) == [
        "total", "interval", "coverage", "level", "level_name", "counted_level", "conditional", "dimensions", "criteria",
        "gates", "blockers", "refused", "next_change_on", "facts_hash", "framework",
    ]  # fmt: skip


def test_a_gate_is_told_in_the_frameworks_words_or_in_its_own_terms():
    framework = small(levels=[level(1, gate("x", "2.5", en="it is there"), gate("y", "1/3"))])
    first, second = judged(framework)["gates"]
    assert (first["text"], first["level"], first["held"], first["reason"]) == (
        {"en": "it is there"},
        1,
        False,
        "unknown",
    )
    assert second["text"] == {"en": "y ≥ 1/3", "vi": "y ≥ 1/3"}
