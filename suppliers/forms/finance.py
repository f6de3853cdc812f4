"""Finance, cost and productivity: the firm's and the ministry's, never a buyer's."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.facts import FactsForm
from suppliers.forms.fields import DayField, MillionsField, MonthField, WholeNumberField, YearField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import FinancialYear, ScrapMonth

MILLIONS = gettext_lazy("million VND")


class YearRow(Row):
    MONEY = (
        "revenue", "equity", "current_assets", "current_liabilities", "operating_cash_flow",
        "profit_before_interest_and_tax", "interest", "labour_cost", "depreciation",
    )  # fmt: skip
    layout = (
        ("year", "workers"),
        ("filed",),
        ("audited",),
        ("revenue", "equity"),
        ("current_assets", "current_liabilities"),
        ("profit_before_interest_and_tax", "interest"),
        ("operating_cash_flow",),
        ("labour_cost", "depreciation"),
    )
    nameless = gettext_lazy("Year %(n)s")
    plural = gettext_lazy("Years")
    more = gettext_lazy("Add a year")

    year = YearField(
        label=gettext_lazy("Year"),
        error_messages={"required": gettext_lazy("Write the year in four digits.")},
    )
    workers = WholeNumberField(label=gettext_lazy("Workers on average"), highest=1_000_000, required=False)
    filed = forms.BooleanField(label=gettext_lazy("Filed with the tax office"), required=False)
    audited = forms.BooleanField(label=gettext_lazy("Audited by an auditing firm"), required=False)
    revenue = MillionsField(label=gettext_lazy("Revenue"))
    equity = MillionsField(label=gettext_lazy("Equity at the end of the year"))
    current_assets = MillionsField(label=gettext_lazy("Current assets"))
    current_liabilities = MillionsField(label=gettext_lazy("Current liabilities"))
    profit_before_interest_and_tax = MillionsField(label=gettext_lazy("Profit before interest and tax"))
    interest = MillionsField(label=gettext_lazy("Interest paid"))
    operating_cash_flow = MillionsField(label=gettext_lazy("Cash flow from operations"))
    labour_cost = MillionsField(label=gettext_lazy("Wages and insurance"))
    depreciation = MillionsField(label=gettext_lazy("Depreciation"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].highest = today.year - 1

    @property
    def title(self) -> str:
        return text_of(self, "year")

    @property
    def facts(self) -> list[str]:
        said = [str(self.fields[n].label) for n in ("filed", "audited") if text_of(self, n) == _("yes")]
        revenue = text_of(self, "revenue")
        if revenue:
            said.append(_("revenue %(n)s million VND") % {"n": revenue})
        return said


class YearRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["year"], sentence(FinancialYear, "one_row_a_financial_year"))
        return good and not any(form.errors for form in self.filled())


def year_rows(sources: Sources, data: Any = None, *, today: date) -> YearRows:
    initial = () if data is not None else as_typed(sources["financial_years"], YearRow.base_fields)
    return YearRows(YearRow, "year", data=data, initial=initial, options={"today": today})


class LeanForm(FactsForm):
    layout = (("trained",), ("score", "scored_on"), ("everywhere",), ("standard_work",))

    trained = forms.BooleanField(label=gettext_lazy("Workers have been trained in 5S"), required=False)
    score = WholeNumberField(label=gettext_lazy("Last 5S score, of 100"), highest=100, required=False)
    scored_on = DayField(label=gettext_lazy("Scored on"), required=False)
    everywhere = forms.BooleanField(label=gettext_lazy("All areas were scored"), required=False)
    standard_work = forms.BooleanField(
        label=gettext_lazy("The main operations have standard work on the wall"), required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scored_on"].latest = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("score") is not None and not data.get("scored_on") and "scored_on" not in self.errors:
            self.add_error("scored_on", _("Write on which day it was scored: a score counts for a year."))
        return data


class ScrapRow(Row):
    layout = (("month",), ("made", "scrapped"))
    nameless = gettext_lazy("Month %(n)s")
    plural = gettext_lazy("Months of scrap")
    more = gettext_lazy("Add a month")

    month = MonthField(
        label=gettext_lazy("Month"),
        error_messages={"required": gettext_lazy("Write the month as month/year, for example 11/2026.")},
    )
    made = WholeNumberField(
        label=gettext_lazy("Made"),
        highest=10**12,
        lowest=1,
        error_messages={"required": gettext_lazy("Write how much was made, in pieces or kilograms.")},
    )
    scrapped = WholeNumberField(
        label=gettext_lazy("Scrapped"),
        highest=10**12,
        error_messages={"required": gettext_lazy("Write how much was scrapped, 0 if nothing was.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].latest = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        made, scrapped = data.get("made"), data.get("scrapped")
        if made is not None and scrapped is not None and scrapped > made:
            self.add_error("scrapped", sentence(ScrapMonth, "scrapped_at_most_made"))
        return data

    @property
    def title(self) -> str:
        return text_of(self, "month")

    @property
    def facts(self) -> list[str]:
        data = self.initial if not self.is_bound else getattr(self, "cleaned_data", {})
        made, scrapped = data.get("made"), data.get("scrapped")
        if not isinstance(made, int) or not isinstance(scrapped, int) or not made:
            return []
        return [_("%(share)s %% scrapped") % {"share": number_format(100 * scrapped / made, 2)}]


class ScrapRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["month"], sentence(ScrapMonth, "one_row_a_month_of_scrap"))
        return good and not any(form.errors for form in self.filled())


def scrap_rows(sources: Sources, data: Any = None, *, today: date) -> ScrapRows:
    initial = () if data is not None else as_typed(sources["scrap_months"], ScrapRow.base_fields)
    return ScrapRows(ScrapRow, "scrap", data=data, initial=initial, options={"today": today})
