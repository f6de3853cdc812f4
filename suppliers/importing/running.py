"""A list in the hands of a worker: tried, or taken in, with progress, and stopped when somebody asks.

The list that waits longest is read first, one at a time on the whole portal. Everything a run writes is one
transaction: a worker that dies leaves nothing, and the next one begins again.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from suppliers.importing.headers import Header, header_of
from suppliers.importing.load import drop_trial, land, one_at_a_time, refuse_twice, write_trial
from suppliers.importing.plan import plan_list
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import Chosen
from suppliers.importing.sheets import Table, choose, open_sheets
from suppliers.models import HeldCells, ImportBatch, ImportFile

State = ImportBatch.State
# A list that brings down each worker that begins it is not begun again.
MOST_ATTEMPTS = 4
_KEPT_SECONDS = 3600


class _Cancelled(Exception):
    """Somebody asked to stop."""


def take_next(*, today: date, now: datetime) -> bool:
    """Try or take in the list that waits longest; False where none waits, or another worker has one in hand."""
    batch = _begin()
    if batch is None:
        return False
    with transaction.atomic():
        if not one_at_a_time(wait=False):
            return False
        batch = ImportBatch.objects.waiting().select_related("created_by").filter(pk=batch.pk).first()
        if batch is None:
            return True
        language = batch.created_by.language if batch.created_by else settings.LANGUAGE_CODE
        with translation.override(language):
            _settle(batch, today=today, now=now)
    return True


def _begin() -> ImportBatch | None:
    """The next list, with this attempt counted whatever becomes of it."""
    with transaction.atomic():
        if not one_at_a_time(wait=False):
            return None
        batch = ImportBatch.objects.waiting().first()
        if batch:
            ImportBatch.objects.filter(pk=batch.pk).update(attempts=F("attempts") + 1)
        return batch


def _settle(batch: ImportBatch, *, today: date, now: datetime) -> None:
    trial = batch.state == State.TRYING
    try:
        if batch.attempts > MOST_ATTEMPTS:
            raise Refused(_("This list could not be read in several attempts. Split it, or save it anew."))
        with transaction.atomic():
            _run(batch, trial=trial, today=today, now=now)
    except _Cancelled:
        batch.state = State.UPLOADED if trial else State.CANCELLED
        batch.cancel_asked_at = None
        batch.save(update_fields=["state", "cancel_asked_at"])
    except Refused as why:
        batch.state, batch.refusal = State.FAILED, str(why)
        batch.save(update_fields=["state", "refusal"])


def _run(batch: ImportBatch, *, trial: bool, today: date, now: datetime) -> None:
    told = partial(_told, batch)
    told(0, 0)
    file = ImportFile.objects.filter(batch=batch).first()
    if file is None:
        raise Refused(_("The file is no longer here. Upload the list again."))
    refuse_twice(batch.digest, batch.sheet)
    table = mapped(bytes(file.content), batch)
    plan = plan_list(batch.file_name, batch.digest, table, told, Chosen.stored(batch.places))
    told(len(table.rows), len(table.rows))
    if trial:
        write_trial(plan, batch)
        return
    if not plan.takes_something:
        raise Refused(_("No row could be taken in; nothing was changed."))
    drop_trial(batch)
    land(plan, batch, by=batch.created_by, checked=batch.checked, today=today, now=now)
    told(len(table.rows), len(table.rows))
    file.delete()


def mapped(data: bytes, batch: ImportBatch) -> Table:
    """The sheet of the batch with the columns that were chosen. Raises Refused."""
    row = int(batch.mapping["row"])
    fields = {int(at): field for at, field in batch.mapping["fields"].items()}

    def chosen(rows: Sequence[Sequence[str]]) -> Header:
        return header_of(row, rows[row - 1] if row <= len(rows) else [], fields)

    return choose(open_sheets(data, batch.sheet), chosen, named=True)


def _told(batch: ImportBatch, read: int, lines: int) -> None:
    """Say how far the list is read; stop where somebody asked for it."""
    if ImportBatch.objects.filter(pk=batch.pk, cancel_asked_at__isnull=False).exists():
        raise _Cancelled
    try:
        cache.set(_key(batch), (read, lines), _KEPT_SECONDS)
    except (RedisError, OSError):
        return


def progress(batch: ImportBatch) -> tuple[int, int]:
    """(lines read, lines of the list); (0, 0) while a worker has not begun, or the cache does not answer."""
    try:
        read, lines = cache.get(_key(batch)) or (0, 0)
    except (RedisError, OSError):
        return 0, 0
    return read, lines


def _key(batch: ImportBatch) -> str:
    since = batch.asked_at.timestamp() if batch.asked_at else 0
    return f"import-{batch.pk}-{since}"


def forget(*, now: datetime) -> int:
    """Personal data of lists that nobody went on with: files after a week and with them the cells of their trials,
    cells of rows that came back after three months."""
    files = ImportFile.objects.filter(batch__created_at__lt=now - timedelta(days=ImportFile.RETENTION_DAYS))
    files = files.exclude(batch__state__in=ImportBatch.WAITING)
    trials = ~Q(row__batch__state=State.DONE) & Q(row__batch__file__isnull=True)
    old = Q(row__batch__created_at__lt=now - timedelta(days=HeldCells.RETENTION_DAYS))
    gone = files.delete()[0]
    return gone + HeldCells.objects.filter(trials | old).delete()[0]
