"""What the pages of lists say: every list, and one list with its rows by fate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.models import User
from suppliers.importing.matching import REASONS
from suppliers.importing.places import shipped_places
from suppliers.importing.rows import Chosen, read_one
from suppliers.importing.running import progress
from suppliers.importing.undo import Kept, stayed
from suppliers.models import HeldCells, ImportBatch, ImportRow, Supplier

A_PAGE = 50
Fate = ImportRow.Fate
# A fate as a heading; of a list that was not taken in (tried, stopped, cancelled), and of one that was.
TRIED: Mapping[str, str | Promise] = {
    Fate.LANDED: gettext_lazy("Would be taken in"),
    Fate.REFUSED: gettext_lazy("Would come back"),
    Fate.SET_ASIDE: gettext_lazy("Look like a firm we have"),
}
DONE: Mapping[str, str | Promise] = {
    Fate.REFUSED: gettext_lazy("Came back"),
    Fate.SET_ASIDE: gettext_lazy("Look like a firm we have"),
    Fate.LANDED: gettext_lazy("Taken in"),
    Fate.SAME: gettext_lazy("Are firms we have"),
    Fate.SKIPPED: gettext_lazy("Skipped"),
    Fate.UNDONE: gettext_lazy("Taken away again"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: its name, what is wrong or noted, and the firms it may be with the reasons."""

    row: ImportRow
    name: str
    problems: Sequence[Mapping[str, str]]
    candidates: Sequence[tuple[str, str]]

    @property
    def open(self) -> bool:
        return self.row.fate in ImportRow.OPEN


@dataclass(frozen=True, slots=True)
class BatchPage:
    """``tabs``: (fate, heading, count); ``progress``: lines read of lines, while a worker is at it; ``divided``: code of
    an earlier province that was divided -> rows that name it, of a list that was taken in those that came back."""

    batch: ImportBatch
    tabs: Sequence[tuple[str, str | Promise, int]]
    fate: str
    page: Page
    lines: Sequence[Line]
    progress: tuple[int, int]
    divided: Mapping[str, int]

    @property
    def tried(self) -> bool:
        return self.batch.state == ImportBatch.State.TRIED

    @property
    def counts(self) -> dict[str, int]:
        return {fate: count for fate, _heading, count in self.tabs}

    @property
    def of_trial(self) -> bool:
        """Whether the rows say what would become of them: nothing of the list was taken in."""
        return self.batch.state != ImportBatch.State.DONE

    @property
    def has_rows(self) -> bool:
        return any(count for _fate, _heading, count in self.tabs)

    @property
    def stayed(self) -> int:
        """Firms that are left of a list that was taken away again."""
        return self.landing if self.batch.undone_at else 0

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The firms that stayed and may still not go, each with its reason."""
        return stayed(self.batch) if self.stayed else ()

    @property
    def undoable(self) -> bool:
        return self.batch.undoable or bool(self.stayed)

    @property
    def landing(self) -> int:
        return self.counts.get(Fate.LANDED, 0)


def batches() -> QuerySet[ImportBatch]:
    """Every list with how many of its rows landed and are open, the newest first."""
    return (
        ImportBatch.objects.select_related("created_by")
        .annotate(
            landed_rows=Count("rows", filter=Q(rows__fate=Fate.LANDED)),
            open_rows=Count("rows", filter=Q(rows__fate__in=ImportRow.OPEN)),
        )
        .order_by("-created_at", "-pk")
    )


def headings_of(batch: ImportBatch) -> Mapping[str, str | Promise]:
    """Fates that rows of this list may have, in the words of a list that was taken in or not."""
    return DONE if batch.state == ImportBatch.State.DONE else TRIED


def batch_page(batch: ImportBatch, fate: str, number: Any, reader: User | None = None) -> BatchPage:
    """The rows of one fate; the first that has rows where none was chosen. ``reader`` as in ``lines_of``."""
    found = dict(batch.rows.order_by().values_list("fate").annotate(n=Count("pk")))
    headings = headings_of(batch)
    tabs = [(key, heading, found.get(key, 0)) for key, heading in headings.items() if found.get(key)]
    shown = fate if fate in headings else next((key for key, _heading, _n in tabs), Fate.LANDED)
    rows = batch.rows.filter(fate=shown).select_related("supplier").order_by("number")
    page = Paginator(rows, A_PAGE).get_page(number)
    return BatchPage(
        batch,
        tabs,
        shown,
        page,
        lines_of(batch, page.object_list, reader),
        progress(batch) if batch.waits else (0, 0),
        divided_in(batch),
    )


def divided_in(batch: ImportBatch) -> dict[str, int]:
    """Code of an earlier province that was divided -> how many rows ask where in it they lie."""
    if batch.state == ImportBatch.State.TRIED:
        rows = batch.rows.naming_divided()
    elif batch.undoable:
        rows = batch.rows.asking()
    else:
        return {}
    rows = rows.order_by("cleaned__divided")
    return dict(rows.values_list("cleaned__divided").annotate(n=Count("pk")))


def lines_of(batch: ImportBatch, rows: Iterable[ImportRow], reader: User | None = None) -> list[Line]:
    """Rows as they are shown, with the names of the firms they may be; two questions for all of them. ``reader``: who
    brought the list reads whole what is wrong, also where it is personal."""
    rows = list(rows)
    held = dict(HeldCells.objects.filter(row__in=rows).values_list("row", "cells"))
    wanted = {c["supplier"] for row in rows for c in row.candidates if c["supplier"]}
    names = dict(Supplier.objects.filter(pk__in=wanted).values_list("pk", "name"))
    title = next((title for title, field in batch.columns.items() if field == "name"), "name")
    whole = reader is not None and reader.pk == batch.created_by_id
    return [
        Line(
            row,
            row.cleaned.get("name") or row.raw.get(title, "") or row.raw.get("name", ""),
            spoken(row, batch.columns, held.get(row.pk, {}), whole=whole),
            [(names.get(c["supplier"], ""), reasons_of(c["reasons"])) for c in row.candidates],
        )
        for row in rows
    ]


def spoken(
    row: ImportRow, columns: Mapping[str, str], held: Mapping[str, str], *, whole: bool
) -> list[Mapping[str, str]]:
    """What was found in a row, in the reader's language: who took the list in may have another one. ``whole``: with
    the cells as they were written, where they are ``held``.

    The row is read anew; a sentence that does not come again stands as it was written down.
    """
    if not row.problems:
        return []
    said = {columns.get(title, title): text for title, text in row.raw.items()} | dict(held)
    titles = {name: name for name in said} | {name: title for title, name in columns.items()}
    read = read_one(row.number, said, titles, shipped_places(), Chosen.stored(row.batch.places))
    again = {(p.column, p.code): p.sentence for p in (*read.problems, *read.notes)}
    cells = {title: " ".join(held[name].split())[:300] for title, name in columns.items() if name in held}
    return [
        {
            **p,
            "value": cells.get(p["column"], p["value"]) if whole else p["value"],
            "sentence": again.get((p["column"], p["code"]), p["sentence"]),
        }
        for p in row.problems
    ]


def reasons_of(codes: Sequence[str]) -> str:
    return ", ".join(str(REASONS[code]) for code in codes)
