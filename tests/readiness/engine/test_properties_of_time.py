"""What the passing of days, repetition and order of work may do: I4, I15, I16, I17 of the readiness model."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.engine import parse_facts, to_json
from tests.readiness.engine.strategies import (
    MOSTLY_PROOF,
    World,
    findings,
    later,
    pieces,
    thoroughly,
    worlds,
)


@thoroughly
@given(data=st.data(), world=worlds(("measurements", "not_applicable")), days=st.integers(0, 200))
def test_i4_time_alone_never_raises_total_or_level(data, world: World, days: int):
    begun = pieces(world.number, MOSTLY_PROOF, begins=(-300, -90, -1, 0, None))
    never_closed = findings(world.number, opened=(-20, 0, 30, 90), open_for=(None,))
    world = world.also(
        evidence=data.draw(st.lists(begun, max_size=25)),
        findings=data.draw(st.lists(never_closed, max_size=4)),
    )
    now, then = world.verdict(), world.verdict(later(days))
    assert then.total <= now.total
    assert then.declared <= now.declared
    assert then.level <= now.level


@thoroughly
@given(world=worlds())
def test_i15_the_kept_facts_give_the_same_bytes_again(world: World):
    """What is stored is the canonical document, and a later day reads it back."""
    kept = world.parsed.document()
    again = replace(world, facts=kept)
    assert parse_facts(kept, world.framework).document() == kept
    assert again.parsed.hash == world.parsed.hash
    assert to_json(again.assess()) == to_json(world.assess())


@pytest.fixture(scope="module")
def workers():
    with ThreadPoolExecutor(2) as pool:
        yield pool


@thoroughly
@given(firms=st.lists(worlds(("evidence", "findings")), min_size=1, max_size=3))
def test_i16_neither_the_order_of_work_nor_a_retry_matters(workers, firms: list[World]):
    def numbers(world: World) -> tuple:
        verdict = world.verdict()
        return verdict.level, verdict.counted_level, verdict.total, verdict.proven, verdict.next_event_on

    first = [numbers(world) for world in firms]
    assert [numbers(world) for world in reversed(firms)] == first[::-1]
    assert list(workers.map(numbers, firms)) == first


# Frameworks with as few criteria as a day-by-day comparison can bear.
FEW = range(1, 11)


@thoroughly
@given(world=worlds(numbers=FEW), begin=st.sampled_from((0, 3, 28)))
def test_i17_nothing_changes_before_the_day_that_is_named_and_something_does_on_it(world: World, begin: int):
    """Judged day by day for two months, against the day worked out beforehand."""
    start, case = later(begin).toordinal(), world.case
    named = world.assess(later(begin))["next_change_on"]
    first = None if named is None else date.fromisoformat(named).toordinal()
    now, verdict = case.result(start), case.verdict(start)
    for day in range(start + 1, start + 65):
        differs = case.result(day) != now
        if first is None or day < first:
            assert not differs, f"changes on {date.fromordinal(day)}, not on {named}"
        if verdict.next_event_on is None or day < verdict.next_event_on:
            assert not differs, "the worker was told to come later"
        if day == first:
            assert differs, f"nothing changes on {named}"
            break
