"""What a case may say, and where and why it is refused."""

import copy

import pytest

from readiness.engine import Refused
from readiness.engine.supply import Line, Plant, SupplyCase, parse_case

GOOD = {
    "plants": [
        {
            "id": "P1", "ownership": "vn", "level": 4, "region": "79", "limit": 100, "holds": ["IATF16949"],
            "pools": [{"process": "stamping", "capacity": 60}, {"process": "welding", "capacity": 60}],
        }
    ],
    "lines": [
        {
            "id": "L1", "buyer": "B1", "process": "stamping", "demand": 80, "requires": ["IATF16949"],
            "minimum_level": 3, "regions": [], "alternatives": ["forging"],
        }
    ],
}  # fmt: skip


def test_a_case_is_read_as_it_is_written():
    assert parse_case(GOOD) == SupplyCase(
        (Plant("P1", {"stamping": 60, "welding": 60}, 100, frozenset({"IATF16949"}), 4, "79", "vn"),),
        (
            Line(
                "L1",
                "stamping",
                80,
                frozenset({"IATF16949"}),
                3,
                alternatives=frozenset({"forging"}),
                buyer="B1",
            ),
        ),
    )


def test_two_pools_of_one_process_add_up():
    pools = [{"process": "casting", "capacity": 2}, {"process": "casting", "capacity": 3}]
    assert parse_case({"plants": [{"id": "P", "pools": pools}], "lines": []}).plants[0].pools == {
        "casting": 5
    }


def test_what_is_not_said_neither_limits_nor_asks():
    case = parse_case({"plants": [{"id": "P"}], "lines": [{"id": "L", "process": "x", "demand": 0}]})
    assert case == SupplyCase((Plant("P", {}),), (Line("L", "x", 0),))


def test_a_limit_of_null_is_no_limit():
    assert parse_case({"plants": [{"id": "P", "limit": None}], "lines": []}).plants[0].limit is None


def test_unknown_keys_are_ignored():
    assert parse_case({**GOOD, "note": "tried in November"}) == parse_case(GOOD)


def changed(path: tuple, value):
    document = copy.deepcopy(GOOD)
    table = document
    for step in path[:-1]:
        table = table[step]
    if value is ...:
        del table[path[-1]]
    else:
        table[path[-1]] = value
    return document


@pytest.mark.parametrize(
    "path, value, place, reason",
    [
        pytest.param(("plants",), ..., "case.plants", "is missing", id="no plants"),
        pytest.param(("lines",), ..., "case.lines", "is missing", id="no lines"),
        pytest.param(("lines",), {}, "case.lines", "a list is wanted", id="lines no list"),
        pytest.param(("plants", 0), "P1", "case.plants[0]", "a table is wanted", id="plant no table"),
        pytest.param(("plants", 0, "id"), ..., "case.plants[0].id", "is missing", id="plant without id"),
        pytest.param(("plants", 0, "id"), 7, "case.plants[0].id", "a text is wanted", id="id a number"),
        pytest.param(("plants", 0, "level"), 6, "case.plants[0].level", "is more than 5", id="level high"),
        pytest.param(("plants", 0, "level"), "4", "case.plants[0].level", "a whole number is wanted", id="level text"),
        pytest.param(("plants", 0, "level"), True, "case.plants[0].level", "a whole number is wanted", id="level yes"),
        pytest.param(("plants", 0, "limit"), -1, "case.plants[0].limit", "is less than 0", id="limit negative"),
        pytest.param(("plants", 0, "limit"), "9", "case.plants[0].limit", "a whole number is wanted", id="limit text"),
        pytest.param(("plants", 0, "holds"), "IATF", "case.plants[0].holds", "a list of texts is wanted", id="holds text"),
        pytest.param(("plants", 0, "region"), 79, "case.plants[0].region", "a text is wanted", id="region number"),
        pytest.param(("plants", 0, "ownership"), None, "case.plants[0].ownership", "a text is wanted", id="owner null"),
        pytest.param(("plants", 0, "pools", 1, "process"), ..., "case.plants[0].pools[1].process", "is missing", id="pool without process"),
        pytest.param(("plants", 0, "pools", 1, "capacity"), ..., "case.plants[0].pools[1].capacity", "is missing", id="pool without capacity"),
        pytest.param(("plants", 0, "pools", 1, "capacity"), -5, "case.plants[0].pools[1].capacity", "is less than 0", id="capacity negative"),
        pytest.param(("plants", 0, "pools", 0, "capacity"), 1.5, "case.plants[0].pools[0].capacity", "a whole number is wanted", id="capacity a fraction"),
        pytest.param(("plants", 0, "pools", 0, "capacity"), 10**31, "case.plants[0].pools[0].capacity", f"is more than {10**30}", id="capacity too long"),
        pytest.param(("plants", 0, "limit"), 10**30 + 1, "case.plants[0].limit", f"is more than {10**30}", id="limit too long"),
        pytest.param(("lines", 0, "demand"), 10**30 + 1, "case.lines[0].demand", f"is more than {10**30}", id="demand too long"),
        pytest.param(("lines", 0, "minimum_level"), 6, "case.lines[0].minimum_level", "is more than 5", id="minimum level high"),
        pytest.param(("lines", 0, "process"), ..., "case.lines[0].process", "is missing", id="line without process"),
        pytest.param(("lines", 0, "demand"), ..., "case.lines[0].demand", "is missing", id="line without demand"),
        pytest.param(("lines", 0, "demand"), -1, "case.lines[0].demand", "is less than 0", id="demand negative"),
        pytest.param(("lines", 0, "requires"), None, "case.lines[0].requires", "a list of texts is wanted", id="requires null"),
        pytest.param(("lines", 0, "minimum_level"), -1, "case.lines[0].minimum_level", "is less than 0", id="minimum level low"),
        pytest.param(("lines", 0, "regions"), "79", "case.lines[0].regions", "a list of texts is wanted", id="regions text"),
        pytest.param(("lines", 0, "alternatives"), "casting", "case.lines[0].alternatives", "a list of texts is wanted", id="alternatives text"),
        pytest.param(("lines",), GOOD["lines"] * 2, "case.lines[1].id", "'L1' is used twice", id="line twice"),
        pytest.param(("plants",), GOOD["plants"] * 2, "case.plants[1].id", "'P1' is used twice", id="plant twice"),
    ],
)  # fmt: skip
def test_a_wrong_case_is_refused_with_its_place(path, value, place, reason):
    with pytest.raises(Refused) as refused:
        parse_case(changed(path, value))
    assert refused.value.place == place
    assert refused.value.reason == reason


def test_what_nobody_makes_is_not_served_however_it_is_counted():
    case = parse_case(changed(("lines", 0, "process"), "casting"))
    assert (case.demand, case.naive, case.pool) == (80, 0, 0)
    assert parse_case(GOOD).naive == parse_case(GOOD).pool == 60
