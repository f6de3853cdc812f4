"""Two people on one form: what only the other changed is taken over, what both changed is shown side by side.

A form stands three times: as the reader opened it (``seen``), as it is now (``now``), and as the reader sent it.
Saving what ``merged`` gives keeps the changes of both; where both changed one field, the reader's word stands in
the form, and the reader has seen the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what is saved now, what was typed, and which of them now stands in the form. ``moved``: what is
    saved, since the row that was changed stands elsewhere now or is gone."""

    label: str
    saved: str
    typed: str
    stands: Literal["saved", "typed", "moved"]


def merged(
    sent: QueryDict, seen: Iterable[forms.BaseForm], now: Iterable[forms.BaseForm]
) -> tuple[QueryDict, list[Difference]]:
    """``seen`` and ``now`` are unbound, with the same fields; returns what the form is to hold, and what differs."""
    held, differences = sent.copy(), []
    for before, after in zip(seen, now, strict=True):
        for name in after.fields:
            old, new = before[name], after[name]
            typed = new.field.widget.value_from_datadict(sent, {}, new.html_name)
            if (
                new.html_name in UNTOLD
                or _same(new, old.value(), new.value())
                or _same(new, typed, new.value())
            ):
                continue
            taken = _same(new, typed, old.value())
            if taken:
                _put(held, new)
            differences.append(
                Difference(
                    str(new.label), shown(new, new.value()), shown(new, typed), "saved" if taken else "typed"
                )
            )
    return held, differences


def unplaced(
    sent: QueryDict,
    seen: Iterable[forms.BaseForm],
    named: Callable[[Any], str],
    saved: Callable[[Any, str], str],
) -> list[Difference]:
    """What the reader changed in rows of which another set is saved now: nothing of it stands in the form."""
    return [
        Difference(f"{named(row)}: {row[name].label}", saved(row, name), shown(row[name], typed), "moved")
        for row in seen
        for name in row.fields
        if not _same(
            row[name],
            typed := row[name].field.widget.value_from_datadict(sent, {}, row[name].html_name),
            row[name].value(),
        )
    ]


# Said anew with each change: it belongs to whoever saves.
UNTOLD = ("reason",)


def shown(bound: forms.BoundField, value: Any) -> str:
    """A value of a field in the reader's words."""
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value else _("no")
    given = value if isinstance(value, (list, tuple)) else [value]
    choices = {str(key): str(words) for key, words in getattr(bound.field, "choices", ())}
    said = [choices.get(str(each), str(each)) for each in given if each not in (None, "")]
    return "; ".join(said) or "–"


def _same(bound: forms.BoundField, one: Any, other: Any) -> bool:
    try:
        return bool(_clean(bound, one) == _clean(bound, other))
    except ValidationError:
        return str(one) == str(other)


def _clean(bound: forms.BoundField, value: Any) -> Any:
    clean = bound.field.clean(value)
    if isinstance(clean, list):
        return sorted(map(str, clean))
    return clean.replace("\r\n", "\n") if isinstance(clean, str) else clean


def _put(held: QueryDict, bound: forms.BoundField) -> None:
    """The saved value as a browser would send it."""
    value = bound.value()
    if isinstance(value, (list, tuple)):
        held.setlist(bound.html_name, [str(each) for each in value])
    elif value is None or value is False:
        held.pop(bound.html_name, None)
    else:
        held[bound.html_name] = "on" if value is True else str(value)
