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
from suppliers.forms.wording import text_of

KEEP, BRING = "keep:", "bring:"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is saved, beside what she typed. ``name`` is that of the choice between them."""

    name: str
    saved: str
    anchor: str


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


def set_beside(form: SectionForm, saved: SectionForm) -> list[Difference]:
    """Mark every control and row of the judged ``form`` that says something else than ``saved`` (unbound)."""
    found = []
    for name, part in form.parts.items():
        other = saved.parts[name]
        if isinstance(part, Rows) and isinstance(other, Rows):
            found += _rows_beside(name, part, other)
        elif isinstance(part, forms.Form) and isinstance(other, forms.Form):
            found += _fields_beside(part, other)
    return found


def differs(typed: SectionForm, saved: SectionForm) -> bool:
    """Whether the controls of ``typed`` (bound, not judged) say anything else than a browser would send of ``saved``."""
    for name, part in typed.parts.items():
        other = saved.parts[name]
        if isinstance(part, Rows) and isinstance(other, Rows):
            rows = [_controls(row) for row in part.filled()], [_controls(row) for row in other if row.initial]
        elif isinstance(part, forms.Form) and isinstance(other, forms.Form):
            rows = [_controls(part)], [_controls(other)]
        if rows[0] != rows[1]:
            return True
    return False


def _controls(form: forms.Form) -> dict[str, list[str]]:
    """Control -> what stands in it; an empty one says nothing."""
    said = {}
    for name in form.fields:
        bound = form[name]
        values = form.data.getlist(bound.html_name) if form.is_bound else _sent(bound)
        said[name] = sorted(text for v in values if (text := v.replace("\r\n", "\n").strip()))
    return said


def _fields_beside(part: forms.Form, other: forms.Form) -> Iterator[Difference]:
    for name, field in part.fields.items():
        typed, kept = text_of(part, name), text_of(other, name)
        if name in part.errors or typed == kept:
            continue
        bound = part[name]
        anchor = bound.auto_id or bound.html_name
        marked: Any = field
        marked.other = Beside(f"{KEEP}{bound.html_name}", kept, anchor)
        yield Difference(str(field.label), [kept], [typed], anchor)


def _rows_beside(name: str, part: Rows, other: Rows) -> list[Difference]:
    kept = {_key(row): row for row in other if row.initial}
    typed = part.filled()
    for row in typed:
        key = _key(row) or next((k for k, each in kept.items() if each.text == row.text), "")
        same = kept.pop(key, None)
        if not key or (same is not None and same.text == row.text):
            continue
        row.other = Beside(f"{KEEP}{row.prefix}", same.text if same else "", f"{name}-{row.nth}")
    part.left = [Left(f"{BRING}{part.prefix}-{key}", row.text) for key, row in kept.items()]
    marked = [row for row in typed if row.other]
    if not marked and not part.left:
        return []
    anchor = marked[0].other.anchor if marked and marked[0].other else f"{name}-left"
    texts = [row.text for row in other if row.initial], [row.text for row in typed]
    return [Difference(str(part.row.plural), *texts, anchor)]


def _key(row: Row) -> str:
    return str(row["id"].value() or "")


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
                    taken.setlist(part[name].html_name, _sent(part[name]))
    return taken


def _take_rows(taken: QueryDict, saved: Rows, chosen: set[str], brought: set[str]) -> None:
    kept: Mapping[str, Row] = {_key(row): row for row in saved if row.initial}
    count = saved.count(taken)
    for number in range(count):
        prefix = f"{saved.prefix}-{number}"
        if prefix in chosen:
            _write_row(taken, prefix, saved.row, kept.get(taken.get(f"{prefix}-id", "")))
    for key, row in kept.items():
        if f"{saved.prefix}-{key}" in brought:
            _write_row(taken, f"{saved.prefix}-{count}", saved.row, row)
            count += 1
    taken[f"{saved.prefix}-count"] = str(count)


def _write_row(taken: QueryDict, prefix: str, kind: type[Row], row: Row | None) -> None:
    """The saved row under ``prefix``; emptied where it was removed."""
    for name in kind.base_fields:
        taken.setlist(f"{prefix}-{name}", _sent(row[name]) if row else [])


def _sent(bound: forms.BoundField) -> list[str]:
    """The saved value as a browser would send it."""
    value = bound.value()
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return [] if value is None else [str(bound.field.prepare_value(value))]
