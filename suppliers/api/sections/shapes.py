"""What each section is made of: its forms, and its lists of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from rest_framework import serializers

from suppliers.api.sections.fields import serializer_of
from suppliers.forms.capacity import CapacityForm, LeadTimeForm, RhythmForm
from suppliers.forms.certificates import CertificateRow, NoCertificateForm
from suppliers.forms.company import CompanyForm, OwnerRow
from suppliers.forms.contact import ContactForm
from suppliers.forms.finance import LeanForm, ScrapRow, YearRow
from suppliers.forms.machines import DigitalForm, MachineRow, UpkeepForm
from suppliers.forms.market import CustomerRow, ExportForm, FootprintForm, RatingForm
from suppliers.forms.people import (
    EngineeringForm,
    LanguagesForm,
    NewForm,
    PostRow,
    SkillsForm,
    TrainingForm,
)
from suppliers.forms.processes import CapabilityRow
from suppliers.forms.products import InputRow, OriginForm, ProductRow
from suppliers.forms.quality import CoverageForm, MonthRow
from suppliers.forms.rows import MOST, Row
from suppliers.forms.site import PermitForm, PlaceForm, SiteRow

# The forms under the names they have in the section; a Row stands for the list of them.
SHAPES: Mapping[str, Mapping[str, type[forms.Form]]] = {
    "company": {"company": CompanyForm, "owners": OwnerRow},
    "site": {
        "place": PlaceForm,
        "sites": SiteRow,
        "permit_land": PermitForm,
        "permit_building": PermitForm,
        "permit_fire": PermitForm,
        "contact": ContactForm,
    },
    "processes": {"capabilities": CapabilityRow},
    "products": {"products": ProductRow, "origin": OriginForm, "inputs": InputRow},
    "machines": {"machines": MachineRow, "upkeep": UpkeepForm, "digital": DigitalForm},
    "capacity": {"capacity": CapacityForm, "rhythm": RhythmForm, "lead": LeadTimeForm},
    "certificates": {"certificates": CertificateRow, "none": NoCertificateForm},
    "quality": {"months": MonthRow, "coverage": CoverageForm},
    "finance": {"years": YearRow, "lean": LeanForm, "scrap": ScrapRow},
    "people": {
        "posts": PostRow,
        "skills": SkillsForm,
        "training": TrainingForm,
        "engineering": EngineeringForm,
        "new": NewForm,
        "languages": LanguagesForm,
    },
    "sustainability": {"rating": RatingForm, "footprint": FootprintForm},
    "market": {"customers": CustomerRow, "export": ExportForm},
}


class LevelsField(serializers.DictField):
    """Criterion -> the level the firm chooses, 0 for "none of these yet", null for no answer."""

    child = serializers.IntegerField(min_value=0, max_value=5, allow_null=True)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one section is read (``shown``) and written (``sent``)."""

    shown: type[serializers.Serializer]
    sent: type[serializers.Serializer]


def _spelling(key: str) -> Spelling:
    name = f"{key.title()}Section"
    parts: dict[str, serializers.Field] = {}
    for part, form in SHAPES[key].items():
        one = serializer_of(form, f"{name}{part.title()}")
        many = issubclass(form, Row)
        limits: dict[str, Any] = {"many": True, "max_length": MOST} if many else {}
        parts[part] = one(required=False, **limits)
    parts["levels"] = LevelsField(required=False, help_text=LevelsField.__doc__)

    def of(title: str, doc: str, **more: serializers.Field) -> type[serializers.Serializer]:
        # A serializer copies the fields declared in its class: the two may share them.
        return type(title, (serializers.Serializer,), {"__doc__": doc, **more, **parts})

    return Spelling(
        shown=of(
            name,
            "A section as it is saved. `version` is what `If-Match` names.",
            section=serializers.CharField(),
            version=serializers.IntegerField(),
            facts_version=serializers.IntegerField(),
        ),
        sent=of(
            f"{name}Change",
            "What changes. A field left out keeps its value; a list replaces the whole list, its rows known by `id`.",
            version=serializers.IntegerField(
                required=False, min_value=0, max_value=2**31 - 1, help_text="instead of If-Match"
            ),
        ),
    )


SPELLINGS: Mapping[str, Spelling] = {key: _spelling(key) for key in SHAPES}
