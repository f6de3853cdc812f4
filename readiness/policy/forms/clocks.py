"""Caps and clocks: what each class of evidence can credit at most, and what is left of it after its last day."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from readiness.engine.draft import Wrong, with_caps, with_clocks
from readiness.engine.framework import CLASSES
from readiness.policy.forms.part import PartForm, level_field, percent_field
from readiness.policy.wording import reader_language
from suppliers.forms.fields import WholeNumberField

STEPS = 4
LONGEST_GRACE = 366


class ClocksForm(PartForm):
    def build(self) -> None:
        language, framework = reader_language(), self.framework
        for rank, name in enumerate(CLASSES):
            words = framework.classes.get(name, {}).get(language, "")
            self.fields[f"cap_{name}"] = level_field(label=f"{name} {words}", initial=framework.caps[rank])
        for step in range(STEPS):
            days, keep = framework.decay[step] if step < len(framework.decay) else (None, None)
            self.fields[f"days_{step}"] = WholeNumberField(
                label=_("Step %(n)s: to day") % {"n": step + 1},
                initial=days,
                required=False,
                lowest=1,
                highest=1000,
            )
            self.fields[f"keep_{step}"] = percent_field(
                label=_("Step %(n)s: kept") % {"n": step + 1}, initial=keep, required=False
            )
        self.fields["grace"] = WholeNumberField(
            label=gettext_lazy("Days for which lapsed evidence still makes a criterion known"),
            initial=framework.coverage_grace_days,
            highest=LONGEST_GRACE,
        )
        self.fields["excused"] = percent_field(
            label=gettext_lazy("Share of a dimension that may be excused on request"),
            initial=framework.max_not_applicable,
            help_text=gettext_lazy("A fraction such as 100/3 is kept exactly."),
        )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for step in range(STEPS):
            days, keep = typed.get(f"days_{step}"), typed.get(f"keep_{step}")
            if (days is None) != (keep is None) and not self.errors:
                self.add_error(
                    f"days_{step}" if days is None else f"keep_{step}",
                    ValidationError(_("A step needs both: the day and what is kept.")),
                )
        return super().clean()

    def change(self, document: Mapping[str, Any]) -> dict[str, Any]:
        typed = self.cleaned_data
        new = with_caps(document, [typed[f"cap_{name}"] for name in CLASSES])
        return with_clocks(
            new,
            decay=self._steps(),
            coverage_grace_days=typed["grace"],
            max_not_applicable=typed["excused"],
        )

    def _steps(self) -> list[tuple[int, Fraction]]:
        typed = self.cleaned_data
        return [
            (typed[f"days_{step}"], typed[f"keep_{step}"])
            for step in range(STEPS)
            if typed[f"days_{step}"] is not None
        ]

    def field_of(self, wrong: Wrong) -> str | None:
        if wrong.place == "caps":
            return f"cap_{wrong.values['higher']}"
        if wrong.place == "decay":
            kind = "days" if wrong.rule == "decay_days" else "keep"
            filled = [n for n in range(STEPS) if self.cleaned_data.get(f"days_{n}") is not None]
            at = [n for n in filled if self.cleaned_data[f"days_{n}"] == wrong.values["days"]]
            return f"{kind}_{at[-1]}" if at else None
        return None

    @property
    def caps(self) -> list[forms.BoundField]:
        return [self[f"cap_{name}"] for name in CLASSES]

    @property
    def steps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"days_{step}"], self[f"keep_{step}"]) for step in range(STEPS)]
