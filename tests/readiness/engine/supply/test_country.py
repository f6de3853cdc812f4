"""A small country with figures worked by hand: naive 365, pool 265, served 130 of 365."""

import json
from pathlib import Path

import pytest

from readiness.engine.supply import firm_gains, local_supply, parse_case, solve
from tests.readiness.engine.supply import plain


@pytest.fixture(scope="module")
def country():
    return parse_case(json.loads(Path(__file__).with_name("country.json").read_text()))


@pytest.fixture(scope="module")
def answer(country):
    return local_supply(country)


def test_each_sharper_look_finds_less(country, answer):
    with_double_counting = sum(
        min(
            line.demand,
            sum(p.pools.get(line.process, 0) for p in country.plants if plain.serves(p, line)),
        )
        for line in country.lines
    )
    assert (answer["demand"], answer["naive"], answer["pool"]) == (365, 365, 265)
    assert (with_double_counting, answer["flow"], answer["potential"]) == (170, 130, "0.356164")


def test_the_binding_lines_ask_295_and_can_get_60(country, answer):
    cut = answer["cut_largest"]
    assert cut == {
        "plants": ["S1"],
        "pools": [["S8", "injection"]],
        "lines": ["injection-general", "press-general"],
    }
    assert sum(line.demand for line in country.lines if line.id not in cut["lines"]) == 295
    assert plain.hall_shortfall(country) == 295 - 60


def test_unmet_is_told_line_by_line_in_the_order_of_the_file(answer):
    assert list(answer["unmet"].items()) == [
        ("press-auto", 30),
        ("press-general", 0),
        ("die-cast-auto", 40),
        ("injection-electronics", 95),
        ("injection-general", 0),
        ("medical-mould", 70),
    ]


def test_requirements_that_gain_only_together_are_shown_as_a_pair(answer):
    gains = {tuple(waiver["requires"]): waiver["gain"] for waiver in answer["waivers"]}
    assert gains["IATF16949",] == 70
    assert gains["RoHS",] == 40
    assert gains["ISO14001",] == 0
    assert gains["clean room",] == gains["ISO13485",] == 0
    assert gains["ISO13485", "clean room"] == 25


def test_waivers_are_all_single_ones_then_all_pairs_sorted(answer):
    names = [waiver["requires"] for waiver in answer["waivers"]]
    assert names[:5] == [["IATF16949"], ["ISO13485"], ["ISO14001"], ["RoHS"], ["clean room"]]
    assert names[5:] == sorted(names[5:])
    assert len(names) == 5 + 10


def test_firms_are_ranked_by_what_the_country_gains_not_by_their_own_level(country):
    solution = solve(country)
    assert [tuple(found) for found in firm_gains(solution)] == [
        ("S5", ("IATF16949",), 40),
        ("S9", ("RoHS",), 40),
        ("S6", ("IATF16949",), 30),
    ]
    assert solution.gain_of_holding({"S4": frozenset({"RoHS"})}) == 0
    assert solution.gain_of_holding({"S5": frozenset({"IATF16949"}), "S9": frozenset({"RoHS"})}) == 80


def test_a_firm_may_gain_from_two_requirements_what_neither_gains(country):
    solution = solve(country)
    assert all(found.plant != "S10" for found in firm_gains(solution))
    assert ("S10", ("ISO13485", "clean room"), 25) in firm_gains(solution, at_once=2)


def test_only_vietnamese_plants_of_level_three(country):
    answer = local_supply(country.only(level=3, ownership="vn"))
    assert (answer["flow"], answer["naive"], answer["pool"]) == (90, 325, 185)
