"""The target page: what Resolution 115 asks, three ways of measuring it, what others measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import Province
from portal.vocabulary import BEFORE, SINCE
from readiness import frameworks
from readiness.dashboards import counts, potential, trend
from readiness.dashboards.bottlenecks import BottleneckPage, demands
from readiness.dashboards.confirmed import Crossed, cross
from readiness.dashboards.counts import Row
from readiness.dashboards.documents import (
    RESOLUTION,
    Definition,
    Measured,
    baselines,
    definitions,
    figures,
    two_rates,
)
from readiness.dashboards.judged import Judged
from readiness.dashboards.measures import Measures, binding, measures
from readiness.dashboards.trend import Point
from readiness.models import Baseline, SupplyRun, Target
from readiness.standings import count_cells, count_former_cells
from suppliers.directory.tags import Words

# Quoted on the page: what was measured within so many years; the rest stands on its own page.
QUOTED_YEARS = 3
# A target stands on the chart of the count when it is at most so many times the count.
NEAR = 4


@dataclass(frozen=True, slots=True)
class Promise:
    """Two years of one national target as the page opens with them."""

    code: str
    figures: str
    when: str
    words: str


@dataclass(frozen=True)
class TargetPage:
    """All that the target page says on one day."""

    as_of: date
    everything: bool
    measures: Measures
    bottlenecks: BottleneckPage | None
    cross: Crossed
    targets: Mapping[str, Target]
    definitions: tuple[Definition, ...]
    quoted: tuple[Measured, ...]
    quoted_reading: str
    firms: int
    vietnamese: int
    groups: int
    levels: counts.Levels
    sectors: tuple[Row, ...]
    provinces: tuple[Row, ...]
    tiles: tuple[Province, ...]
    trend: tuple[Point, ...]
    before: bool = False
    place: Province | None = None

    @cached_property
    def promises(self) -> list[Promise]:
        """The resolution's national targets, as it states them."""
        asked = (
            (("r115-demand-2025", "r115-demand-2030"), _("of essential needs (2025), of needs (2030) of domestic production and consumption, met by supporting-industry products")),
            (("r115-ipv-2025", "r115-ipv-2030"), _("of industrial production value")),
            (("r115-direct-2025", "r115-direct-2030"), _("firms able to supply assemblers directly; about 30 % of them domestic in 2025, no share stated for 2030")),
        )  # fmt: skip
        return [promise for codes, words in asked for promise in self._promise(codes, words)]

    def _promise(self, codes: tuple[str, ...], words: str) -> Iterator[Promise]:
        stated = [self.targets[code] for code in codes if code in self.targets]
        stated_figures = [figures(t.low, t.high) for t in stated if t.low is not None]
        if not stated_figures:
            return
        arrow = " → ".join(stated_figures)
        if stated[0].unit == "%":
            arrow += "\u00a0%"
        if stated[0].qualifier == "about":
            arrow = _("about %(value)s") % {"value": arrow}
        yield Promise(stated[0].code, arrow, " → ".join(str(t.year) for t in stated), words)

    def _asked(self, code: str) -> int | None:
        target = self.targets.get(code)
        return int(target.low) if target and target.low is not None else None

    def _said(self, code: str) -> str:
        """The same in figures, a range as a range."""
        target = self.targets[code]
        return figures(target.low, target.high) if target.low is not None else ""

    @cached_property
    def domestic_asked(self) -> int | None:
        """Firms: the stated share of the stated number; for 2025 only."""
        share, firms = self.targets.get("r115-direct-dom-2025"), self._asked("r115-direct-2025")
        return int(share.low * firms / 100) if share and share.low is not None and firms else None

    @cached_property
    def top(self) -> int:
        """Where the bars end."""
        return max(self.firms, self._asked("r115-direct-2030") or 0, 1)

    @cached_property
    def ticks_all(self) -> list[tuple[int, str]]:
        wanted = {code: self._asked(code) for code in ("r115-direct-2025", "r115-direct-2030")}
        return [(n, self._said(code)) for code, n in wanted.items() if n]

    @cached_property
    def ticks_vietnamese(self) -> list[tuple[int, str]]:
        return [(self.domestic_asked, number_format(self.domestic_asked))] if self.domestic_asked else []

    @cached_property
    def reading(self) -> str:
        """The conclusion in words."""
        counted = ngettext(
            "%(firms)s firm is ready to supply directly, %(vietnamese)s Vietnamese-owned.",
            "%(firms)s firms are ready to supply directly, %(vietnamese)s of them Vietnamese-owned.",
            self.firms,
        ) % {
            "firms": number_format(self.firms, force_grouping=True),
            "vietnamese": number_format(self.vietnamese, force_grouping=True),
        }
        asked, later = self._asked("r115-direct-2025"), self._asked("r115-direct-2030")
        if not asked or not later:
            return counted
        if self.firms >= later:
            return counted + " " + _("The number that the resolution asks by 2030 is reached.")
        return (
            counted
            + " "
            + _("The resolution asks about %(asked)s by 2025 and %(later)s by 2030: %(missing)s are missing.")
            % {
                "asked": self._said("r115-direct-2025"),
                "later": self._said("r115-direct-2030"),
                "missing": number_format(later - self.firms, force_grouping=True),
            }
        )

    @cached_property
    def counted_afterwards(self) -> str:
        return trend.afterwards(self.trend)

    @cached_property
    def trend_reading(self) -> str:
        return trend.reading(self.trend)

    @cached_property
    def published(self) -> tuple[Point, ...]:
        """Each day as it was counted then."""
        return trend.as_published(self.trend)

    @cached_property
    def again(self) -> tuple[Point, ...]:
        """Days that today's method counted again."""
        return trend.counted_again(self.trend)

    @cached_property
    def series(self) -> list[dict[str, Any]]:
        by = [p.framework for p in self.published]
        return [
            {"label": _("All firms"), "points": [(p.day, p.firms) for p in self.published], "by": by},
            {
                "label": _("Vietnamese-owned"),
                "points": [(p.day, p.vietnamese) for p in self.published],
                "by": by,
            },
        ]

    @property
    def judged(self) -> Judged:
        return self.levels.judged

    @cached_property
    def breaks(self) -> list[tuple[date, str]]:
        return trend.breaks(self.trend)

    @cached_property
    def targets_on_chart(self) -> list[tuple[date, int, str]]:
        """The target of 2030, unless it is so far away that the lines would lie on the axis: the bars have it."""
        later = self._asked("r115-direct-2030")
        if self.place or not later or later > NEAR * self.firms:
            return []
        return [(date(2030, 12, 31), later, _("Target %(n)s") % {"n": self._said("r115-direct-2030")})]

    @cached_property
    def tile_counts(self) -> dict[str, int | None]:
        """What the map may colour: None where a number is hidden."""
        return {row.code: None if row.firms.hidden else row.firms.value for row in self.provinces}

    @cached_property
    def empty_provinces(self) -> int:
        return sum(not row.firms.value for row in self.provinces)

    @cached_property
    def of_the_resolution(self) -> list[Definition]:
        return [d for d in self.definitions if d.target.code.startswith(RESOLUTION)]

    @cached_property
    def of_other_documents(self) -> list[Definition]:
        return [d for d in self.definitions if not d.target.code.startswith(RESOLUTION)]


