"""The report on choices that could have been made otherwise; its figures for a published index are known.

Mutants of `sensitivity` that live change nothing: `strict` over lists of one length, here as everywhere in the
engine, None in place of False, and values weighed again where they could have been taken. Of `ranking`: a place that is
written over, and the mean taken off one of two factors, which is enough.
"""

from dataclasses import replace
from fractions import Fraction
from math import lcm

import pytest

from readiness.engine import Facts, Judge, case_of, parse_facts
from readiness.engine.facts import Evidence
from readiness.engine.judge import Sums
from readiness.engine.ranking import doubled_places, mean_shift, spearman
from readiness.engine.sensitivity import GeometricSums, report, under, variants
from tests.readiness.engine.making import (
    TODAY,
    criterion,
    gate,
    level,
    profiles,
    proof,
    shipped,
    small,
)
from tests.readiness.engine.test_published import PUBLISHED, index_framework, table

# Readiness model (d): mean absolute rank changes when one pillar is left out.
KNOWN = {
    "Physical": 1.529, "ConEcFin": 2.627, "Political": 2.902, "Instit": 1.176,
    "P2P": 1.686, "Environ": 3.098, "Social": 3.961, "SusEcFin": 2.627,
}  # fmt: skip


def index_cases():
    framework = index_framework()
    return framework, [
        case_of(
            framework,
            Facts(
                "M",
                tuple(
                    Evidence(c.code, Fraction(row[c.code]) / 20, 3, None, None) for c in framework.criteria
                ),
            ),
        )
        for row in table("normalised_inputs")
    ]


def places_by(weights):
    """Places by the weighted mean of the published scores of pillars."""
    return doubled_places(
        [
            sum(Fraction(row[code]) * weight for code, weight in weights.items())
            for row in table("expected_scores")
        ]
    )


def halves():
    return {row["iCode"]: row["Parent"] for row in table("structure") if row["iCode"] in KNOWN}


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published index is not here")
def test_leaving_out_a_pillar_of_a_published_index_moves_its_ranks_as_published():
    """That index shares the weight of a lost pillar inside its half."""
    half = halves()
    before = places_by({code: Fraction(1, list(half.values()).count(half[code])) for code in half})
    for lost, known in KNOWN.items():
        left = {code: side for code, side in half.items() if code != lost}
        after = places_by({code: Fraction(1, list(left.values()).count(side)) for code, side in left.items()})
        assert mean_shift(before, after) == pytest.approx(known, abs=0.0005), lost


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published index is not here")
def test_the_report_leaves_out_a_dimension_and_takes_the_geometric_mean_of_that_index():
    framework, cases = index_cases()
    effects = {(e.kind, e.of): e for e in report(framework, cases, TODAY.toordinal())}
    weights = {d.code: d.weight for d in framework.dimensions}
    before = places_by(weights)
    for lost in KNOWN:
        after = places_by({code: weight for code, weight in weights.items() if code != lost})
        assert effects["dropped", lost].shift == pytest.approx(mean_shift(before, after)), lost
    assert all(e.changed == 0 for e in effects.values()), "this index has no levels"


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published index is not here")
def test_pillars_that_weigh_alike_rank_by_their_geometric_mean_as_published():
    """Readiness model (d): a rank correlation of 0.983."""
    framework, cases = index_cases()
    alike = replace(framework, dimensions=tuple(replace(d, weight=1) for d in framework.dimensions))
    judge = Judge(alike, lcm(*(case.judge.unit for case in cases)))
    brought = [under(case, alike, judge) for case in cases]
    effects = {e.kind: e for e in report(alike, brought, TODAY.toordinal())}
    assert effects["geometric"].correlation == pytest.approx(0.983, abs=0.001)


def test_places_are_shared_by_equals():
    assert doubled_places([5, 9, 5, 1]) == [5, 2, 5, 8]
    assert doubled_places([]) == []


def test_rank_correlation_of_the_same_of_the_reverse_and_of_nothing():
    places = doubled_places([3, 1, 2, 2])
    assert spearman(places, places) == pytest.approx(1)
    assert spearman(places, [10 - place for place in places]) == pytest.approx(-1)
    assert spearman([3, 3], [2, 4]) is None
    assert spearman([2, 4, 6], [3, 3, 6]) == pytest.approx(6 / (8 * 6) ** 0.5), "equals in one of them"
    assert spearman([3, 3, 6], [2, 4, 6]) == pytest.approx(6 / (8 * 6) ** 0.5)
    assert mean_shift([], []) == 0
    assert mean_shift(doubled_places([1, 2, 3]), doubled_places([3, 2, 1])) == pytest.approx(4 / 3)


