"""Standings and targets as one document: read, refused, and told."""

from datetime import date
from fractions import Fraction

import pytest

from readiness.engine import Refused
from readiness.engine.progress import Kept
from readiness.engine.progress_file import Aim, parse_progress, progress_answer

STANDINGS = [{"day": "2026-03-01", "value": "30"}, {"day": "2026-01-30", "value": 0}]
TARGETS = [
    {"id": "near", "value": "30", "by": "2026-12-31"},
    {"value": "45.5", "by": "2026-03-31"},
]


def document(standings=STANDINGS, targets=TARGETS):
    return {"standings": standings, "targets": targets}


def test_a_document_holds_all_that_is_written_in_the_order_of_its_days():
    kept, aims = parse_progress(document(), "p")
    assert kept == [Kept(date(2026, 1, 30), Fraction(0)), Kept(date(2026, 3, 1), Fraction(30))]
    assert aims == [
        Aim("near", Fraction(30), date(2026, 12, 31)),
        Aim("1", Fraction(91, 2), date(2026, 3, 31)),
    ]
    assert parse_progress({"standings": STANDINGS}, "p") == (kept, [])


@pytest.mark.parametrize(
    "wrong, words",
    [
        pytest.param([], "p: a table is wanted", id="a list"),
        pytest.param({}, "p.standings: holds no standing", id="nothing"),
        pytest.param(document(standings=[]), "p.standings: holds no standing", id="no standing"),
        pytest.param(document(standings=[*STANDINGS, STANDINGS[1]]), "p.standings: 2026-01-30 is there twice", id="a day twice"),
        pytest.param(document(standings=[{"value": 1}]), "p.standings[0].day: is missing", id="no day"),
        pytest.param(document(standings=[{"day": "soon", "value": 1}]), "p.standings[0].day: 'soon' is not a date like 2026-11-21", id="no date"),
        pytest.param(document(standings=[{"day": "2026-01-01"}]), "p.standings[0].value: is missing", id="no value"),
        pytest.param(document(targets=[{"value": 1}]), "p.targets[0].by: is missing", id="no end"),
        pytest.param(document(targets=[{"by": "2026-01-01"}]), "p.targets[0].value: is missing", id="nothing wanted"),
        pytest.param(document(targets=7), "p.targets: a list is wanted", id="no list"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(wrong, words):
    with pytest.raises(Refused) as refused:
        parse_progress(wrong, "p")
    assert str(refused.value) == words


def test_each_target_is_told_where_its_pace_leads():
    """30 in 30 days is one a day: 15.5 more take sixteen days, and half a day too long is one day too late."""
    told = progress_answer(*parse_progress(document(), "p"))
    assert told == {
        "standing": {"day": "2026-03-01", "value": "30.000000"},
        "targets": [
            {
                "id": "near", "state": "reached", "standing": "30.000000", "on": "2026-03-01", "target": "30.000000",
                "by": "2026-12-31", "missing": "0.000000", "pace": "1.000000", "needed": None, "reached_on": "2026-03-01",
            },
            {
                "id": "1", "state": "in_time", "standing": "30.000000", "on": "2026-03-01", "target": "45.500000",
                "by": "2026-03-31", "missing": "15.500000", "pace": "1.000000", "needed": "0.516667", "reached_on": "2026-03-17",
            },
        ],
    }  # fmt: skip


def test_one_standing_is_no_trend():
    told = progress_answer(
        *parse_progress(document([STANDINGS[0]], [{"value": 31, "by": "2026-02-01"}]), "p")
    )
    (target,) = told["targets"]
    assert (target["state"], target["pace"], target["needed"], target["reached_on"]) == (
        "no_trend",
        None,
        None,
        None,
    )
