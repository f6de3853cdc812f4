"""The search itself: who judges has the last word, and when steps are done.

Mutants of `search` that live change nothing: twice a column of nothing or one against nothing or one, bounds that
are wider than need be, columns whole that are whole anyway, a half that no whole column is, a month that weighs more
or fewer steps than two plans of one cost can differ by, and the words of an assertion.
"""

import pytest

from readiness.engine.roadmap.conditions import Conditions
from readiness.engine.roadmap.moves import Move
from readiness.engine.roadmap.search import cheapest, finishes
from readiness.engine.roadmap.steps import Grant
from tests.readiness.engine.making import criterion, small
from tests.readiness.engine.roadmap.worlds import pays, row, steps_of

ONE = small(criteria=[criterion("a")])


def moves(**said: tuple) -> dict[str, Move]:
    """By key: (cost in million, months, then sets of keys of which one must come before)."""
    steps = steps_of(
        ONE, *(row(key, cost=cost, months=months) for key, (cost, months, *_needs) in said.items())
    )
    return {
        s.code: Move(s, "", (), tuple(frozenset(need.split()) for need in said[s.code][2:]), ())
        for s in steps
    }


def sets(found) -> list[str]:
    return ["".join(sorted(chosen)) for chosen in found]


FOUR = moves(a=(1, 1), b=(2, 1), c=(4, 1), d=(8, 1))
ANY = Conditions((frozenset("abcd"),), ())


def test_plans_come_from_the_cheapest_up_and_hold_no_earlier_one():
    assert sets(cheapest(FOUR, ANY, lambda chosen: True)) == ["a", "b", "c", "d"]
    assert next(cheapest(FOUR, Conditions((), ()), lambda chosen: True)) == frozenset(), "nothing is asked"


@pytest.mark.parametrize(
    "enough, plans",
    [
        pytest.param(lambda chosen: len(chosen) > 1, ["ab", "ac", "bc", "ad", "bd", "cd"], id="two of four"),
        pytest.param(lambda chosen: chosen >= set("ad"), ["ad"], id="these two"),
        pytest.param(lambda chosen: False, [], id="nothing"),
        pytest.param(lambda chosen: bool(chosen & set("cd")), ["c", "d"], id="one of the dearer"),
    ],
)
def test_what_the_judge_refuses_is_asked_for_more(enough, plans):
    """Rows may let through a set that is a hair too small; then neither it nor a part of it comes again."""
    assert sets(cheapest(FOUR, ANY, enough)) == plans


def test_only_what_serves_a_condition_or_is_waited_for_is_tried():
    three = moves(a=(1, 1, "b"), b=(2, 1), c=(0, 1))
    assert sets(cheapest(three, Conditions((frozenset("a"),), ()), lambda chosen: True)) == ["ab"]


def test_a_move_begins_when_the_first_of_each_need_is_done():
    chain = moves(
        a=(1, 3),
        b=(1, 5),
        c=(1, 1, "a b"),
        d=(1, 2, "a", "b"),
        e=(1, "0.5", "c d"),
        x=(1, 1, "y"),
        z=(1, 1, "x"),
    )
    done = finishes(chain, "typical")
    assert done == {"a": 300, "c": 400, "e": 450, "b": 500, "d": 700}
    assert list(done) == ["a", "c", "e", "b", "d"], "the soonest first"
    assert finishes({}, "typical") == {}


def test_each_end_of_the_months_is_counted_by_itself():
    (step,) = steps_of(ONE, row("s") | {"months_low": "1", "months_typical": "2", "months_high": "4"})
    one = {"s": Move(step, "", (), (), ())}
    assert [finishes(one, part)["s"] for part in ("low", "typical", "high")] == [100, 200, 400]


