"""Processes and materials."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from suppliers.forms import words
from suppliers.forms.fields import DecimalNumberField, WholeNumberField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import Capability

_chosen = gettext_lazy("Choose one of the list.")


class CapabilityRow(Row):
    suffixes = {"tolerance_mm": "± mm", "largest_mm": "mm"}
    nameless = gettext_lazy("Process %(n)s")
    plural = gettext_lazy("Processes")
    more = gettext_lazy("Add a process")

    process = forms.TypedChoiceField(
        label=gettext_lazy("Process"),
        coerce=int,
        widget=words.process_select(),
        error_messages={"required": gettext_lazy("Choose the process."), "invalid_choice": _chosen},
    )
    materials = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Materials"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _chosen},
    )
    tolerance_mm = DecimalNumberField(
        label=gettext_lazy("Tolerance reached"),
        places=4,
        highest=Decimal("999.9999"),
        required=False,
        help_text=gettext_lazy("The finest you hold in series, for example 0.05."),
    )
    largest_size = forms.CharField(label=gettext_lazy("Largest piece"), max_length=80, required=False)
    largest_mm = WholeNumberField(
        label=gettext_lazy("Longest side of it"),
        lowest=1,
        highest=100_000,
        required=False,
        help_text=gettext_lazy("Buyers' sizes are compared with it."),
    )

    def __init__(self, *args: Any, processes: words.Choices, materials: words.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].choices = processes
        self.fields["materials"].choices = materials

    @property
    def title(self) -> str:
        return text_of(self, "process")

    @property
    def facts(self) -> list[str]:
        tolerance = text_of(self, "tolerance_mm")
        reached = f"± {tolerance} mm" if tolerance else ""
        longest = text_of(self, "largest_mm")
        size = text_of(self, "largest_size") or (f"{longest} mm" if longest else "")
        return [text for text in (self.chosen_materials, reached, size) if text]

    @property
    def chosen_materials(self) -> str:
        """The labels of the ticked materials, for the closed list."""
        return text_of(self, "materials")

    @property
    def material_families(self) -> Iterator[tuple[str, list[Any]]]:
        """The boxes to tick under the name of their family."""
        boxes = iter(self["materials"].subwidgets)
        for family, members in self.fields["materials"].choices:
            yield family, [next(boxes) for _member in members]


class CapabilityRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["process"], sentence(Capability, "one_row_a_process_of_a_firm"))
        return good and not any(form.errors for form in self.filled())


def process_rows(sources: Sources, data: Any = None) -> CapabilityRows:
    """The capabilities, with the words of the firm's sectors."""
    held = sources["capabilities"]
    names = ("id", "process", "tolerance_mm", "largest_size", "largest_mm")
    initial = [
        typed | {"materials": row.material_keys}
        for row, typed in zip(held, as_typed(held, names), strict=True)
    ]
    processes = {row.process_id for row in held}
    materials = {key for row in held for key in row.material_keys}
    options = {
        "processes": [("", "—"), *words.grouped(sources["processes"], sources.letters, processes)],
        "materials": words.grouped(sources["materials"], sources.letters, materials),
    }
    return CapabilityRows(CapabilityRow, "process", data=data, initial=initial, options=options)
