"""Capacity, load and delivery."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.facts import FactsForm
from suppliers.forms.fields import PercentField, WholeNumberField


class CapacityForm(FactsForm):
    """Columns of the firm."""

    suffixes = {"monthly_capacity": gettext_lazy("pieces / month"), "load_percent": "%"}

    monthly_capacity = WholeNumberField(
        label=gettext_lazy("Capacity a month"),
        required=False,
        help_text=gettext_lazy(
            "Pieces made when running normally, two shifts. Buyers see it after signing in."
        ),
    )
    load_percent = PercentField(
        label=gettext_lazy("How much of it is in use"),
        highest=150,
        required=False,
        help_text=gettext_lazy(
            "A share of the capacity, as of this month. With overtime or a third shift it may be more than 100."
        ),
    )


class RhythmForm(FactsForm):
    """When the workshop works, and the least it takes an order for."""

    layout = (("shifts", "days_a_week"), ("minimum_order",))
    suffixes = {"minimum_order": gettext_lazy("pieces")}

    shifts = WholeNumberField(label=gettext_lazy("Shifts a day"), lowest=1, highest=4, required=False)
    days_a_week = WholeNumberField(
        label=gettext_lazy("Working days a week"), lowest=1, highest=7, required=False
    )
    minimum_order = WholeNumberField(
        label=gettext_lazy("Least order"),
        lowest=1,
        required=False,
        help_text=gettext_lazy("The fewest pieces of one kind for which you take an order."),
    )


class LeadTimeForm(FactsForm):
    layout = (("lead_days", "kept_lead_days"), ("flex_percent", "flex_weeks"))
    suffixes = {
        "lead_days": gettext_lazy("days"),
        "kept_lead_days": gettext_lazy("days"),
        "flex_percent": "± %",
        "flex_weeks": gettext_lazy("weeks"),
    }

    lead_days = WholeNumberField(
        label=gettext_lazy("Days from order to delivery, as promised"),
        lowest=1,
        highest=1000,
        required=False,
        help_text=gettext_lazy("For a part that you have made before."),
    )
    kept_lead_days = WholeNumberField(
        label=gettext_lazy("Days it really took"),
        lowest=1,
        highest=1000,
        required=False,
        help_text=gettext_lazy("The middle one of your orders of the last twelve months."),
    )
    flex_percent = PercentField(
        label=gettext_lazy("How far an order can grow or shrink"), highest=100, required=False
    )
    flex_weeks = WholeNumberField(
        label=gettext_lazy("within how many weeks"), lowest=1, highest=52, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        pair = ("flex_percent", "flex_weeks")
        for name, other in (pair, pair[::-1]):
            if data.get(name) is not None and data.get(other) is None and other not in self.errors:
                self.add_error(other, _("Write this figure too: the other one needs it."))
        return data
