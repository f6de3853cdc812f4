"""Rows of a section that are added, edited and removed without a script: machines, months, owners.

A row names what it was read from in its hidden ``id``. Rows left empty are not kept; a row emptied is removed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from suppliers.forms.wording import text_of

# Rows of one kind that a page takes; what is sent beyond is refused, never dropped unseen.
MOST = 300


def sentence(model: type[models.Model], constraint: str) -> str:
    """What the database would say: form and API repeat the words of the constraint."""
    return str(next(c.violation_error_message for c in model._meta.constraints if c.name == constraint))


@dataclass(frozen=True, slots=True)
class Cell:
    """A control of a row with what stands behind it."""

    bound: forms.BoundField
    suffix: str | Promise


class Row(forms.Form):
    """One row. Fields named in ``given`` have a value of their own and do not make a row.

    ``layout`` puts names beside each other, ``suffixes`` are units; ``nameless`` calls a row that has no name yet,
    ``plural`` all of them, ``more`` is the button that adds one.
    """

    given: ClassVar[frozenset[str]] = frozenset()
    layout: ClassVar[tuple[tuple[str, ...], ...]] = ()
    suffixes: ClassVar[Mapping[str, str | Promise]] = {}
    nameless: ClassVar[str | Promise] = ""
    plural: ClassVar[str | Promise] = ""
    more: ClassVar[str | Promise] = ""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False
    # What is saved beside it, where two people wrote different things (suppliers.forms.conflict).
    other: Any = None

    def typed(self) -> dict[str, Any]:
        """What stands in the controls, as typed."""
        return {
            name: f.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, f in self.fields.items()
        }

    @property
    def blank(self) -> bool:
        values = self.typed() if self.is_bound else self.initial
        return not any(v for n, v in values.items() if n != "id" and n not in self.given)

    @property
    def open(self) -> bool:
        """A row that is saved and in order shows one line; the others show their fields."""
        return bool(self.errors or self.other) or not self["id"].value()

    @property
    def text(self) -> str:
        """All that the row says, in one line."""
        return " · ".join(text for n in self.fields if n != "id" and (text := text_of(self, n)))

    @property
    def lines(self) -> list[list[Cell]]:
        """The controls as they stand, those beside each other together."""
        return [[Cell(self[n], self.suffixes.get(n, "")) for n in names] for names in self.layout]

    @property
    def called(self) -> str:
        """Its title, or its number where it has none yet."""
        return self.title or str(self.nameless) % {"n": self.nth + 1}

    @property
    def nth(self) -> int:
        """Its place among its kind, from 0."""
        return int(str(self.prefix).rpartition("-")[2])

    @property
    def title(self) -> str:
        """What the closed row is called."""
        raise NotImplementedError

    @property
    def facts(self) -> list[str]:
        """What stands beside the name of the closed row."""
        raise NotImplementedError

    def first(self) -> None:
        """The reader goes on writing here."""
        visible = next(f for n, f in self.fields.items() if n != "id")
        visible.widget.attrs["autofocus"] = True


class Rows:
    """The rows of one kind under ``prefix``: read from the database (``initial``) or from what was sent (``data``)."""

    def __init__(
        self,
        row: type[Row],
        prefix: str,
        *,
        data: Mapping[str, Any] | None = None,
        initial: Iterable[Mapping[str, Any]] = (),
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.row, self.prefix, self.data = row, prefix, data
        self.options = dict(options or {})
        self.too_many: list[str] = []
        # Saved rows that are not among what was sent (suppliers.forms.conflict).
        self.left: list[Any] = []
        if data is None:
            self.forms = [self._form(n, initial=values) for n, values in enumerate(initial)]
            if not self.forms:
                self.forms = [self._form(0)]
        else:
            self.forms = [self._form(n, data=data) for n in range(self.count(data))]

    def count(self, data: Mapping[str, Any]) -> int:
        """How many rows were sent. A number alone makes no rows: each is there with its controls."""
        try:
            sent = max(0, int(data.get(f"{self.prefix}-count", 0)))
        except (TypeError, ValueError):
            return 0
        if sent > MOST:
            self.too_many = [_("At most %(most)s rows of one kind fit on this page.") % {"most": MOST}]
        named = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,6}})-")
        there = [int(found[1]) + 1 for name in data if (found := named.match(name))]
        return min(MOST, sent, max(there, default=0))

    def _form(self, number: int, **arguments: Any) -> Row:
        return self.row(prefix=f"{self.prefix}-{number}", **arguments, **self.options)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.forms)

    @property
    def more(self) -> str:
        """The button that adds one. (A template would make a row of the class itself.)"""
        return str(self.row.more)

    def __len__(self) -> int:
        return len(self.forms)

    def retyped(self, *, without: int | None = None, with_one_more: bool = False) -> None:
        """Show again what was typed, not yet judged, with a row fewer or more."""
        kept = [form.typed() for number, form in enumerate(self.forms) if number != without]
        self.forms = [self._form(n, initial=values) for n, values in enumerate(kept)]
        if (with_one_more and len(self.forms) < MOST) or not self.forms:
            self.forms.append(self._form(len(self.forms)))
            self.forms[-1].first()

    def sent_without(self, gone: int | None) -> QueryDict:
        """What was sent, as if row ``gone`` had not been in the page: those behind it move up."""
        assert isinstance(self.data, QueryDict)
        if gone is None:
            return self.data
        kept = QueryDict(mutable=True)
        named = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,6}})-(.*)", re.DOTALL)
        for name, values in self.data.lists():
            found = named.fullmatch(name)
            if found is None:
                kept.setlist(name, values)
            elif (nth := int(found[1])) != gone:
                kept.setlist(f"{self.prefix}-{nth - (nth > gone)}-{found[2]}", values)
        kept[f"{self.prefix}-count"] = str(len(self) - (gone < len(self)))
        return kept

    def filled(self) -> list[Row]:
        return [form for form in self.forms if not form.blank]

    def is_valid(self) -> bool:
        good = not self.too_many
        for form in self.forms:
            if form.blank:
                form._errors = forms.utils.ErrorDict()
                form.cleaned_data = {}
            elif not form.is_valid():
                good = False
        return good

    @property
    def values(self) -> list[dict[str, Any]]:
        """Cleaned rows; ``id`` is None in a new one."""
        return [form.cleaned_data for form in self.filled()]

    def refuse_repeats(self, names: Sequence[str], message: str) -> None:
        """Say ``message`` at the second row with the same values in ``names``; of months, which of them."""
        seen: set[tuple[Any, ...]] = set()
        for form in self.filled():
            key = tuple(form.cleaned_data.get(n) for n in names)
            if None not in key and key in seen:
                month = text_of(form, "month") if "month" in names else ""
                form.add_error(names[-1], f"{month}: {message}" if month else message)
            seen.add(key)
