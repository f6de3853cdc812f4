"""`manage.py local_supply --firms` and `--budget`: whose one requirement more would add most, and which upgrades to pay.

Mutants of `report` and `upgrades` that live change nothing: `strict` over lists of one length, a share of no demand, what
follows a bound that is met, and the default of a key that was seen to be there.
"""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from readiness.engine.supply import local_supply, parse_case

CASE = {
    "plants": [
        {"id": "P1", "level": 4, "limit": 100, "holds": ["IATF16949"], "pools": [{"process": "stamping", "capacity": 60}]},
        {"id": "P2", "level": 3, "pools": [{"process": "stamping", "capacity": 15}]},
        {"id": "P3", "level": 3, "pools": [{"process": "stamping", "capacity": 12}]},
    ],
    "lines": [{"id": "L1", "process": "stamping", "demand": 80, "requires": ["IATF16949"], "minimum_level": 3}],
    "upgrades": [
        {"plant": "P2", "requires": ["IATF16949"], "cost": 9},
        {"plant": "P3", "requires": ["IATF16949"], "cost": 5},
    ],
}  # fmt: skip


@pytest.fixture
def asked(tmp_path):
    """The case, with what is different, as the command answers it."""

    def ask(*arguments, refused=False, **other):
        path = tmp_path / "case.json"
        case = {name: value for name, value in (CASE | other).items() if value is not None}
        path.write_text(json.dumps(case), encoding="utf-8")
        out, err = StringIO(), StringIO()
        typed = ("local_supply", "--case", str(path), *arguments)
        if not refused:
            call_command(*typed, stdout=out, stderr=err)
            return json.loads(out.getvalue())
        with pytest.raises(SystemExit) as end:
            call_command(*typed, stdout=out, stderr=err)
        assert (end.value.code, out.getvalue()) == (2, "")
        return err.getvalue().strip().rpartition("case.json")[2]

    return ask


def test_what_one_requirement_more_at_one_plant_would_add(asked):
    assert asked("--firms")["firms"] == [
        {"plant": "P2", "requires": ["IATF16949"], "gain": 15},
        {"plant": "P3", "requires": ["IATF16949"], "gain": 12},
    ]
    assert asked("--firms", "--level", "4")["firms"] == []
    assert "firms" not in asked()
    assert "firms" not in local_supply(parse_case(CASE))


@pytest.mark.parametrize(
    "budget, plants, gain, cost",
    [("4", [], 0, 0), ("8", ["P3"], 12, 5), ("13", ["P2"], 15, 9), ("14", ["P2", "P3"], 20, 14)],
)
def test_the_upgrades_that_add_most_for_a_budget(asked, budget, plants, gain, cost):
    """Together they add 20, not 27: no more is asked."""
    assert asked("--budget", budget)["choice"] == {
        "upgrades": [u for u in CASE["upgrades"] if u["plant"] in plants],
        "gain": gain,
        "cost": cost,
        "method": "exact",
        "at_most": gain,
    }


@pytest.mark.parametrize(
    "upgrades, words",
    [
        ([{"plant": "P9", "requires": ["x"], "cost": 1}], ".upgrades[0].plant: there is no plant 'P9'"),
        ([{"plant": "P" * 50, "requires": ["x"], "cost": 1}], f".upgrades[0].plant: there is no plant {'P' * 40!r}"),
        ([{"plant": "P1", "cost": 1}], ".upgrades[0].requires: a requirement is wanted"),
        ([{"plant": "P1", "requires": ["x"]}], ".upgrades[0].cost: is missing"),
        ([{"plant": "P1", "requires": ["x"], "cost": 10**31}], f".upgrades[0].cost: is more than {10**30}"),
        ({}, ".upgrades: a list is wanted"),
        (None, ".upgrades: is missing"),
    ],
)  # fmt: skip
def test_upgrades_that_are_none_are_refused(asked, upgrades, words):
    assert asked("--budget", "5", upgrades=upgrades, refused=True) == words
