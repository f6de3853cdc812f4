"""What is typed of a scenario and of one line."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import Process, Province, Sector, Standard
from readiness.models import DemandLine, DemandScenario
from suppliers.forms.fields import WholeNumberField

HIGHEST = 2_000_000_000
_CHOSEN = {"required": _("Choose one of the list."), "invalid_choice": _("Choose one of the list.")}


class ScenarioForm(forms.Form):
    use_required_attribute = False

    name_vi = forms.CharField(
        label=_("Name in Vietnamese"), max_length=150, error_messages={"required": _("Give it a name.")}
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=150, error_messages={"required": _("Give it a name.")}
    )
    source = forms.CharField(
        label=_("Where the figures come from"),
        max_length=250,
        help_text=_("A survey, a plan, letters of buyers: so that others can check it."),
        error_messages={"required": _("Write where the figures come from.")},
    )

    def __init__(self, data: Any = None, *, scenario: DemandScenario | None = None) -> None:
        names = ("name_vi", "name_en", "source")
        super().__init__(data, initial={n: getattr(scenario, n) for n in names} if scenario else None)


class ImportForm(ScenarioForm):
    file = forms.FileField(
        label=_("List"),
        help_text=_("CSV (UTF-8) or XLSX with the columns sector, process, quantity; unit, standards, level and provinces if there are any."),
        error_messages={"required": _("Choose the file.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data)
        if files is not None:
            self.files = files


class LineForm(forms.Form):
    use_required_attribute = False

    sector = forms.ModelChoiceField(
        queryset=Sector.objects.none(), label=_("Sector"), empty_label="—", error_messages=_CHOSEN
    )
    process = forms.ModelChoiceField(
        queryset=Process.objects.none(), label=_("Process"), empty_label="—", error_messages=_CHOSEN
    )
    quantity = WholeNumberField(
        label=_("Quantity a month"),
        lowest=1,
        highest=HIGHEST,
        error_messages={"required": _("Write how much is wanted a month.")},
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=DemandLine.Unit.choices, error_messages=_CHOSEN)
    minimum_level = forms.TypedChoiceField(
        label=_("Level at least"),
        coerce=int,
        choices=[(0, _("any")), *((n, str(n)) for n in range(1, 6))],
        help_text=_("Beside the level for which a run is computed."),
        error_messages=_CHOSEN,
    )
    standards = forms.MultipleChoiceField(
        label=_("Standards, all of them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=_("Provinces and cities, any of them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means anywhere in the country."),
    )

    def __init__(self, data: Any = None, *, line: DemandLine | None = None) -> None:
        initial = {name: getattr(line, name) for name in self.base_fields} if line else {}
        super().__init__(data, initial=initial)
        self.fields["sector"].queryset = sectors()
        self.fields["process"].queryset = processes()
        self.fields["standards"].choices = [(s.code, s.label) for s in Standard.objects.current()]
        self.fields["regions"].choices = [(p.code, p.label) for p in provinces()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        quantity, unit = values.get("quantity"), values.get("unit")
        if quantity and unit and quantity * DemandLine.PIECES_IN[DemandLine.Unit(unit)] > HIGHEST:
            self.add_error("quantity", too_much())
        return values


def too_much() -> str:
    return gettext("That is more than two thousand million pieces a month.")


def sectors() -> Any:
    """The seven sectors of the framework."""
    return Sector.objects.current().filter(letters__len=1)


def processes() -> Any:
    """What a plant can be proven to do: a process, not a family of them."""
    return Process.objects.current().filter(children__isnull=True).order_by("position")


def provinces() -> Any:
    return Province.objects.filter(changes_after__isnull=True).order_by("sort_key")
