"""The two cuts against the residual network of the plain solution, where min cuts are not unique.

One mutant of `cuts` lives: None is as false as False.
"""

from hypothesis import given, settings

from readiness.engine.supply import Line, Plant, SupplyCase, largest_cut, local_supply, smallest_cut, solve
from tests.readiness.engine.supply import plain
from tests.readiness.engine.supply.cases import cases


def worth(case: SupplyCase, cut) -> int:
    """What the arcs of a cut carry at most."""
    plants = {plant.id: plant for plant in case.plants}
    demand = {line.id: line.demand for line in case.lines}
    return (
        sum(plants[name].limit for name in cut.plants)
        + sum(plants[name].pools[process] for name, process in cut.pools)
        + sum(demand[name] for name in cut.lines)
    )


@given(cases())
@settings(max_examples=400, deadline=None)
def test_both_cuts_are_those_of_the_residual_network(case):
    answer, network = local_supply(case), plain.Plain(case)
    assert answer["cut_smallest"] == network.cut(network.smallest())
    assert answer["cut_largest"] == network.cut(network.largest())


@given(cases())
@settings(deadline=None)
def test_both_cuts_are_worth_the_flow(case):
    solution = solve(case)
    assert worth(case, smallest_cut(solution)) == worth(case, largest_cut(solution)) == solution.flow


@given(cases())
@settings(deadline=None)
def test_the_smallest_cut_lies_nearer_to_supply_than_the_largest(case):
    solution = solve(case)
    smallest, largest = smallest_cut(solution), largest_cut(solution)
    assert set(smallest.lines) <= set(largest.lines)
    assert set(smallest.plants) >= set(largest.plants)


def test_where_supply_and_demand_are_equal_either_may_bind():
    case = SupplyCase((Plant("P", {"casting": 5}, limit=5),), (Line("L", "casting", 5),))
    answer = local_supply(case)
    assert answer["cut_smallest"] == {"plants": ["P"], "pools": [], "lines": []}
    assert answer["cut_largest"] == {"plants": [], "pools": [], "lines": ["L"]}


def test_a_line_that_wants_nothing_binds_with_no_one_short_beside_it():
    """It is like the other in all that it asks; only one of them is short."""
    lines = (Line("short", "casting", 9), Line("nothing", "casting", 0))
    answer = local_supply(SupplyCase((Plant("P", {"casting": 5}),), lines))
    assert answer["cut_largest"] == {"plants": [], "pools": [["P", "casting"]], "lines": ["nothing"]}


def test_pools_are_named_with_their_plant_and_all_is_sorted():
    plants = tuple(Plant(name, {"welding": 1, "casting": 1}) for name in ("P2", "P1"))
    lines = (Line("L2", "welding", 9), Line("L1", "casting", 9))
    assert local_supply(SupplyCase(plants, lines))["cut_smallest"] == {
        "plants": [],
        "pools": [["P1", "casting"], ["P1", "welding"], ["P2", "casting"], ["P2", "welding"]],
        "lines": [],
    }
