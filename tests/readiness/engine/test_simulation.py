"""`manage.py simulate`: what another framework would do to the firms of a file, and what it refuses."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.readiness.engine.making import SHIPPED, profiles

ON = "2026-11-21"


@pytest.fixture
def run(tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join(json.dumps(p["facts"]) for p in profiles()), encoding="utf-8")

    def call(text: str, *more: str, firms: str = "", refused: bool = False):
        tried = tmp_path / "tried.toml"
        tried.write_text(text, encoding="utf-8")
        if firms:
            many.write_text(firms, encoding="utf-8")
        out, err = StringIO(), StringIO()
        arguments = ("simulate", "--framework", str(tried), "--many", str(many), "--on", ON, *more)
        if not refused:
            call_command(*arguments, stdout=out, stderr=err)
            return json.loads(out.getvalue())
        with pytest.raises(SystemExit) as end:
            call_command(*arguments, stdout=out, stderr=err)
        assert (end.value.code, out.getvalue()) == (2, "")
        return err.getvalue()

    return call


@pytest.fixture(scope="module")
def shipped() -> str:
    return SHIPPED.read_text(encoding="utf-8")


def test_the_same_framework_moves_nobody(run, shipped):
    found = run(shipped)
    assert (found["firms"], found["up"], found["down"], found["movers"]) == (len(profiles()), 0, 0, [])
    assert (found["rank_correlation"], found["mean_rank_shift"]) == ("1.000000", "0.000000")
    assert sum(n for _old, _new, n in found["migration"]) == found["firms"]


def test_who_changes_level_is_listed_and_counted(run, shipped):
    """Gates that ask a level less: nobody falls; every mover is told, and stands in the table and its sector."""
    found = run(shipped.replace('at_least = "3"', 'at_least = "2"'))
    assert (found["down"], found["up"]) == (0, len(found["movers"]))
    assert found["movers"]
    moved = [[m["level"], m["new_level"]] for m in found["movers"]]
    assert sorted(moved) == sorted(
        [old, new] for old, new, n in found["migration"] for _ in range(n) if old != new
    )
    assert sum(sector["up"] for sector in found["sectors"].values()) == found["up"]
    assert all(m["total"] == m["new_total"] for m in found["movers"]), "gates move no total"


def test_it_says_how_much_hangs_on_each_choice(run, shipped):
    found = run(shipped, "--sensitivity")
    kinds = {effect["kind"] for effect in found["sensitivity"]}
    assert kinds == {"weight", "dropped", "geometric", "caps", "thresholds"}


def test_no_firm_is_no_country(run, shipped):
    found = run(shipped, "--sensitivity", firms="\n")
    assert (found["firms"], found["rank_correlation"], found["differences"]) == (0, None, [])


def test_a_bad_framework_is_told_its_place(run, shipped):
    assert "weight" in run(shipped.replace("weight = 2400", "weight = -1"), refused=True)


def test_a_bad_firm_is_told_its_line(run, shipped):
    assert "many.jsonl, line 2: " in run(shipped, firms='{"sector": "M"}\n{"sector": 7}', refused=True)
