"""A single row of a list that was taken in: corrected, tried again, skipped, or judged against the firms it may be."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from portal.models import User
from suppliers.duplicates.finding import told_apart
from suppliers.importing.load import land_one, one_at_a_time, row_values
from suppliers.importing.matching import Index
from suppliers.importing.places import shipped_places
from suppliers.importing.plan import Entry, Fates, firms_we_have
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import Chosen, Row, read_one
from suppliers.models import HeldCells, ImportBatch, ImportRow, Supplier

Fate = ImportRow.Fate
MOST_AT_ONCE = 200


class AlreadySettled(Exception):
    """Somebody else decided on this row, or the list was undone."""


def cells_of(row: ImportRow) -> dict[str, str]:
    """field -> the cell, as whole as it is kept."""
    fields = row.batch.columns
    said = {fields.get(title, title): text for title, text in row.raw.items()}
    held = HeldCells.objects.filter(row=row).first()
    return said | (held.cells if held else {})


def titles_of(row: ImportRow) -> dict[str, str]:
    """field -> what the file calls it."""
    return {field: title for title, field in row.batch.columns.items()}


def divided_by(row: ImportRow, said: Mapping[str, str]) -> str:
    """Code of an earlier province that was divided, where the row as ``said`` asks for a part of it; else ""."""
    fields = {*titles_of(row), "address", "province"}
    typed = {name: said[name] for name in fields if said.get(name)}
    return read_one(row.number, typed, {name: name for name in fields}, shipped_places()).divided


def correct(
    row: ImportRow,
    said: Mapping[str, str],
    *,
    by: User,
    today: date,
    now: datetime,
    others: Collection[int] = (),
    part: str = "",
    typed: bool = False,
) -> Row:
    """Read the row anew as ``said`` (field -> text): it lands, is set aside, or comes back with its problems, and
    then nothing is stored. ``others``: firms that it is known not to be; ``part``: where it names an earlier province
    that was divided, the code of the part in which it lies, in place of what was chosen for the list; ``typed``:
    somebody wrote the cells, and hears of each that cannot be read.

    Raises AlreadySettled, and Refused where a list is being taken in or the firm came meanwhile.
    """
    with _settling(row) as held:
        titles = titles_of(held) | {name: name for name in said if name not in titles_of(held)}
        chosen = Chosen.stored(held.batch.places).for_row(held.number, part)
        read = read_one(held.number, said, titles, shipped_places(), chosen, typed=typed)
        entry = Fates(Index(firms_we_have())).of(read, titles, others)
        if entry.fate != Fate.REFUSED:
            _store(held, entry, by=by, today=today, now=now)
        return read


@transaction.atomic
def take_parts(
    batch: ImportBatch, chosen: Chosen, *, by: User, today: date, now: datetime
) -> tuple[int, int]:
    """Rows of a list that was taken in, which came back for a province that was divided, with ``chosen`` kept for the
    list: (settled, still open). At most ``MOST_AT_ONCE`` are settled, since each asks the database by itself.

    Raises AlreadySettled where the list was undone, Refused as ``correct``; then nothing is changed.
    """
    if not one_at_a_time(wait=False):
        raise Refused(_("A list is being taken in just now. Try again in a minute."))
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not held.undoable:
        raise AlreadySettled
    held.places = chosen.as_json()
    held.save(update_fields=["places"])
    rows = list(held.rows.asking().select_for_update(of=("self",)).order_by("number"))
    fates = Fates(Index(firms_we_have()))
    by_row: dict[int, int] = {}
    settled = 0
    for row in rows:
        if settled == MOST_AT_ONCE:
            break
        row.batch = held
        titles = titles_of(row)
        read = read_one(row.number, cells_of(row), titles, shipped_places(), chosen)
        if read.problems:
            continue
        _store(row, fates.of(read, titles), by=by, today=today, now=now, by_row=by_row)
        if row.supplier_id and row.fate == Fate.LANDED:
            by_row[row.number] = row.supplier_id
        settled += 1
    return settled, len(rows) - settled


@transaction.atomic
def different(row: ImportRow, *, by: User, today: date, now: datetime) -> Row:
    """None of the firms it looked like: it is taken in."""
    others = [c["supplier"] for c in row.candidates if c["supplier"]]
    read = correct(row, cells_of(row), by=by, today=today, now=now, others=others)
    firm = Supplier.objects.filter(import_row=row).first()
    if firm is not None:
        told_apart(firm, others, by=by, now=now)
    return read


def skip(row: ImportRow, *, by: User, now: datetime) -> None:
    """Left out for good. Raises AlreadySettled."""
    with _settling(row, alone=False) as held:
        _close(held, Fate.SKIPPED, None, by, now)


def same(row: ImportRow, firm: Supplier, *, by: User, now: datetime) -> None:
    """It is a firm we have; nothing of that firm is changed. Raises AlreadySettled."""
    with _settling(row, alone=False) as held:
        _close(held, Fate.SAME, firm, by, now)


def reopen(row: ImportRow) -> None:
    """A row that was skipped or taken for a firm we have is open again. Raises AlreadySettled."""
    with _settling(row, alone=False, among=(Fate.SKIPPED, Fate.SAME)) as held:
        held.fate = Fate.SET_ASIDE if held.candidates else Fate.REFUSED
        held.supplier = held.settled_by = held.settled_at = None
        held.save(update_fields=["fate", "supplier", "settled_by", "settled_at"])


@contextmanager
def _settling(
    row: ImportRow, *, alone: bool = True, among: Collection[str] = ImportRow.OPEN
) -> Iterator[ImportRow]:
    with transaction.atomic():
        if alone and not one_at_a_time(wait=False):
            raise Refused(_("A list is being taken in just now. Try again in a minute."))
        held = ImportRow.objects.select_for_update(of=("self",)).select_related("batch").get(pk=row.pk)
        if held.fate not in among or not held.batch.undoable:
            raise AlreadySettled
        yield held


def _store(
    row: ImportRow,
    entry: Entry,
    *,
    by: User,
    today: date,
    now: datetime,
    by_row: Mapping[int, int] = MappingProxyType({}),
) -> None:
    """``by_row``: firms of rows of this list that landed before it."""
    for name, value in row_values(entry, by_row).items():
        setattr(row, name, value)
    if entry.fate == Fate.LANDED:
        row.save()
        _close(row, Fate.LANDED, land_one(entry, row, by=by, today=today, now=now), by, now)
        return
    row.save()
    HeldCells.objects.update_or_create(row=row, defaults={"cells": dict(entry.row.held)})


def _close(row: ImportRow, fate: str, firm: Supplier | None, by: User, now: datetime) -> None:
    row.fate, row.supplier, row.settled_by, row.settled_at = fate, firm, by, now
    row.save(update_fields=["fate", "supplier", "settled_by", "settled_at"])
    if fate == Fate.LANDED:
        HeldCells.objects.filter(row=row).delete()
