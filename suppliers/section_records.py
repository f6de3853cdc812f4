"""The history of the later sections of a profile: their kinds of record, called as their forms call them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from portal.history import Record, a_month, in_words
from suppliers import languages
from suppliers.forms.capacity import LeadTimeForm, RhythmForm
from suppliers.forms.fields import MonthField
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
from suppliers.forms.products import InputRow, ProductRow
from suppliers.forms.site import PermitForm, SiteRow
from suppliers.forms.wording import with_unit
from suppliers.models import (
    Customer,
    Delivery,
    Equipment,
    Export,
    FinancialYear,
    Input,
    Lean,
    Permit,
    Post,
    Product,
    ScrapMonth,
    Site,
    Sustainability,
    Workforce,
)

Labels = Mapping[str, str | Promise]


def labels_of(*kinds: type[forms.Form]) -> Labels:
    """Field -> its label, of several forms."""
    return {n: f.label or "" for kind in kinds for n, f in kind.base_fields.items() if n != "id"}


def written_of(*kinds: type[forms.Form]) -> Mapping[str, Callable[[Any], str]]:
    """Field -> how its value is written, where its form knows more of it than its column: units, months, languages."""
    written: dict[str, Callable[[Any], str]] = {}
    for kind in kinds:
        units = getattr(kind, "suffixes", {})
        for name, field in kind.base_fields.items():
            if isinstance(field, MonthField):
                written[name] = a_month
            elif unit := units.get(name) or getattr(field, "unit", ""):
                written[name] = partial(_with_unit, unit=unit)
            elif name.startswith("languages_"):
                written[name] = languages.in_words
    return written


def _with_unit(value: Any, *, unit: str | Promise) -> str:
    return with_unit(in_words(value, {}), unit)


def section_records(of_firm: Q) -> list[Record]:
    """What is told of the later sections; ``of_firm`` picks the events of the firm."""
    kinds: list[tuple[type[models.Model], str | Promise, tuple[str, ...], tuple[type[forms.Form], ...]]] = [
        (Site, lazy("Other places"), ("address",), (SiteRow,)),
        (
            Permit,
            lazy("Papers of the site"),
            ("kind",),
            (PermitForm,),
        ),
        (Product, lazy("Product or part"), ("name",), (ProductRow,)),
        (Input, lazy("Material or bought part"), ("name",), (InputRow,)),
        (Equipment, lazy("Maintenance"), (), (UpkeepForm, DigitalForm)),
        (Delivery, lazy("Orders and delivery"), (), (RhythmForm, LeadTimeForm)),
        (FinancialYear, lazy("Financial statements"), ("year",), (YearRow,)),
        (ScrapMonth, lazy("Scrap inside the workshop"), ("month",), (ScrapRow,)),
        (Lean, lazy("5S and standard work"), (), (LeanForm,)),
        (Post, lazy("Post or skill"), ("name",), (PostRow,)),
        (
            Workforce,
            lazy("People and engineering"),
            (),
            (SkillsForm, TrainingForm, EngineeringForm, NewForm, LanguagesForm),
        ),
        (Sustainability, lazy("Ratings"), (), (RatingForm, FootprintForm)),
        (Customer, lazy("Customer"), ("name",), (CustomerRow,)),
        (Export, lazy("Exports"), (), (ExportForm,)),
    ]
    return [
        Record(model, noun, named, _told(model, forms_of), of_firm, written=written_of(*forms_of))
        for model, noun, named, forms_of in kinds
    ]


def _told(model: type[models.Model], forms_of: tuple[type[forms.Form], ...]) -> Labels:
    """The question of a permit is its kind, which is its name already."""
    return {**labels_of(*forms_of), **({"state": lazy("state")} if model is Permit else {})}


MACHINE_SIZES: Labels = {n: labels_of(MachineRow)[n] for n in ("smallest_mm", "largest_mm", "force_tons")}
