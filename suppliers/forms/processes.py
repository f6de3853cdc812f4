"""Processes and machines."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from suppliers.forms import words
from suppliers.forms.fields import DecimalNumberField, PercentField, WholeNumberField, YearField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.wording import text_of
from suppliers.models import Capability, Supplier

_chosen = gettext_lazy("Choose one of the list.")


class CapacityForm(forms.Form):
    use_required_attribute = False

    monthly_capacity = WholeNumberField(
        label=gettext_lazy("Capacity a month"),
        required=False,
        help_text=gettext_lazy(
            "Pieces made when running normally, two shifts. Buyers see it after signing in."
        ),
    )
    load_percent = PercentField(
        label=gettext_lazy("How much of it is in use"),
        highest=150,
        required=False,
        help_text=gettext_lazy(
            "A share of the capacity, as of this month. With overtime or a third shift it may be more than 100."
        ),
    )
    local_content_percent = PercentField(
        label=gettext_lazy("Share of your inputs bought in Viet Nam"),
        highest=100,
        required=False,
        help_text=gettext_lazy(
            "By value, of the last twelve months. It counts for buyers once staff have checked criterion 4.7."
        ),
    )

    def __init__(self, data: Any = None, *, supplier: Supplier) -> None:
        super().__init__(data, initial={name: getattr(supplier, name) for name in self.base_fields})


class CapabilityRow(Row):
    process = forms.TypedChoiceField(
        label=gettext_lazy("Process"),
        coerce=int,
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


class MachineRow(Row):
    given = frozenset({"quantity"})

    process = forms.TypedChoiceField(
        label=gettext_lazy("Process"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the process."), "invalid_choice": _chosen},
    )
    name = forms.CharField(
        label=gettext_lazy("Machine"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write which machine it is.")},
    )
    maker = forms.CharField(label=gettext_lazy("Maker and model"), max_length=120, required=False)
    serial_number = forms.CharField(label=gettext_lazy("Serial number"), max_length=80, required=False)
    year = YearField(label=gettext_lazy("Year built"), required=False)
    quantity = WholeNumberField(label=gettext_lazy("How many"), lowest=1, highest=10_000, initial=1)
    size = forms.CharField(label=gettext_lazy("Size or tonnage"), max_length=80, required=False)
    monthly_capacity = WholeNumberField(label=gettext_lazy("Pieces a month on it"), required=False)

    def __init__(self, *args: Any, processes: words.Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].choices = processes
        self.fields["year"].highest = today.year

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        many = text_of(self, "quantity")
        pieces = (f"× {many}" if many else "", text_of(self, "process"), text_of(self, "serial_number"))
        return [text for text in pieces if text]


class CapabilityRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["process"], sentence(Capability, "one_row_a_process_of_a_firm"))
        return good and not any(form.errors for form in self.filled())


def process_rows(supplier: Supplier, data: Any = None, *, today: date) -> tuple[CapabilityRows, Rows]:
    """The capabilities and the machines, with the words of the firm's sectors."""
    capabilities = list(supplier.capabilities.prefetch_related("materials").order_by("pk"))
    machines = list(supplier.machines.order_by("pk"))
    letters = "".join(s.letter for s in supplier.sectors.all())
    used = {c.process_id for c in capabilities} | {m.process_id for m in machines}
    processes = words.process_choices(letters, used)
    materials = words.material_choices(letters, {m.pk for c in capabilities for m in c.materials.all()})
    can = [
        {
            "id": c.pk,
            "process": c.process_id,
            "materials": [m.pk for m in c.materials.all()],
            "tolerance_mm": c.tolerance_mm,
            "largest_size": c.largest_size,
            "largest_mm": c.largest_mm,
        }
        for c in capabilities
    ]
    have = [
        {"process": m.process_id, "id": m.pk}
        | {n: getattr(m, n) for n in MachineRow.base_fields if n not in ("process", "id")}
        for m in machines
    ]
    return (
        CapabilityRows(
            CapabilityRow,
            "process",
            data=data,
            initial=can,
            options={"processes": processes, "materials": materials},
        ),
        Rows(
            MachineRow,
            "machine",
            data=data,
            initial=have,
            options={"processes": processes, "today": today},
        ),
    )
