"""Two firms, and what a person says of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.models import DuplicatePair, Supplier


class VerdictForm(forms.Form):
    """Same, different or unsure, and why."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=gettext_lazy("Are they one firm?"),
        choices=[
            (DuplicatePair.Verdict.DIFFERENT, gettext_lazy("No, different firms: never propose them again")),
            (DuplicatePair.Verdict.UNSURE, gettext_lazy("Not sure: keep the pair apart for later")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one answer.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("One sentence for colleagues, for example “two plants of one group”."),
    )


class TwoFirmsForm(forms.Form):
    """Two public numbers, to be compared."""

    use_required_attribute = False

    one = forms.CharField(label=gettext_lazy("Number of one firm"), max_length=8)
    other = forms.CharField(label=gettext_lazy("Number of the other"), max_length=8)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("one", "other"):
            if name in data:
                data[name] = self._firm(name, data[name])
        if data.get("one") and data.get("one") == data.get("other"):
            self.add_error("other", _("These are the same number."))
        return data

    def _firm(self, name: str, number: str) -> Supplier | None:
        firm = Supplier.objects.filter(public_id=number.strip().upper(), merged_into__isnull=True).first()
        if firm is None:
            self.add_error(
                name, _("No firm has this number; it has eight characters, as in the address of its page.")
            )
        return firm
