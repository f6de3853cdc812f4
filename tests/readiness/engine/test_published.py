"""A published index, a weighted arithmetic mean, must come out of the same engine to its scores and ranks."""

import csv
from fractions import Fraction

import pytest

from readiness.engine import Facts, explain
from readiness.engine.facts import Evidence
from readiness.engine.framework_file import framework_from
from tests.readiness.engine.making import SHARED, TODAY, criterion, document

PUBLISHED = SHARED / "published"
pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published index is not here")


def table(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"asem_{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def index_framework():
    """Each half of the index weighs the same: five pillars on one side, three on the other."""
    structure = {row["iCode"]: row for row in table("structure")}
    indicators = [row for row in structure.values() if row["Level"].startswith("1")]
    pillars = list(dict.fromkeys(row["Parent"] for row in indicators))
    per_half = {half: sum(structure[p]["Parent"] == half for p in pillars) for half in ("Conn", "Sust")}
    return framework_from(
        document(
            dimension=[{"code": p, "weight": 15 // per_half[structure[p]["Parent"]]} for p in pillars],
            criteria=[criterion(row["iCode"], row["Parent"]) for row in indicators],
        )
    )


def test_the_engine_reproduces_the_scores_and_ranks_of_a_published_index():
    framework = index_framework()
    assert sorted(d.weight for d in framework.dimensions) == [3, 3, 3, 3, 3, 5, 5, 5]
    assert len(framework.criteria) == 49
    expected = {row["UnitCode"]: row for row in table("expected_scores")}
    totals = {}
    for row in table("normalised_inputs"):
        evidence = tuple(
            Evidence(c.code, Fraction(row[c.code]) / 20, 3, None, None) for c in framework.criteria
        )
        result = explain(framework, Facts("M", evidence), TODAY)
        unit = expected[row["UnitCode"]]
        assert float(result.total) == pytest.approx(float(unit["Index"]), abs=1e-9)
        for dimension in result.dimensions:
            assert float(dimension.score) == pytest.approx(float(unit[dimension.code]), abs=1e-9)
        totals[row["UnitCode"]] = result.total
    assert len(totals) == 51
    ranking = sorted(totals, key=lambda unit: -totals[unit])
    assert [int(expected[unit]["Rank"]) for unit in ranking] == list(range(1, 52))
