"""Rows of a section that are added, edited and removed without a script: machines, months, owners.

A row names what it was read from in its hidden ``id``. Rows left empty are not kept; a row emptied is removed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from suppliers.forms.wording import text_of

# Rows of one kind that a page takes; what is sent beyond is refused, never dropped unseen.
MOST = 300


def sentence(model: type[models.Model], constraint: str) -> str:
    """What the database would say: form and API repeat the words of the constraint."""
    return str(next(c.violation_error_message for c in model._meta.constraints if c.name == constraint))


class Row(forms.Form):
    """One row. Fields named in ``given`` have a value of their own and do not make a row."""

    given: ClassVar[frozenset[str]] = frozenset()

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False

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
        return bool(self.errors) or not self["id"].value()

    @property
    def text(self) -> str:
        """All that the row says, in one line."""
        return " · ".join(text for n in self.fields if n != "id" and (text := text_of(self, n)))

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
        if data is None:
            self.forms = [self._form(n, initial=values) for n, values in enumerate(initial)]
            if not self.forms:
                self.forms = [self._form(0)]
        else:
            self.forms = [self._form(n, data=data) for n in range(self._count(data))]

    def _count(self, data: Mapping[str, Any]) -> int:
        try:
            sent = max(0, int(data.get(f"{self.prefix}-count", 0)))
        except (TypeError, ValueError):
            return 0
        if sent > MOST:
            self.too_many = [_("At most %(most)s rows of one kind fit on this page.") % {"most": MOST}]
        return min(MOST, sent)

    def _form(self, number: int, **arguments: Any) -> Row:
        return self.row(prefix=f"{self.prefix}-{number}", **arguments, **self.options)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    def retyped(self, *, without: int | None = None, with_one_more: bool = False) -> None:
        """Show again what was typed, not yet judged, with a row fewer or more."""
        kept = [form.typed() for number, form in enumerate(self.forms) if number != without]
        self.forms = [self._form(n, initial=values) for n, values in enumerate(kept)]
        if (with_one_more and len(self.forms) < MOST) or not self.forms:
            self.forms.append(self._form(len(self.forms)))
            self.forms[-1].first()

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
        """Say ``message`` at the second row with the same values in ``names``."""
        seen: set[tuple[Any, ...]] = set()
        for form in self.filled():
            key = tuple(form.cleaned_data.get(n) for n in names)
            if None not in key and key in seen:
                form.add_error(names[-1], message)
            seen.add(key)
