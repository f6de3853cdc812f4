"""The set of upgrades that adds most within a budget, against trying every set.

Mutants of `upgrades` that live change nothing: sets looked at that are no better than the best, steps that gain nothing
looked at again, what is free weighed against itself alone, and no step in place of an empty one.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.supply import Line, Plant, SupplyCase, Upgrade, best_upgrades, solve
from tests.readiness.engine.supply import plain
from tests.readiness.engine.supply.cases import REQUIREMENTS, cases

IATF, CLEAN, MEDICAL = frozenset({"IATF"}), frozenset({"clean room"}), frozenset({"ISO13485"})

upgrades = st.lists(
    st.builds(
        Upgrade,
        plant=st.sampled_from([f"P{n}" for n in range(5)]),
        requires=st.frozensets(st.sampled_from(REQUIREMENTS), min_size=1),
        cost=st.integers(0, 4),
    ),
    max_size=5,
)


def gain(solution, chosen) -> int:
    held: dict = {}
    for upgrade in chosen:
        held[upgrade.plant] = held.get(upgrade.plant, frozenset()) | upgrade.requires
    return solution.gain_of_holding(held)


@given(cases(), upgrades, st.integers(0, 8))
@settings(max_examples=200, deadline=None)
def test_few_upgrades_are_chosen_exactly(case, candidates, budget):
    solution = solve(case)
    tried = [
        (gain(solution, chosen), -sum(upgrade.cost for upgrade in chosen))
        for chosen in plain.subsets(candidates)
        if sum(upgrade.cost for upgrade in chosen) <= budget
    ]
    choice = best_upgrades(solution, candidates, budget)
    assert (choice.gain, -choice.cost) == max(tried)
    assert choice.gain == choice.at_most == gain(solution, choice.upgrades)
    assert (choice.method, choice.cost) == ("exact", sum(upgrade.cost for upgrade in choice.upgrades))


def many(budget: int, *, pairs: int) -> tuple[SupplyCase, list[Upgrade]]:
    """Twelve plants of capacities 1 to 12 that lack IATF, and pairs that need two upgrades each."""
    plants = [Plant(f"P{n:02}", {"stamping": n}) for n in range(1, 13)]
    plants += [Plant(f"Q{n}", {"moulding": 50}) for n in range(pairs)]
    lines = (Line("L", "stamping", 60, IATF), Line("M", "moulding", 500, CLEAN | MEDICAL))
    candidates = [Upgrade(plant.id, IATF, 2) for plant in plants[:12]]
    candidates += [Upgrade(plant.id, need, 5) for plant in plants[12:] for need in (CLEAN, MEDICAL)]
    return SupplyCase(tuple(plants), lines), candidates


def test_many_upgrades_are_chosen_by_gain_for_cost_and_it_is_said_so():
    case, candidates = many(6, pairs=0)
    choice = best_upgrades(solve(case), candidates, 6)
    assert [upgrade.plant for upgrade in choice.upgrades] == ["P10", "P11", "P12"]
    assert (choice.gain, choice.cost, choice.method, choice.at_most) == (33, 6, "greedy", 60)


def test_where_no_single_upgrade_gains_pairs_are_tried():
    case, candidates = many(10, pairs=1)
    only_pairs = [Upgrade(u.plant, u.requires, 99) if u.plant[0] == "P" else u for u in candidates]
    spare = [Upgrade("nobody", frozenset({str(n)}), 1) for n in range(10)]
    choice = best_upgrades(solve(case), [*only_pairs, *spare], 10)
    assert (choice.gain, choice.cost, choice.method) == (50, 10, "greedy")


@given(st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_choice_does_not_depend_on_the_order_of_the_candidates(random):
    case, candidates = many(9, pairs=1)
    shuffled = random.sample(candidates, len(candidates))
    assert best_upgrades(solve(case), shuffled, 9) == best_upgrades(solve(case), candidates, 9)


@pytest.mark.parametrize("budget", [0, 1])
def test_what_cannot_be_paid_is_not_chosen(budget):
    case, candidates = many(budget, pairs=1)
    choice = best_upgrades(solve(case), candidates, budget)
    assert (choice.upgrades, choice.gain, choice.cost) == ((), 0, 0)


def test_free_upgrades_that_gain_are_taken_first():
    case, candidates = many(2, pairs=0)
    free = [Upgrade(u.plant, u.requires, 0) if u.plant == "P01" else u for u in candidates]
    choice = best_upgrades(solve(case), free, 2)
    assert [upgrade.plant for upgrade in choice.upgrades] == ["P01", "P12"]


def test_what_is_free_is_taken_before_what_is_paid_gains_more_in_its_place():
    """P01 alone could serve all that P00 serves for nothing; with P00 there is money left for P02."""
    iso = frozenset({"ISO"})
    plants = (Plant("P00", {"casting": 1}), Plant("P01", {"casting": 2}), Plant("P02", {"moulding": 2}))
    case = SupplyCase(plants, (Line("L", "casting", 2, iso), Line("M", "moulding", 2, iso)))
    nobody = [Upgrade(f"Q{n}", iso, 1) for n in range(9)]
    candidates = [Upgrade(f"P{n:02}", iso, cost) for n, cost in enumerate((0, 1, 1))]
    assert told(case, [*candidates, *nobody], 1)[:3] == ([("P00", 0), ("P02", 1)], 3, 1)


def test_what_was_solved_for_another_budget_is_not_solved_for_again():
    case, (upgrade,) = firms(6), certificates(5)
    known: dict = {}
    assert best_upgrades(solve(case), [upgrade], 5, known).gain == 6
    assert known[frozenset([upgrade])] == 6
    known[frozenset([upgrade])] = 7
    assert best_upgrades(solve(case), [upgrade], 9, known).gain == 7


def firms(*capacities: int) -> SupplyCase:
    """Foundries without the certificate that a line for more than all of them asks."""
    plants = tuple(Plant(f"P{n:02}", {"casting": capacity}) for n, capacity in enumerate(capacities))
    return SupplyCase(plants, (Line("L", "casting", 999, frozenset({"ISO"})),))


def certificates(*costs: int) -> list[Upgrade]:
    return [Upgrade(f"P{n:02}", frozenset({"ISO"}), cost) for n, cost in enumerate(costs)]


def told(case: SupplyCase, upgrades: list[Upgrade], budget: int) -> tuple:
    found = best_upgrades(solve(case), upgrades, budget)
    return [(u.plant, u.cost) for u in found.upgrades], found.gain, found.cost, found.method, found.at_most


def test_of_what_gains_alike_the_cheapest_is_chosen():
    assert told(firms(6), [*certificates(5), *certificates(3)], 9) == ([("P00", 3)], 6, 3, "exact", 6)
    assert told(firms(6, 0), certificates(5, 1), 9) == ([("P00", 5)], 6, 5, "exact", 6), "nothing for nothing"
    assert told(firms(6), certificates(5), 4) == ([], 0, 0, "exact", 0)


def test_a_budget_is_spent_to_the_last():
    assert told(firms(6, 5, 4), certificates(5, 3, 3), 6)[:3] == ([("P01", 3), ("P02", 3)], 9, 6)
    assert told(firms(6, 5, 4), certificates(5, 3, 3), 8)[:3] == ([("P00", 5), ("P01", 3)], 11, 8)
    assert told(firms(6, 5, 4), certificates(5, 3, 3), 7)[:3] == ([("P01", 3), ("P02", 3)], 9, 6)


def test_ten_are_tried_in_every_set_and_eleven_by_their_worth():
    ten, eleven = range(1, 11), range(1, 12)
    assert told(firms(*ten), certificates(*10 * [1]), 3) == (
        [("P07", 1), ("P08", 1), ("P09", 1)],
        27,
        3,
        "exact",
        27,
    )
    assert told(firms(*eleven), certificates(*11 * [1]), 3) == (
        [("P08", 1), ("P09", 1), ("P10", 1)], 30, 3, "greedy", 66,
    )  # fmt: skip


def test_by_their_worth_what_is_free_comes_first_and_one_large_firm_may_beat_many_small_ones():
    many = 11 * [5]
    assert told(firms(*many, 1), certificates(*11 * [2], 0), 4)[:3] == (
        [("P00", 2), ("P01", 2), ("P11", 0)],
        11,
        4,
    )
    # One for each of its costs is the better worth; all that fit together are still less than the large one.
    assert told(firms(*11 * [2], 30), certificates(*11 * [1], 20), 20)[:3] == ([("P11", 20)], 30, 20)


NOTHING = 8 * [0]


@pytest.mark.parametrize(
    "capacities, costs, budget, chosen, gain",
    [
        pytest.param((10, 6, 6, *NOTHING), (5, 2, 2, *8 * [1]), 5, ["P01", "P02"], 12, id="gain for cost, not gain"),
        pytest.param((10, 1, 1, *NOTHING), (2, 1, 1, *8 * [1]), 3, ["P00", "P01"], 11, id="nor the least cost"),
        pytest.param((10, 6, 3, *NOTHING), (1, 3, 2, *8 * [1]), 4, ["P00", "P01"], 16, id="what is gained more, not in all"),
        pytest.param((7, 5, 5, *NOTHING), (6, 5, 5, *8 * [9]), 10, ["P00"], 7, id="not always the best"),
        pytest.param((*11 * [5], 0), (*11 * [1], 0), 3, ["P00", "P01", "P02"], 15, id="what is free and gains nothing is left"),
    ],
)  # fmt: skip
def test_by_their_worth_the_next_is_what_gains_most_more_for_its_cost(
    capacities, costs, budget, chosen, gain
):
    found = best_upgrades(solve(firms(*capacities)), certificates(*costs), budget)
    assert ([u.plant for u in found.upgrades], found.gain, found.method) == (chosen, gain, "greedy")


def test_of_sets_alike_the_first_is_chosen():
    assert told(firms(6, 6), certificates(3, 3), 3)[0] == [("P00", 3)]


def test_by_their_worth_pairs_are_tried_where_no_single_one_gains():
    plants = tuple(Plant(f"P{n:02}", {"casting": 3}, holds=frozenset({"IATF"})) for n in range(11))
    case = SupplyCase(plants, (Line("L", "casting", 999, frozenset({"IATF", "ISO", "ROHS"})),))
    halves = [Upgrade("P00", frozenset({name}), 2) for name in ("ISO", "ROHS")]
    alone = [Upgrade(f"P{n:02}", frozenset({"ISO"}), 1) for n in range(1, 11)]
    found = best_upgrades(solve(case), [*halves, *alone], 4)
    assert (found.upgrades, found.gain, found.cost, found.method) == (tuple(halves), 3, 4, "greedy")
    assert best_upgrades(solve(case), [*halves, *alone], 3).upgrades == ()
