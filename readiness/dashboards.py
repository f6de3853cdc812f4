"""Numbers for one page each, gathered once, as frozen dataclasses."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q

from portal.models import Province, Sector
from readiness.models import Baseline, Framework, Score, Standing, Statistic, Target
from readiness.standings import DIRECT, Cell, count_cells

# Cells of fewer firms than this are not shown as numbers (readiness model (e)).
SMALLEST_CELL = 3
R115 = "r115-"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of counts. ``hidden`` cells say "fewer than 3"."""

    code: str
    label: str
    firms: int
    vietnamese: int


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    firms: int
    vietnamese: int


@dataclass(frozen=True, slots=True)
class TargetPage:
    """All that the target page says."""

    framework: Framework | None
    as_of: date
    targets: dict[str, Target]
    sector_targets: tuple[Target, ...]
    other_documents: tuple[Target, ...]
    baselines: tuple[Baseline, ...]
    quoted_direct: tuple[Statistic, ...]
    total: Row
    by_level: tuple[tuple[int, int, int], ...]
    sectors: tuple[Row, ...]
    provinces: tuple[Row, ...]
    tiles: tuple[Province, ...]
    trend: tuple[Point, ...]


def target_page(as_of: date) -> TargetPage:
    """The standing of Resolution 115 on ``as_of``, from the portal's own scores and what others measured."""
    cells = {(c.sector, c.province): c for c in count_cells()}
    provinces = list(Province.objects.current().filter(changes_after__isnull=True).order_by("sort_key"))
    targets = {t.code: t for t in Target.objects.all()}
    national = [t for t in targets.values() if t.code.startswith(R115)]
    return TargetPage(
        framework=Framework.objects.current(),
        as_of=as_of,
        targets=targets,
        sector_targets=tuple(
            sorted((t for t in national if t.sector_code != "all"), key=lambda t: (t.sector_code, t.year))
        ),
        other_documents=tuple(
            sorted(
                (t for t in targets.values() if not t.code.startswith(R115)),
                key=lambda t: (t.document, t.year),
            )
        ),
        baselines=tuple(Baseline.objects.order_by("-year", "sector", "measured_by")),
        quoted_direct=tuple(Statistic.objects.filter(indicator__contains="tier1").order_by("-year")),
        total=_row(cells.get(("", None)), "", ""),
        by_level=_levels(),
        sectors=tuple(
            _row(cells.get((s.letters[0], None)), s.letters[0], s.label)
            for s in Sector.objects.current()
            if len(s.letters) == 1
        ),
        provinces=tuple(
            sorted(
                (_row(cells.get(("", p.pk)), p.code, p.label) for p in provinces),
                key=lambda r: -r.firms,
            )
        ),
        tiles=tuple(provinces),
        trend=tuple(
            Point(s.day, s.firms, s.vietnamese_firms)
            for s in Standing.objects.filter(sector="", province=None, synthetic=settings.DEMO).order_by(
                "day"
            )
        ),
    )


def _row(cell: Cell | None, code: str, label: str) -> Row:
    return Row(code, label, cell.firms if cell else 0, cell.vietnamese if cell else 0)


def _levels() -> tuple[tuple[int, int, int], ...]:
    """(level, firms, Vietnamese-owned) for each level held, by the headline score of countable firms."""
    rows = (
        Score.objects.main()
        .filter(supplier__synthetic=settings.DEMO, supplier__merged_into__isnull=True)
        .values("level")
        .annotate(firms=Count("pk"), vietnamese=Count("pk", filter=Q(supplier__ownership="vietnamese")))
    )
    counts = {r["level"]: (r["firms"], r["vietnamese"]) for r in rows}
    return tuple((level, *counts.get(level, (0, 0))) for level in range(DIRECT + 2))
