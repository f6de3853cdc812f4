"""What buyers reported, as the ministry may read it: rates by year and sector, and the cells behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import Sector
from portal.templatetags.figures import few, per_cent
from readiness import reports
from readiness.engine.reported import IMPORTED, ORIGINS, OTHER, VIETNAMESE, Reported, in_country, vietnamese
from readiness.reports import Year


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of one, or why there is none: "hidden", or "unknown" where nobody reported."""

    share: Decimal | None
    state: str = "shown"

    def __str__(self) -> str:
        if self.share is not None:
            return percent(self.share)
        return _("hidden") if self.state == "hidden" else _("Not known yet")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of rates; ``buyers`` as it may be shown."""

    code: str
    label: str
    in_country: Rate
    vietnamese: Rate
    buyers: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Money of one sector (all of them where ``sector`` is "") from one origin, in million VND.

    ``why``: "" where it is shown, else "empty", "primary" or "secondary".
    """

    sector: str
    origin: str
    amount: Decimal | None
    buyers: str
    why: str


@dataclass(frozen=True)
class ReportedPage:
    """The reported measure; ``year`` is None before the first report."""

    years: Sequence[Year]
    year: Year | None
    registered: int
    labels: Mapping[str, str]
    today: date

    @property
    def url(self) -> str:
        """Of this year's page."""
        return reverse("readiness:reported") + (f"?year={self.year.year}" if self.year else "")

    @property
    def running(self) -> bool:
        """Whether the year is not over, so that its rate stands beside no other."""
        return self.year is not None and self.year.year >= self.today.year

    @property
    def country(self) -> Row | None:
        return None if self.year is None else country(self.year.published)

    @cached_property
    def sectors(self) -> list[Row]:
        """The seven sectors of the chosen year."""
        if self.year is None:
            return []
        published = self.year.published
        return [_row(code, label, published) for code, label in self.labels.items()]

    @cached_property
    def by_year(self) -> list[tuple[Year, Row]]:
        return [(y, country(y.published)) for y in self.years]

    @cached_property
    def series(self) -> list[dict[str, Any]]:
        """Two lines over the years that may be shown, oldest first."""
        shown = [(y.year, r) for y, r in reversed(self.by_year) if r.in_country.share is not None]
        if len(shown) < 2:
            return []
        return [
            {"label": _("In the country"), "points": [(y, _points(r.in_country)) for y, r in shown]},
            {"label": _("Vietnamese-owned"), "points": [(y, _points(r.vietnamese)) for y, r in shown]},
        ]

    @cached_property
    def at_most(self) -> str:
        """How far the Vietnamese rate may rise once owners nobody knows are known; "" where there are none."""
        published = self.year.published if self.year else None
        if published is None or published.vietnamese is None or not published.unknown_share:
            return ""
        return percent(published.vietnamese + published.unknown_share)

    @property
    def reading(self) -> str:
        """The conclusion in words."""
        if self.year is None or self.country is None:
            return _("No buyer has sent a purchase report yet: the reported rate is not known.")
        reported = ngettext(
            "%(n)s buyer reported for %(year)s.",
            "%(n)s buyers reported for %(year)s.",
            self.year.published.buyers,
        ) % {"n": self.year.published.buyers, "year": self.year.year}
        if self.country.in_country.share is None:
            return reported + " " + _("The rate stays hidden: it would tell what a single buyer bought.")
        said = _("%(local)s of what they bought came from the country, %(own)s from Vietnamese-owned firms.")
        return f"{reported} " + said % {
            "local": percent(self.country.in_country.share),
            "own": percent(self.country.vietnamese.share or Decimal()),
        }

    @property
    def weighed(self) -> str:
        """Buyers that named a supplier whose inputs are known, as far as it may be told."""
        return few(self.year.published.weighed) if self.year else "0"

    @property
    def staying(self) -> str:
        """What stays in the country once the suppliers' own imports are taken off, in words."""
        if self.year is None or not self.year.published.weighed:
            return _("Not known yet: no buyer named a supplier that has proven where its inputs come from.")
        if (value := self.year.published.value) is None:
            return _("Hidden: it would tell what a single buyer bought, or what a supplier imports.")
        said = _(
            "Between %(least)s and %(most)s of all that was paid; of what was paid to suppliers who have proven it, %(known)s."
        )
        return said % {
            "least": f"{value.least}\u00a0%",
            "most": f"{value.most}\u00a0%",
            "known": f"{value.of_known}\u00a0%",
        }

    @property
    def coverage(self) -> str:
        """How many of the buyers on the portal that is."""
        reporting = self.year.published.buyers if self.year else 0
        return _("%(n)s of %(all)s verified buyers on the portal") % {
            "n": reporting,
            "all": max(self.registered, reporting),
        }


def reported_page(asked: str = "", *, today: date) -> ReportedPage | None:
    """The year asked for, else the last that is over, else the latest; None where the year asked for has no report.
    Three queries."""
    found = reports.years(today)
    usual = reports.headline_year(found, today) or next(iter(found), None)
    chosen = next((y for y in found if str(y.year) == asked), None) if asked else usual
    if asked and chosen is None:
        return None
    return ReportedPage(found, chosen, reports.buyers_on_the_portal(), labels(), today)


def labels() -> dict[str, str]:
    return {s.letters[0]: s.label for s in Sector.objects.current() if len(s.letters) == 1}


def country(published: Reported) -> Row:
    amounts = published.country
    return Row("", _("Whole country"), *_rates(amounts, bool(published.buyers_in)), str(published.buyers))


def _row(code: str, label: str, published: Reported) -> Row:
    buyers = max(published.buyers_of.get(code, 0), published.silent)
    return Row(code, label, *_rates(published.sector(code), bool(buyers)), few(buyers))


def _rates(amounts: Mapping[str, Decimal] | None, stated: bool) -> tuple[Rate, Rate]:
    state = "shown" if amounts else "hidden" if stated else "unknown"
    return Rate(in_country(amounts), state), Rate(vietnamese(amounts), state)


def cells(published: Reported, sectors: Sequence[str]) -> list[Cell]:
    """The cells behind rates of ``sectors``; with none named, the totals behind those of the country."""
    if sectors:
        return [_cell(published, code, origin) for code in sectors for origin in ORIGINS]
    return [_total(published, origin) for origin in ORIGINS]


def _cell(published: Reported, code: str, origin: str) -> Cell:
    place = (code, origin)
    reported = max(published.buyers_in.get(place, 0), published.silent)
    buyers = few(reported)
    if place in published.cells:
        return Cell(code, origin, published.cells[place], buyers, "")
    if not reported:
        return Cell(code, origin, None, buyers, "empty")
    alone = published.silent or place in published.primary
    return Cell(code, origin, None, buyers, "primary" if alone else "secondary")


def _total(published: Reported, origin: str) -> Cell:
    stated = published.silent or any(o == origin for _sector, o in published.buyers_in)
    amount = published.totals.get(origin)
    return Cell("", origin, amount, "", "" if amount is not None else "primary" if stated else "empty")


def origin_label(origin: str) -> str:
    return {
        IMPORTED: _("imported"),
        VIETNAMESE: _("in Viet Nam, Vietnamese-owned supplier"),
        OTHER: _("in Viet Nam, foreign-invested supplier or owner not known"),
    }[origin]


def percent(share: Decimal) -> str:
    """Per cent with one decimal."""
    return f"{number_format(per_cent(share), 1)}\u00a0%"


def _points(rate: Rate) -> float:
    return float(per_cent(rate.share or Decimal()))
