"""The portal's own count of firms that are ready to supply directly, as its tables and its map show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count as CountRows
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.i18n import in_language
from portal.models import Province
from readiness import frameworks
from readiness.dashboards.judged import BY, Judged, judged_of
from readiness.dashboards.small_cells import Count, pairs
from readiness.engine.sentences import level_name
from readiness.models import Framework, Score
from readiness.standings import DIRECT, Cell
from readiness.supply.naming import process_called
from suppliers.directory.tags import Words
from suppliers.models import Supplier

Cells = Mapping[tuple[str, int | None], Cell]


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a table of counts: all firms and the Vietnamese-owned among them, as far as they are shown."""

    code: str
    label: str
    firms: Count
    vietnamese: Count


@dataclass(frozen=True, slots=True)
class Levels:
    """The table by level, the establishments behind the counts of the country (all, Vietnamese-owned), and by which
    frameworks they are judged."""

    rows: tuple[Row, ...]
    ready: int
    ready_vietnamese: int
    judged: Judged


def country(cells: Cells) -> tuple[int, int]:
    """(all, Vietnamese-owned): enterprises, each once."""
    cell = cells.get(("", None))
    return (cell.firms, cell.vietnamese) if cell else (0, 0)


def names(words: Words, processes: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """What the seven sectors are called, by letter, and ``processes``, by the name that demand is told by."""
    sectors = {letter: word.label for letter, word in words.by_letter.items() if not word.retired}
    return sectors, {name: process_called(name, words) for name in processes}


def by_sector(cells: Cells, sectors: Mapping[str, str], *, everything: bool) -> tuple[Row, ...]:
    """The seven sectors: letter -> label."""
    return _rows(
        list(sectors.items()), [cells.get((letter, None)) for letter in sectors], everything=everything
    )


def by_province(cells: Cells, provinces: Iterable[Province], *, everything: bool) -> tuple[Row, ...]:
    """The most first; an equal number in Vietnamese order, as the provinces come."""
    provinces = list(provinces)
    rows = _rows(
        [(p.code, p.label) for p in provinces],
        [cells.get(("", p.pk)) for p in provinces],
        everything=everything,
    )
    return tuple(sorted(rows, key=lambda row: -row.firms.value))


def by_former_province(
    cells: Iterable[Cell], provinces: Iterable[Province], *, everything: bool
) -> tuple[Row, ...]:
    """The same by the provinces of before; firms of which it is not known stand last, without a code."""
    provinces = list(provinces)
    found = {("", cell.province): cell for cell in cells}
    unknown = found.get(("", None))
    rows = _rows(
        [*((p.code, p.label) for p in provinces), ("", _("Not known in which"))],
        [*(found.get(("", p.pk)) for p in provinces), unknown],
        everything=everything,
    )
    return (*sorted(rows[:-1], key=lambda row: -row.firms.value), *(rows[-1:] if unknown else ()))


def by_level(framework: Framework | None, *, everything: bool) -> Levels:
    """Establishments by the level of their main sector, and those that open behind the two figures of the country."""
    vietnamese = Q(supplier__ownership=Supplier.Ownership.VIETNAMESE)
    ready = Q(counted_level__gte=DIRECT, supplier__enterprise__code__isnull=False)
    found = list(
        Score.objects.main()
        .filter(supplier__synthetic=settings.DEMO, supplier__merged_into__isnull=True)
        .values("level", *BY)
        .annotate(
            firms=CountRows("pk"),
            own=CountRows("pk", filter=vietnamese),
            ready=CountRows("pk", filter=ready),
            ready_own=CountRows("pk", filter=ready & vietnamese),
        )
        .order_by()
    )
    counted = [
        tuple(sum(row[figure] for row in found if row["level"] == level) for figure in ("firms", "own"))
        for level in range(6)
    ]
    engine = frameworks.engine(framework) if framework else None
    language = in_language("vi", "en")
    shown = pairs([(firms, own) for firms, own in counted], total=False, everything=everything)
    return Levels(
        tuple(
            Row(str(level), level_name(engine, level, language) if engine else "", *shown[level])
            for level in range(6)
        ),
        sum(row["ready"] for row in found),
        sum(row["ready_own"] for row in found),
        judged_of(framework, found),
    )


def _rows(labels: list[tuple[str, str]], cells: list[Cell | None], *, everything: bool) -> tuple[Row, ...]:
    shown = pairs(
        [(c.firms, c.vietnamese) if c else (0, 0) for c in cells], total=True, everything=everything
    )
    return tuple(Row(code, label, *counts) for (code, label), counts in zip(labels, shown, strict=True))
