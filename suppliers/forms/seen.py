"""What stood in a section when its writer opened it, so that after another's save only what both changed is asked.

The page sends it back in one hidden control: a digest of each control, and of each saved row by its number.
"""

import json
from collections.abc import Iterable
from hashlib import blake2s
from typing import Any

from django import forms
from django.http import QueryDict

from suppliers.forms.rows import Row, Rows
from suppliers.forms.section import SectionForm
from suppliers.forms.sent import controls, key_of, sent_of, tidy, write_row

SEEN = "seen"


class Seen:
    """``told`` is what ``seen_in`` made; of anything else nothing is known, and all that differs is asked."""

    def __init__(self, told: str) -> None:
        try:
            found = json.loads(told)
        except (ValueError, RecursionError):
            found = {}
        self._digests = {str(n): t for n, t in found.items()} if isinstance(found, dict) else {}

    def is_still(self, name: str, values: Iterable[str]) -> bool:
        """Whether this control, or row, stands as it was seen."""
        return self._digests.get(name) == _digest(values)

    def __contains__(self, name: str) -> bool:
        return name in self._digests


def seen_in(saved: SectionForm) -> str:
    """Of a section that is not bound."""
    found: dict[str, str] = {}
    for part in saved.parts.values():
        if isinstance(part, Rows):
            found |= {row_name(part, row): _digest(said_in(row)) for row in part if row.initial}
        else:
            found |= {part[name].html_name: _digest(values) for name, values in controls(part).items()}
    return json.dumps(found, separators=(",", ":"))


def row_name(rows: Rows, row: Row) -> str:
    return f"{rows.prefix}#{key_of(row)}"


def said_in(row: Row) -> list[str]:
    """All that a row says, for its digest."""
    return ["\x1e".join(values) for values in controls(row).values()]


def _digest(values: Iterable[str]) -> str:
    return blake2s("\x1f".join(values).encode(errors="replace"), digest_size=4).hexdigest()


def merged(sent: QueryDict, seen: Seen, saved: SectionForm) -> QueryDict:
    """What was sent, with what is saved wherever its writer left what she saw as it was."""
    taken = sent.copy()
    for part in saved.parts.values():
        if isinstance(part, Rows):
            _merge_rows(taken, part, seen)
        else:
            _merge_fields(taken, part, seen)
    return taken


def _merge_fields(taken: QueryDict, saved: forms.Form, seen: Seen) -> None:
    for name in saved.fields:
        bound = saved[name]
        if seen.is_still(bound.html_name, tidy(taken.getlist(bound.html_name))):
            taken.setlist(bound.html_name, sent_of(bound))


def _merge_rows(taken: QueryDict, saved: Rows, seen: Seen) -> None:
    kept: dict[str, Any] = {key_of(row): row for row in saved if row.initial}
    count = saved.count(taken)
    for number in range(count):
        prefix = f"{saved.prefix}-{number}"
        key = taken.get(f"{prefix}-id", "")
        typed = ["\x1e".join(tidy(taken.getlist(f"{prefix}-{name}"))) for name in saved.row.base_fields]
        row = kept.pop(key, None)
        if key and seen.is_still(f"{saved.prefix}#{key}", typed):
            write_row(taken, prefix, saved.row, row)
    for row in kept.values():
        # What she did not see was added by the other; what she saw and does not send she took away.
        if row_name(saved, row) not in seen:
            write_row(taken, f"{saved.prefix}-{count}", saved.row, row)
            count += 1
    taken[f"{saved.prefix}-count"] = str(count)
