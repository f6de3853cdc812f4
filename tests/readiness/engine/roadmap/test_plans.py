"""Plans told by hand: what a step does for one firm, what plans cost, and what they say of themselves.

Mutants of `plans` that live change nothing: a level that is held lacks nothing, and where a plan reaches the target
no blocker is left to name; `strict` over lists of one length; sums that are read without their unit.
"""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from readiness import engine
from readiness.engine import Refused, case_of, parse_facts
from readiness.engine.roadmap import parse_steps, roadmap, tried
from readiness.engine.roadmap.steps import TIME
from tests.readiness.engine.making import TODAY, criterion, day, gate, level, profiles, proof, shipped, small
from tests.readiness.engine.roadmap.worlds import case, pays, row, steps_of

FOLDER = Path(engine.__file__).parents[1] / "reference"
PLAIN = [criterion("a"), criterion("b"), criterion("c")]


def framework(*levels, criteria=PLAIN):
    return small(criteria=criteria, levels=list(levels))


def codes(way):
    return {taken.key for taken in way.steps}


def million(amount):
    return amount / 1000


def test_best_points_a_dong_first_would_be_dearer():
    """a brings most for its money, but d is needed beside it, and alone suffices."""
    of = framework(
        level(1, minimum_total="62.5"), criteria=[criterion("a", weight=6), criterion("d", weight=10)]
    )
    steps = steps_of(of, row("sa", "a:5", cost=5), row("sd", "d:5", cost=9))
    cheapest, *others = roadmap(case(of), steps, 1, TODAY).plans
    assert (codes(cheapest), million(cheapest.net.typical)) == ({"sd"}, 9)
    assert not others, "both together hold the cheapest plan and are no alternative"


def test_a_project_that_lifts_several_criteria_is_paid_once():
    of = framework(level(1, gate("a", "3"), gate("b", "3"), gate("c", "3")))
    single = [row(f"s{code}", f"{code}:3", cost=4) for code in "abc"]
    steps = steps_of(of, *single, row("iso", "a:3;b:3;c:3", cost=10))
    cheapest, second, *_rest = roadmap(case(of), steps, 1, TODAY).plans
    assert codes(cheapest) == {"iso"}
    assert [opened for taken in cheapest.steps for opened in taken.opens] == [(1, "a"), (1, "b"), (1, "c")]
    assert codes(second) == {"sa", "sb", "sc"}


def test_what_a_step_waits_for_is_paid_too_and_comes_first():
    of = framework(level(1, gate("a", "3")))
    steps = steps_of(
        of,
        row("cheap", "a:3", cost=1, months=2, prerequisites="base"),
        row("base", "b:2", cost=9, months=3),
        row("plain", "a:3", cost=8, months=12),
    )
    first, second = roadmap(case(of), steps, 1, TODAY).plans
    assert codes(first) == {"plain"}
    assert [taken.key for taken in second.steps] == ["base", "cheap"]
    assert (million(second.net.typical), second.months.typical) == (10, 5 * TIME)
    assert second.steps[0].leads_to == ("cheap",)
    done = roadmap(case(of, proof("b", "2", "A0")), steps, 1, TODAY).plans[0]
    assert codes(done) == {"cheap"}, "what the firm says it does already is not done again"


def test_of_plans_that_cost_the_same_the_soonest_is_first():
    of = framework(level(1, gate("a", "3")))
    steps = steps_of(of, row("slow", "a:3", months=6), row("soon", "a:3", months=2))
    assert [codes(way) for way in roadmap(case(of), steps, 1, TODAY).plans] == [{"soon"}, {"slow"}]


def test_of_plans_that_cost_and_take_the_same_the_one_with_fewest_steps_is_first():
    of = framework(level(1, gate("a", "3"), gate("b", "3")))
    steps = steps_of(of, row("sa", "a:3", cost=1), row("sb", "b:3", cost=1), row("both", "a:3;b:3", cost=2))
    assert codes(roadmap(case(of), steps, 1, TODAY).plans[0]) == {"both"}


