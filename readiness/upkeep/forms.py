"""What the forms of the three lists share, and what may be changed of a programme. Each form gives the values of its
rows."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.forms import BoundField
from django.utils.formats import get_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.i18n import in_language
from portal.models import Province, Sector
from readiness import frameworks
from readiness.dashboards.words import CHECKED
from readiness.engine.framework import TOP
from readiness.models import ProgrammeFit, Step
from suppliers.forms.fields import DayField, DecimalNumberField, WholeNumberField, YearField

SIZES = [
    ("micro", _("micro: up to 10 workers")),
    ("small", _("small: up to 100 workers")),
    ("medium", _("medium: up to 200 workers")),
    ("sme", _("small and medium together")),
]


# A longer list of boxes is folded, and says what is ticked; of that so many are named.
LONG, NAMED = 9, 3


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a form: a field, several beside each other, or (``folded``) a long list of boxes with what is
    ticked in it, in words."""

    fields: tuple[BoundField, ...]
    folded: bool = False
    ticked: str = ""


class FigureField(DecimalNumberField):
    """A figure in the notation of the reader's language: "2.500" is two and a half thousand in Vietnamese."""

    def to_python(self, value: Any) -> Decimal | None:
        mark = re.escape(get_format("THOUSAND_SEPARATOR"))
        typed = str(value or "").strip()
        return super().to_python(re.sub(rf"^(\d{{1,3}}){mark}(\d{{3}})$", r"\1\2", typed))


def text(
    label: Any, *, most: int, required: bool = True, rows: int = 1, help_text: Any = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=widget,
        help_text=help_text,
        error_messages={"required": _("This may not stay empty.")},
    )


def money(label: Any, *, required: bool = True) -> FigureField:
    return FigureField(
        label=label,
        places=3,
        above=-1,
        highest=1_000_000,
        required=required,
        error_messages={"required": _("Write a number, 0 where it costs nothing.")},
    )


def months(label: Any) -> DecimalNumberField:
    return DecimalNumberField(
        label=label,
        places=2,
        above=-1,
        highest=120,
        error_messages={"required": _("Write a number of months, for example 1.5.")},
    )


def withdrawing(help_text: Any) -> forms.BooleanField:
    return forms.BooleanField(label=_("Withdrawn"), required=False, help_text=help_text)


def coded(words: Mapping[str, Any], saved: str = "") -> list[tuple[str, Any]]:
    """The codes that sources use with what readers read; what is saved stays a choice, whatever it is."""
    return [*words.items(), *([(saved, saved)] if saved not in words else [])]


def unused(code: str, taken: Collection[str]) -> str:
    """The code, or with the first number behind it that makes it new."""
    found, number = code, 2
    while found in taken:
        found, number = f"{code}_{number}", number + 1
    return found


