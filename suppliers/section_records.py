"""The history of the later sections of a profile: their kinds of record, called as their forms call them."""

from collections.abc import Mapping

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from portal.history import Record
from suppliers.forms.capacity import LeadTimeForm, RhythmForm
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


def section_records(of_firm: Q) -> list[Record]:
    """What is told of the later sections; ``of_firm`` picks the events of the firm."""
    kinds: list[tuple[type[models.Model], str | Promise, tuple[str, ...], Labels]] = [
        (Site, lazy("Other places"), ("address",), labels_of(SiteRow)),
        (
            Permit,
            lazy("Papers of the site"),
            ("kind",),
            {**labels_of(PermitForm), "state": lazy("state")},
        ),
        (Product, lazy("Product or part"), ("name",), labels_of(ProductRow)),
        (Input, lazy("Material or bought part"), ("name",), labels_of(InputRow)),
        (Equipment, lazy("Maintenance"), (), labels_of(UpkeepForm, DigitalForm)),
        (Delivery, lazy("Orders and delivery"), (), labels_of(RhythmForm, LeadTimeForm)),
        (FinancialYear, lazy("Financial statements"), ("year",), labels_of(YearRow)),
        (ScrapMonth, lazy("Scrap inside the workshop"), ("month",), labels_of(ScrapRow)),
        (Lean, lazy("5S and standard work"), (), labels_of(LeanForm)),
        (Post, lazy("Post or skill"), ("name",), labels_of(PostRow)),
        (
            Workforce,
            lazy("People and engineering"),
            (),
            labels_of(SkillsForm, TrainingForm, EngineeringForm, NewForm, LanguagesForm),
        ),
        (Sustainability, lazy("Ratings"), (), labels_of(RatingForm, FootprintForm)),
        (Customer, lazy("Customer"), ("name",), labels_of(CustomerRow)),
        (Export, lazy("Exports"), (), labels_of(ExportForm)),
    ]
    return [Record(model, noun, named, told, of_firm) for model, noun, named, told in kinds]


MACHINE_SIZES: Labels = {n: labels_of(MachineRow)[n] for n in ("smallest_mm", "largest_mm", "force_tons")}
