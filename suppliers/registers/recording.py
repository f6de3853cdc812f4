"""A file of a register in the hands of a worker: asked for, recorded firm by firm, stopped and gone on with.

Each row is a transaction that holds the file: a worker that dies loses none and repeats none, and two workers on
one file take turns.
"""

from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import translation

from portal.models import User
from suppliers.actions.decisions import AlreadyDecided, ChangedMeanwhile
from suppliers.actions.registers import By, record_row
from suppliers.forms.verification import deciding_body
from suppliers.models import RegisterFile
from suppliers.registers.matching import RECORDED, Row

# How many rows one task goes through: seconds, well below the time after which a broker hands it out again.
A_RUN = 200


def rows_of(file: RegisterFile) -> list[Row]:
    """The rows with their fate as it is now."""
    rows = [Row(**row) for row in file.rows]
    for at in file.changed:
        rows[at].fate = "changed"
    return rows


def ask(file: RegisterFile, *, by: User, now: datetime) -> bool:
    """Let a worker record the file, or what is left of it; False where it was recorded, or a worker has it."""
    free = RegisterFile.objects.filter(pk=file.pk, applied_at=None, asked_at=None)
    return bool(free.update(asked_at=now, applied_by=by))


def stop(file: RegisterFile) -> bool:
    """No row more; what was recorded stays. False where no worker has it."""
    return bool(RegisterFile.objects.waiting().filter(pk=file.pk).update(asked_at=None))


def record_some(*, now: datetime, most: int = A_RUN) -> tuple[int, bool]:
    """Record rows of the file that waits longest: how many were gone through, and whether more waits."""
    file = RegisterFile.objects.waiting().select_related("applied_by").first()
    if file is None:
        return 0, False
    if file.applied_by is None:
        return 0, stop(file) and RegisterFile.objects.waiting().exists()
    by = By(file.applied_by, deciding_body(file.applied_by), now)
    rows = rows_of(file)
    done = 0
    with translation.override(by.user.language), pghistory.context(user=by.user.pk):
        while done < most and _record_next(file.pk, rows, by):
            done += 1
    return done, RegisterFile.objects.waiting().exists()


@transaction.atomic
def _record_next(pk: int, rows: Sequence[Row], by: By) -> bool:
    """The next row of which something is to be recorded; False where the file is done, or somebody stopped it."""
    file = RegisterFile.objects.select_for_update(of=("self",)).defer("rows").filter(pk=pk).first()
    if file is None or not file.waits:
        return False
    at = next((n for n in range(file.done, len(rows)) if rows[n].fate in RECORDED), None)
    if at is None:
        file.done, file.applied_at, file.asked_at = len(rows), by.now, None
        file.save(update_fields=["done", "applied_at", "asked_at"])
        return False
    try:
        with transaction.atomic():
            recorded = record_row(rows[at], file, by)
    except (AlreadyDecided, ChangedMeanwhile):
        recorded = False
    if not recorded:
        file.changed.append(at)
    file.done = at + 1
    file.save(update_fields=["done", "changed"])
    return True
