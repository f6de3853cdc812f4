"""`manage.py roadmap`: what it prints and what it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.readiness.engine.making import profiles


def run(*arguments: str) -> dict:
    out = StringIO()
    call_command("roadmap", *arguments, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(next(p for p in profiles() if p["key"] == "e-3")["facts"]), encoding="utf-8")
    return str(path)


def test_it_prints_the_way_to_the_next_level(facts):
    found = run("--facts", facts, "--on", "2026-11-21")
    assert (found["level"], found["target"], found["reached"]) == (3, 4, False)
    cheapest = found["plans"][0]
    assert cheapest["net_cost"] == {"low": "10", "typical": "15", "high": "40"}
    assert [step["code"] for step in cheapest["steps"]] == ["EV32"]
    assert cheapest["steps"][0]["opens"] == [{"level": 4, "criterion": "7.1"}]
    assert cheapest["after"]["level"] == 4


def test_a_level_that_is_held_needs_nothing(facts):
    found = run("--facts", facts, "--on", "2026-11-21", "--level", "2")
    assert found["reached"]
    assert [plan["steps"] for plan in found["plans"]] == [[]]


def test_own_steps_and_framework_may_be_given(facts, tmp_path):
    steps = tmp_path / "steps.csv"
    steps.write_text(
        "code,name_vi,name_en,kind,raises,evidence_class,prerequisites,sectors,source,"
        "cost_low_million_vnd,cost_typical_million_vnd,cost_high_million_vnd,months_low,months_typical,months_high\n"
        "X,x,x,certification,7.1:4,A3,,,ours,1,2,3,1,1,1\n",
        encoding="utf-8",
    )
    found = run("--facts", facts, "--on", "2026-11-21", "--steps", str(steps))
    assert [step["code"] for step in found["plans"][0]["steps"]] == ["X"]
    assert found["plans"][0]["cost"]["typical"] == "2"


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--level", "9"], "--level: 9 is not among the levels"),
        (["--steps", "nowhere.csv"], "nowhere.csv"),
        (["--on", "someday"], "--on"),
    ],
)
def test_a_bad_argument_is_refused_with_place_and_reason(facts, arguments, said):
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("roadmap", "--facts", facts, "--on", "2026-11-21", *arguments, stdout=out, stderr=err)
    assert end.value.code == 2
    assert out.getvalue() == ""
    assert said in err.getvalue()
