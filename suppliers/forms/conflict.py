"""Two people in one section: both values beside each field, and the one she chooses taken over.

Answers of the page are named ``keep:`` and the control or row ("typed" or "saved"), or ``bring:`` and a row
that is saved and not in her form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from suppliers.forms.rows import Row, Rows
from suppliers.forms.section import SectionForm
from suppliers.forms.seen import Seen, row_name, said_in
from suppliers.forms.sent import controls, key_of, sent_of, write_row
from suppliers.forms.wording import text_of

KEEP, BRING = "keep:", "bring:"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is saved, beside what she typed. ``name`` is that of the choice between them; ``gone``: the row is not
    there any more."""

    name: str
    saved: str
    anchor: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A saved row that her form does not have: added by the other, or removed by her."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two people wrote differently: what is saved now, and what this reader typed."""

    label: str
    saved: list[str]
    typed: list[str]
    anchor: str


def set_beside(form: SectionForm, saved: SectionForm, seen: Seen) -> list[Difference]:
    """Mark every control and row of the judged ``form`` that says something else than ``saved`` (unbound), which is
    not what she saw."""
    found = []
    for name, part in form.parts.items():
        other = saved.parts[name]
        if isinstance(part, Rows) and isinstance(other, Rows):
            found += _rows_beside(name, part, other, seen)
        elif isinstance(part, forms.Form) and isinstance(other, forms.Form):
            found += _fields_beside(part, other, seen)
    return found


def differs(typed: SectionForm, saved: SectionForm) -> bool:
    """Whether the controls of ``typed`` (bound, not judged) say anything else than a browser would send of ``saved``."""
    for name, part in typed.parts.items():
        other = saved.parts[name]
        if isinstance(part, Rows) and isinstance(other, Rows):
            rows = [controls(row) for row in part.filled()], [controls(row) for row in other if row.initial]
        elif isinstance(part, forms.Form) and isinstance(other, forms.Form):
            rows = [controls(part)], [controls(other)]
        if rows[0] != rows[1]:
            return True
    return False


def _fields_beside(part: forms.Form, other: forms.Form, seen: Seen) -> Iterator[Difference]:
    saved = controls(other)
    for name, field in part.fields.items():
        typed, kept, bound = text_of(part, name), text_of(other, name), part[name]
        if name in part.errors or typed == kept or seen.is_still(bound.html_name, saved[name]):
            continue
        anchor = bound.auto_id or bound.html_name
        marked: Any = field
        marked.other = Beside(f"{KEEP}{bound.html_name}", kept, anchor)
        yield Difference(str(field.label), [kept], [typed], anchor)


def _rows_beside(name: str, part: Rows, other: Rows, seen: Seen) -> list[Difference]:
    kept = {key_of(row): row for row in other if row.initial}
    typed = part.filled()
    for row in typed:
        key = key_of(row) or next((k for k, each in kept.items() if each.text == row.text), "")
        same = kept.pop(key, None)
        if not key or (same is not None and (same.text == row.text or _still(other, same, seen))):
            continue
        row.other = Beside(
            f"{KEEP}{row.prefix}", same.text if same else "", f"{name}-{row.nth}", gone=same is None
        )
    part.left = [
        Left(f"{BRING}{part.prefix}-{key}", row.text)
        for key, row in kept.items()
        if not _still(other, row, seen)
    ]
    marked = [row for row in typed if row.other]
    if not marked and not part.left:
        return []
    anchor = marked[0].other.anchor if marked and marked[0].other else f"{name}-left"
    texts = [row.text for row in other if row.initial], [row.text for row in typed]
    return [Difference(str(part.row.plural), *texts, anchor)]


def _still(rows: Rows, row: Row, seen: Seen) -> bool:
    return seen.is_still(row_name(rows, row), said_in(row))


def taken_over(data: QueryDict, saved: SectionForm) -> QueryDict:
    """What was sent, with the saved value wherever she chose it."""
    chosen = {name.removeprefix(KEEP) for name in data if name.startswith(KEEP) and data[name] == "saved"}
    brought = {name.removeprefix(BRING) for name in data if name.startswith(BRING)}
    if not chosen and not brought:
        return data
    taken = data.copy()
    for part in saved.parts.values():
        if isinstance(part, Rows):
            _take_rows(taken, part, chosen, brought)
        else:
            for name in part.fields:
                if part[name].html_name in chosen:
                    taken.setlist(part[name].html_name, sent_of(part[name]))
    return taken


def _take_rows(taken: QueryDict, saved: Rows, chosen: set[str], brought: set[str]) -> None:
    kept: Mapping[str, Row] = {key_of(row): row for row in saved if row.initial}
    count = saved.count(taken)
    for number in range(count):
        prefix = f"{saved.prefix}-{number}"
        if prefix in chosen:
            write_row(taken, prefix, saved.row, kept.get(taken.get(f"{prefix}-id", "")))
    for key, row in kept.items():
        if f"{saved.prefix}-{key}" in brought:
            write_row(taken, f"{saved.prefix}-{count}", saved.row, row)
            count += 1
    taken[f"{saved.prefix}-count"] = str(count)
