"""Machines in detail, how they are kept, and the short self-check on automation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from suppliers.forms import words
from suppliers.forms.facts import FactsForm, OrNone
from suppliers.forms.fields import DecimalNumberField, PercentField, WholeNumberField, YearField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import Equipment, Machine

_chosen = gettext_lazy("Choose one of the list.")


class MachineRow(Row):
    given = frozenset({"quantity"})
    layout = (
        ("name",),
        ("process",),
        ("maker", "serial_number"),
        ("year", "quantity"),
        ("size", "force_tons"),
        ("smallest_mm", "largest_mm"),
        ("monthly_capacity",),
    )
    suffixes = {"force_tons": gettext_lazy("tons"), "smallest_mm": "mm", "largest_mm": "mm"}
    nameless = gettext_lazy("Machine %(n)s")
    plural = gettext_lazy("Machines")
    more = gettext_lazy("Add a machine")

    process = forms.TypedChoiceField(
        label=gettext_lazy("Process"),
        coerce=int,
        widget=words.process_select(),
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
    size = forms.CharField(label=gettext_lazy("Working space or table"), max_length=80, required=False)
    force_tons = WholeNumberField(
        label=gettext_lazy("Press or clamping force"), lowest=1, highest=100_000, required=False
    )
    smallest_mm = WholeNumberField(
        label=gettext_lazy("Pieces on it: from"), lowest=1, highest=100_000, required=False
    )
    largest_mm = WholeNumberField(
        label=gettext_lazy("up to (longest side)"), lowest=1, highest=100_000, required=False
    )
    monthly_capacity = WholeNumberField(label=gettext_lazy("Pieces a month on it"), required=False)

    def __init__(self, *args: Any, processes: words.Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].choices = processes
        self.fields["year"].highest = today.year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        least, most = data.get("smallest_mm"), data.get("largest_mm")
        if least and most and least > most:
            self.add_error("largest_mm", sentence(Machine, "smallest_piece_at_most_the_largest"))
        return data

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        many, force = text_of(self, "quantity"), text_of(self, "force_tons")
        pieces = (
            f"× {many}" if many else "",
            text_of(self, "process"),
            f"{force} {self.suffixes['force_tons']}" if force else "",
            text_of(self, "serial_number"),
        )
        return [text for text in pieces if text]


def machine_rows(sources: Sources, data: Any = None, *, today: date) -> Rows:
    """The machines, with the processes of the firm's sectors."""
    held = sources["machines"]
    processes = words.grouped(sources["processes"], sources.letters, {m.process_id for m in held})
    initial = as_typed(held, MachineRow.base_fields)
    options = {"processes": [("", "—"), *processes], "today": today}
    return Rows(MachineRow, "machine", data=data, initial=initial, options=options)


def _bands(*words: Any) -> list[tuple[Any, Any]]:
    """Answers of the self-check, each with its band; bands between them are left out."""
    return [("", gettext_lazy("No answer yet")), *words]


class UpkeepForm(FactsForm):
    suffixes = {"oee_percent": "%"}

    maintenance = forms.ChoiceField(
        label=gettext_lazy("Maintenance"),
        choices=[("", gettext_lazy("No answer yet")), *Equipment.Maintenance.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _chosen},
    )
    oee_percent = PercentField(
        label=gettext_lazy("OEE of the main machines"),
        highest=100,
        required=False,
        help_text=gettext_lazy(
            "Time running × speed × good pieces, measured over a month. Empty where you do not measure it."
        ),
    )


class DigitalForm(FactsForm):
    """Four questions of our own; who has a SIRI report writes its mean band instead."""

    CHECK = ("automation", "connection", "figures", "planning")

    automation = OrNone(
        label=gettext_lazy("How do your machines work?"),
        choices=_bands(
            (0, gettext_lazy("By hand")),
            (1, gettext_lazy("A person loads and starts each cycle")),
            (2, gettext_lazy("Some run whole series alone")),
            (3, gettext_lazy("Most run alone, loaded by robots or feeders")),
            (4, gettext_lazy("Linked lines run from material to product")),
            (5, gettext_lazy("Lines set themselves up for another product")),
        ),
        error_messages={"invalid_choice": _chosen},
    )
    connection = OrNone(
        label=gettext_lazy("How do you know what a machine is doing?"),
        choices=_bands(
            (0, gettext_lazy("We go and look")),
            (1, gettext_lazy("Workers write it on paper")),
            (2, gettext_lazy("Workers enter it into a computer")),
            (3, gettext_lazy("Some machines report by themselves")),
            (4, gettext_lazy("All main machines report by themselves")),
            (5, gettext_lazy("They report, and warn before they fail")),
        ),
        error_messages={"invalid_choice": _chosen},
    )
    figures = OrNone(
        label=gettext_lazy("What do you do with these figures?"),
        choices=_bands(
            (0, gettext_lazy("Nothing yet")),
            (1, gettext_lazy("We look at them when something goes wrong")),
            (2, gettext_lazy("We go through them every month")),
            (3, gettext_lazy("We see them on a board every day")),
            (4, gettext_lazy("They tell us the cause of losses")),
            (5, gettext_lazy("Settings are corrected from them by themselves")),
        ),
        error_messages={"invalid_choice": _chosen},
    )
    planning = OrNone(
        label=gettext_lazy("How is work planned?"),
        choices=_bands(
            (0, gettext_lazy("In the head of the foreman")),
            (1, gettext_lazy("On paper or a white board")),
            (2, gettext_lazy("In a spreadsheet")),
            (3, gettext_lazy("In software for orders and stock (ERP)")),
            (4, gettext_lazy("The software plans each machine (MES)")),
            (5, gettext_lazy("Orders of customers arrive and are planned by themselves")),
        ),
        error_messages={"invalid_choice": _chosen},
    )
    siri_band = DecimalNumberField(
        label=gettext_lazy("Mean band of a SIRI report"),
        places=2,
        above=-1,
        highest=5,
        required=False,
        help_text=gettext_lazy("Only with a report; it then counts in place of the answers above."),
    )
