"""Third-party ratings, customers and exports."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.facts import FactsForm
from suppliers.forms.fields import DayField, MonthField, PercentField, WholeNumberField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import Customer

_chosen = gettext_lazy("Choose one of the list.")


class RatingForm(FactsForm):
    layout = (("saq_grade", "ecovadis_score"), ("rated_on",))

    saq_grade = forms.ChoiceField(
        label=gettext_lazy("SAQ grade"),
        choices=[("", gettext_lazy("none")), *((g, g) for g in "ABCDEF")],
        required=False,
        error_messages={"invalid_choice": _chosen},
    )
    ecovadis_score = WholeNumberField(label=gettext_lazy("EcoVadis score"), highest=100, required=False)
    rated_on = DayField(label=gettext_lazy("Date of the result"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rated_on"].latest = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        rated = data.get("saq_grade") or data.get("ecovadis_score") is not None
        if rated and not data.get("rated_on") and "rated_on" not in self.errors:
            self.add_error("rated_on", _("Write the date of the result: it counts for a year."))
        return data


class FootprintForm(FactsForm):
    suffixes = {"electricity_kwh": "kWh"}

    lost_time_accidents = WholeNumberField(
        label=gettext_lazy("Accidents with days lost, last 12 months"), highest=10_000, required=False
    )
    electricity_kwh = WholeNumberField(
        label=gettext_lazy("Electricity, last 12 months"), highest=10**12, required=False
    )


class CustomerRow(Row):
    layout = (("name",), ("role",), ("items",), ("since", "share_percent"))
    suffixes = {"share_percent": "%"}
    nameless = gettext_lazy("Customer %(n)s")
    plural = gettext_lazy("Customers")
    more = gettext_lazy("Add a customer")

    name = forms.CharField(
        label=gettext_lazy("Customer"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write the name of the customer.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Its place in the chain"),
        choices=[("", "—"), *Customer.Role.choices],
        error_messages={
            "required": gettext_lazy("Choose its place in the chain."),
            "invalid_choice": _chosen,
        },
    )
    items = forms.CharField(label=gettext_lazy("What you sell to it"), max_length=200, required=False)
    since = MonthField(label=gettext_lazy("Since (month/year)"), required=False)
    share_percent = PercentField(label=gettext_lazy("Share of your sales"), highest=100, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].latest = today

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        share, since = text_of(self, "share_percent"), text_of(self, "since")
        told = (
            text_of(self, "role"),
            _("since %(month)s") % {"month": since} if since else "",
            f"{share} %" if share else "",
        )
        return [text for text in told if text]


class CustomerRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["name"], sentence(Customer, "one_row_a_customer_of_a_firm"))
        if good and sum(v["share_percent"] or 0 for v in self.values) > 100:
            self.filled()[-1].add_error("share_percent", _("Together the shares are more than 100 %."))
        return good and not any(form.errors for form in self.filled())


def customer_rows(sources: Sources, data: Any = None, *, today: date) -> CustomerRows:
    initial = () if data is not None else as_typed(sources["customers"], CustomerRow.base_fields)
    return CustomerRows(CustomerRow, "customer", data=data, initial=initial, options={"today": today})


class ExportForm(FactsForm):
    suffixes = {"direct_percent": "%", "indirect_percent": "%"}

    direct_percent = PercentField(
        label=gettext_lazy("Exported by yourself, share of sales"), highest=100, required=False
    )
    indirect_percent = PercentField(
        label=gettext_lazy("Exported through others, share of sales"),
        highest=100,
        required=False,
        help_text=gettext_lazy("Goods that a customer or a trader in Viet Nam exports."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("direct_percent") or 0) + (data.get("indirect_percent") or 0) > 100:
            self.add_error("indirect_percent", _("Together the shares are more than 100 %."))
        return data
