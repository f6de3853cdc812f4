"""`manage.py reported`, `progress`, `counted`, `changes` and `roadmap --take`: what they print and what they refuse."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.readiness.engine.making import profiles, shipped

ON = "2026-11-21"


@pytest.fixture
def run(tmp_path):
    """Arguments as they are typed; ``{name}`` is a file with what is given for it."""

    def call(*arguments: str, refused: bool = False, **files):
        for name, content in files.items():
            text = content if isinstance(content, str) else "\n".join(map(json.dumps, content))
            (tmp_path / name).write_text(text, encoding="utf-8")
        typed = [each.format(**{name: tmp_path / name for name in files}) for each in arguments]
        out, err = StringIO(), StringIO()
        if not refused:
            call_command(*typed, stdout=out, stderr=err)
            return json.loads(out.getvalue())
        with pytest.raises(SystemExit) as end:
            call_command(*typed, stdout=out, stderr=err)
        assert (end.value.code, out.getvalue()) == (2, "")
        return err.getvalue().strip().replace(f"{tmp_path}/", "")

    return call


def test_reported_prints_what_may_be_told(run):
    rows = [
        {"buyer": buyer, "sector": "M", "origin": origin, "amount": 50}
        for buyer in "ABC"
        for origin in ("imported", "vietnamese")
    ]
    found = run("reported", "--purchases", "{rows}", rows=rows)
    assert found["country"] == {"state": "shown", "in_country": "0.500000", "vietnamese": "0.500000"}


def test_reported_refuses_a_line_with_its_place(run):
    bad = '{"buyer": "A", "sector": "M", "origin": "imported", "amount": 1}\n{"buyer": "A"'
    assert run("reported", "--purchases", "{rows}", rows=bad, refused=True).startswith(
        "rows, line 2: not JSON: "
    )
    assert run("reported", "--purchases", "nowhere.jsonl", refused=True) == (
        "nowhere.jsonl: No such file or directory"
    )


def test_progress_prints_where_targets_are_heading(run):
    case = {
        "standings": [{"day": "2026-01-01", "value": 0}, {"day": "2026-11-21", "value": 324}],
        "targets": [{"id": "2030", "value": 2000, "by": "2030-12-31"}],
    }
    (target,) = run("progress", "--case", "{case}", case=[case])["targets"]
    assert (target["id"], target["state"], target["pace"]) == ("2030", "late", "1.000000")
    assert run("progress", "--case", "{case}", case=["{}"], refused=True) == "case: a table is wanted"


@pytest.fixture(scope="module")
def country() -> list[dict]:
    return [
        {"id": f"S{n}", "enterprise": f"010000000{n % 7}", "vietnamese": n % 2 == 0, "supplying": n % 3 == 0}
        | profile["facts"]
        for n, profile in enumerate(profiles())
    ]


def test_counted_prints_the_firms_of_the_file(run, country):
    found = run("counted", "--many", "{many}", "--on", ON, many=country)
    assert found["establishments"] == len(country)
    assert found["framework"]["hash"] == shipped().hash
    assert found["country"][0] == len(found["ready"]) > 0
    cells = found["supplying"]
    assert cells["both"] + cells["idle"] == found["country"][0]
    assert sum(cells[name] for name in ("both", "idle", "unready", "neither")) == 7
    assert {row["firm"] for row in found["unready"]}.isdisjoint(found["ready"])


def test_counted_refuses_a_bad_day_and_a_bad_line(run, country):
    assert run("counted", "--many", "{many}", "--on", "soon", many=country, refused=True) == (
        "--on: 'soon' is not a date like 2026-11-21"
    )
    assert "many, line 1.id: is missing" in run(
        "counted", "--many", "{many}", "--on", ON, many=[{"sector": "M"}], refused=True
    )


def test_changes_prints_parts_that_add_up(run, country):
    found = run(
        "changes", "--before", "{old}", "--before-on", "2026-11-21", "--after", "{new}", "--on", "2028-01-01",
        old=country, new=country[1:],
    )  # fmt: skip
    for place in (0, 1):
        difference = found["second"]["count"][place] - found["first"]["count"][place]
        assert sum(part[place] for part in found["parts"].values()) == difference
    assert found["parts"]["expiries"][0] < 0


def test_changes_refuses_days_in_the_wrong_order(run, country):
    typed = ("changes", "--before", "{old}", "--before-on", ON, "--after", "{old}", "--on", "2026-11-20")
    assert run(*typed, old=country, refused=True) == "--on: 2026-11-20 is before 2026-11-21"


def test_roadmap_says_what_would_be_after_steps_that_are_taken(run):
    facts = [profiles()[0]["facts"]]
    usual = run("roadmap", "--facts", "{facts}", "--on", ON, facts=facts)
    assert "if_taken" not in usual
    first = next(
        step["key"] for plan in usual["plans"] for step in plan["steps"] if not float(step["begins"])
    )
    tried = run("roadmap", "--facts", "{facts}", "--on", ON, "--take", first, facts=facts)
    assert [step["key"] for step in tried.pop("if_taken")["steps"]] == [first]
    assert tried == usual


def test_roadmap_refuses_a_step_that_is_none(run):
    facts = [profiles()[0]["facts"]]
    typed = ("roadmap", "--facts", "{facts}", "--on", ON, "--take", "magic")
    assert run(*typed, facts=facts, refused=True) == (
        "--take: magic: no step of this firm, or it waits for another"
    )
