"""Change a row that came with a file, or add one. The trigger keeps what it was before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from portal.models import User


class ChangedMeanwhile(Exception):
    """Somebody saved the row after the reader opened it; nothing was changed."""


class AddedMeanwhile(Exception):
    """Somebody added a row with the same code after the form was read; nothing was added."""


def mark_of(rows: Sequence[models.Model]) -> str:
    """What the reader has seen of these rows: their last entries in the history."""
    return "-".join(
        str(row.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0)  # type: ignore[attr-defined]
        for row in rows
    )


def as_seen(rows: Sequence[models.Model], mark: str) -> list[Any]:
    """The rows as the reader who holds ``mark`` has seen them; as they are where the mark says nothing."""
    numbers = [int(part) if part.isdigit() else 0 for part in mark.split("-")]
    events = [row.events.in_bulk(numbers, field_name="pgh_id") for row in rows]  # type: ignore[attr-defined]
    return [next(iter(found.values()), row) for row, found in zip(rows, events, strict=True)]


@transaction.atomic
def change(
    rows: Sequence[models.Model],
    values: Sequence[Mapping[str, Any]],
    *,
    reason: str,
    by: User,
    now: datetime,
    seen: str,
) -> None:
    """Write the values of each row, and who changed it and why; rows of which nothing changes stay untouched."""
    for row in rows:
        type(row)._default_manager.select_for_update().get(pk=row.pk)
    if mark_of(rows) != seen:
        raise ChangedMeanwhile
    for row, new in zip(rows, values, strict=True):
        row.refresh_from_db()
        if any(not _same(getattr(row, name), value) for name, value in new.items()):
            _write(row, new, reason, by, now)


def add(
    rows: Sequence[models.Model],
    values: Sequence[Mapping[str, Any]],
    *,
    reason: str,
    by: User,
    now: datetime,
) -> None:
    """Save new rows in this order; a later one may name an earlier one."""
    try:
        with transaction.atomic():
            for row, new in zip(rows, values, strict=True):
                _write(row, new, reason, by, now)
    except IntegrityError as taken:
        raise AddedMeanwhile from taken


def _same(old: Any, new: Any) -> bool:
    """Lists of codes say the same in any order."""
    return sorted(old) == sorted(new) if isinstance(old, list) and isinstance(new, list) else bool(old == new)


def _write(row: models.Model, values: Mapping[str, Any], reason: str, by: User, now: datetime) -> None:
    written = {**values, "edited_at": now, "edited_by": by, "edit_reason": reason}
    for name, value in written.items():
        setattr(row, name, value)
    row.save()
