"""Quality and delivery figures, a row a month and customer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.fields import MonthField, PercentField, WholeNumberField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import DeliveryMonth, Supplier


class CoverageForm(forms.Form):
    use_required_attribute = False

    delivery_sales_percent = PercentField(
        label=gettext_lazy("Share of your sales that goes to these customers"),
        highest=100,
        required=False,
        help_text=gettext_lazy(
            "Criterion levels 3 and more ask that the customers above cover at least half of sales."
        ),
    )

    def __init__(self, data: Any = None, *, supplier: Supplier) -> None:
        super().__init__(data, initial={"delivery_sales_percent": supplier.delivery_sales_percent})


class MonthRow(Row):
    FIGURES = ("parts", "rejected", "lines_due", "lines_on_time")
    layout = (("month", "customer"), ("parts", "rejected"), ("lines_due", "lines_on_time"))
    nameless = gettext_lazy("Month %(n)s")
    plural = gettext_lazy("Months")
    more = gettext_lazy("Add a month")

    month = MonthField(
        label=gettext_lazy("Month"),
        error_messages={"required": gettext_lazy("Write the month as month/year, for example 11/2026.")},
    )
    customer = forms.CharField(
        label=gettext_lazy("Customer"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write which customer the figures are of.")},
    )
    parts = WholeNumberField(label=gettext_lazy("Pieces delivered"), highest=10**12, required=False)
    rejected = WholeNumberField(label=gettext_lazy("Pieces rejected"), highest=10**12, required=False)
    lines_due = WholeNumberField(label=gettext_lazy("Order lines due"), required=False)
    lines_on_time = WholeNumberField(label=gettext_lazy("Lines on time and in full"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].latest = today

    @property
    def title(self) -> str:
        return " · ".join(text for n in ("month", "customer") if (text := text_of(self, n)))

    @property
    def facts(self) -> list[str]:
        made, bad, due, kept = (text_of(self, n) for n in self.FIGURES)
        rejected = _("rejected %(part)s of %(whole)s") % {"part": bad, "whole": made} if made else ""
        on_time = _("on time %(part)s of %(whole)s") % {"part": kept, "whole": due} if due else ""
        return [text for text in (rejected, on_time) if text]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._pair(data, "parts", "rejected", "rejected_at_most_delivered")
        self._pair(data, "lines_due", "lines_on_time", "on_time_at_most_due")
        if not self.errors and data.get("parts") is None and data.get("lines_due") is None:
            self.add_error("parts", _("Write the pieces delivered, the order lines due, or both."))
        return data

    def _pair(self, data: dict[str, Any], whole: str, part: str, constraint: str) -> None:
        a, b = data.get(whole), data.get(part)
        if whole in self.errors or part in self.errors:
            return
        if b is not None and a is None:
            self.add_error(whole, _("Write this figure too: the other one is a share of it."))
        elif a is not None and b is None:
            self.add_error(part, _("Write this figure too, 0 if there were none."))
        elif a is not None and b > a:
            self.add_error(part, sentence(DeliveryMonth, constraint))


class MonthRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["month", "customer"], sentence(DeliveryMonth, "one_row_a_month_and_customer"))
        return good and not any(form.errors for form in self.filled())


def month_rows(sources: Sources, data: Any = None, *, today: date) -> MonthRows:
    initial = () if data is not None else as_typed(sources["delivery_months"], MonthRow.base_fields)
    return MonthRows(MonthRow, "month", data=data, initial=initial, options={"today": today})
