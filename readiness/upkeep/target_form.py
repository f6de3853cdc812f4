"""What may be changed of a target. A figure that is probably a slip of the finger is asked for a second time."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from readiness.dashboards.documents import amount
from readiness.dashboards.measuring import MEASURED_BY
from readiness.dashboards.words import CHECKED, QUALIFIERS, STATUSES
from readiness.models import Target
from readiness.upkeep.forms import FigureField, RowForm, coded, text, withdrawing
from suppliers.forms.fields import YearField

# Counted one by one.
COUNTED = ("firms", "centres", "parks")
# An upper end above so many times the lower one, or a change by more than this share, is asked for twice.
FAR, MUCH = 2, Decimal("0.5")


class TargetForm(RowForm):
    beside = (("low", "high"), ("qualifier", "year"))

    low = FigureField(label=_("Target, or its lower end"), places=3, highest=1_000_000_000, required=False)
    high = FigureField(
        label=_("Upper end"),
        places=3,
        highest=1_000_000_000,
        required=False,
        help_text=_("Empty where the document states one number."),
    )
    qualifier = forms.ChoiceField(label=_("How the document puts it"), required=False)
    year = YearField(label=_("Year"), error_messages={"required": _("Write the year.")})
    status = forms.ChoiceField(label=_("Status of the document"))
    rate = forms.ChoiceField(
        label=_("Which reported purchases it means"),
        choices=Target.Rate.choices,
        help_text=_(
            "Where the document does not say it, the ministry decides. The target is measured by this rate; pages show both."
        ),
    )
    numerator_vi = text(_("Counted, in Vietnamese"), most=2000, required=False, rows=2)
    numerator_en = text(_("Counted, in English"), most=2000, required=False, rows=2)
    denominator_vi = text(_("Out of, in Vietnamese"), most=2000, required=False, rows=2)
    denominator_en = text(_("Out of, in English"), most=2000, required=False, rows=2)
    ownership_rule_vi = text(_("Whose firms, in Vietnamese"), most=2000, required=False, rows=2)
    ownership_rule_en = text(_("Whose firms, in English"), most=2000, required=False, rows=2)
    note = text(_("Note"), most=500, required=False, rows=2)
    source = text(_("Source"), most=500, rows=2)
    confidence = forms.ChoiceField(label=_("How far it was checked"))
    withdrawn = withdrawing(
        _("It was added by mistake, or counts no longer: no page shows it or measures against it any more.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rows: Sequence[models.Model] = ()) -> None:
        super().__init__(data, rows=rows)
        self.row: Any = rows[0]
        if not self._means_a_rate():
            del self.fields["rate"]
        for name, words in (("qualifier", QUALIFIERS), ("status", STATUSES), ("confidence", CHECKED)):
            self.fields[name].choices = coded(words, getattr(self.row, name))  # type: ignore[attr-defined]
        # What the reader has seen and sends again, in exactly these figures.
        self.sure = ""

    def _means_a_rate(self) -> bool:
        return MEASURED_BY.get(self.row.indicator) == "reported"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._stand_once(values)
        low, high = values.get("low"), values.get("high")
        if {"low", "high"} & self.errors.keys():
            return values
        if low is None and high is not None:
            self.add_error("low", gettext("Write the lower end too, or neither."))
        elif low is not None:
            values["high"] = low if high is None else high
            self._figures(low, values["high"])
        return values

    def _stand_once(self, values: Mapping[str, Any]) -> None:
        """One that is brought back may have been added anew meanwhile."""
        year = values.get("year")
        if not self.row.withdrawn or values.get("withdrawn") or year is None:
            return
        same = {name: getattr(self.row, name) for name in ("document", "scope", "sector_code", "indicator")}
        if Target.objects.in_use().filter(**same, year=year).exists():
            self.add_error("withdrawn", gettext("This target of the document for that year is in the list."))

    def _figures(self, low: Decimal, high: Decimal) -> None:
        if low > high:
            self.add_error("high", gettext("The upper end is below the lower one."))
        for name, figure in (("low", low), ("high", high)):
            if self.row.unit in COUNTED and figure % 1:
                self.add_error(name, gettext("This is counted one by one: write a whole number."))
            if self.row.unit == "%" and figure > 100:
                self.add_error(name, gettext("Write a share from 0 to 100 %."))
        if not self.errors and self._doubtful(low, high):
            self._ask(low, high)

    def _doubtful(self, low: Decimal, high: Decimal) -> bool:
        was = (self.row.low, self.row.high)
        if was == (low, high):
            return False
        moved = any(
            old is not None and abs(new - old) > old * MUCH for old, new in zip(was, (low, high), strict=True)
        )
        return moved or high > FAR * low

    def _ask(self, low: Decimal, high: Decimal) -> None:
        asked = f"{low.normalize():f}–{high.normalize():f}"
        if self.data.get("sure") == asked:
            return
        self.sure = asked
        words = {
            "old": amount(self.row.low, self.row.high, self.row.unit),
            "new": amount(low, high, self.row.unit),
        }
        self.add_error("low", self.question % words)

    @property
    def question(self) -> str:
        return gettext(
            "Saved until now: %(old)s. You wrote: %(new)s. Is this what the document says? Then press “Yes” below."
        )
