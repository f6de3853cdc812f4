"""Passkeys: allauth's forms with words of ours. The ceremony itself is ``static/js/passkeys.js``."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

MAX_NAME = 60


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again: “My phone”, “The office computer”."),
        max_length=MAX_NAME,
        error_messages={"required": _("Write a name.")},
    )


class NewPasskeyForm(AddWebAuthnForm):
    """A name left empty becomes one of allauth's: the device has made its key by then."""

    name = _name()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False


class PasskeyNameForm(EditWebAuthnForm):
    name = _name()