def test_proof_is_credited_only_as_far_as_its_class_goes():
    of = framework(level(1, gate("a", "5")))
    desk, site = (
        row("desk", "a:5", evidence_class="A2", cost=1),
        row("site", "a:5", evidence_class="A3", cost=50),
    )
    assert codes(roadmap(case(of), steps_of(of, desk, site), 1, TODAY).plans[0]) == {"site"}
    alone = roadmap(case(of), steps_of(of, desk), 1, TODAY)
    assert not alone.plans
    assert [(n, b.code) for n, b in alone.unliftable] == [(1, "a")]


def test_an_open_finding_is_lifted_by_no_step():
    of = framework(level(1, gate("a", "3"), gate("b", "3")))
    finding = {"criterion": "a", "ceiling": "1", "opened": day(-30), "closed": None}
    found = roadmap(case(of, findings=[finding]), steps_of(of, row("sa", "a:5"), row("sb", "b:5")), 1, TODAY)
    assert not found.plans
    assert [(b.code, b.reason) for _n, b in found.unliftable] == [("a", "finding")]


def test_gates_of_every_level_on_the_way_are_asked():
    of = framework(level(1, gate("a", "3")), level(2, gate("b", "3")))
    steps = steps_of(of, row("sa"), row("sb", "b:3"))
    assert codes(roadmap(case(of), steps, 2, TODAY).plans[0]) == {"sa", "sb"}


def test_what_is_stated_becomes_proof_by_a_check_and_no_further():
    of = framework(level(1, gate("a", "3"), gate("b", "3")))
    steps = steps_of(
        of,
        row("check", "declared", kind="evidence-only", evidence_class="A2", cost=0),
        row("work", "b:3", cost=20),
    )
    found = roadmap(case(of, proof("a", "3", "A1"), proof("b", "2", "A1")), steps, 1, TODAY)
    assert codes(found.proof) == {"check:a", "check:b"}, "evidence alone goes as far as it can"
    assert found.proof.level == 0
    assert [(b.code, b.value) for _n, b in found.proof.blockers] == [("b", 2)]
    assert codes(found.plans[0]) == {"check:a", "work"}


def test_proof_of_what_is_proven_already_is_not_shown_again():
    of = framework(level(1, gate("a", "3"), gate("b", "5")))
    steps = steps_of(
        of,
        row("again", "a:2", kind="evidence-only", evidence_class="A2", cost=0),
        row("more", "a:4", kind="evidence-only", evidence_class="A3", cost=0),
        row("seen", "c:1", kind="evidence-only", evidence_class="A1", cost=0),
    )
    found = roadmap(
        case(of, proof("a", "4", "A0"), proof("a", "2", "A2"), proof("c", "1", "A0")), steps, 1, TODAY
    )
    assert codes(found.proof) == {"more", "seen"}, (
        "what is proven better, and what is known where nothing was"
    )


def test_a_waived_gate_needs_no_step():
    of = framework(level(1, gate("a", "3", waivable=True), gate("b", "3")))
    steps = steps_of(of, row("sa", "a:3"), row("sb", "b:3"))
    waiver = {"criterion": "a", "level": 1, "valid_to": day(0)}
    (way,) = roadmap(case(of, waivers=[waiver]), steps, 1, TODAY).plans
    assert (codes(way), way.level, way.counted_level) == ({"sb"}, 1, 0)
    over = roadmap(case(of, waivers=[waiver | {"valid_to": day(-1)}]), steps, 1, TODAY)
    assert codes(over.plans[0]) == {"sa", "sb"}
    alone = roadmap(case(of, waivers=[waiver]), steps_of(of, row("sb", "b:3")), 1, TODAY)
    assert codes(alone.plans[0]) == {"sb"}