def test_of_equal_cost_the_soonest_then_the_fewest_steps():
    two = moves(a=(2, 6), b=(2, 3), c=(1, 1), d=(1, 1))
    asked = Conditions((frozenset("abc"), frozenset("abd")), ())
    assert sets(cheapest(two, asked, lambda chosen: True)) == ["cd", "b", "a"]
    later = moves(a=(2, 6), b=(2, 3), c=(1, 3), d=(1, 1))
    assert sets(cheapest(later, asked, lambda chosen: True)) == ["b", "cd", "a"], "as soon, with one step"


def test_a_longer_chain_is_passed_over_where_another_way_in_costs_the_same():
    """c waits for a or for b; b is done sooner."""
    ways = moves(a=(2, 6), b=(2, 1), c=(1, 1, "a b"))
    assert sets(cheapest(ways, Conditions((frozenset("c"),), ()), lambda chosen: True)) == ["bc", "ac"]


@pytest.mark.parametrize(
    "said, plans",
    [
        pytest.param({"a": (2, 5), "c": (1, 2, "d"), "d": (1, 2)}, ["cd", "a"], id="two short ones in a row"),
        pytest.param({"a": (2, 3), "c": (1, 2, "d"), "d": (1, 2)}, ["a", "cd"], id="a row that is longer"),
        pytest.param(
            {"a": (4, 3), "c": (2, 2, "d e"), "d": (2, 2), "e": (50, 1)}, ["a", "cd", "ce"], id="a way in that is not taken"
        ),
    ],
)  # fmt: skip
def test_the_months_of_a_plan_are_those_of_its_longest_row(said: dict, plans: list[str]):
    asked = Conditions((frozenset("ac"),), ())
    assert sets(cheapest(moves(**said), asked, lambda chosen: True)) == plans


def test_many_steps_that_are_a_little_sooner_come_before_one():
    many = moves(x=(5, "1.01"), **dict.fromkeys("abcde", (1, 1)))
    asked = Conditions(tuple(frozenset({key, "x"}) for key in "abcde"), ())
    assert sets(cheapest(many, asked, lambda chosen: True)) == ["abcde", "x"]


def helped(said: dict[str, tuple[int, int]], grants: dict[str, list[Grant]]) -> dict[str, Move]:
    """By key: cost in million and months. The dearer is the sooner, for of plans within the money the soonest is taken."""
    steps = steps_of(ONE, *(row(key, cost=cost, months=months) for key, (cost, months) in said.items()))
    return {s.code: Move(s, "", (), (), tuple(grants.get(s.code, ()))) for s in steps}


def test_one_programme_pays_a_step_and_only_one_that_is_taken():
    """Of ten million one of two pays half: dearer than four, cheaper than seven."""
    half = helped({"a": (10, 1), "b": (4, 9), "c": (7, 2)}, {"a": [pays("p", "1/2"), pays("q", "1/2")]})
    assert sets(cheapest(half, Conditions((frozenset("abc"),), ()), lambda chosen: True)) == ["b", "a", "c"]


def test_a_programme_pays_up_to_its_cap_over_the_plan():
    """Two steps of ten, half paid up to five in all, are dearer than one of twelve; with ten in all they are not."""
    for cap, plans in ((5000, ["c", "ab"]), (10_000, ["ab", "c"])):
        grants = {key: [pays("p", "1/2", cap)] for key in "ab"}
        asked = Conditions((frozenset("ac"), frozenset("bc")), ())
        offered = helped({"a": (10, 1), "b": (10, 1), "c": (12, 9)}, grants)
        found = cheapest(offered, asked, lambda chosen: True)
        assert sets(found) == plans


def test_moves_that_only_wait_for_each_other_are_no_plan():
    circle = moves(a=(0, 1, "b c"), b=(0, 1, "a"), c=(5, 1))
    assert sets(cheapest(circle, Conditions((frozenset("ab"),), ()), lambda chosen: True)) == ["ac"]
    assert sets(cheapest(circle, Conditions((frozenset("b"),), ()), lambda chosen: True)) == ["abc"]
