"""Registration: who you are, and for whom you act."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.vn import mst

from portal.actions import NewPerson
from portal.countries import COUNTRIES
from portal.models import ApiToken, Membership, Organisation, Province, Sector, User

HOUSEHOLD_DIGITS = 12


def shortest_password() -> int:
    """How many characters the validators of the settings ask for."""
    lengths = [
        v.min_length for v in get_default_password_validators() if isinstance(v, MinimumLengthValidator)
    ]
    return max(lengths, default=1)


def number_of_firm(typed: str) -> str:
    """Digits only: 10 or 13 with the right check digit, or 12 of a household. Raises ValidationError."""
    digits = re.sub(r"[\s.\-]", "", typed)
    if re.fullmatch(rf"[0-9]{{{HOUSEHOLD_DIGITS}}}", digits):
        return digits
    if not re.fullmatch(r"[0-9]{10}([0-9]{3})?", digits):
        raise ValidationError(_("A tax code has 10 digits, or 13 for a branch: 0100109106 or 0100109106001."))
    if not mst.is_valid(digits):
        raise ValidationError(_("The check digit of this tax code is wrong; one digit is probably mistyped."))
    return digits


class PersonForm(forms.Form):
    """The part of both registrations that is about the person."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an address such as ha@example.vn."),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it."),
        error_messages={"required": _("Without your agreement we may not keep an account for you.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["privacy"].help_text = format_html(
            '<a href="{}">{}</a>', reverse("privacy"), gettext("Read the privacy notice")
        )
        self.fields["password"].help_text = gettext(
            "At least %(length)s characters. A short sentence of your own is long enough and easy to remember."
        ) % {"length": shortest_password()}

    def clean_password(self) -> str:
        person = User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        validate_password(self.cleaned_data["password"], person)
        return self.cleaned_data["password"]

    def clean_email(self) -> str:
        """A known address is an error only where letters are not confirmed; elsewhere its owner gets a letter,
        and the visitor learns nothing."""
        email = self.cleaned_data["email"].lower()
        self.known = User.objects.filter(email__iexact=email).exists()
        if self.known and settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory":
            raise ValidationError(_("There is an account with this e-mail address already."))
        return email

    def person(self) -> NewPerson:
        data = self.cleaned_data
        return NewPerson(email=data["email"], name=data["name"], password=data["password"])


class SupplierRegistrationForm(PersonForm):
    firm = forms.CharField(
        label=_("Registered name of the firm"),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name as it stands in the registration.")},
    )
    tax_code = forms.CharField(
        label=_("Tax code"),
        max_length=20,
        help_text=_(
            "10 digits, or 13 for a branch or plant. A business household gives its 12-digit number:"
            " it is kept apart, and only you and the ministry see it."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the tax code of the firm, or the number of the household.")},
    )

    field_order = ("firm", "tax_code", "name", "email", "password", "privacy")

    def clean_tax_code(self) -> str:
        return number_of_firm(self.cleaned_data["tax_code"])

    def numbers(self) -> dict[str, str]:
        """``tax_code`` and ``household_number``, one of them empty."""
        digits = self.cleaned_data["tax_code"]
        household = len(digits) == HOUSEHOLD_DIGITS
        return {"tax_code": "" if household else digits, "household_number": digits if household else ""}


class CompanyForm(forms.Form):
    """What a buyer states of itself, by which staff look it up; both may be left open."""

    registration = forms.CharField(
        label=_("Tax code in Vietnam, or number in the register of your country"),
        max_length=30,
        required=False,
        help_text=_("Staff look your company up by it before they verify it. Without it that takes longer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
        error_messages={"invalid": _("Write an address such as www.example.vn.")},
    )

    def clean_registration(self) -> str:
        """Ten or thirteen digits are a tax code, whose check digit must be right; anything else is taken as written."""
        typed: str = self.cleaned_data["registration"].strip()
        digits = re.sub(r"[\s.\-]", "", typed)
        return number_of_firm(typed) if re.fullmatch(r"[0-9]{10}([0-9]{3})?", digits) else typed


class BuyerRegistrationForm(CompanyForm, PersonForm):
    company = forms.CharField(
        label=_("Company"),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of the company.")},
    )
    country = forms.ChoiceField(
        label=_("Country of the head office"),
        choices=COUNTRIES,
        initial="VN",
        error_messages={
            "required": _("Choose one of the list."),
            "invalid_choice": _("Choose one of the list."),
        },
    )

    field_order = ("company", "country", "registration", "website", "name", "email", "password", "privacy")


class OwnNameForm(forms.ModelForm):
    """What a person may correct of themselves by a form; the address has a page of its own."""

    class Meta:
        model = User
        fields = ["name"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].label = _("Your name")
        self.fields["name"].error_messages["required"] = _("Write your name.")


class KeyForm(forms.ModelForm):
    """A key to the API is known by what it is for."""

    class Meta:
        model = ApiToken
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        field.required = True
        field.label = _("What it is for")
        field.help_text = _("For example the program that will use it: “ERP of the factory”.")
        field.error_messages["required"] = _("Write what the key is for, to know it again.")


ROLES = [
    (Membership.Role.VIEWER, _("viewer: reads everything, changes nothing")),
    (Membership.Role.EDITOR, _("editor: fills in the profile, attaches evidence, writes requirements")),
    (Membership.Role.OWNER, _("owner: an editor who also decides who belongs to the team")),
]


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The letter works once, for 14 days, and only for this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the address of your colleague."),
            "invalid": _("Write an address such as ha@example.vn."),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ROLES,
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the list."),
            "invalid_choice": _("Choose one of the list."),
        },
    )

    def __init__(self, *args: Any, members: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email in self.members:
            raise ValidationError(_("This person belongs to the team already."))
        return email


class InvitedPersonForm(PersonForm):
    """An account for somebody who opened a letter: its address is the letter's."""

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        self.address = address

    def clean_password(self) -> str:
        person = User(email=self.address, name=self.cleaned_data.get("name", ""))
        validate_password(self.cleaned_data["password"], person)
        return self.cleaned_data["password"]

    def person(self) -> NewPerson:
        data = self.cleaned_data
        return NewPerson(email=self.address, name=data["name"], password=data["password"])


class ScopeForm(forms.Form):
    """Provinces and sectors of today's lists; nothing ticked means everything."""

    provinces = forms.ModelMultipleChoiceField(
        label=_("Provinces"),
        queryset=Province.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the whole country."),
    )
    sectors = forms.ModelMultipleChoiceField(
        label=_("Sectors"),
        queryset=Sector.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all sectors."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("Such as the decision that gives the body its task. Kept with the change."),
        error_messages={"required": _("Write the reason.")},
    )

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        kwargs["initial"] = {"provinces": body.scope_provinces.all(), "sectors": body.scope_sectors.all()}
        super().__init__(*args, **kwargs)
        self.fields["provinces"].queryset = Province.objects.filter(changes_after__isnull=True).order_by(
            "sort_key"
        )
        # Those that firms have; targets name wider ones, too.
        self.fields["sectors"].queryset = Sector.objects.current().filter(letters__len=1)
