"""Certificates, or the word that there are none."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.claims import rests_on_issue
from suppliers.forms import words
from suppliers.forms.fields import DayField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import Certificate, Supplier


class CertificateRow(Row):
    layout = (
        ("standard",),
        ("number", "issuer"),
        ("scope",),
        ("issued_on", "valid_to"),
        ("last_surveillance_on",),
    )
    nameless = gettext_lazy("Certificate %(n)s")
    plural = gettext_lazy("Certificates")
    more = gettext_lazy("Add a certificate")

    standard = forms.TypedChoiceField(
        label=gettext_lazy("Standard"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose the standard."),
            "invalid_choice": gettext_lazy("Choose one of the list."),
        },
    )
    number = forms.CharField(label=gettext_lazy("Certificate number"), max_length=80, required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=150, required=False)
    scope = forms.CharField(
        label=gettext_lazy("Scope"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Site and products, as on the certificate."),
    )
    issued_on = DayField(label=gettext_lazy("Issued on"), required=False)
    valid_to = DayField(label=gettext_lazy("Valid until"), required=False)
    last_surveillance_on = DayField(
        label=gettext_lazy("Last surveillance audit"),
        required=False,
        help_text=gettext_lazy("A management certificate counts until 13 months after it."),
    )

    def __init__(
        self,
        *args: Any,
        standards: words.Choices,
        no_audit: Mapping[int, date],
        today: date,
        none_held: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.none_held = none_held
        self.no_audit_until = no_audit.get(self.initial.get("id", 0))
        self.fields["standard"].choices = standards
        self.fields["issued_on"].latest = today
        self.fields["last_surveillance_on"].latest = today

    @property
    def title(self) -> str:
        return text_of(self, "standard")

    @property
    def facts(self) -> list[str]:
        ends = text_of(self, "valid_to")
        until = _("valid until %(day)s") % {"day": ends} if ends else ""
        return [
            text for text in (text_of(self, "number"), text_of(self, "issuer"), until, self._clock()) if text
        ]

    @property
    def open(self) -> bool:
        """Nobody is asked to fill in a certificate who says that there is none, unless a row was asked for."""
        wanted = "autofocus" in self.fields["standard"].widget.attrs
        return super().open and (wanted or not (self.none_held and self.blank))

    def _clock(self) -> str:
        if self.no_audit_until is None:
            return ""
        day = date_format(self.no_audit_until, "DATE_FORMAT")
        return _("no surveillance audit stated: counts until %(day)s") % {"day": day}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        issued, ends, surveyed = (data.get(n) for n in ("issued_on", "valid_to", "last_surveillance_on"))
        if issued and ends and ends < issued:
            self.add_error("valid_to", sentence(Certificate, "certificate_ends_after_it_begins"))
        if issued and surveyed and surveyed < issued:
            self.add_error("last_surveillance_on", _("The surveillance audit is before the date of issue."))
        return data


class CertificateRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["standard"], sentence(Certificate, "one_certificate_per_standard"))
        return good and not any(form.errors for form in self.filled())


class NoCertificateForm(forms.Form):
    use_required_attribute = False

    declares_no_certificate = forms.BooleanField(
        label=gettext_lazy("We hold no certificate"),
        required=False,
        help_text=gettext_lazy("Buyers then read “none”, not “no data yet”."),
    )

    def __init__(self, data: Any = None, *, supplier: Supplier) -> None:
        super().__init__(data, initial={"declares_no_certificate": supplier.declares_no_certificate})


def certificate_rows(
    sources: Sources, data: Any = None, *, today: date, none_held: bool = False
) -> CertificateRows:
    held, standards = sources["certificates"], {s.pk: s for s in sources["certified_to"]}
    for certificate in held:
        certificate.standard = standards[certificate.standard_id]
    clocks = {each.pk: rests_on_issue(each.as_held) for each in held}
    initial = as_typed(held, CertificateRow.base_fields)
    options = {
        "standards": words.to_choose(sources["standards"]),
        "no_audit": {pk: until for pk, until in clocks.items() if until},
        "today": today,
        "none_held": none_held,
    }
    return CertificateRows(CertificateRow, "certificate", data=data, initial=initial, options=options)
