"""``manage.py local_supply`` as a support centre runs it: no database, no settings, an empty environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
