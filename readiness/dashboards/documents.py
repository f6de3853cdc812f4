"""What documents promise and what others measured, in the reader's words.

The tables hold the words of their sources, in English. Where a Vietnamese wording of ours exists it is shown to
Vietnamese readers; anything else is marked as English.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from readiness.dashboards.measuring import NATIONAL, measure_of
from readiness.dashboards.words import (
    HEDGES,
    INDICATORS,
    NOTES,
    PLACES,
    SECTORS,
    SOURCED,
    SOURCES,
    UNITS,
    Words,
)
from readiness.models import Baseline, Statistic, Target

RESOLUTION = "r115-"
# Letters that English does not have.
_VIETNAMESE = re.compile("[ăâđêôơưạ-ỹ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Definition:
    """A target as its document states it; ``version`` counts how often our record of it was changed."""

    target: Target
    document: str
    status: str
    indicator: str
    sector: str
    year: str
    value: str
    note: str
    source: str
    version: int
    since: date | None

    @property
    def measured(self) -> bool:
        """Whether the portal has a measure for it."""
        return bool(measure_of(self.target))

    @property
    def place(self) -> str:
        """The province whose target it is; "" for the country's."""
        return place_of(self.target)


@dataclass(frozen=True, slots=True)
class Measured:
    """What somebody else measured."""

    what: str
    note: str
    year: str
    value: str
    by: str
    source: str
    checked: bool


def definitions() -> list[Definition]:
    """Every target that was not withdrawn: those of Resolution 115 first, national before sectors, then the other documents."""
    kept = Target.objects.in_use().annotate(versions=Count("events"), since=Max("events__pgh_created_at"))
    return in_order(
        definition(target, target.versions, timezone.localtime(target.since).date() if target.since else None)
        for target in kept
    )


def definition(target: Target, version: int, since: date | None) -> Definition:
    """One target in words."""
    return Definition(
        target=target,
        document=said(target.document),
        status=said(target.status),
        indicator=said(target.indicator, INDICATORS),
        sector=said(target.sector, SECTORS, target.sector_code),
        year=str(target.year),
        value=amount(target.low, target.high, target.unit, "about" if target.qualifier == "about" else ""),
        note=said(target.note, NOTES) if target.note else "",
        source=said(target.source, SOURCES),
        version=version,
        since=since,
    )


def place_of(target: Target) -> str:
    """ "Bắc Ninh (24)" is Bắc Ninh; "" for the country."""
    if target.scope == NATIONAL:
        return ""
    return str(PLACES.get(target.scope, target.scope.partition(" (")[0]))


def in_order(stated: Iterable[Definition]) -> list[Definition]:
    return sorted(stated, key=lambda each: _order(each.target))


def _order(target: Target) -> tuple[bool, str, bool, str, int, int]:
    known = list(INDICATORS)
    return (
        not target.code.startswith(RESOLUTION),
        target.document,
        target.sector_code != "all",
        target.sector_code,
        known.index(target.indicator) if target.indicator in known else len(known),
        target.year,
    )


def baselines(rows: Iterable[Baseline]) -> Iterator[Measured]:
    for row in rows:
        sector, indicator = said(row.sector, SECTORS), said(row.indicator, INDICATORS)
        yield Measured(
            what=format_html("{}: {}", sector, indicator),
            note="",
            year=str(row.year or "–"),
            value=amount(row.low, row.high, *_unit(row.unit)),
            by=said(row.measured_by),
            source=said(row.source, SOURCES),
            checked=row.checked,
        )


def statistics(rows: Iterable[Statistic]) -> Iterator[Measured]:
    for row in rows:
        yield Measured(
            what=said(row.indicator, INDICATORS),
            note=said(row.note, NOTES) if row.note else "",
            year=str(row.year),
            value=amount(row.value, row.value, *_unit(row.unit)),
            by="",
            source=said(row.source, SOURCES),
            checked=row.checked,
        )


def _unit(text: str) -> tuple[str, str]:
    """A unit of the tables and the hedge beside it: "enterprises (about)" is enterprises, about."""
    unit, _bracket, hedge = text.partition(" (")
    return unit, hedge.rstrip(")")


def said(text: str, words: Words = SOURCED, code: str = "") -> str:
    """A word of a source: ours where there is one, else the source's own, marked as English or Vietnamese."""
    known = words.get(code or text)
    language = "vi" if _VIETNAMESE.search(text) else "en"
    return str(known) if known else format_html('<span lang="{}">{}</span>', language, text)


def amount(low: Decimal | None, high: Decimal | None, unit: str, hedge: str = "") -> str:
    """One number or a range, with its unit and how sure the source was of it."""
    if low is None or high is None:
        return _("no number stated")
    words = f"{figures(low, high)}\u00a0{UNITS.get(unit, unit)}".strip()
    return str(HEDGES.get(hedge, f"%(value)s ({hedge})")) % {"value": words}


def figures(low: Decimal, high: Decimal | None) -> str:
    """A target's number or range: the one way in which every page writes it."""
    return plain(low) if high is None or low == high else f"{plain(low)}–{plain(high)}"


def plain(value: Decimal) -> str:
    return number_format(value.normalize() if value % 1 else int(value), force_grouping=True)


def two_rates(rows: Iterable[Baseline]) -> str:
    """The latest survey that gives both rates, in one sentence: why "local" has two values."""
    rates: dict[tuple[int, str, str], dict[str, Decimal]] = {}
    for row in rows:
        if row.year:
            rates.setdefault((row.year, row.measured_by, row.sector), {})[row.indicator] = row.low
    both = ("local_procurement_rate_total", "procurement_from_vietnamese_owned_firms")
    surveys = [key for key, found in rates.items() if all(indicator in found for indicator in both)]
    if not surveys:
        return ""
    year, by, sector = max(surveys)
    country, vietnamese = (plain(rates[year, by, sector][indicator]) for indicator in both)
    return _(
        "The share depends on who measures what. %(by)s, %(year)s, %(sector)s: %(country)s %% was bought in the "
        "country, %(vietnamese)s %% from Vietnamese-owned firms."
    ) % {
        "by": by,
        "year": year,
        "sector": SECTORS.get(sector, sector),
        "country": country,
        "vietnamese": vietnamese,
    }
