"""Trend and date of a count: tables with hand-worked values, and properties.

Mutants of `progress` that live change nothing: `strict` over lists of one length.
"""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.engine.progress import HORIZON_DAYS, Kept, pace, progress

START = date(2026, 1, 1)


def line(*values: int, step: int = 30) -> list[Kept]:
    return [Kept(START + timedelta(days=n * step), Fraction(value)) for n, value in enumerate(values)]


def test_a_straight_line_has_its_own_slope():
    assert pace(line(10, 40, 70)) == 1


def test_one_odd_day_bends_the_pace_and_does_not_make_it():
    assert pace(line(10, 20, 60, 40)) == Fraction(13, 30), "least squares; first to last would say 10 a step"


@pytest.mark.parametrize(
    "kept, why",
    [([], "nothing kept"), (line(5), "one day"), (line(5, 9, step=27), "27 days"), (line(5, 6, 7, step=13), "26 days")],
)  # fmt: skip
def test_less_than_four_weeks_are_no_trend(kept, why):
    assert pace(kept) is None, why


def test_four_weeks_are_a_trend():
    assert pace(line(5, 33, step=28)) == 1


def test_what_is_older_than_a_year_is_left_out():
    old = Kept(START - timedelta(days=366), Fraction(1_000_000))
    recent = [Kept(START - timedelta(days=365), Fraction(0)), Kept(START, Fraction(365))]
    assert pace([old, *recent]) == 1


APRIL = date(2026, 4, 1)  # thirty days after the third standing of ``line``


@pytest.mark.parametrize(
    "kept, target, by, state, reached_on, needed",
    [
        pytest.param(line(10, 40, 70), 100, APRIL, "in_time", APRIL, Fraction(1), id="on the day"),
        pytest.param(
            line(10, 40, 70), 101, APRIL, "late", date(2026, 4, 2), Fraction(31, 30), id="the day after"
        ),
        pytest.param(
            line(10, 40, 70),
            Fraction(201, 2),
            APRIL,
            "late",
            date(2026, 4, 2),
            Fraction(61, 60),
            id="half a day later",
        ),
        pytest.param(line(10, 40, 70), 70, APRIL, "reached", date(2026, 3, 2), None, id="reached already"),
        pytest.param(line(70, 40, 10), 100, APRIL, "never", None, Fraction(3), id="falling"),
        pytest.param(line(10, 10, 10), 11, APRIL, "never", None, Fraction(1, 30), id="standing still"),
        pytest.param(line(10), 11, date(2026, 1, 11), "no_trend", None, Fraction(1, 10), id="one standing"),
        pytest.param(line(10), 11, date(2026, 1, 2), "no_trend", None, Fraction(1), id="its day is tomorrow"),
        pytest.param(line(10, 40, 70), 100, date(2026, 3, 2), "late", APRIL, None, id="its day is today"),
        pytest.param(line(10, 40, 70), 100, date(2025, 12, 31), "late", APRIL, None, id="its day has passed"),
    ],
)
def test_when_a_target_is_reached(kept, target, by, state, reached_on, needed):
    found = progress(kept, Fraction(target), by)
    assert (found.state, found.reached_on, found.needed) == (state, reached_on, needed)
    assert (found.target, found.by, found.pace) == (target, by, pace(kept))


def test_a_pace_is_continued_for_a_hundred_years_and_no_longer():
    kept = line(0, 1)
    last = HORIZON_DAYS // 30 + 1
    assert progress(kept, Fraction(last), APRIL).state == "late"
    assert progress(kept, Fraction(last + 1), APRIL).state == "never"
    daily = [Kept(START, Fraction(0)), Kept(START + timedelta(days=30), Fraction(30))]
    assert progress(daily, Fraction(30 + HORIZON_DAYS), APRIL).state == "late"
    assert progress(daily, Fraction(31 + HORIZON_DAYS), APRIL).state == "never"


counts = st.lists(st.integers(0, 5000), min_size=2, max_size=30)


@given(counts, st.integers(1, 9000), st.integers(-200, 2000))
def test_keeping_the_needed_pace_reaches_the_target_on_its_day(values, target, days_left):
    kept = line(*values)
    by = kept[-1].day + timedelta(days=days_left)
    found = progress(kept, Fraction(target), by)
    if found.needed is not None:
        assert found.standing.value + found.needed * days_left == target
    assert (found.state == "reached") == (values[-1] >= target) == (not found.missing)


@given(counts, st.integers(1, 9000))
def test_the_day_is_the_first_on_which_the_pace_is_enough(values, target):
    kept = line(*values)
    found = progress(kept, Fraction(target), date(2030, 12, 31))
    if found.state in ("in_time", "late"):
        days = (found.reached_on - found.standing.day).days
        assert found.standing.value + found.pace * days >= target
        assert found.standing.value + found.pace * (days - 1) < target


@given(counts, st.integers(-3, 3))
def test_one_more_each_day_is_one_more_of_pace(values, more):
    kept = line(*values)
    risen = [Kept(k.day, k.value + more * (k.day - START).days) for k in kept]
    before, after = pace(kept), pace(risen)
    assert before is None if after is None else after == before + more
