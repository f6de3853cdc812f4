"""What is typed about confirmed deliveries: the months of a firm, links, disputes and their settlement."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.confirming.actions import Figures
from buyers.models import ConfirmedMonth
from portal.models import Organisation
from suppliers.clocks import add_months
from suppliers.forms.fields import PercentField, WholeNumberField
from suppliers.forms.rows import sentence

# The rule pools the last twelve months; the one that is running is not over yet.
MONTHS = 12
CHOOSE = gettext_lazy("Choose one of the list.")


def open_months(today: date) -> list[date]:
    """The months that may be confirmed, the latest first."""
    return [add_months(today.replace(day=1), -n) for n in range(1, MONTHS + 1)]


class MonthForm(forms.Form):
    """One month: both figures of a pair, or neither."""

    use_required_attribute = False

    parts = WholeNumberField(label=gettext_lazy("Pieces delivered"), required=False)
    rejected = WholeNumberField(label=gettext_lazy("Pieces rejected"), required=False)
    lines_due = WholeNumberField(label=gettext_lazy("Order lines due"), required=False)
    lines_on_time = WholeNumberField(label=gettext_lazy("Lines on time and in full"), required=False)

    def __init__(self, data: Any, *, month: date, held: ConfirmedMonth | None) -> None:
        given = dict(zip(self.base_fields, held.figures, strict=True)) if held else {}
        super().__init__(data, prefix=f"{month:%Y-%m}", initial=given)
        self.month, self.held = month, held
        for field in self.fields.values():
            field.short = field.label
            words = {"what": field.label, "month": date_format(month, "YEAR_MONTH_FORMAT")}
            field.label = _("%(what)s, %(month)s") % words
            field.widget.attrs["class"] = f"input {field.widget.attrs.get('class', '')}".strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._pair("parts", "rejected", "confirmed_rejects_are_of_deliveries")
        self._pair("lines_due", "lines_on_time", "confirmed_lines_on_time_are_of_those_due")
        empty = all(data.get(name) is None for name in self.fields)
        if self.held is not None and empty and not self.errors:
            words = {"month": f"{self.month:%m/%Y}"}
            self.add_error("parts", _("%(month)s is confirmed. Write 0 where nothing was delivered.") % words)
        return data

    def _pair(self, whole: str, part: str, constraint: str) -> None:
        if {whole, part} & set(self.errors):
            return
        total, some = self.cleaned_data.get(whole), self.cleaned_data.get(part)
        if total is None and some is not None:
            self.add_error(whole, _("Write this figure, too: one says nothing without the other."))
        elif some is None and total is not None:
            self.add_error(part, _("Write this figure, too: one says nothing without the other."))
        elif total is not None and some is not None and some > total:
            self.add_error(part, sentence(ConfirmedMonth, constraint))

    @property
    def figures(self) -> Figures | None:
        """None where nothing is said of the month."""
        values = [self.cleaned_data[name] for name in self.fields]
        return None if all(v is None for v in values) else Figures(self.month, *values)


class MonthsForm:
    """The twelve months of one firm, and why confirmed ones are corrected."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: date, held: Iterable[ConfirmedMonth]
    ) -> None:
        confirmed = {m.month: m for m in held}
        self.forms = [MonthForm(data, month=m, held=confirmed.get(m)) for m in open_months(today)]
        self.why = WhyForm(data)

    def is_valid(self) -> bool:
        good = [form.is_valid() for form in (*self.forms, self.why)]
        if all(good) and self.corrects and not self.why.cleaned_data["reason"]:
            self.why.add_error("reason", sentence(ConfirmedMonth, "a_corrected_month_says_why"))
            return False
        return all(good)

    @property
    def figures(self) -> list[Figures]:
        return [found for form in self.forms if (found := form.figures)]

    @property
    def corrects(self) -> bool:
        return any(f.held and f.figures and f.figures.values != f.held.figures for f in self.forms)


class WhyForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Only where you change a month that was confirmed before; the firm reads it."),
    )


class NameForm(forms.Form):
    """A firm that supplies the buyer."""

    use_required_attribute = False

    organisation = forms.TypedChoiceField(label=gettext_lazy("Buyer"), coerce=int)
    supplier = forms.CharField(
        label=gettext_lazy("Firm"),
        max_length=40,
        help_text=gettext_lazy("Its tax code, or its number in the directory."),
        error_messages={"required": gettext_lazy("Write the tax code of the firm, or its number.")},
    )

    def __init__(self, data: Any = None, *, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        kwargs["initial"] = {"organisation": organisations[0].pk} | kwargs.get("initial", {})
        super().__init__(data, **kwargs)
        choose_buyer(self.fields["organisation"], organisations)


class AcceptForm(forms.Form):
    """For which buyer the link is taken up."""

    use_required_attribute = False

    organisation = forms.TypedChoiceField(
        label=gettext_lazy("Buyer"), coerce=int, error_messages={"invalid_choice": CHOOSE}
    )

    def __init__(self, data: Any = None, *, organisations: Sequence[Organisation]) -> None:
        super().__init__(data, initial={"organisation": organisations[0].pk})
        choose_buyer(self.fields["organisation"], organisations)


def choose_buyer(field: Any, organisations: Sequence[Organisation]) -> None:
    """Only who acts for several is asked for which."""
    field.choices = [(o.pk, o.name) for o in organisations]
    if len(organisations) == 1:
        field.required = False
        field.empty_value = organisations[0].pk
        field.widget = forms.HiddenInput()


class InviteForm(forms.Form):
    use_required_attribute = False

    to = forms.CharField(
        label=gettext_lazy("For whom is the link?"),
        max_length=150,
        help_text=gettext_lazy("The customer, so that you know the link again: “Assembler, purchasing”."),
        error_messages={"required": gettext_lazy("Write for which customer the link is.")},
    )


class ShareForm(forms.Form):
    use_required_attribute = False

    share = PercentField(label=gettext_lazy("Share of your sales"), required=False, highest=100)


class DisputeForm(forms.Form):
    use_required_attribute = False

    words = forms.CharField(
        label=gettext_lazy("What is wrong with this month"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write what is wrong: staff and the buyer read it.")},
    )


class SettleForm(forms.Form):
    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("stands", gettext_lazy("The month stands as the buyer confirmed it")),
            ("aside", gettext_lazy("Set it aside: it counts no longer, until the buyer corrects it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": CHOOSE},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the firm and the buyer will read"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reason: the firm and the buyer will read it.")},
    )


class VerifyForm(forms.Form):
    use_required_attribute = False

    verified = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", gettext_lazy("Verified: the company exists and these people act for it")),
            ("no", gettext_lazy("Not verified: what it confirms does not count")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": CHOOSE},
    )
    reason = forms.CharField(
        label=gettext_lazy("What was checked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For example the entry in the business register and a call to its switchboard."
        ),
        error_messages={"required": gettext_lazy("Write what was checked.")},
    )
