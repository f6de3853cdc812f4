"""A target that a new document states. What is counted is chosen from the indicators that have a definition here, so
that its unit and what is divided by what follow from it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from portal.folding import fold
from portal.models import Province, Sector
from readiness.dashboards.measuring import NATIONAL
from readiness.dashboards.words import INDICATORS, SOURCED, UNITS
from readiness.loading import DEFINED, definitions
from readiness.models import Target
from readiness.upkeep.forms import text, unused
from readiness.upkeep.target_form import TargetForm

# What a target may count, and in which unit.
UNIT_OF = {
    "firms_able_to_supply_assemblers_and_mncs_directly": "firms",
    "domestic_share_of_those_firms": "%",
    "share_of_essential_demand_met": "%",
    "share_of_demand_met": "%",
    "share_of_domestic_production_demand_met": "%",
    "domestic_supply_rate": "%",
    "localisation_rate": "%",
    "share_of_industrial_production_value": "%",
    "share_of_processing_manufacturing": "%",
    "share_of_processing_manufacturing_value": "%",
    "value_added_growth_per_year": "%/year",
    "export_turnover": "USD billion",
    "si_firms": "firms",
    "regional_technical_centres_to_build": "centres",
    "specialised_mechanical_industrial_parks": "parks",
    "qualitative": "",
}
_PART = 25


class NewTargetForm(TargetForm):
    document = text(
        _("Document"),
        most=200,
        help_text=_("With its number and day. For one that is in the list, exactly as it stands there."),
    )
    scope = forms.ChoiceField(label=_("For the country or one province"))
    sector_code = forms.ChoiceField(label=_("Sector"))
    indicator = forms.ChoiceField(
        label=_("What is counted"),
        help_text=_(
            "The portal itself measures firms able to supply directly, the domestic share of those, and the share of "
            "demand met: for the whole country, all sectors together, where the document is in force. Any other target "
            "is shown as not measured."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[models.Model] = ()) -> None:
        unsaved = Target(
            status="in force", confidence="cited", qualifier="target", scope=NATIONAL, sector_code="all"
        )
        if data:
            unsaved.unit = UNIT_OF.get(data.get("indicator", ""), "")
        super().__init__(data, rows=[unsaved])
        for name in DEFINED:
            del self.fields[name]
        self.sectors = {s.code: s for s in Sector.objects.current()}
        places = Province.objects.filter(changes_after__isnull=True).order_by("sort_key")
        self._offer(
            "scope",
            [(NATIONAL, _("the whole country")), *((f"{p.label_vi} ({p.code})", p.label) for p in places)],
        )
        self._offer("sector_code", [(code, s.label) for code, s in self.sectors.items()])
        self._offer(
            "indicator", [("", "–"), *((code, _counted(code, unit)) for code, unit in UNIT_OF.items())]
        )
        self.order_fields(["document", "status", "scope", "sector_code", "indicator", "year"])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_document(self) -> str:
        """One that is in the list by its name there, in whatever language the reader copied it."""
        typed: str = self.cleaned_data["document"]
        for stored in Target.objects.order_by().values_list("document", flat=True).distinct():
            if typed.casefold() in {name.casefold() for name in _names(stored)}:
                return stored
        return typed

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("indicator"):
            return values
        if not {"low", "high"} & self.errors.keys():
            self._number_or_words(values)
        same = {name: values.get(name) for name in ("document", "scope", "sector_code", "indicator", "year")}
        if all(same.values()) and Target.objects.in_use().filter(**same).exists():
            self.add_error("indicator", gettext("This target of the document for that year is in the list."))
        return values

    def _number_or_words(self, values: Mapping[str, Any]) -> None:
        in_words = values["indicator"] == "qualitative"
        if in_words and values.get("low") is not None:
            self.add_error("low", gettext("A target that is described in words has no number."))
        if in_words and not values.get("note"):
            self.add_error("note", gettext("Write what the document says."))
        if not in_words and values.get("low") is None:
            self.add_error("low", gettext("Write the number that the document states."))

    @property
    def question(self) -> str:
        return gettext("You wrote: %(new)s. Is this what the document says? Then press “Yes” below.")

    def values(self) -> list[dict[str, Any]]:
        (typed,) = super().values()
        sector = self.sectors[typed["sector_code"]]
        of_sector = {"sector": sector.label_en[:120], "sector_letters": sector.letters}
        return [typed | of_sector | {"unit": UNIT_OF[typed["indicator"]]}]


def new_target(values: Mapping[str, Any]) -> Target:
    """Unsaved, with its code, which begins like those of the same document, and the definition of what is counted."""
    sibling = Target.objects.filter(document=values["document"]).order_by("code").first()
    begins = (
        sibling.code.partition("-")[0] if sibling else slugify(fold(values["document"])).replace("-", "_")
    )
    counted = values["indicator"].replace("_", "-")[:_PART]
    taken = set(Target.objects.values_list("code", flat=True))
    code = unused(f"{begins[:_PART] or 'target'}-{counted}-{values['year']}", taken)
    return Target(code=code, **definitions().get(values["indicator"], {}))


def _names(document: str) -> Iterator[str]:
    yield document
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(SOURCED.get(document, document))


def _counted(indicator: str, unit: str) -> str:
    name = str(INDICATORS[indicator])
    return f"{name} ({UNITS.get(unit, unit)})" if unit else name
