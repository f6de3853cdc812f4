"""The target page: what Resolution 115 asks, what others measured, and the portal's own count of ready firms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.models import Province, Sector
from portal.templatetags.figures import day
from readiness import frameworks
from readiness.engine.sentences import level_name
from readiness.models import Baseline, Framework, Score, Standing, Target
from readiness.standings import Cell, count_cells

INDICATORS = {
    "share_of_essential_demand_met": gettext_lazy("Share of essential demand met"),
    "share_of_demand_met": gettext_lazy("Share of demand met"),
    "share_of_domestic_production_demand_met": gettext_lazy("Share of demand of domestic production met"),
    "share_of_industrial_production_value": gettext_lazy("Share of industrial production value"),
    "firms_able_to_supply_assemblers_and_mncs_directly": gettext_lazy(
        "Firms able to supply assemblers directly"
    ),
    "domestic_share_of_those_firms": gettext_lazy("Domestic share of those firms"),
    "domestic_supply_rate": gettext_lazy("Domestic supply rate"),
    "localisation_rate": gettext_lazy("Localisation rate"),
    "qualitative": gettext_lazy("No number stated"),
    "regional_technical_centres_to_build": gettext_lazy("Regional technical centres to build"),
    "export_turnover": gettext_lazy("Export turnover"),
    "value_added_growth_per_year": gettext_lazy("Growth of value added a year"),
    "share_of_processing_manufacturing": gettext_lazy("Share of processing and manufacturing"),
    "share_of_processing_manufacturing_value": gettext_lazy("Share of processing and manufacturing value"),
    "specialised_mechanical_industrial_parks": gettext_lazy("Specialised mechanical industrial parks"),
    "si_firms": gettext_lazy("Supporting-industry firms"),
    "local_procurement_rate_total": gettext_lazy("Bought in the country, all firms"),
    "procurement_from_vietnamese_owned_firms": gettext_lazy("Bought from Vietnamese-owned firms"),
    "share_of_domestic_component_demand_met": gettext_lazy("Share of component demand met in the country"),
}
SECTORS = {
    "all": gettext_lazy("All supporting industries"),
    "components": gettext_lazy("Components and spare parts"),
    "textile": gettext_lazy("Textile and garment"),
    "leather_footwear": gettext_lazy("Leather and footwear"),
    "high_tech": gettext_lazy("High technology"),
    "automotive": gettext_lazy("Automotive"),
    "mechanical": gettext_lazy("Mechanical"),
    "textile_garment_footwear": gettext_lazy("Textile, garment and footwear"),
    "automotive_up_to_9_seats": gettext_lazy("Cars of up to nine seats"),
    "electronics_informatics": gettext_lazy("Electronics and informatics"),
    "electronics": gettext_lazy("Electronics"),
    "footwear": gettext_lazy("Footwear"),
    "garment": gettext_lazy("Garment"),
    "agricultural_machinery": gettext_lazy("Agricultural machinery"),
    "motorcycles": gettext_lazy("Motorcycles"),
    "all_components": gettext_lazy("All components"),
    "japanese_firms_in_vietnam": gettext_lazy("Japanese firms in Viet Nam"),
}
UNITS = {"firms": gettext_lazy("firms"), "%": "%", "centres": gettext_lazy("centres"), "parks": gettext_lazy("parks"),
         "USD billion": gettext_lazy("billion USD"), "%/year": gettext_lazy("% a year")}  # fmt: skip


def _value(low: Decimal | None, high: Decimal | None, unit: str, about: bool = False) -> str:
    if low is None or high is None:
        return _("no number stated")
    figures = _plain(low) if low == high else f"{_plain(low)}–{_plain(high)}"
    words = f"{figures}\u00a0{UNITS.get(unit, unit)}".strip()
    return _("about %(value)s") % {"value": words} if about else words


def _plain(value: Decimal) -> str:
    return number_format(value.normalize() if value % 1 else int(value), force_grouping=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of counts."""

    code: str
    label: str
    firms: int
    vietnamese: int


@dataclass(frozen=True, slots=True)
class LevelRow:
    level: int
    name: str
    firms: int
    vietnamese: int


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    firms: int
    vietnamese: int


