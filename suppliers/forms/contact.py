"""Whom buyers may ask for."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.languages import LANGUAGES
from suppliers.models import Supplier


class ContactForm(forms.Form):
    """The person a buyer may ask for; shown to signed-in buyers and staff only."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150, required=False)
    position = forms.CharField(label=gettext_lazy("Position"), max_length=100, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        validators=[
            RegexValidator(
                r"^\+?[0-9 ().-]{6,30}$",
                gettext_lazy("Write digits, for example 0912 345 678 or +84 912 345 678."),
            )
        ],
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
        error_messages={"invalid": gettext_lazy("Write an address such as ha@example.vn.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, supplier: Supplier) -> None:
        contact = getattr(supplier, "contact", None)
        initial = {}
        if contact:
            initial = {n: getattr(contact, n) for n in ("name", "position", "phone", "email")}
            initial["languages"] = contact.languages.split()
        super().__init__(data, prefix="contact", initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("name") and not (data.get("phone") or data.get("email") or self.errors):
            self.add_error(
                "phone",
                _("Give a telephone number or an e-mail address, so that a buyer can reach this person."),
            )
        if (data.get("phone") or data.get("email")) and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name of the person to ask for."))
        return data

    @property
    def values(self) -> dict[str, str] | None:
        """None where no contact is given."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return {**data, "languages": " ".join(data.get("languages") or [])}
