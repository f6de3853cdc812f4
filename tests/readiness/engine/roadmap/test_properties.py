"""What holds for any framework, firm and list of steps: exact, sound, minimal, indifferent to order."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.engine import assess, case_of, parse_facts
from readiness.engine.framework import CLASSES
from readiness.engine.roadmap import Span, parse_steps, roadmap, roadmap_document
from readiness.engine.roadmap.moves import Standing, moves_of
from readiness.engine.roadmap.search import finishes
from tests.readiness.engine.making import TODAY
from tests.readiness.engine.roadmap.worlds import (
    begins,
    by_trying,
    grants_for,
    level_after,
    pays,
    worlds,
    worth,
)

# In five worlds of six no plan reaches the level.
held = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def firm_in(world):
    framework, facts, rows = world
    return case_of(framework, parse_facts(facts, framework)), parse_steps(rows, framework)


@held
@given(worlds(), st.sampled_from([1, 2]), grants_for())
def test_the_plans_are_those_that_trying_every_set_finds(world, target, grants):
    case, steps = firm_in(world)
    found = roadmap(case, steps, target, TODAY, grants).plans
    moves = moves_of(Standing(case, TODAY.toordinal()), steps, grants)
    assert [worth(moves, way.keys) for way in found] == by_trying(case, steps, target, grants=grants)
    assert [way.net.typical for way in found] == [worth(moves, way.keys)[0] for way in found]


@held
@given(worlds(), st.sampled_from([1, 2]))
def test_taking_the_steps_and_judging_again_reaches_the_level(world, target):
    """With the steps written down as evidence, through the front door."""
    framework, facts, _rows = world
    case, steps = firm_in(world)
    for way in roadmap(case, steps, target, TODAY).plans:
        reached = [
            {"criterion": code, "level": str(level), "class": CLASSES[taken.step.rank], "valid_from": TODAY.isoformat()}
            for taken in way.steps
            for code, level in taken.step.raises
        ]  # fmt: skip
        then = parse_facts(facts | {"evidence": facts["evidence"] + reached}, framework)
        assert assess(framework, then, TODAY)["level"] >= target
        assert way.level >= target
        assert not way.blockers


@held
@given(worlds(), st.sampled_from([1, 2]))
def test_no_step_of_the_cheapest_plan_can_be_left_out(world, target):
    """Without it the level is out of reach, or the plan is worse: a step for nothing may save months."""
    case, steps = firm_in(world)
    moves = moves_of(Standing(case, TODAY.toordinal()), steps)
    for way in roadmap(case, steps, target, TODAY).plans[:1]:
        for left_out in way.keys:
            rest = way.keys - {left_out}
            falls_short = not begins(moves, rest) or level_after(case, (moves[k] for k in rest)) < target
            assert falls_short or worth(moves, rest) > worth(moves, way.keys)


@held
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_facts_and_steps_does_not_matter(world, rng):
    framework, facts, rows = world
    case, steps = firm_in(world)
    shuffled = facts | {"evidence": rng.sample(facts["evidence"], len(facts["evidence"]))}
    again = case_of(framework, parse_facts(shuffled, framework))
    turned = parse_steps(rng.sample(rows, len(rows)), framework)
    assert roadmap_document(roadmap(again, turned, 2, TODAY)) == roadmap_document(
        roadmap(case, steps, 2, TODAY)
    )


@held
@given(worlds())
def test_steps_come_after_what_they_need_and_months_are_the_longest_chain(world):
    case, steps = firm_in(world)
    moves = moves_of(Standing(case, TODAY.toordinal()), steps)
    for way in roadmap(case, steps, 2, TODAY).plans:
        seen = {}
        for taken in way.steps:
            for need in moves[taken.key].needs:
                assert min(seen[p] for p in need if p in seen) <= taken.begins
            seen[taken.key] = taken.ends
        assert way.months.typical == max(seen.values(), default=0)
        assert seen == finishes({k: moves[k] for k in moves if k in way.keys}, "typical")


@held
@given(worlds(), grants_for(), st.integers(0, 6), st.sampled_from(["1/10", "1/2", "1"]))
def test_more_subsidy_never_raises_the_net_cost(world, grants, number, share):
    """Neither one more programme nor one with a higher cap."""
    case, steps = firm_in(world)
    code = steps[number % len(steps)].code
    more = grants | {code: [*grants.get(code, []), pays("r", share, 2000)]}
    richer = {step: [replace(g, cap=g.cap and 2 * g.cap) for g in paying] for step, paying in more.items()}
    bills = [roadmap(case, steps, 2, TODAY, each).plans[:1] for each in ({}, grants, more, richer)]
    for before, after in pairwise(bills):
        for plain, helped in zip(before, after, strict=True):
            assert 0 <= helped.net.typical <= plain.net.typical
            assert helped.net.low <= helped.net.typical <= helped.net.high


@held
@given(worlds())
def test_alternatives_differ_and_are_not_cheaper(world):
    case, steps = firm_in(world)
    plans = roadmap(case, steps, 2, TODAY).plans
    for earlier, later in pairwise(plans):
        assert earlier.net.typical <= later.net.typical
        assert not later.keys >= earlier.keys


@held
@given(worlds())
def test_a_firm_that_is_there_gets_the_empty_plan_and_only_it(world):
    case, steps = firm_in(world)
    level = case.verdict(TODAY.toordinal()).level
    (way,) = roadmap(case, steps, level, TODAY).plans
    assert way.steps == ()
    assert way.net.high == 0


@held
@given(worlds())
def test_what_no_step_can_lift_is_named_exactly_where_there_is_no_plan(world):
    case, steps = firm_in(world)
    found = roadmap(case, steps, 2, TODAY)
    assert bool(found.unliftable) != bool(found.plans)


@held
@given(worlds())
def test_evidence_alone_never_goes_beyond_what_is_declared(world):
    case, steps = firm_in(world)
    way = roadmap(case, steps, 2, TODAY).proof
    assert all(taken.step.kind == "evidence-only" for taken in way.steps)
    assert way.proven <= case.verdict(TODAY.toordinal()).declared


@held
@given(worlds())
def test_what_the_steps_add_is_what_the_plan_adds(world):
    case, steps = firm_in(world)
    found = roadmap(case, steps, 2, TODAY)
    for way in found.plans:
        assert sum(taken.points for taken in way.steps) == way.proven - found.before.proven


@held
@given(worlds(), st.integers(1, 400))
def test_the_day_only_matters_through_the_facts(world, days):
    """Steps have no clock of their own: facts that never lapse give the same plan on any day."""
    case, steps = firm_in(world)
    later = TODAY + timedelta(days=days)
    plans = [way.keys for way in roadmap(case, steps, 2, TODAY).plans]
    assert [way.keys for way in roadmap(case, steps, 2, later).plans] == plans


@held
@given(worlds(), grants_for(), st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(1, 5)))
def test_a_paper_that_is_handed_in_never_makes_a_way_dearer(world, grants, levels):
    case, steps = firm_in(world)
    handed_in = {code: Fraction(level) for code, level in levels.items()}
    before = roadmap(case, steps, 2, TODAY, grants).plans
    after = roadmap(case, steps, 2, TODAY, grants, handed_in=handed_in).plans
    assert bool(after) == bool(before)
    for dear, cheap in zip(before[:1], after[:1], strict=True):
        assert cheap.net.typical <= dear.net.typical
    for way in after:
        assert all(taken.gross == Span() for taken in way.steps if taken.waits)
