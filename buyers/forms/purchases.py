"""A purchase report as it is typed: the year it is about, its rows, a spreadsheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from buyers.forms.amounts import AmountField
from buyers.models import PurchaseReport, PurchaseRow
from buyers.reporting.actions import Bought
from buyers.reporting.naming import contradiction, named
from buyers.reporting.sheet import no_such_firm
from portal.models import Organisation, Sector, User
from suppliers.forms.fields import YearField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.wording import text_of
from suppliers.forms.words import Choices, sector_choices

EARLIEST = 2015


class NewReportForm(forms.Form):
    """For which buyer, where the reader writes for several, and for which year."""

    use_required_attribute = False

    organisation = forms.TypedChoiceField(label=_("Buyer"), coerce=int)
    year = YearField(
        label=_("Year"),
        help_text=_("A calendar year. A year that is not over yet may be corrected later."),
        error_messages={"required": _("Write the year.")},
    )

    def __init__(self, data: Any = None, *, organisations: Iterable[Organisation], this_year: int) -> None:
        buyers = [(o.pk, o.name) for o in organisations]
        super().__init__(data, initial={"organisation": buyers[0][0], "year": this_year - 1})
        self.fields["organisation"].choices = buyers
        self.fields["year"].lowest, self.fields["year"].highest = EARLIEST, this_year
        if len(buyers) == 1:
            self.fields["organisation"].required = False
            self.fields["organisation"].empty_value = buyers[0][0]
            self.fields["organisation"].widget = forms.HiddenInput()


class PurchaseForm(Row):
    """One row: what, from where, for how much, and from which firm where the buyer names it."""

    nameless = _("Row %(n)s")

    sector = forms.TypedChoiceField(
        label=_("Category"),
        coerce=int,
        error_messages={
            "required": _("Choose the category."),
            "invalid_choice": _("Choose one of the list."),
        },
    )
    origin = forms.ChoiceField(
        label=_("Bought"),
        choices=[("", "—"), *PurchaseRow.Origin.choices],
        error_messages={
            "required": _("Choose where it was bought."),
            "invalid_choice": _("Choose one of the list."),
        },
    )
    amount = AmountField(
        label=_("Amount"), error_messages={"required": _("Write the amount in million VND.")}
    )
    supplier = forms.CharField(
        label=_("Supplier"),
        max_length=40,
        required=False,
        help_text=_("If you like: its tax code, or its number in the directory."),
    )

    def __init__(self, *args: Any, sectors: Choices, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", "—"), *sectors]
        self.names = names

    @property
    def title(self) -> str:
        return text_of(self, "sector")

    @property
    def facts(self) -> list[str]:
        said = text_of(self, "supplier")
        amount = text_of(self, "amount")
        return [
            text
            for text in (
                text_of(self, "origin"),
                _("%(amount)s million VND") % {"amount": amount} if amount else "",
                self.names.get(said, said),
            )
            if text
        ]


class PurchaseRows(Rows):
    """The rows of one draft; firms are looked up together."""

    def judge(self, reader: User, *, synthetic: bool) -> list[Bought] | None:
        """Clean rows, or None where a row says what is wrong with it."""
        good = self.is_valid()
        filled = self.filled()
        written = [form.cleaned_data.get("supplier", "") for form in filled]
        firms = named(written, reader, synthetic=synthetic)
        for form, text in zip(filled, written, strict=True):
            firm = firms.get(text)
            if text and firm is None:
                form.add_error("supplier", no_such_firm())
            if text and form.cleaned_data.get("origin") == PurchaseRow.Origin.IMPORTED:
                form.add_error("supplier", sentence(PurchaseRow, "imports_name_no_supplier_of_ours"))
            if firm and (words := contradiction(firm, form.cleaned_data.get("origin", ""))):
                form.add_error("supplier", words)
            form.cleaned_data["firm"] = firm.pk if firm else 0
        self.refuse_repeats(
            ["firm", "sector", "origin"], sentence(PurchaseRow, "one_row_a_category_origin_and_supplier")
        )
        if not good or any(form.errors for form in filled):
            return None
        return [Bought(v["sector"], v["origin"], v["amount"], v["firm"] or None) for v in self.values]


class DraftForm(forms.Form):
    """What stands beside the rows: a correction says why."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is the report corrected?"),
        max_length=250,
        required=False,
        help_text=_("One sentence; your colleagues read it beside the version."),
        error_messages={"required": _("Say in one sentence why the report is corrected.")},
    )

    def __init__(self, *args: Any, why: bool = False, **kwargs: Any) -> None:
        """``why``: the reason must be given now, for the correction is to be sent."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = why


class SheetForm(forms.Form):
    """A spreadsheet of rows."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV (UTF-8) or XLSX, with the columns of the template."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )

    def __init__(self, *args: Any, cut_off: bool = False, **kwargs: Any) -> None:
        """``cut_off``: the file was larger than the portal takes, and was not kept."""
        super().__init__(*args, **kwargs)
        if cut_off:
            self.fields["file"].error_messages["required"] = _("The file is too large; split it.")


def purchase_rows(report: PurchaseReport, data: Any = None) -> PurchaseRows:
    """The rows of ``report`` as saved, or as ``data`` has them. Two queries."""
    saved = list(report.rows.select_related("supplier"))
    initial = [
        {
            "id": row.pk,
            "sector": row.sector_id,
            "origin": row.origin,
            "amount": row.amount,
            "supplier": row.supplier.public_id if row.supplier else "",
        }
        for row in saved
    ]
    names = {row.supplier.public_id: row.supplier.name for row in saved if row.supplier}
    options = {"sectors": sector_choices(Sector.objects.current()), "names": names}
    return PurchaseRows(PurchaseForm, "row", data=data, initial=initial, options=options)
