"""How much help there is to give, as a reader types it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.fields import WholeNumberField

HIGHEST = 1_000_000


class BudgetForm(forms.Form):
    use_required_attribute = False

    budget = WholeNumberField(
        label=_("Budget, million VND"),
        lowest=1,
        highest=HIGHEST,
        error_messages={"required": _("Write an amount in million VND, for example 2,000.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, chosen: int) -> None:
        super().__init__(data, initial={"budget": chosen})
