"""Where a count is heading: its pace, the day on which that pace reaches a target, the pace that would be in time.

The readiness model asks for a count kept each day and says nothing of trends; the rule is ours, in two
sentences. The pace is the slope of the least-squares line through the standings of the last year (fewer than
28 days of them are no trend), under one framework. It is continued from the last standing in a straight line,
for at most fifty years: what lies further off is not reached at this pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

WINDOW_DAYS = 365
LEAST_DAYS = 28
HORIZON_DAYS = 18_262

State = Literal["reached", "in_time", "late", "never", "no_trend"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One standing: a count, or a share in per cent."""

    day: date
    value: Fraction


@dataclass(frozen=True, slots=True)
class Progress:
    """``pace`` and ``needed`` are a day. ``pace``: None without a trend. ``needed``: what would reach the target on
    ``by``; None once it is reached, or once that day has passed. ``reached_on``: the day that the pace leads to,
    or that of the standing where the target is reached already."""

    standing: Kept
    target: Fraction
    by: date
    state: State
    pace: Fraction | None
    needed: Fraction | None
    reached_on: date | None

    @property
    def missing(self) -> Fraction:
        return max(Fraction(0), self.target - self.standing.value)


def pace(kept: Sequence[Kept]) -> Fraction | None:
    """Change a day over the last year of ``kept`` (by day, oldest first); None where that is no trend."""
    if not kept:
        return None
    last = kept[-1].day
    window = [k for k in kept if (last - k.day).days <= WINDOW_DAYS]
    if (last - window[0].day).days < LEAST_DAYS:
        return None
    n = len(window)
    days = [(k.day - last).days for k in window]
    sum_x, sum_y = sum(days), sum(k.value for k in window)
    sum_xx = sum(x * x for x in days)
    sum_xy = sum(x * k.value for x, k in zip(days, window, strict=True))
    return Fraction(n * sum_xy - sum_x * sum_y, n * sum_xx - sum_x * sum_x)


def progress(kept: Sequence[Kept], target: Fraction, by: date) -> Progress:
    """The state of one target; ``kept`` holds at least one standing, oldest first."""
    standing = kept[-1]
    daily = pace(kept)
    missing = target - standing.value
    if missing <= 0:
        return Progress(standing, target, by, "reached", daily, None, standing.day)
    left = (by - standing.day).days
    needed = missing / left if left > 0 else None
    reached_on = _reached_on(standing.day, missing, daily)
    state: State = "late"
    if daily is None:
        state = "no_trend"
    elif reached_on is None:
        state = "never"
    elif reached_on <= by:
        state = "in_time"
    return Progress(standing, target, by, state, daily, needed, reached_on)


def _reached_on(day: date, missing: Fraction, daily: Fraction | None) -> date | None:
    if daily is None or daily <= 0:
        return None
    days = -(-missing // daily)
    return day + timedelta(days=int(days)) if days <= HORIZON_DAYS else None
