"""`manage.py assess`: what it prints, what it refuses, and that it needs nothing but its files.

One mutant of `assess` lives: None is as false as False.
"""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.readiness.engine.making import SHIPPED, profiles, shipped

ROOT = Path(__file__).resolve().parents[3]
FACTS = '{"sector": "A", "evidence": [{"criterion": "2.1", "level": "3", "class": "A2", "valid_from": "2025-03-01"}]}'


def run(*arguments: str) -> tuple[str, str]:
    """What goes to the two streams when all is well."""
    out, err = StringIO(), StringIO()
    call_command("assess", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*arguments: str) -> str:
    """What a refusal says on the second stream; nothing may be on the first."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("assess", *arguments, stdout=out, stderr=err)
    assert end.value.code == 2
    assert out.getvalue() == ""
    assert "Traceback" not in err.getvalue()
    assert err.getvalue().count("\n") == 1
    return err.getvalue().strip()


@pytest.fixture
def file(tmp_path: Path):
    def write(content: str | bytes, name: str = "facts.json") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def test_it_prints_one_json_object_judged_by_the_shipped_framework(file):
    out, err = run("--facts", file(FACTS), "--on", "2026-11-21")
    result = json.loads(out)
    assert err == ""
    assert out.count("\n") == 1
    assert result["framework"]["hash"] == shipped().hash
    assert next(c for c in result["criteria"] if c["code"] == "2.1")["final"] == "3.000000"
    assert run("--facts", file(FACTS), "--on", "2026-11-21", "--framework", str(SHIPPED))[0] == out


def test_another_framework_may_be_named(file):
    framework = file(
        'name = "Mine"\nversion = "7"\ncaps = {A0 = "1", A1 = "2", A2 = "4", A3 = "5", A4 = "5"}\n'
        '[[dimension]]\ncode = "D"\nweight = 1\n[[criterion]]\ncode = "2.1"\ndimension = "D"\nweight = 4\n',
        "mine.toml",
    )
    out, _ = run("--facts", file(FACTS), "--on", "2026-11-21", "--framework", framework)
    result = json.loads(out)
    assert (result["total"], result["framework"]["name"], result["level"]) == ("60.000000", "Mine", 0)


def test_numbers_may_be_json_numbers_and_are_taken_as_they_are_written(file):
    facts = FACTS.replace('"3"', "2.1")
    criteria = json.loads(run("--facts", file(facts), "--on", "2026-11-21")[0])["criteria"]
    assert next(c for c in criteria if c["code"] == "2.1")["claimed"] == "2.100000"


def test_many_prints_one_line_for_each_line_read(file):
    lines = [json.dumps(p["facts"], ensure_ascii=False) for p in profiles()]
    many = file("\n\n  \n".join(lines) + "\n", "many.jsonl")
    out, err = run("--many", many, "--on", "2026-11-21")
    assert err == ""
    assert [json.loads(line)["level"] for line in out.splitlines()] == [
        p["expected_level"] for p in profiles()
    ]
    single, _ = run("--facts", file(lines[3]), "--on", "2026-11-21")
    assert out.splitlines()[3] == single.strip()


def test_many_takes_windows_lines_a_byte_order_mark_and_rare_spaces_inside_texts(file):
    rare = FACTS.replace('"class"', '"scheme": "a\u2028b\u0085c", "class"')
    many = file("\ufeff" + f"{FACTS}\r\n{rare}\r\n", "many.jsonl")
    assert run("--many", many, "--on", "2026-11-21")[0].count("\n") == 2


def test_many_of_nothing_prints_nothing(file):
    assert run("--many", file("\n \n"), "--on", "2026-11-21") == ("", "")


def test_many_prints_nothing_when_one_line_is_bad(file):
    bad = FACTS.replace('"A2"', '"A9"')
    said = refused("--many", file(f"{FACTS}\n\n{bad}\n{{\n", "many.jsonl"), "--on", "2026-11-21")
    assert said.endswith("many.jsonl, line 3: facts.evidence[0].class: 'A9' is not a class A0 to A4")


DEEP = 100_000 * "["


@pytest.mark.parametrize(
    "content, said",
    [
        pytest.param("{", "not JSON: Expecting property name", id="half a file"),
        pytest.param("", "not JSON", id="nothing"),
        pytest.param("[]", "facts: a table is wanted", id="a list"),
        pytest.param("{}", "facts.sector: is missing", id="no sector"),
        pytest.param(FACTS.replace('"A"', '"Z"'), "there is no sector 'Z'", id="no such sector"),
        pytest.param(
            FACTS.replace('"2.1"', '"2.99"'), "there is no criterion '2.99'", id="no such criterion"
        ),
        pytest.param(FACTS.replace('"3"', "NaN"), "NaN is no number", id="not a number"),
        pytest.param(FACTS.replace('"3"', "-Infinity"), "-Infinity is no number", id="infinity"),
        pytest.param(FACTS.replace('"3"', "1e400000000"), "too long", id="a huge power"),
        pytest.param(FACTS.replace('"3"', "9" * 5000), "not JSON", id="a huge integer"),
        pytest.param(FACTS.replace('"3"', "9" * 4000), "too long", id="a long integer"),
        pytest.param(FACTS.replace('"3"', '"' + "9" * 5000 + '"'), "too long", id="a huge text"),
        pytest.param(FACTS.replace('"3"', '"0.' + "1" * 5000 + '"'), "too long", id="many decimals"),
        pytest.param(FACTS.replace('"3"', DEEP), "not JSON", id="deep lists"),
        pytest.param(100_000 * '{"a":', "not JSON", id="deep tables"),
        pytest.param(FACTS.replace('"A2"', "2.0"), "class: a text is wanted", id="a number for a text"),
        pytest.param(FACTS.replace('"A"', '"\\ud800"'), "half a character", id="half a character"),
        pytest.param(b"\xff\xfe\x00", "is not UTF-8 text", id="not text"),
    ],
)
def test_bad_facts_are_refused_with_place_and_reason(file, content: str | bytes, said: str):
    path = file(content)
    message = refused("--facts", path, "--on", "2026-11-21")
    assert said in message
    assert message.startswith(path)


@pytest.mark.parametrize("on", ["2026-11-31", "21/11/2026", "today", "", "20261121"])
def test_a_day_that_is_none_is_refused(file, on: str):
    assert refused("--facts", file(FACTS), "--on", on).startswith("--on: ")


def test_files_that_cannot_be_read_are_refused(file, tmp_path: Path):
    assert "No such file" in refused("--facts", str(tmp_path / "none.json"), "--on", "2026-11-21")
    assert "directory" in refused("--facts", str(tmp_path), "--on", "2026-11-21")
    broken = file("name = ", "broken.toml")
    assert "not TOML" in refused("--facts", file(FACTS), "--framework", broken, "--on", "2026-11-21")


def alone(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a program of its own, with nothing in its environment."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "assess", *arguments],
        env=environment, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip


def test_it_runs_with_no_database_no_broker_no_secret_key_and_no_environment(file):
    nowhere = "postgres://nobody@127.0.0.1:1/none", "redis://127.0.0.1:1/0"
    expected, _ = run("--facts", file(FACTS), "--on", "2026-11-21")
    for environment in ({}, {"DATABASE_URL": nowhere[0], "REDIS_URL": nowhere[1], "LC_ALL": "C"}):
        ended = alone("--facts", file(FACTS), "--on", "2026-11-21", **environment)
        assert (ended.stderr, ended.returncode) == ("", 0)
        assert ended.stdout == expected


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--on", "2026-11-21"], id="no facts"),
        pytest.param(["--facts", os.devnull, "--on", "2026-11-21"], id="an empty file"),
    ],
)
def test_a_wrong_call_ends_with_status_two_and_nothing_printed(arguments: list[str]):
    ended = alone(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr
    assert "Traceback" not in ended.stderr
