"""The portal's own count of firms that are ready to supply directly, as its tables and its map show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count as CountRows
from django.db.models import Q

from portal.i18n import in_language
from portal.models import Province, Sector
from readiness import frameworks
from readiness.dashboards.small_cells import Count, pairs
from readiness.engine.sentences import level_name
from readiness.models import Framework, Score
from readiness.standings import Cell, ready_scores
from suppliers.models import Supplier

Cells = Mapping[tuple[str, int | None], Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a table of counts: all firms and the Vietnamese-owned among them, as far as they are shown."""

    code: str
    label: str
    firms: Count
    vietnamese: Count


def country(cells: Cells) -> tuple[int, int]:
    """(all, Vietnamese-owned): enterprises, each once."""
    cell = cells.get(("", None))
    return (cell.firms, cell.vietnamese) if cell else (0, 0)


def rows_behind() -> tuple[int, int]:
    """Establishments that open behind the two figures of the country: (all, Vietnamese-owned)."""
    vietnamese = Q(supplier__ownership=Supplier.Ownership.VIETNAMESE)
    found = ready_scores().aggregate(rows=CountRows("pk"), own=CountRows("pk", filter=vietnamese))
    return found["rows"], found["own"]


def by_sector(cells: Cells, sectors: Iterable[Sector]) -> tuple[Row, ...]:
    """The seven sectors; words for several of them at once have more than one letter."""
    single = [sector for sector in sectors if len(sector.letters) == 1]
    return _rows(
        [(s.letters[0], s.label) for s in single],
        [cells.get((s.letters[0], None)) for s in single],
        total=True,
    )


def by_province(cells: Cells, provinces: Iterable[Province]) -> tuple[Row, ...]:
    """The most first; an equal number in Vietnamese order, as the provinces come."""
    provinces = list(provinces)
    rows = _rows(
        [(p.code, p.label) for p in provinces], [cells.get(("", p.pk)) for p in provinces], total=True
    )
    return tuple(sorted(rows, key=lambda row: -row.firms.value))


def by_level(framework: Framework | None) -> tuple[Row, ...]:
    """Establishments by the level of their main sector, whether it counts nationally or not."""
    counted = {
        row["level"]: (row["firms"], row["vietnamese"])
        for row in Score.objects.main()
        .filter(supplier__synthetic=settings.DEMO, supplier__merged_into__isnull=True)
        .values("level")
        .annotate(
            firms=CountRows("pk"),
            vietnamese=CountRows("pk", filter=Q(supplier__ownership=Supplier.Ownership.VIETNAMESE)),
        )
    }
    engine = frameworks.engine(framework) if framework else None
    language = in_language("vi", "en")
    shown = pairs([counted.get(level, (0, 0)) for level in range(6)], total=False)
    return tuple(
        Row(str(level), level_name(engine, level, language) if engine else "", *shown[level])
        for level in range(6)
    )


def _rows(labels: list[tuple[str, str]], cells: list[Cell | None], *, total: bool) -> tuple[Row, ...]:
    shown = pairs([(c.firms, c.vietnamese) if c else (0, 0) for c in cells], total=total)
    return tuple(Row(code, label, *counts) for (code, label), counts in zip(labels, shown, strict=True))