@dataclass(frozen=True, slots=True)
class Headline:
    """A pair of targets as the page opens with them."""

    code: str
    figures: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Definition:
    target: Target
    indicator: str
    sector: str
    value: str


@dataclass(frozen=True, slots=True)
class Quoted:
    words: str
    year: str
    value: str
    by: str
    source: str
    checked: bool


@dataclass(frozen=True)
class TargetPage:
    """All that the target page says on one day."""

    framework: Framework | None
    as_of: date
    targets: Mapping[str, Target]
    definitions: tuple[Definition, ...]
    quoted: tuple[Quoted, ...]
    total: Row
    by_level: tuple[LevelRow, ...]
    sectors: tuple[Row, ...]
    provinces: tuple[Row, ...]
    tiles: tuple[Province, ...]
    trend: tuple[Point, ...]

    @cached_property
    def headline(self) -> list[Headline]:
        """The resolution's national targets, as it states them."""

        def pair(first: str, second: str, words: str) -> list[Headline]:
            stated = [self.targets[code] for code in (first, second) if code in self.targets]
            if not stated:
                return []
            return [
                Headline(
                    stated[0].code,
                    " → ".join(_value(t.low, t.high, t.unit, t.qualifier == "about") for t in stated),
                    " → ".join(str(t.year) for t in stated),
                    words,
                )
            ]

        return [
            *pair("r115-demand-2025", "r115-demand-2030", _("of essential demand of domestic production and consumption, met by supporting-industry products")),
            *pair("r115-ipv-2025", "r115-ipv-2030", _("of industrial production value")),
            *pair("r115-direct-2025", "r115-direct-2030", _("able to supply assemblers directly; about 30 % of them domestic in 2025, no share stated for 2030")),
        ]  # fmt: skip

    def _firms(self, code: str) -> int | None:
        target = self.targets.get(code)
        return int(target.low) if target and target.low is not None else None

    @cached_property
    def ticks_all(self) -> list[tuple[int, str]]:
        wanted = [self._firms("r115-direct-2025"), self._firms("r115-direct-2030")]
        return [(n, number_format(n, force_grouping=True)) for n in wanted if n]

    @cached_property
    def domestic_target(self) -> int | None:
        """Firms: the stated share of the stated number; for 2025 only."""
        share, firms = self.targets.get("r115-direct-dom-2025"), self._firms("r115-direct-2025")
        return int(share.low * firms / 100) if share and share.low is not None and firms else None

    @cached_property
    def ticks_vietnamese(self) -> list[tuple[int, str]]:
        wanted = self.domestic_target
        return [(wanted, number_format(wanted))] if wanted else []

    @cached_property
    def reading(self) -> str:
        """The conclusion in words."""
        asked, later = self._firms("r115-direct-2025"), self._firms("r115-direct-2030")
        words = {
            "firms": number_format(self.total.firms, force_grouping=True),
            "vietnamese": number_format(self.total.vietnamese, force_grouping=True),
            "asked": number_format(asked or 0, force_grouping=True),
            "later": number_format(later or 0, force_grouping=True),
            "missing": number_format(max(0, (later or 0) - self.total.firms), force_grouping=True),
        }
        return (
            _(
                "%(firms)s firms are ready to supply directly, %(vietnamese)s of them Vietnamese-owned. The resolution "
                "asks about %(asked)s by 2025 and %(later)s by 2030: %(missing)s are missing."
            )
            % words
        )

    @cached_property
    def trend_reading(self) -> str:
        if not self.trend:
            return _("No standing has been kept yet; the first is kept tonight.")
        first, last = self.trend[0], self.trend[-1]
        if first.day == last.day:
            return _("The first standing was kept on %(day)s: %(firms)s firms.") % {
                "day": day(first.day),
                "firms": last.firms,
            }
        change = last.firms - first.firms
        return _("%(change)s firms since %(day)s.") % {"change": f"{change:+d}", "day": day(first.day)}

    @cached_property
    def series(self) -> list[dict[str, object]]:
        return [
            {"label": _("All firms"), "points": [(p.day, p.firms) for p in self.trend]},
            {"label": _("Vietnamese-owned"), "points": [(p.day, p.vietnamese) for p in self.trend]},
        ]

    @cached_property
    def targets_on_chart(self) -> Sequence[tuple[date, int, str]]:
        later = self._firms("r115-direct-2030")
        return (
            [
                (
                    date(2030, 12, 31),
                    later,
                    _("Target %(n)s") % {"n": number_format(later, force_grouping=True)},
                )
            ]
            if later
            else []
        )

    @cached_property
    def counts(self) -> dict[str, int]:
        return {row.code: row.firms for row in self.provinces}

    @cached_property
    def empty_provinces(self) -> int:
        return sum(not row.firms for row in self.provinces)


