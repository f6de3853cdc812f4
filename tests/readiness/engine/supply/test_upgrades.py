"""The set of upgrades that adds most within a budget, against trying every set."""

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
