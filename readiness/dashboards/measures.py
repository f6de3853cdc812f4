"""Three ways of measuring local supply, side by side: reported, potential, counted. They are never added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.templatetags.figures import per_cent
from readiness import reports
from readiness.dashboards.bottlenecks import BINDING
from readiness.dashboards.documents import figures
from readiness.dashboards.potential import Headline
from readiness.dashboards.reported import Row, country
from readiness.engine.reported import Reported
from readiness.models import SupplyRun, Target
from readiness.reports import Year

ASKED = ("r115-demand-2025", "r115-demand-2030")


@dataclass(frozen=True)
class Measures:
    """The two rates; the count has its own place on the page. None where a measure is not known yet."""

    asked: Mapping[int, Target]
    year: Year | None
    potential: Headline | None
    potential_vietnamese: Headline | None
    processes: Mapping[str, str]

    @cached_property
    def ticks(self) -> list[tuple[float, str]]:
        """What the resolution asks, on a bar from 0 to 100."""
        return [(float(t.low or 0), figures(t.low or Decimal(0), t.high)) for t in self.asked.values()]

    @cached_property
    def _country(self) -> Row | None:
        return country(self.published) if self.published else None

    @property
    def published(self) -> Reported | None:
        return self.year.published if self.year else None

    @property
    def sums_url(self) -> str:
        """The sums behind the reported rate: those of its own year; "" where there is none."""
        return reverse("readiness:reported_cells") + f"?year={self.year.year}" if self.year else ""

    @property
    def hidden(self) -> bool:
        """Somebody reported, and the rate would give a single buyer away."""
        return self._country is not None and self._country.in_country.share is None

    @property
    def reported(self) -> Decimal | None:
        return _per_cent(self._country.in_country.share) if self._country else None

    @property
    def reported_vietnamese(self) -> Decimal | None:
        return _per_cent(self._country.vietnamese.share) if self._country else None

    @property
    def potential_share(self) -> Decimal | None:
        return per_cent(self.potential.flow, self.potential.asked) if self.potential else None

    @property
    def potential_vietnamese_share(self) -> Decimal | None:
        found = self.potential_vietnamese
        return per_cent(found.flow, found.asked) if found else None

    @property
    def reporting(self) -> str:
        """Who stands behind the reported rate."""
        buyers = self.published.buyers if self.published else 0
        return ngettext("%(n)s reporting buyer", "%(n)s reporting buyers", buyers) % {"n": buyers}

    @property
    def reading(self) -> str:
        """What is asked beside what is known, in one breath; what is not known is said to be so."""
        said = [self._asks(), self._reported(), self._potential(), self._binds()]
        return " ".join(sentence for sentence in said if sentence)

    def _asks(self) -> str:
        if not self.asked:
            return ""
        year, target = next(iter(self.asked.items()))
        return _("Asked for %(year)s: %(share)s of essential needs.") % {
            "year": year,
            "share": f"{figures(target.low or Decimal(0), target.high)}\u00a0%",
        }

    def _reported(self) -> str:
        if self.year is None:
            return _("Reported by buyers: not known yet.")
        if self.reported is None or self.reported_vietnamese is None:
            return _("Reported by buyers: hidden, since it would tell what a single buyer bought.")
        return _(
            "Reported for %(year)s: %(local)s bought in the country, %(own)s from Vietnamese-owned firms (%(buyers)s)."
        ) % {
            "year": self.year.year,
            "local": f"{number_format(self.reported, 1)}\u00a0%",
            "own": f"{number_format(self.reported_vietnamese, 1)}\u00a0%",
            "buyers": self.reporting,
        }

    def _potential(self) -> str:
        if self.potential_share is None:
            return _("Potential: not known yet.")
        return _("Potential today: %(share)s.") % {
            "share": f"{number_format(self.potential_share, 1)}\u00a0%"
        }

    def _binds(self) -> str:
        if self.potential is None or not self.potential.binds:
            return ""
        named = [self.processes.get(code, code) for code in self.potential.binds[:BINDING]]
        said = ngettext(
            "%(n)s demand is certainly short: %(processes)s.",
            "%(n)s demands are certainly short, most of all: %(processes)s.",
            self.potential.short,
        ) % {"n": self.potential.short, "processes": "; ".join(named)}
        if not self.potential.tight:
            return said
        more = ngettext(
            "%(n)s more is met, with nothing to spare.",
            "%(n)s more are met, with nothing to spare.",
            self.potential.tight,
        )
        return f"{said} {more % {'n': self.potential.tight}}"


def measures(
    targets: Mapping[str, Target],
    runs: Mapping[str, Headline],
    processes: Mapping[str, str],
    *,
    today: date,
) -> Measures:
    """``runs`` by ownership; ``processes``: what those that bind are called. One query: the reports."""
    stated = [targets[code] for code in ASKED if code in targets]
    return Measures(
        asked={t.year: t for t in stated if t.low is not None},
        year=reports.headline_year(reports.years(today), today),
        potential=runs.get(SupplyRun.Ownership.ALL),
        potential_vietnamese=runs.get(SupplyRun.Ownership.VIETNAMESE),
        processes=processes,
    )


def binding(runs: Mapping[str, Headline]) -> tuple[str, ...]:
    """The processes that the sentence names."""
    found = runs.get(SupplyRun.Ownership.ALL)
    return found.binds[:BINDING] if found else ()


def _per_cent(share: Decimal | None) -> Decimal | None:
    return None if share is None else per_cent(share)
