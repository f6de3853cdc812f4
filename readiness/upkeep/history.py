"""Who changed a row, when, why, and from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format, number_format

from portal.history import YEARS


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """``by`` is empty where the row came with a file of the portal; the first entry has no changes."""

    at: datetime
    by: str
    reason: str
    changes: tuple[Changed, ...]


def history(
    rows: Sequence[models.Model], labels: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> list[Entry]:
    """The latest first; ``labels`` names the fields that readers know, ``words`` what their codes mean. One query a row."""
    entries = [entry for row in rows for entry in _of(row, labels, words)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _of(
    row: models.Model, labels: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> Iterator[Entry]:
    before: Any = None
    for event in row.events.select_related("edited_by").order_by("pgh_id"):  # type: ignore[attr-defined]
        changes = tuple(
            Changed(
                label,
                shown(getattr(before, name), words.get(name, {})),
                shown(getattr(event, name), words.get(name, {})),
            )
            for name, label in labels.items()
            if before is not None and hasattr(event, name) and getattr(before, name) != getattr(event, name)
        )
        if before is None or changes:
            by = str(event.edited_by) if event.edited_by_id else ""
            yield Entry(event.pgh_created_at, by, event.edit_reason, changes)
        before = event


def shown(value: Any, words: Mapping[str, str]) -> str:
    """A value as a reader writes it; "–" for nothing."""
    if isinstance(value, (str, bool)) and str(value) in words:
        return words[str(value)]
    if value in (None, "", []):
        return "–"
    if isinstance(value, str) and words and ";" in value:
        value = value.split(";")
    if isinstance(value, Decimal):
        return number_format(value.normalize(), force_grouping=True)
    if isinstance(value, int):
        return number_format(value, force_grouping=value not in YEARS)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(words.get(str(each), str(each)) for each in value)
    return str(value)