def target_page(as_of: date, *, everything: bool, before: bool = False, place: str = "") -> TargetPage:
    """The standing of Resolution 115 on ``as_of``; ``everything``: for a reader who may see every firm.

    ``before``: by the 63 units of before 1 July 2025 in place of the 34 of today; ``place``: a code of that list, the
    days of which are told in place of the country's.
    """
    cells = {(cell.sector, cell.province): cell for cell in count_cells()}
    units = Province.objects.filter(list__version=BEFORE if before else SINCE, tile_row__isnull=False)
    tiles = tuple(units.order_by("sort_key"))
    chosen = next((p for p in tiles if everything and p.code == place), None)
    framework = frameworks.in_force()
    stated = tuple(definitions())
    measured = list(Baseline.objects.order_by("-year", "sector", "indicator", "measured_by"))
    firms, vietnamese = counts.country(cells)
    targets = {d.target.code: d.target for d in stated}
    runs = potential.headlines(*SupplyRun.Ownership.values)
    words = Words.load()
    sectors, processes = counts.names(words, binding(runs))
    bound = runs.get(SupplyRun.Ownership.ALL)
    return TargetPage(
        as_of=as_of,
        everything=everything,
        measures=measures(targets, runs, processes, today=as_of),
        bottlenecks=demands(bound.run, words, today=as_of) if bound and bound.binds else None,
        cross=cross(as_of),
        targets=targets,
        definitions=stated,
        quoted=tuple(baselines(b for b in measured if b.year and b.year >= as_of.year - QUOTED_YEARS)),
        quoted_reading=two_rates(measured),
        firms=firms,
        vietnamese=vietnamese,
        groups=cells[whole].groups if (whole := ("", None)) in cells else 0,
        levels=counts.by_level(framework, everything=everything),
        sectors=counts.by_sector(cells, sectors, everything=everything),
        provinces=counts.by_former_province(count_former_cells(), tiles, everything=everything)
        if before
        else counts.by_province(cells, tiles, everything=everything),
        tiles=tiles,
        trend=trend.points(chosen),
        before=before,
        place=chosen,
    )
