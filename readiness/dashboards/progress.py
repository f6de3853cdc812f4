"""For each target that the portal measures: standing, trend, and when this pace reaches it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.templatetags.figures import day
from readiness import reports
from readiness.dashboards import trend
from readiness.dashboards.documents import Definition, definitions
from readiness.dashboards.judged import Judged, judged
from readiness.dashboards.measuring import MEASURES, measure_of
from readiness.dashboards.trend import Point
from readiness.engine.progress import Kept, Progress, progress
from readiness.models import Framework
from suppliers.models import Supplier

DAYS_A_YEAR = 365
# Further off a day would say more than a straight line knows.
EXACT_YEARS = 10


@dataclass(frozen=True)
class Row:
    """One target; ``found`` is None before the first standing. Values are firms or per cent (``unit``)."""

    definition: Definition
    measure: str | Promise
    unit: str
    url: str
    as_of: date
    found: Progress | None

    @property
    def standing(self) -> str:
        return self._amount(self.found.standing.value) if self.found else ""

    @property
    def pace(self) -> str:
        """A year, with its sign."""
        if self.found is None or self.found.pace is None:
            return ""
        yearly = self.found.pace * DAYS_A_YEAR
        sign = "+" if yearly > 0 else "−" if yearly < 0 else ""
        return sign + self._change(abs(yearly))

    @property
    def needed(self) -> str:
        if self.found is None or self.found.needed is None:
            return ""
        return "+" + self._change(self.found.needed * DAYS_A_YEAR)

    @property
    def shape(self) -> str:
        """The shape of the status; what has no trend yet is unknown, not bad."""
        if self.found is None or self.found.state == "no_trend":
            return "unknown"
        return {"reached": "met", "in_time": "part"}.get(self.found.state, "missed")

    @property
    def verdict(self) -> str:
        """When, in words."""
        found = self.found
        if found is None:
            return _("No standing yet")
        if found.state == "reached":
            return _("Reached")
        if found.state == "no_trend":
            return _("No trend yet: it takes standings over four weeks")
        if found.reached_on is None:
            return _("Not within fifty years at this pace")
        if found.reached_on.year - found.standing.day.year > EXACT_YEARS:
            return _("At this pace around %(year)s") % {"year": found.reached_on.year}
        return _("At this pace on %(day)s") % {"day": day(found.reached_on)}

    @property
    def overdue(self) -> bool:
        """The year of the target has passed without it."""
        return self.found is not None and self.found.state != "reached" and self.found.by < self.as_of

    def _amount(self, value: Fraction) -> str:
        places = 0 if self.unit == "firms" else 1
        text = number_format(_rounded(value, places), places, force_grouping=True)
        return text if self.unit == "firms" else f"{text}\u00a0%"

    def _change(self, value: Fraction) -> str:
        text = number_format(_rounded(value, 1), 1, force_grouping=True)
        if self.unit == "firms":
            return _("%(n)s a year") % {"n": text}
        return _("%(n)s points a year") % {"n": text}


@dataclass(frozen=True)
class ProgressPage:
    judged: Judged
    as_of: date
    rows: tuple[Row, ...]
    trend: tuple[Point, ...]
    unmeasured: int

    @property
    def counted_by(self) -> str:
        """The framework of the standings from which pace and standing are told."""
        return self.trend[-1].framework if self.trend else self.judged.label

    @cached_property
    def counted_afterwards(self) -> str:
        return trend.afterwards(self.trend)

    @cached_property
    def published(self) -> tuple[Point, ...]:
        """Each day as it was counted then."""
        return trend.as_published(self.trend)

    @cached_property
    def again(self) -> tuple[Point, ...]:
        """Days that today's method counted again."""
        return trend.counted_again(self.trend)

    @cached_property
    def trend_reading(self) -> str:
        return trend.reading(self.trend)

    @cached_property
    def reading(self) -> str:
        """The conclusion: what is reached, what this pace reaches, what it does not."""
        states = [row.found.state for row in self.rows if row.found]
        if not states:
            return _("No standing has been kept yet; the first is kept tonight.")
        parts = [
            (states.count("reached"), _("reached: %(n)s")),
            (states.count("in_time"), _("in time at this pace: %(n)s")),
            (states.count("late") + states.count("never"), _("not in time at this pace: %(n)s")),
            (states.count("no_trend"), _("without a trend yet: %(n)s")),
        ]
        said = "; ".join(words % {"n": count} for count, words in parts if count)
        return _("Of %(all)s targets that the portal measures, %(said)s.") % {
            "all": len(states),
            "said": said,
        }


def _rounded(value: Fraction, places: int) -> Decimal:
    return round(Decimal(value.numerator) / Decimal(value.denominator), places)


def progress_page(as_of: date) -> ProgressPage:
    kept_days = trend.points()
    points = trend.by_todays_method(kept_days)
    years = reports.years(as_of)
    kept: dict[str, Sequence[Kept]] = {
        "firms": [Kept(p.day, Fraction(p.firms)) for p in points],
        "vietnamese": [Kept(p.day, Fraction(100 * p.vietnamese, p.firms)) for p in points if p.firms],
        "reported": list(_reported(years, as_of, "in_country")),
        "reported_vietnamese": list(_reported(years, as_of, "vietnamese")),
    }
    stated = definitions()
    return ProgressPage(
        judged=judged(Framework.objects.current()),
        as_of=as_of,
        rows=tuple(_rows(stated, kept, as_of)),
        trend=kept_days,
        unmeasured=sum(not measure_of(d.target) for d in stated),
    )


def _reported(years: Sequence[reports.Year], as_of: date, rate: str) -> Iterator[Kept]:
    """A rate of each year that is over and may be shown, as standing on its last day; oldest first."""
    for year in reversed(years):
        share = getattr(year.published, rate)
        if year.year < as_of.year and share is not None:
            yield Kept(date(year.year, 12, 31), 100 * Fraction(share))


def _rows(stated: Sequence[Definition], kept: dict[str, Sequence[Kept]], as_of: date) -> Iterator[Row]:
    firms, reported = reverse("readiness:ready_firms"), reverse("readiness:reported")
    year = f"?year={kept['reported'][-1].day.year}" if kept["reported"] else ""
    urls = {
        "firms": firms,
        "vietnamese": f"{firms}?ownership={Supplier.Ownership.VIETNAMESE}",
        "reported": reported + year,
        "reported_vietnamese": reported + year,
    }
    for definition in stated:
        target = definition.target
        measure = measure_of(target)
        if not measure or target.low is None:
            continue
        found = (
            progress(kept[measure], Fraction(target.low), date(target.year, 12, 31))
            if kept[measure]
            else None
        )
        unit = "firms" if measure == "firms" else "%"
        yield Row(definition, MEASURES[measure], unit, urls[measure], as_of, found)
