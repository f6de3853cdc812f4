"""How much help there is to give, as a reader chooses it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _


class BudgetForm(forms.Form):
    """One of the budgets that the run was solved for, in million VND."""

    budget = forms.TypedChoiceField(
        label=_("Budget, million VND"),
        coerce=int,
        error_messages={
            "required": _("Choose a budget."),
            "invalid_choice": _("Choose one of the budgets of the list; only these are computed."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, *, budgets: Sequence[int], chosen: int) -> None:
        super().__init__(data, initial={"budget": chosen})
        self.fields["budget"].choices = [
            (budget, number_format(budget, force_grouping=True)) for budget in budgets
        ]
