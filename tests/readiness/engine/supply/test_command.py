"""``manage.py local_supply`` as a support centre runs it: no database, no settings, an empty environment."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[4]
COUNTRY = Path(__file__).with_name("country.json")


def local_supply(*arguments, path=COUNTRY):
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "local_supply", "--case", path, *arguments],
        env={"PATH": os.environ["PATH"]},
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_prints_one_json_object():
    done = local_supply()
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "demand", "flow", "potential", "naive", "pool", "unmet", "cut_smallest", "cut_largest", "waivers",
    ]  # fmt: skip
    assert (answer["demand"], answer["flow"], answer["potential"]) == (365, 130, "0.356164")


def test_level_and_ownership_leave_plants_out_first():
    answer = json.loads(local_supply("--level", "3", "--ownership", "vn").stdout)
    assert (answer["demand"], answer["flow"], answer["pool"]) == (365, 90, 185)


def test_rules_of_a_policy_are_tried_beside_the_flow():
    """Half of each line at most from one plant: 15 of 130 are lost."""
    answer = json.loads(local_supply("--sources", "2", "--buyer-share", "100", "--lot", "0").stdout)
    assert (answer["flow"], answer["variant"]["flow"], answer["variant"]["lost"]) == (130, 115, 15)


def test_a_rule_that_cannot_be_is_refused():
    done = local_supply("--buyer-share", "101")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--buyer-share: a whole number from 0 to 100" in done.stderr


@pytest.mark.parametrize(
    "text, reason",
    [
        pytest.param(b"{", "not JSON", id="not JSON"),
        pytest.param(b"\xff\xfe", "is not UTF-8 text", id="not UTF-8"),
        pytest.param(b"[]", "a table is wanted", id="a list"),
        pytest.param(b'{"plants": []}', "case.json.lines: is missing", id="no lines"),
        pytest.param(
            b'{"plants": [], "lines": [{"id": "L", "process": "x", "demand": 1.0}]}',
            "case.json.lines[0].demand: a whole number is wanted",
            id="a fraction",
        ),
        pytest.param(b'{"plants": [], "lines": ' + b"9" * 5000 + b"}", "not JSON", id="an endless number"),
        pytest.param(b"[" * 200_000, "not JSON", id="nested without end"),
    ],
)
def test_a_bad_file_gets_its_place_and_reason_on_stderr_and_nothing_on_stdout(tmp_path, text, reason):
    path = tmp_path / "case.json"
    path.write_bytes(text)
    done = local_supply(path=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert str(path) in done.stderr
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path):
    done = local_supply(path=tmp_path / "none.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.json" in done.stderr


def test_a_level_there_is_not_is_refused():
    done = local_supply("--level", "6")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--level" in done.stderr


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
