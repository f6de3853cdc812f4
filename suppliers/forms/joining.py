"""Asking to act for a firm that is here already."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.forms import HOUSEHOLD_DIGITS, PersonForm, number_of_firm
from portal.models import Membership


class JoinForm(forms.Form):
    tax_code = forms.CharField(
        label=_("Tax code of the firm"),
        max_length=20,
        help_text=_("10 digits, or 13 for a branch or plant."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the tax code of the firm.")},
    )
    words = forms.CharField(
        label=_("What you do there"),
        max_length=300,
        help_text=_(
            "Whoever answers reads it: an owner of the firm, or staff where nobody has the firm in hand."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a sentence, so that the answer does not have to guess.")},
    )

    def clean_tax_code(self) -> str:
        digits = number_of_firm(self.cleaned_data["tax_code"])
        if len(digits) == HOUSEHOLD_DIGITS:
            raise ValidationError(
                _(
                    "A household's number finds no firm here: it is nobody else's business. Ask its owner to invite you."
                )
            )
        return digits


class JoiningPersonForm(JoinForm, PersonForm):
    """The same by somebody who has no account yet."""

    field_order = ("tax_code", "words", "name", "email", "password", "privacy")


class AcceptForm(forms.Form):
    role = forms.ChoiceField(choices=Membership.Role, initial=Membership.Role.EDITOR)


class RefuseForm(forms.Form):
    reason = forms.CharField(max_length=250)
