"""A form of facts that a firm has once: one row of a table, or columns of the firm itself."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.functional import Promise

from suppliers.forms.rows import Cell


class FactsForm(forms.Form):
    """``facts`` is the row as it is saved, None where nothing was. Several codes in one column stand between spaces."""

    use_required_attribute = False
    layout: ClassVar[tuple[tuple[str, ...], ...]] = ()
    suffixes: ClassVar[Mapping[str, str | Promise]] = {}

    def __init__(self, data: Any = None, *, facts: models.Model | None, **options: Any) -> None:
        initial = {}
        for name, field in self.base_fields.items():
            value = getattr(facts, name, None)
            initial[name] = (value or "").split() if isinstance(field, forms.MultipleChoiceField) else value
        super().__init__(data, initial=initial, **options)

    @property
    def lines(self) -> list[list[Cell]]:
        """The controls as they stand, those beside each other together."""
        layout = self.layout or tuple((name,) for name in self.fields)
        return [[Cell(self[n], self.suffixes.get(n, "")) for n in names] for names in layout]

    @property
    def values(self) -> dict[str, Any]:
        """Columns ready to write."""
        return {
            name: " ".join(value) if isinstance(self.fields[name], forms.MultipleChoiceField) else value
            for name, value in self.cleaned_data.items()
        }


class OrNone(forms.TypedChoiceField):
    """A choice of numbers; none chosen is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, **options)