@pytest.mark.parametrize("agree", [mean_shift, spearman])
def test_rankings_of_more_and_of_fewer_are_not_compared(agree):
    with pytest.raises(ValueError):
        agree([2, 4, 6], [2, 4])


def test_the_report_of_the_shipped_framework_has_every_variant_and_moves_somebody():
    framework = shipped()
    cases = [case_of(framework, parse_facts(p["facts"], framework)) for p in profiles()]
    effects = report(framework, cases, TODAY.toordinal())
    kinds = [e.kind for e in effects]
    assert {k: kinds.count(k) for k in kinds} == {
        "weight": 16, "dropped": 8, "geometric": 1, "caps": 2, "thresholds": 2,
    }  # fmt: skip
    found = {(e.kind, e.of, e.sign): e for e in effects}
    assert found["caps", "", -1].changed > 0, "a class that credits less takes levels away"
    assert found["weight", "D2", 1].shift >= 0
    assert all(0 <= e.changed <= e.firms == len(cases) for e in effects)


def two_dimensions():
    """What weighs four tenths and is asked for little, and what weighs the rest."""
    return small(
        dimension=[{"code": "D1", "weight": 4}, {"code": "D2", "weight": 6}],
        criteria=[
            criterion("x", "D1", 2, weight_by_sector={"T": 5}, caps={"A0": "0", "A1": "0.5"}),
            criterion("y", "D2", 3, weight_by_sector={"T": 7}),
        ],
        levels=[
            level(1, minimum_total="3", minimum_dimension="40"),
            level(2, minimum_total="98", minimum_dimension_by_code={"D1": "0", "D2": "96"}),
        ],
    )


def test_each_variant_changes_one_thing():
    base = two_dimensions()
    found = {(v.kind, v.of, v.sign): v.framework for v in variants(base)}
    assert list(found) == [
        ("weight", "D1", -1), ("weight", "D1", 1), ("weight", "D2", -1), ("weight", "D2", 1), ("dropped", "D1", 0),
        ("dropped", "D2", 0), ("geometric", "", 0), ("caps", "", -1), ("caps", "", 1), ("thresholds", "", -1),
        ("thresholds", "", 1),
    ]  # fmt: skip
    assert found["geometric", "", 0] == base
    weighed = {key: [d.weight for d in framework.dimensions] for key, framework in found.items()}
    assert [weighed["weight", code, sign] for code in ("D1", "D2") for sign in (-1, 1)] == [
        [16, 30], [24, 30], [20, 24], [20, 36],
    ]  # fmt: skip
    dropped = found["dropped", "D1", 0]
    assert [(c.weight, c.weight_by_sector) for c in dropped.criteria] == [(0, {}), (3, {"T": 7})]
    caps = {sign: found["caps", "", sign] for sign in (-1, 1)}
    assert [caps[-1].caps, caps[1].caps] == [(0, 1, 3, 4, 4), (2, 3, 5, 5, 5)]
    assert [caps[-1].criteria[0].caps, caps[1].criteria[0].caps] == [
        (0, 0, 3, 4, 4), (1, Fraction(3, 2), 5, 5, 5),
    ]  # fmt: skip
    asked = {
        sign: [(lv.minimum_total, lv.minimum_dimension, lv.minimum_by_code) for lv in found["thresholds", "", sign].levels]
        for sign in (-1, 1)
    }  # fmt: skip
    assert asked[-1] == [(0, 35, {}), (93, 0, {"D1": 0, "D2": 91})]
    assert asked[1] == [(8, 45, {}), (100, 0, {"D1": 0, "D2": 100})]
    for (kind, _of, _sign), framework in found.items():
        same = replace(
            framework,
            dimensions=base.dimensions if kind == "weight" else framework.dimensions,
            criteria=base.criteria if kind in ("dropped", "caps") else framework.criteria,
            caps=base.caps if kind == "caps" else framework.caps,
            levels=base.levels if kind == "thresholds" else framework.levels,
        )
        assert same == base, kind