def target_page(as_of: date) -> TargetPage:
    """The standing of Resolution 115 on ``as_of``."""
    cells = {(c.sector, c.province): c for c in count_cells()}
    provinces = list(
        Province.objects.current()
        .filter(changes_after__isnull=True, tile_row__isnull=False)
        .order_by("sort_key")
    )
    targets = {t.code: t for t in Target.objects.all()}
    framework = Framework.objects.current()
    return TargetPage(
        framework=framework,
        as_of=as_of,
        targets=targets,
        definitions=tuple(_definition(t) for t in sorted(targets.values(), key=_order)),
        quoted=tuple(_quoted(b) for b in Baseline.objects.filter(year__gte=as_of.year - 3).order_by("-year", "sector", "measured_by")),
        total=_row(cells.get(("", None)), "", ""),
        by_level=_levels(framework),
        sectors=tuple(
            _row(cells.get((s.letters[0], None)), s.letters[0], s.label)
            for s in Sector.objects.current()
            if len(s.letters) == 1
        ),
        provinces=tuple(sorted((_row(cells.get(("", p.pk)), p.code, p.label) for p in provinces), key=lambda r: -r.firms)),
        tiles=tuple(provinces),
        trend=tuple(
            Point(s.day, s.firms, s.vietnamese_firms)
            for s in Standing.objects.filter(sector="", province=None, synthetic=settings.DEMO).order_by("day")
        ),
    )  # fmt: skip


def _order(target: Target) -> tuple[bool, str, str, int]:
    """Resolution 115 first, national before sectors."""
    return (
        not target.code.startswith("r115-"),
        target.document,
        target.sector_code != "all" and target.sector_code or "",
        target.year,
    )


def _definition(target: Target) -> Definition:
    return Definition(
        target,
        str(INDICATORS.get(target.indicator, target.indicator)),
        str(SECTORS.get(target.sector_code, target.sector)),
        _value(target.low, target.high, target.unit, target.qualifier == "about"),
    )


def _quoted(baseline: Baseline) -> Quoted:
    sector, indicator = (
        SECTORS.get(baseline.sector, baseline.sector),
        INDICATORS.get(baseline.indicator, baseline.indicator),
    )
    return Quoted(
        f"{sector}: {indicator}",
        str(baseline.year or "–"),
        _value(baseline.low, baseline.high, baseline.unit.replace(" (about)", ""), "about" in baseline.unit),
        baseline.measured_by,
        baseline.source,
        baseline.checked,
    )


def _row(cell: Cell | None, code: str, label: str) -> Row:
    return Row(code, label, cell.firms if cell else 0, cell.vietnamese if cell else 0)


def _levels(framework: Framework | None) -> tuple[LevelRow, ...]:
    """Countable establishments by the level of their main sector."""
    rows = (
        Score.objects.main()
        .filter(supplier__synthetic=settings.DEMO, supplier__merged_into__isnull=True)
        .values("level")
        .annotate(firms=Count("pk"), vietnamese=Count("pk", filter=Q(supplier__ownership="vietnamese")))
    )
    counts = {r["level"]: (r["firms"], r["vietnamese"]) for r in rows}
    language = "vi" if (get_language() or "vi").startswith("vi") else "en"
    engine = frameworks.engine(framework) if framework else None
    return tuple(
        LevelRow(n, level_name(engine, n, language) if engine else "", *counts.get(n, (0, 0)))
        for n in range(6)
    )