class RowForm(forms.Form):
    """``rows`` are what the form shows at first: where two have a field of one name, the last one's."""

    use_required_attribute = False
    # Fields that are read together stand beside each other.
    beside: tuple[tuple[str, ...], ...] = ()

    reason = text(
        _("Why it is changed"),
        most=1000,
        rows=3,
        help_text=_("It is kept with the change, for all who read the history."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[models.Model] = ()) -> None:
        initial = {
            name: getattr(row, name) for row in rows for name in self.base_fields if hasattr(row, name)
        }
        super().__init__(data, initial=initial)
        if not any(row.pk for row in rows):
            self.fields["reason"].label = _("Why it is added")
            self.fields.pop("withdrawn", None)
        self.order_fields([n for n in self.fields if n != "reason"] + ["reason"])

    @property
    def labels(self) -> dict[str, str]:
        return {name: str(field.label) for name, field in self.fields.items() if name != "reason"}

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """What the codes of each field with choices mean to a reader."""
        return {
            name: {str(code): str(words) for code, words in _choices(field)}
            for name, field in self.fields.items()
        }

    @property
    def parts(self) -> Iterator[Part]:
        """The form as it is laid out."""
        together = {names[0]: names for names in self.beside if names[0] in self.fields}
        rest = {name for names in together.values() for name in names[1:]}
        for name, field in self.fields.items():
            if name in together:
                yield Part(tuple(self[each] for each in together[name] if each in self.fields))
            elif name not in rest:
                long = (
                    isinstance(field.widget, forms.CheckboxSelectMultiple)
                    and len(list(field.widget.choices)) > LONG
                )
                yield Part((self[name],), long, _ticked(self[name]) if long else "")

    def values(self) -> list[dict[str, Any]]:
        """What was read, one mapping for each row."""
        return [{name: value for name, value in self.cleaned_data.items() if name != "reason"}]


def _ticked(bound: BoundField) -> str:
    """The first of what is ticked, and how many more there are."""
    found = [str(box.data["label"]) for box in bound.subwidgets if box.data["selected"]]
    more = len(found) - NAMED
    said = ", ".join(found[:NAMED])
    return f"{said}; " + ngettext("%(n)s more", "%(n)s more", more) % {"n": more} if more > 0 else said


def _choices(field: forms.Field) -> Iterable[tuple[Any, Any]]:
    if isinstance(field, forms.BooleanField):
        return [(True, gettext("yes")), (False, gettext("no"))]
    return getattr(field, "choices", ())


class ProgrammeForm(RowForm):
    beside = (
        ("last_seen", "starts_on", "ends_on"),
        ("level_from", "level_to", "places_left"),
        ("subsidy_share_percent", "subsidy_cap_million_vnd"),
    )

    name_vi = text(_("Name in Vietnamese"), most=250)
    name_en = text(_("Name in English"), most=250)
    provider = text(_("Who runs it"), most=250, required=False)
    gives = text(_("What it gives"), most=2000, required=False, rows=3)
    eligibility = text(_("Whom it is for, as the source says it"), most=2000, required=False, rows=2)
    status = forms.ChoiceField(label=_("Does it run?"), choices=ProgrammeFit.Status.choices)
    last_seen = YearField(label=_("Year of the newest source"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("An ended programme is never recommended.")
    )
    sectors = forms.MultipleChoiceField(
        label=_("Only for these sectors"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all."),
    )
    provinces = forms.MultipleChoiceField(
        label=_("Only in these provinces and cities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: everywhere."),
    )
    ownership = forms.ChoiceField(
        label=_("Ownership"), choices=ProgrammeFit.Ownership.choices, required=False
    )
    size_classes = forms.MultipleChoiceField(
        label=_("Only for these sizes"), choices=SIZES, required=False, widget=forms.CheckboxSelectMultiple
    )
    level_from = WholeNumberField(label=_("Only from this level"), highest=TOP, required=False)
    level_to = WholeNumberField(label=_("Only up to this level"), highest=TOP, required=False)
    places_left = WholeNumberField(
        label=_("Places left"),
        required=False,
        help_text=_("Empty where there is no limit, or it is not known."),
    )
    other_conditions = text(_("Other conditions"), most=1000, required=False, rows=2)
    serves_steps = forms.MultipleChoiceField(
        label=_("Steps it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    serves_criteria = forms.MultipleChoiceField(
        label=_("Criteria it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    subsidy_share_percent = WholeNumberField(label=_("Pays, % of the cost"), highest=100, required=False)
    subsidy_cap_million_vnd = money(_("Pays at most, million VND"), required=False)
    cap_note = text(_("Note on the limit"), most=500, required=False, rows=2)
    fit_basis = text(_("How it was read that these steps are served"), most=500, required=False, rows=2)
    source = text(_("Source"), most=500, rows=2)
    confidence = forms.ChoiceField(label=_("How far it was checked"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[models.Model] = ()) -> None:
        super().__init__(data, rows=rows)
        if rows:
            self.initial["source"] = rows[0].source
        saved = str(self.initial.get("confidence", "cited"))
        self.fields["confidence"].choices = coded(CHECKED, saved)
        one_letter = [s for s in Sector.objects.current() if len(s.letters) == 1]
        self.fields["sectors"].choices = [(s.letters[0], s.label) for s in one_letter]
        places = Province.objects.filter(changes_after__isnull=True).order_by("sort_key")
        self.fields["provinces"].choices = [(p.code, p.label) for p in places]
        offered = Step.objects.in_use() | Step.objects.filter(code__in=self.initial.get("serves_steps", []))
        steps = dict(offered.order_by("code").values_list("code", in_language("name_vi", "name_en")))
        self.fields["serves_steps"].choices = [(code, f"{code} {name}") for code, name in steps.items()]
        self.fields["serves_criteria"].choices = [
            (c.code, f"{c.code} {in_language(c.name.get('vi', ''), c.name.get('en', ''))}")
            for c in frameworks.engine(frameworks.current()).criteria
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        begins, ends = values.get("starts_on"), values.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", gettext("The last day is before the first."))
        low, high = values.get("level_from"), values.get("level_to")
        if low is not None and high is not None and high < low:
            self.add_error("level_to", gettext("The upper end is below the lower one."))
        return values

    def values(self) -> list[dict[str, Any]]:
        """Name, provider and source belong to the programme; status, place and money to whom it fits, whose
        own source is that of the programme at first."""
        left = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        of_programme = ("name_vi", "name_en", "provider", "gives", "eligibility", "source", "confidence")
        return [
            {name: left[name] for name in of_programme},
            {name: value for name, value in left.items() if name not in of_programme}
            | ({} if self.initial else {"source": left["source"]}),
        ]