def test_lapsed_proof_is_renewed_in_its_own_class():
    of = framework(level(1, gate("a", "3")))
    lapsed = case(of, proof("a", "3", "A3", valid_from=day(-400), valid_to=day(-10)))
    steps = steps_of(
        of,
        row("desk", "lapsed", kind="evidence-only", evidence_class="A2", cost=0),
        row("audit", "lapsed", kind="evidence-only", evidence_class="A3", cost=15),
        row("anew", "a:3", cost=120),
    )
    found = roadmap(lapsed, steps, 1, TODAY)
    assert codes(found.plans[0]) == codes(found.proof) == {"audit:a"}


def test_no_paper_makes_measured_figures_better():
    ppm = criterion("m", rule="ppm", thresholds={"M": [10000, 5000, 1000, 250, 100]})
    of = framework(level(1, gate("m", "3")), criteria=[ppm])
    poor = {"criterion": "m", "class": "A4", "parts": 100000, "rejected": 400, "months": 12}
    steps = steps_of(
        of, row("confirm", "m:3", kind="evidence-only", evidence_class="A4", cost=0), row("improve", "m:3")
    )
    assert codes(roadmap(case(of, measurements=[poor]), steps, 1, TODAY).plans[0]) == {"improve"}
    assert codes(roadmap(case(of), steps, 1, TODAY).plans[0]) == {"confirm"}, "nothing is known against it"


def test_a_programme_pays_no_more_than_its_cap_for_all_steps_together():
    of = framework(level(1, gate("a", "3"), gate("b", "3")))
    steps = steps_of(of, row("sa", "a:3", cost=100), row("sb", "b:3", cost=100))
    grants = {code: [pays("p", "1/2", 50_000)] for code in ("sa", "sb")}
    (way,) = roadmap(case(of), steps, 1, TODAY, grants).plans
    assert (million(way.gross.typical), million(way.net.typical)) == (200, 150)
    both = {"sa": [*grants["sa"], pays("q", "1/4")], "sb": grants["sb"]}
    (way,) = roadmap(case(of), steps, 1, TODAY, both).plans
    assert million(way.net.typical) == 125, "the one with room left pays for the other"
    assert {taken.key: taken.grant.programme for taken in way.steps} == {"sa": "q", "sb": "p"}


def test_a_subsidy_can_make_another_way_the_cheapest():
    of = framework(level(1, gate("a", "3")))
    steps = steps_of(of, row("own", "a:3", cost=10), row("helped", "a:3", cost=16))
    assert codes(roadmap(case(of), steps, 1, TODAY).plans[0]) == {"own"}
    assert codes(roadmap(case(of), steps, 1, TODAY, {"helped": [pays("p", "1/2")]}).plans[0]) == {"helped"}


def test_trying_steps_passes_over_what_cannot_begin():
    of = framework(level(1, gate("a", "3")))
    steps = steps_of(of, row("late", "a:3", prerequisites="base", cost=2), row("base", "b:2", cost=3))
    alone = tried(case(of), steps, ["late", "nothing"], 1, TODAY)
    assert (alone.steps, alone.level, alone.net.typical) == ((), 0, 0)
    both = tried(case(of), steps, ["late", "base"], 1, TODAY)
    assert (codes(both), both.level, million(both.net.typical)) == ({"late", "base"}, 1, 5)
    helped = tried(case(of), steps, ["late", "base"], 1, TODAY, {"late": [pays("p", "1/2")]})
    assert million(helped.net.typical) == 4


