"""The group of a firm, as staff write it down."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.importing.cells import digits_of
from suppliers.models import Enterprise


class GroupForm(forms.Form):
    """``parent`` is cleaned to an enterprise, or None to take the firm out of its group."""

    use_required_attribute = False

    parent = forms.CharField(
        label=gettext_lazy("Tax code of the head of the group"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Ten digits. Empty where the firm belongs to no group."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("How that is known"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write how that is known: it stays in the history.")},
    )

    def clean_parent(self) -> Any:
        typed = self.cleaned_data["parent"]
        if not typed.strip():
            return None
        found = Enterprise.objects.filter(code=digits_of(typed)).first()
        if found is None:
            raise ValidationError(
                _("No firm of the portal has this tax code. Write the ten digits of one that is here.")
            )
        return found
