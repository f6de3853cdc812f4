"""The fullest flow against the same network solved the long way, and what must hold of any flow.

Mutants of `classes`, `solution` and `report` that live change nothing: in which order pools are drawn on, what stands
in the place of a node until there is one, lines that want something told from the others by the opposite word, a limit
that all pools together just reach, a line joined with itself, and `strict` over lists of one length.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.supply import Line, Plant, SupplyCase, local_supply, network, solve
from tests.readiness.engine.supply import plain
from tests.readiness.engine.supply.cases import PROCESSES, REQUIREMENTS, cases, lines, named, plants


def flow(case: SupplyCase) -> int:
    return solve(case).flow


@given(cases())
@settings(max_examples=400, deadline=None)
def test_merged_classes_flow_as_much_as_the_plain_network(case):
    assert flow(case) == plain.flow(case)


@pytest.mark.parametrize("patience, lifts", [(1, 0), (1, 4), (1 << 60, 0), (1 << 60, 4)])
@given(case=cases())
@settings(max_examples=100, deadline=None)
def test_when_distances_are_looked_at_anew_changes_nothing(patience, lifts, case):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network, "PATIENCE", patience)
        patch.setattr(network, "LIFTS_PER_LINE", lifts)
        assert list(solve(case).unmet) == plain.unmet_in_order(case)


@given(cases(most_plants=2, most_lines=3))
@settings(max_examples=60, deadline=None)
def test_the_flow_is_the_cheapest_of_all_cuts(case):
    assert flow(case) == plain.cheapest_cut(case)


@given(cases())
@settings(deadline=None)
def test_the_shortfall_is_halls_deficiency(case):
    assert case.demand - flow(case) == plain.hall_shortfall(case)


@given(cases())
@settings(max_examples=300, deadline=None)
def test_each_line_is_served_as_far_as_the_earlier_ones_allow(case):
    assert list(solve(case).unmet) == plain.unmet_in_order(case)


@given(cases())
@settings(deadline=None)
def test_the_flow_is_within_its_bounds(case):
    offered = sum(
        min(sum(p.pools.values()), sum(p.pools.values()) if p.limit is None else p.limit) for p in case.plants
    )
    assert flow(case) <= min(offered, case.demand)
    assert flow(case) <= case.pool <= case.naive <= case.demand


@given(cases())
@settings(deadline=None)
def test_the_pool_is_the_flow_if_every_plant_could_serve_every_line(case):
    offered = tuple(Plant(p.id, p.pools) for p in case.plants)
    asked = tuple(
        Line(line.id, line.process, line.demand, alternatives=line.alternatives) for line in case.lines
    )
    assert case.pool == plain.flow(SupplyCase(offered, asked))


@given(cases(), st.data())
@settings(deadline=None)
def test_a_line_that_takes_one_process_more_never_lowers_the_flow(case, data):
    if case.lines:
        n = data.draw(st.integers(0, len(case.lines) - 1))
        line = case.lines[n]
        wider = replace(line, alternatives=line.alternatives | {data.draw(st.sampled_from(PROCESSES))})
        assert flow(replace(case, lines=(*case.lines[:n], wider, *case.lines[n + 1 :]))) >= flow(case)


@given(cases(), plants)
@settings(deadline=None)
def test_one_more_plant_never_lowers_the_flow(case, plant):
    assert flow(replace(case, plants=(*case.plants, replace(plant, id="new")))) >= flow(case)


@given(cases(), st.data())
@settings(deadline=None)
def test_one_more_unit_of_capacity_adds_nothing_or_one(case, data):
    if not case.plants:
        return
    n = data.draw(st.integers(0, len(case.plants) - 1))
    plant = case.plants[n]
    process = data.draw(st.sampled_from(PROCESSES))
    pools = {**plant.pools, process: plant.pools.get(process, 0) + 1}
    more = replace(case, plants=(*case.plants[:n], replace(plant, pools=pools), *case.plants[n + 1 :]))
    assert 0 <= flow(more) - flow(case) <= 1


@given(cases(), st.data())
@settings(deadline=None)
def test_a_plant_that_holds_more_never_lowers_the_flow(case, data):
    if not case.plants:
        return
    n = data.draw(st.integers(0, len(case.plants) - 1))
    able = replace(case.plants[n], holds=frozenset(REQUIREMENTS), level=5)
    assert flow(replace(case, plants=(*case.plants[:n], able, *case.plants[n + 1 :]))) >= flow(case)


@given(cases(), st.randoms())
@settings(deadline=None)
def test_the_flow_and_the_cuts_do_not_depend_on_the_order_of_the_file(case, random):
    shuffled = SupplyCase(
        tuple(random.sample(case.plants, len(case.plants))), tuple(random.sample(case.lines, len(case.lines)))
    )
    one, other = local_supply(case), local_supply(shuffled)
    assert {k: v for k, v in one.items() if k != "unmet"} == {k: v for k, v in other.items() if k != "unmet"}


@given(cases(), lines, st.integers(1, 4))
@settings(deadline=None)
def test_splitting_a_line_into_identical_parts_changes_nothing(case, line, parts):
    whole = replace(line, id="whole", demand=line.demand * parts)
    split = tuple(replace(line, id=f"part{n}") for n in range(parts))
    assert flow(replace(case, lines=(*case.lines, whole))) == flow(replace(case, lines=(*case.lines, *split)))


@given(cases())
@settings(deadline=None)
def test_filtering_plants_is_leaving_them_out(case):
    kept = tuple(p for p in case.plants if p.level >= 3 and p.ownership == "vn")
    assert flow(case.only(level=3, ownership="vn")) == plain.flow(replace(case, plants=kept))


@given(cases())
@settings(deadline=None)
def test_no_plant_gives_more_than_its_limit_and_no_pool_more_than_its_capacity(case):
    solution = solve(case)
    classes, network = solution.classes, solution.classes.network
    capacity, served, given_by = {}, {}, {}
    for plant in case.plants:
        for market, offered, amount in classes.offers(plant):
            node = market.pools[offered]
            capacity[node] = capacity.get(node, 0) + amount
            if plant.id in classes.plants:
                given_by.setdefault(plant.id, set()).add(node)
    given = {}
    for market in classes.markets.values():
        for offered, node in market.pools.items():
            for wanted, line in market.lines.items():
                amount = network.serves[network.plant_of[node]].get(line, 0)
                assert not amount or offered.serves(wanted)
                given[node] = given.get(node, 0) + amount
                served[line] = served.get(line, 0) + amount
    assert all(given[node] <= capacity[node] for node in given)
    assert sum(served.values()) == solution.flow
    for plant in case.plants:
        assert plant.limit is None or sum(given[n] for n in given_by.get(plant.id, ())) <= plant.limit


def test_three_lines_share_three_plants_of_which_one_cannot_serve_the_first():
    able = frozenset({"IATF"})
    case = SupplyCase(
        named("P", [Plant("", {"casting": 1}, holds=able), Plant("", {"casting": 1}, holds=able), Plant("", {"casting": 3})]),
        named("L", [Line("", "casting", 3, able), Line("", "casting", 1), Line("", "casting", 1)]),
    )  # fmt: skip
    answer = local_supply(case)
    assert (answer["demand"], answer["flow"], answer["potential"]) == (5, 4, "0.800000")
    assert answer["unmet"] == {"L0": 1, "L1": 0, "L2": 0}
    assert answer["cut_largest"] == {
        "plants": [],
        "pools": [["P0", "casting"], ["P1", "casting"]],
        "lines": ["L1", "L2"],
    }


def test_a_line_that_takes_any_of_two_processes_gives_way_to_those_that_take_one():
    """One plant casts 3 and stamps 3, 4 in all; what takes either is served out of what the others leave."""
    either = Line("L0", "stamping", 4, alternatives=frozenset({"casting"}))
    case = SupplyCase(
        (Plant("P", {"casting": 3, "stamping": 3}, limit=4), Plant("Q", {"casting": 1})),
        (either, Line("L1", "stamping", 1), Line("L2", "casting", 2)),
    )
    answer = local_supply(case)
    assert (answer["flow"], answer["pool"], answer["naive"]) == (5, 7, 7)
    assert answer["unmet"] == {"L0": 0, "L1": 0, "L2": 2}
    assert (
        answer["cut_smallest"]
        == answer["cut_largest"]
        == {"plants": ["P"], "pools": [["Q", "casting"]], "lines": []}
    )
    only_casting = SupplyCase((Plant("P", {"casting": 3}),), (either, Line("L1", "stamping", 5)))
    assert local_supply(only_casting)["cut_largest"] == {
        "plants": [],
        "pools": [["P", "casting"]],
        "lines": [],
    }


@pytest.mark.parametrize("scale", [1, 2**31, 10**18, 10**25])
def test_quantities_beyond_machine_integers_do_not_wrap(scale):
    case = SupplyCase(
        named("P", [Plant("", {"casting": 3 * scale, "welding": 2 * scale}, limit=4 * scale)]),
        named("L", [Line("", "casting", 5 * scale), Line("", "welding", 5 * scale)]),
    )
    assert solve(case).unmet == (2 * scale, 4 * scale)


def test_nothing_wanted_is_no_potential():
    answer = local_supply(SupplyCase((Plant("P", {"casting": 3}),), ()))
    assert (answer["demand"], answer["potential"], answer["unmet"], answer["waivers"]) == (
        0,
        "0.000000",
        {},
        [],
    )


@pytest.mark.parametrize("length", [3, 60, 400])
def test_a_chain_of_plants_passes_work_along_its_whole_length(length):
    """Plant n reaches lines n and n+1 alone, and the last line comes last: every plant has to move over."""
    chain = named(
        "P",
        [Plant("", {"casting": 1}, region=str(n)) for n in range(length)],
    )
    wants = [Line("", "casting", 1, regions=frozenset({str(n), str(n + 1)})) for n in range(length - 1)]
    case = SupplyCase(
        chain, named("L", [*wants, Line("", "casting", 1, regions=frozenset({str(length - 1)}))])
    )
    assert solve(case).unmet == (0,) * length
    one_more = replace(case, lines=(*case.lines, Line("more", "casting", 1, regions=frozenset({"0"}))))
    assert solve(one_more).unmet == (0,) * length + (1,)
