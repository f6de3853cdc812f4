"""What may be changed of a step, and what a new one says. The engine must be able to read the whole price list with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms
from django.db import models
from django.forms import model_to_dict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import Sector, Standard
from readiness import frameworks
from readiness.engine import Refused
from readiness.engine.framework import TOP
from readiness.engine.roadmap import parse_steps
from readiness.engine.roadmap.steps import DECLARED, LAPSED
from readiness.models import Step
from readiness.upkeep.forms import RowForm, money, months, text, withdrawing
from suppliers.models.evidence import PROVEN_CLASSES

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LEVEL = re.compile(r"[0-9](\.[0-9]{1,2})?")


class StepForm(RowForm):
    beside = (
        ("cost_low_million_vnd", "cost_typical_million_vnd", "cost_high_million_vnd"),
        ("months_low", "months_typical", "months_high"),
    )

    name_vi = text(_("Name in Vietnamese"), most=200)
    name_en = text(_("Name in English"), most=200)
    kind = forms.ChoiceField(label=_("Kind of step"), choices=Step.Kind.choices)
    raises = text(
        _("Raises"),
        most=250,
        help_text=_("Criterion:level with semicolons between them, for example 2.1:3;2.2:3."),
    )
    evidence_class = forms.ChoiceField(
        label=_("Proven in the end by"),
        choices=lambda: [(c.value, f"{c.value} · {c.label}") for c in PROVEN_CLASSES],
    )
    prerequisites = text(
        _("Comes after"), most=120, required=False, help_text=_("Codes of steps, or criterion:level.")
    )
    cost_low_million_vnd = money(_("Cost at least, million VND"))
    cost_typical_million_vnd = money(_("Usual cost, million VND"))
    cost_high_million_vnd = money(_("Cost at most, million VND"))
    months_low = months(_("Months at least"))
    months_typical = months(_("Usual months"))
    months_high = months(_("Months at most"))
    sectors = forms.MultipleChoiceField(
        label=_("Only for these sectors"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all."),
    )
    standards = text(
        _("Ends with a certificate of"),
        most=120,
        required=False,
        help_text=_("Codes of standards with semicolons between them; any of them."),
    )
    source = text(_("Source"), most=500, rows=2, help_text=_("An estimate says so."))
    withdrawn = withdrawing(
        _("It was added by mistake, or is taken no longer: no way up goes by it any more.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[models.Model] = ()) -> None:
        super().__init__(data, rows=rows)
        self.row: Any = rows[0] if rows else None
        self.framework = frameworks.engine(frameworks.current())
        self.initial["sectors"] = _parts(self.initial.get("sectors", ""))
        one_letter = [s for s in Sector.objects.current() if len(s.letters) == 1]
        self.fields["sectors"].choices = [(s.letters[0], s.label) for s in one_letter]  # type: ignore[attr-defined]

    @property
    def named(self) -> str:
        """The framework to whose price list the line belongs."""
        return self.row.framework if self.row else self.framework.name

    def clean_standards(self) -> str:
        codes = _parts(self.cleaned_data["standards"])
        known = set(Standard.objects.current().filter(code__in=codes).values_list("code", flat=True))
        for code in codes:
            if code not in known:
                raise forms.ValidationError(gettext("No standard has the code %(code)s.") % {"code": code})
        return ";".join(codes)

    def clean_sectors(self) -> str:
        """As the table writes them; in the order of before where they are the same."""
        chosen = self.cleaned_data["sectors"]
        before = self.initial["sectors"]
        return ";".join(before if set(before) == set(chosen) else chosen)

    def clean_raises(self) -> str:
        typed: str = self.cleaned_data["raises"]
        if typed in (DECLARED, LAPSED):
            return typed
        codes = [self._criterion(part) for part in _parts(typed)]
        if not codes:
            raise forms.ValidationError(gettext("This may not stay empty."))
        for code in codes:
            if codes.count(code) > 1:
                raise forms.ValidationError(
                    gettext("Criterion %(code)s stands there twice.") % {"code": code}
                )
        return typed

    def clean_prerequisites(self) -> str:
        typed: str = self.cleaned_data["prerequisites"]
        steps = set(Step.objects.in_use().filter(framework=self.named).values_list("code", flat=True))
        for part in _parts(typed):
            if ":" in part:
                self._criterion(part)
            elif part not in steps:
                raise forms.ValidationError(gettext("No step has the code %(code)s.") % {"code": part})
        return typed

    def _criterion(self, part: str) -> str:
        """The code of "criterion:level"."""
        code, _colon, level = part.partition(":")
        if not _LEVEL.fullmatch(level) or not 0 < Decimal(level) <= TOP:
            raise forms.ValidationError(
                gettext(
                    "Write criterion:level with a level up to 5, for example 2.1:3. You wrote “%(typed)s”."
                )
                % {"typed": part}
            )
        if code not in self.framework.by_code:
            raise forms.ValidationError(
                gettext("%(framework)s has no criterion %(code)s.")
                % {"framework": f"{self.framework.name} {self.framework.version}", "code": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("cost_{}_million_vnd", "months_{}"):
            self._ascend(*(name.format(part) for part in ("low", "typical", "high")))
        if values.get("withdrawn"):
            self._nothing_waits_for_it()
        elif not self.errors:
            self._read_with_the_others(values)
        return values

    def _ascend(self, *names: str) -> None:
        for lower, higher in pairwise(names):
            low, high = self.cleaned_data.get(lower), self.cleaned_data.get(higher)
            if low is not None and high is not None and low > high:
                self.add_error(higher, gettext("This is less than the figure before it."))

    def _nothing_waits_for_it(self) -> None:
        others = Step.objects.in_use().filter(framework=self.named).exclude(pk=self.row.pk).order_by("code")
        waiting = [other.code for other in others if self.row.code in _parts(other.prerequisites)]
        if waiting:
            self.add_error(
                "withdrawn",
                gettext("These steps come after it: %(steps)s. Change what they come after first.")
                % {"steps": ", ".join(waiting)},
            )

    def _read_with_the_others(self, values: Mapping[str, Any]) -> None:
        """The engine reads the whole price list with this line in it; what it refuses stands beside the line."""
        try:
            parse_steps(self._lines(values), self.framework)
        except Refused as refused:
            if refused.place == "steps":
                self.add_error(
                    "prerequisites",
                    gettext("The step would wait for itself, by way of the steps that it comes after."),
                )
            else:
                self.add_error(
                    "raises", gettext("The price list cannot be read like this: %(why)s") % {"why": refused}
                )

    def _lines(self, values: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        others = Step.objects.in_use().filter(framework=self.named)
        own: int = self.row.pk if self.row else 0
        yield from map(_as_text, others.exclude(pk=own).values())
        saved = model_to_dict(self.row) if self.row else {}
        yield _as_text({**saved, **values})


class NewStepForm(StepForm):
    code = text(
        _("Code"), most=10, help_text=_("Capital letters and digits, for example EQ20. It stays as it is.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[models.Model] = ()) -> None:
        super().__init__(data, rows=rows)
        self.order_fields(["code"])

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).upper()
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(
                gettext("Write 2 to 10 letters without marks and digits, a letter first, for example EQ20.")
            )
        if Step.objects.filter(framework=self.named, code=code).exists():
            raise forms.ValidationError(
                gettext("A step with the code %(code)s is in the list.") % {"code": code}
            )
        return code


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _as_text(line: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in line.items()}
