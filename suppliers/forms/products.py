"""What the firm makes, and what it makes it from."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.countries import COUNTRIES
from suppliers.forms import words
from suppliers.forms.facts import FactsForm
from suppliers.forms.fields import DecimalNumberField, PercentField, WholeNumberField, YearField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.models import Input, Product

_chosen = gettext_lazy("Choose one of the list.")


class ProductRow(Row):
    layout = (("name",), ("group",), ("yearly_pieces", "since"))
    nameless = gettext_lazy("Product %(n)s")
    plural = gettext_lazy("Products")
    more = gettext_lazy("Add a product")

    name = forms.CharField(
        label=gettext_lazy("Product or part"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write what it is.")},
    )
    group = forms.TypedChoiceField(
        label=gettext_lazy("Product group"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _chosen},
    )
    yearly_pieces = WholeNumberField(label=gettext_lazy("Pieces a year"), highest=10**12, required=False)
    since = YearField(label=gettext_lazy("Made since"), required=False)

    def __init__(self, *args: Any, groups: words.Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups
        self.fields["since"].highest = today.year

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        made = text_of(self, "yearly_pieces")
        many = _("%(n)s a year") % {"n": made} if made else ""
        return [text for text in (text_of(self, "group"), many) if text]


class ProductRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["name"], sentence(Product, "one_row_a_product_of_a_firm"))
        return good and not any(form.errors for form in self.filled())


def product_rows(sources: Sources, data: Any = None, *, today: date) -> ProductRows:
    held = as_typed(sources["products"], ProductRow.base_fields)
    groups = words.of_sectors(sources["product_groups"], sources.letters, {row["group"] for row in held})
    options = {"groups": groups, "today": today}
    return ProductRows(ProductRow, "product", data=data, initial=held, options=options)


class OriginForm(FactsForm):
    """A column of the firm."""

    suffixes = {"local_content_percent": "%"}

    local_content_percent = PercentField(
        label=gettext_lazy("Share of your inputs bought in Viet Nam"),
        highest=100,
        required=False,
        help_text=gettext_lazy(
            "By value, of the last twelve months. It counts for buyers once staff have checked criterion 4.7."
        ),
    )


class InputRow(Row):
    given = frozenset({"country"})
    layout = (("name",), ("country", "share_percent"), ("sources", "stock_days"), ("watched",), ("tested",))
    suffixes = {"share_percent": "%", "stock_days": gettext_lazy("days")}
    nameless = gettext_lazy("Input %(n)s")
    plural = gettext_lazy("Inputs")
    more = gettext_lazy("Add an input")

    name = forms.CharField(
        label=gettext_lazy("Material or bought part"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write what it is.")},
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Made in"),
        choices=COUNTRIES,
        initial="VN",
        error_messages={"invalid_choice": _chosen},
    )
    share_percent = DecimalNumberField(
        label=gettext_lazy("Share of all you buy"), places=2, highest=100, required=False
    )
    sources = WholeNumberField(
        label=gettext_lazy("Suppliers you may buy it from"), lowest=1, highest=100, required=False
    )
    stock_days = WholeNumberField(label=gettext_lazy("Least stock"), highest=1000, required=False)
    watched = forms.BooleanField(
        label=gettext_lazy("Somebody is in charge of it never running out"), required=False
    )
    tested = forms.BooleanField(
        label=gettext_lazy("We have tried the second source, or lived from the stock"), required=False
    )

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        share = text_of(self, "share_percent")
        return [text for text in (text_of(self, "country"), f"{share} %" if share else "") if text]


class InputRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["name"], sentence(Input, "one_row_an_input_of_a_firm"))
        if good and sum(v["share_percent"] or 0 for v in self.values) > 100:
            self.filled()[-1].add_error("share_percent", _("Together the shares are more than 100 %."))
        return good and not any(form.errors for form in self.filled())


def input_rows(sources: Sources, data: Any = None) -> InputRows:
    initial = () if data is not None else as_typed(sources["inputs"], InputRow.base_fields)
    return InputRows(InputRow, "input", data=data, initial=initial)