@pytest.mark.parametrize(
    "first, second, mean",
    [
        pytest.param("5", "5", 100, id="all of it"),
        pytest.param("4", "1", 80**0.4 * 20**0.6, id="80 and 20, four to six"),
        pytest.param("0", "5", 1**0.4 * 100**0.6, id="a dimension counts at least one point"),
        pytest.param("0", "0", 1, id="nothing at all"),
    ],
)
def test_the_geometric_mean_is_weighed(first: str, second: str, mean: float):
    framework = two_dimensions()
    evidence = [proof("x", first), proof("y", second, "A1", valid_from="2026-01-01")]
    evidence.append(proof("y", second, valid_from="2026-01-01"))
    case = case_of(framework, parse_facts({"sector": "M", "evidence": evidence}, framework))
    values = case.judge.values(case.plan, case.lines, {}, TODAY.toordinal())
    sums = GeometricSums(case.plan, values, case.judge.unit)
    scale = case.plan.whole * 5 * case.judge.unit
    assert (sums.credited, sums.proven) == 2 * (int(mean / 100 * scale + 1e-6),), "rounded down"
    told = case.result(TODAY.toordinal())
    assert told.geometric == pytest.approx(mean), "the same stands beside the total of one firm"
    assert told.weakest == min(told.dimensions, key=lambda dimension: dimension.score)
    plain = Sums(case.plan, values, case.judge.unit)
    assert sums.group(0, proven=False) == plain.group(0, proven=False), "dimensions stay as they are"
    assert sums.coverage == plain.coverage


def test_proven_and_credited_totals_have_their_own_geometric_mean():
    framework = two_dimensions()
    evidence = [proof("x", "2", "A1"), proof("y", "2", "A1"), proof("y", "1", "A2")]
    case = case_of(framework, parse_facts({"sector": "M", "evidence": evidence}, framework))
    values = case.judge.values(case.plan, case.lines, {}, TODAY.toordinal())
    sums = GeometricSums(case.plan, values, case.judge.unit)
    assert float(sums.total(proven=False)) == pytest.approx(10**0.4 * 40**0.6, abs=0.1)
    assert float(sums.total(proven=True)) == pytest.approx(1**0.4 * 20**0.6, abs=0.1)


def test_where_nothing_weighs_the_geometric_mean_is_nothing():
    framework = small(criteria=[criterion("x", sectors=["A"])])
    case = case_of(framework, parse_facts({"sector": "M"}, framework))
    values = case.judge.values(case.plan, [], {}, TODAY.toordinal())
    sums = GeometricSums(case.plan, values, case.judge.unit)
    assert (sums.credited, sums.proven, sums.total(proven=False)) == (0, 0, 0)
    told = case.result(TODAY.toordinal())
    assert (told.geometric, told.weakest) == (0, None)


@pytest.mark.parametrize("least, capped", [("4/3", 4), ("1", 3)])
def test_the_report_counts_whose_level_changes_and_by_how_many_places_firms_move(least: str, capped: int):
    """One of four sits on the floor of level 1, with a gate waived; one claims more than it has proven."""
    framework = small(
        dimension=[{"code": "D1", "weight": 6}, {"code": "D2", "weight": 4}],
        criteria=[criterion("x", "D1"), criterion("y", "D2")],
        levels=[level(1, gate("y", "1", waivable=True), minimum_total="60")],
    )
    firms = [
        {
            "evidence": [proof("x", "5")],
            "waivers": [{"criterion": "y", "level": 1, "valid_from": "2026-01-01"}],
        },
        {"evidence": [proof("x", "2"), proof("y", "4")]},
        {"evidence": [proof("x", least), proof("y", "1")]},
        {"evidence": [proof("x", "2", "A1"), proof("y", "2", "A1"), proof("x", "0"), proof("y", "1/2")]},
    ]
    cases = [case_of(framework, parse_facts({"sector": "M"} | facts, framework)) for facts in firms]
    assert [case.verdict(TODAY.toordinal()).level for case in cases] == [1, 0, 0, 0]
    effects = {(e.kind, e.of, e.sign): e for e in report(framework, cases, TODAY.toordinal())}
    told = {key: (e.firms, e.changed, round(4 * e.shift)) for key, e in effects.items()}
    assert told == {
        ("weight", "D1", -1): (4, 1, 2), ("weight", "D1", 1): (4, 0, 0), ("weight", "D2", -1): (4, 0, 0),
        ("weight", "D2", 1): (4, 1, 2), ("dropped", "D1", 0): (4, 2, 6), ("dropped", "D2", 0): (4, 0, 1),
        ("geometric", "", 0): (4, 1, 6), ("caps", "", -1): (4, 1, capped), ("caps", "", 1): (4, 0, 0),
        ("thresholds", "", -1): (4, 1, 0), ("thresholds", "", 1): (4, 1, 0),
    }  # fmt: skip
    assert effects["dropped", "D1", 0].correlation == pytest.approx(-0.2)


