"""What a waiver or a certificate would add, against solving the changed case from the beginning.

Mutants of `capabilities` that live change nothing but time: bounds that are wider than need be, a search that ends
later than it could, and one change solved for as several are.
"""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.supply import Line, Plant, SupplyCase, firm_gains, solve, waivers
from tests.readiness.engine.supply import plain
from tests.readiness.engine.supply.cases import REQUIREMENTS, cases, held


def waiving(case: SupplyCase, names) -> SupplyCase:
    return replace(
        case, lines=tuple(replace(line, requires=line.requires - set(names)) for line in case.lines)
    )


def holding(case: SupplyCase, more: dict) -> SupplyCase:
    return replace(
        case, plants=tuple(replace(p, holds=p.holds | more.get(p.id, frozenset())) for p in case.plants)
    )


@given(cases())
@settings(max_examples=200, deadline=None)
def test_waivers_gain_what_the_case_without_the_requirement_flows_more(case):
    base = plain.flow(case)
    for waiver in waivers(solve(case)):
        assert waiver.gain == plain.flow(waiving(case, waiver.requires)) - base >= 0


@given(cases(), st.dictionaries(st.sampled_from([f"P{n}" for n in range(6)]), held))
@settings(max_examples=300, deadline=None)
def test_holding_more_gains_what_the_changed_case_flows_more(case, more):
    assert solve(case).gain_of_holding(more) == plain.flow(holding(case, more)) - plain.flow(case)


@pytest.mark.parametrize("at_once", [1, 2])
@given(case=cases(), most=st.integers(1, 5))
@settings(max_examples=200, deadline=None)
def test_the_best_firms_are_those_found_by_trying_each(case, at_once, most):
    base = plain.flow(case)
    asked = {process: set() for line in case.lines for process in line.processes}
    for line in case.lines:
        for process in line.processes:
            asked[process] |= line.requires
    tried = [
        (plain.flow(holding(case, {plant.id: frozenset(names)})) - base, plant.id, names)
        for plant in case.plants
        for names in combinations(
            sorted({n for process in plant.pools for n in asked.get(process, ())} - plant.holds), at_once
        )
    ]
    best = sorted(((-gain, plant, names) for gain, plant, names in tried if gain))[:most]
    found = firm_gains(solve(case), at_once=at_once, most=most)
    assert [(-f.gain, f.plant, f.requires) for f in found] == best


def test_twenty_firms_are_told_unless_another_number_is_asked_for():
    """Thirty plants lack the one certificate; the largest come first, of equals the first by name."""
    plants = tuple(Plant(f"P{n:02}", {"casting": 1 + n // 29}) for n in range(30))
    case = SupplyCase(plants, (Line("L", "casting", 99, frozenset({"ISO"})),))
    found = firm_gains(solve(case))
    assert [(f.plant, f.gain) for f in found] == [("P29", 2), *((f"P{n:02}", 1) for n in range(19))]
    assert len(firm_gains(solve(case), most=25)) == 25


def test_what_is_met_together_is_brought_together():
    """ISO brings the clean room with it; a requirement that nobody can come to meet is not offered."""
    case = SupplyCase(
        (Plant("P", {"moulding": 40}, limit=30),),
        (
            Line("L", "moulding", 35, frozenset({"clean room", "ISO"})),
            Line("M", "moulding", 5, frozenset({"IATF"})),
        ),
    )
    brings = {"ISO": frozenset({"ISO", "clean room"})}
    assert [tuple(f) for f in firm_gains(solve(case), brings=brings)] == [("P", ("ISO",), 30)]
    assert [tuple(f) for f in firm_gains(solve(case))] == [("P", ("IATF",), 5)]


def test_a_firm_whose_bound_is_loose_hides_none_that_gains_more():
    """Q could weld 8 and one is wanted, so that its gain is far below its bound; R comes after it and gains 5."""
    plants = (Plant("P", {"casting": 10}), Plant("Q", {"welding": 8}), Plant("R", {"casting": 5}))
    iso, iatf = frozenset({"ISO"}), frozenset({"IATF"})
    case = SupplyCase(plants, (Line("L", "casting", 99, iso), Line("M", "welding", 1, iatf)))
    assert [tuple(f) for f in firm_gains(solve(case), most=2)] == [("P", ("ISO",), 10), ("R", ("ISO",), 5)]


@pytest.mark.parametrize(
    "limit, lines, gain",
    [
        pytest.param(None, (Line("L", "casting", 4), Line("M", "welding", 9)), 9, id="apart"),
        pytest.param(6, (Line("L", "casting", 9), Line("M", "welding", 9)), 6, id="under one limit"),
        pytest.param(
            None, (Line("L", "casting", 7, alternatives=frozenset({"welding"})),), 7, id="for one line"
        ),
    ],
)
def test_what_a_firm_gains_in_two_processes_is_solved_for_together(limit, lines, gain):
    iso = frozenset({"ISO"})
    asked = tuple(replace(line, requires=iso) for line in lines)
    case = SupplyCase((Plant("P", {"casting": 5, "welding": 5}, limit),), asked)
    assert [tuple(f) for f in firm_gains(solve(case))] == [("P", ("ISO",), gain)]


def test_what_lines_alike_are_short_of_adds_up():
    iso = frozenset({"ISO"})
    lines = (Line("L", "casting", 5, iso), Line("M", "casting", 4, iso))
    solution = solve(SupplyCase((Plant("P", {"casting": 20}),), lines))
    assert [tuple(w) for w in waivers(solution)] == [(("ISO",), 9)]
    assert [tuple(f) for f in firm_gains(solution)] == [("P", ("ISO",), 9)]


def test_a_waiver_may_be_asked_what_it_gains_for_some_lines_alone():
    """Of 8 that a waiver opens the first line is short of 5; what others would gain is not counted."""
    iso = frozenset({"ISO"})
    lines = (Line("L", "casting", 5, iso), Line("M", "casting", 5, iso, 3))
    solution = solve(SupplyCase((Plant("P", {"casting": 8}, level=3),), lines))
    node = solution.classes.node_of(lines[0])
    assert solution.gain_of_waiving(iso) == 8
    assert solution.gain_of_waiving(iso, {node: 5}) == 5
    assert solution.gain_of_waiving(iso, {node: 0}) == 0


def test_a_clean_room_and_its_certificate_gain_only_together():
    case = SupplyCase(
        (Plant("P", {"moulding": 40}),),
        (Line("L", "moulding", 25, frozenset({"clean room", "ISO13485"})),),
    )
    assert [tuple(waiver) for waiver in waivers(solve(case))] == [
        (("ISO13485",), 0),
        (("clean room",), 0),
        (("ISO13485", "clean room"), 25),
    ]


@given(cases())
@settings(deadline=None)
def test_gains_of_pairs_are_never_less_than_of_their_parts(case):
    gains = {waiver.requires: waiver.gain for waiver in waivers(solve(case))}
    for one, other in combinations([name for name in REQUIREMENTS if (name,) in gains], 2):
        assert gains[one, other] >= max(gains[one,], gains[other,])
