"""A list from its upload to the question that a worker answers: which sheet, which row names the columns, which
column holds what."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from portal.models import User
from suppliers.importing.headers import field_of, find_header
from suppliers.importing.load import refuse_twice
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import Chosen
from suppliers.importing.sheets import Opened, choose, open_sheets
from suppliers.models import ImportBatch, ImportFile

State = ImportBatch.State
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """``row``: where the names of the columns stand (from 1); ``fields``: column (from 0) -> field."""

    sheet: str
    row: int
    fields: Mapping[int, str]


def propose(opened: Opened, sheet: str = "", row: int = 0) -> Proposal:
    """What the file itself says; ``sheet`` and ``row`` (from 1) where a person chose them.

    Where no row names the columns, the first one that says anything is proposed, and no column. Raises Refused for
    a file in which nothing is written, or names of columns alone.
    """
    sheets = {sheet: opened.sheets[sheet]} if sheet in opened.sheets and sheet else opened.sheets
    written = {name: rows for name, rows in sheets.items() if _written(rows)}
    if written and not sheet and all(map(_names_alone, written.values())):
        choose(Opened(written), find_header, named=True)
    if not row:
        try:
            table = choose(Opened(sheets), find_header, named=True)
        except Refused:
            pass
        else:
            return Proposal(table.sheet, table.header.row, {at: f for f, at in table.header.columns.items()})
    for name, rows in sheets.items():
        if filled := _written(rows):
            chosen = row if 0 < row <= len(rows) else filled[0]
            return Proposal(name, chosen, _named(rows[chosen - 1]))
    raise Refused(_("Nothing is written in this file."))


def _written(rows: Sequence[Sequence[str]]) -> list[int]:
    """The rows (from 1) that say anything."""
    return [number for number, cells in enumerate(rows, start=1) if any(cell.strip() for cell in cells)]


def _names_alone(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nothing stands under the row that names the columns."""
    try:
        return find_header(rows).row == _written(rows)[-1]
    except Refused:
        return False


def _named(titles: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, title in enumerate(titles):
        field = field_of(title[:200])
        if field and field not in found.values():
            found[at] = field
    return found


@transaction.atomic
def upload(data: bytes, file_name: str, *, by: User, now: datetime) -> ImportBatch:
    """Keep a file that can be read, with what it says of itself. Raises Refused, and then nothing is kept."""
    proposal = propose(open_sheets(data))
    digest = hashlib.sha256(data).hexdigest()
    refuse_twice(digest, proposal.sheet)
    batch = ImportBatch.objects.create(
        file_name=file_name[-200:],
        digest=digest,
        sheet=proposal.sheet,
        mapping=_mapping(proposal.row, proposal.fields),
        state=State.UPLOADED,
        created_by=by,
        created_at=now,
    )
    ImportFile.objects.create(batch=batch, content=data)
    return batch


def ask_for_trial(
    batch: ImportBatch, sheet: str, row: int, fields: Mapping[int, str], *, now: datetime
) -> bool:
    """Let a worker say what would become of each row; False where the list is no longer to be tried."""
    return _ask(
        batch,
        (State.UPLOADED, State.TRIED, State.FAILED, State.CANCELLED),
        State.TRYING,
        now,
        sheet=sheet,
        mapping=_mapping(row, fields),
        columns={},
    )


def answer_places(batch: ImportBatch, chosen: Chosen, *, now: datetime) -> bool:
    """Keep where firms lie that name a divided province, and let a worker try the list anew; False where it is no
    longer at that point."""
    return _ask(batch, (State.TRIED,), State.TRYING, now, places=chosen.as_json())


def ask_for_taking(batch: ImportBatch, *, checked: bool, now: datetime) -> bool:
    """Let a worker take in what was tried; False where the list is no longer at that point."""
    return _ask(batch, (State.TRIED,), State.TAKING, now, checked=checked)


def _ask(batch: ImportBatch, among: Sequence[str], state: str, now: datetime, **values: object) -> bool:
    return bool(
        ImportBatch.objects.filter(pk=batch.pk, state__in=among, file__isnull=False).update(
            state=state, asked_at=now, attempts=0, refusal="", cancel_asked_at=None, **values
        )
    )


def _mapping(row: int, fields: Mapping[int, str]) -> dict[str, object]:
    return {"row": row, "fields": {str(at): field for at, field in sorted(fields.items())}}


def cancel(batch: ImportBatch, *, now: datetime) -> bool:
    """Ask the worker to stop; one that has not begun never will. False where nothing runs."""
    return bool(
        ImportBatch.objects.filter(pk=batch.pk, state__in=ImportBatch.WAITING).update(cancel_asked_at=now)
    )


@transaction.atomic
def give_up(batch: ImportBatch) -> bool:
    """Forget the file and what was tried of it; False where the list was taken in, or a worker has it."""
    gone = ImportBatch.objects.filter(
        pk=batch.pk, state__in=(State.UPLOADED, State.TRIED, State.FAILED, State.CANCELLED)
    ).delete()
    return bool(gone[0])