def test_firms_that_are_equal_stay_so_whatever_fractions_their_levels_are():
    framework = small(
        dimension=[{"code": "D1", "weight": 6}, {"code": "D2", "weight": 4}],
        criteria=[criterion("x", "D1"), criterion("y", "D2")],
    )
    cases = [
        case_of(
            framework, parse_facts({"sector": "M", "evidence": [proof("x", x), proof("y", y)]}, framework)
        )
        for x, y in (("4/3", "1"), ("0", "3"))
    ]
    effects = {(e.kind, e.sign): e.shift for e in report(framework, cases, TODAY.toordinal())}
    assert effects["thresholds", 1] == effects["thresholds", -1] == effects["caps", 1] == 0
    assert effects["weight", 1] > 0


def one_against_another(first: str, second: str, **more):
    """A firm whose two dimensions weigh alike and are worth so many levels of five."""
    framework = small(
        dimension=[{"code": "D1", "weight": 1}, {"code": "D2", "weight": 1}],
        criteria=[criterion("x", dimension="D1"), criterion("y", dimension="D2")],
        levels=[level(1, minimum_total="45")],
        **more,
    )
    evidence = [proof("x", first), proof("y", second)]
    return framework, case_of(framework, parse_facts({"sector": "M", "evidence": evidence}, framework))


def test_the_geometric_mean_of_sixteen_and_one_is_four():
    """80 and 20 points: their arithmetic mean is 50, their geometric one 40, and the level asks for 45."""
    framework, case = one_against_another("4", "1")
    effects = {(e.kind, e.sign): e for e in report(framework, [case], TODAY.toordinal())}
    assert effects["geometric", 0].changed == 1
    framework, case = one_against_another("2.5", "2.5")
    effects = {(e.kind, e.sign): e for e in report(framework, [case], TODAY.toordinal())}
    assert effects["geometric", 0].changed == 0


def test_a_case_under_another_framework_keeps_its_levels_and_its_sector():
    framework, _case = one_against_another("4", "1")
    facts = {
        "sector": "M",
        "evidence": [proof("x", "4"), proof("y", "1")],
        "findings": [{"criterion": "x", "ceiling": "3", "opened": "2026-01-01"}],
    }
    case = case_of(framework, parse_facts(facts, framework))
    on, taken = TODAY.toordinal(), case.judge.keep_unit
    for times in (1, 2, 6):
        finer = Judge(framework, times * case.judge.unit // taken)
        assert finer.unit == times * case.judge.unit
        brought = under(case, framework, finer)
        assert brought.framework is framework
        assert brought.verdict(on).total == case.verdict(on).total
    elsewhere = replace(
        framework,
        criteria=tuple(
            replace(c, sectors=frozenset("T")) if c.code == "y" else c for c in framework.criteria
        ),
    )
    brought = under(case, elsewhere, Judge(elsewhere, case.judge.unit))
    assert list(brought.plan.index) == ["x"]
    assert brought.framework is elsewhere


def test_what_was_excused_stays_excused_under_another_framework():
    three = [criterion("x"), criterion("y"), criterion("z", sectors=["M"])]
    framework = small(criteria=three)
    facts = {
        "sector": "M",
        "evidence": [proof("x")],
        "not_applicable": [{"criterion": "z", "approved": True}],
    }
    case = case_of(framework, parse_facts(facts, framework))
    assert list(case.plan.index) == ["x", "y"]
    heavier = small(criteria=[criterion("x", weight=2), *three[1:]])
    assert list(under(case, heavier, Judge(heavier, case.judge.unit)).plan.index) == ["x", "y"]