@pytest.mark.parametrize(
    "changed, place, reason",
    [
        ({"raises": "z:3"}, "steps, line 2.raises", "no criterion 'z'"),
        ({"raises": "a:6"}, "steps, line 2.raises", "not a level"),
        ({"evidence_class": "A9"}, "steps, line 2.evidence_class", "not a class"),
        ({"prerequisites": "nowhere"}, "prerequisites", "there is no step"),
        ({"prerequisites": "s"}, "steps", "wait for each other"),
        ({"cost_low_million_vnd": "9"}, "steps, line 2", "do not ascend"),
        ({"months_low": "-1"}, "months_low", "0 or more"),
        ({"cost_low_million_vnd": "0.00001"}, "cost_low_million_vnd", "whole number of 1/1000"),
    ],
)
def test_a_price_list_that_cannot_be_right_is_refused_with_its_place(changed, place, reason):
    with pytest.raises(Refused) as refused:
        steps_of(framework(level(1)), row("s") | changed)
    assert place in str(refused.value)
    assert reason in str(refused.value)


def shipped_steps():
    with (FOLDER / "steps.csv").open(encoding="utf-8", newline="") as file:
        return parse_steps(csv.DictReader(file), shipped())


def test_the_shipped_price_list_fits_the_shipped_framework():
    steps = shipped_steps()
    assert len(steps) == 76
    assert all(step.source for step in steps)
    raised = {code for step in steps for code, _level in step.raises}
    gates = {g.criterion for lv in shipped().levels for g in lv.gates}
    assert gates <= raised, "for every gate there is a step"
    with (FOLDER / "programme_fit.csv").open(encoding="utf-8", newline="") as file:
        served = {code for fit in csv.DictReader(file) for code in fit["serves_steps"].split(";") if code}
    assert served <= {step.code for step in steps}


@pytest.mark.parametrize("firm", profiles(), ids=lambda p: p["key"])
def test_the_plans_of_a_sample_firm_reach_their_level(firm):
    """Except where a finding shuts a gate: that is said."""
    of = case_of(shipped(), parse_facts(firm["facts"], shipped()))
    held = of.verdict(TODAY.toordinal()).level
    for target in {min(held + 1, 5), max(held, 4)}:
        found = roadmap(of, shipped_steps(), target, TODAY)
        if firm["facts"].get("findings") and target > held:
            assert not found.plans
            assert {(b.code, b.reason) for _n, b in found.unliftable} == {("7.3", "finding")}
            continue
        assert found.plans
        assert all(way.level >= target and not way.blockers for way in found.plans)
        assert all(taken.opens or taken.points or taken.leads_to or way.coverage > found.before.coverage
                   for way in found.plans for taken in way.steps)  # fmt: skip


def test_a_lapsed_certificate_of_a_sample_firm_needs_its_audit_and_nothing_else():
    firm = next(p for p in profiles() if p["key"] == "e-3")
    found = roadmap(case_of(shipped(), parse_facts(firm["facts"], shipped())), shipped_steps(), 4, TODAY)
    assert codes(found.proof) == codes(found.plans[0]) == {"EV32:7.1"}
    assert million(found.plans[0].net.typical) == 15


@pytest.mark.parametrize(
    "level_of_the_paper, klass, costs",
    [
        pytest.param("3", "A2", 0, id="it shows what is asked"),
        pytest.param("2", "A2", 2, id="it shows less"),
        pytest.param("3", "A3", 2, id="no reading makes an audit of it"),
    ],
)
def test_a_paper_that_is_handed_in_costs_nothing_more(level_of_the_paper, klass, costs):
    of = framework(level(1, gate("a", "3")))
    steps = steps_of(of, row("shown", "a:3", cost=2, kind="evidence-only", evidence_class=klass))
    firm = case(of, proof("a", "3", "A1"))
    handed_in = {"a": Fraction(level_of_the_paper)}
    (way,) = roadmap(firm, steps, 1, TODAY, {"shown": [pays("r", "1/2", 9000)]}, handed_in=handed_in).plans
    (taken,) = way.steps
    assert (million(way.gross.typical), taken.waits) == (costs, not costs)
    assert (taken.grant is None) == taken.waits, "nobody pays for what costs nothing"
    assert taken.step.months.typical, "it still takes until it is read"
    assert tried(firm, steps, ["shown"], 1, TODAY, handed_in=handed_in).steps[0].waits == taken.waits
