"""Company and ownership."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.countries import COUNTRIES
from suppliers.forms import words
from suppliers.forms.fields import DecimalNumberField, WholeNumberField, YearField
from suppliers.forms.industries import IndustriesField
from suppliers.forms.rows import Row, Rows
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of

_chosen = gettext_lazy("Choose one of the list.")


class CompanyForm(forms.Form):
    """What the firm says of itself; ``supplier`` is known for its present main sector."""

    use_required_attribute = False
    COLUMNS = (
        "name", "name_latin", "description", "description_en", "established", "workers", "website",
    )  # fmt: skip

    name = forms.CharField(
        label=gettext_lazy("Registered name"),
        max_length=250,
        error_messages={"required": gettext_lazy("Write the name as it stands in the registration.")},
    )
    name_latin = forms.CharField(label=gettext_lazy("Name in English"), max_length=250, required=False)
    description = forms.CharField(
        label=gettext_lazy("What you make"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Two or three sentences: parts, customers' industries, what you are good at."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    description_en = forms.CharField(
        label=gettext_lazy("The same in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    sector = forms.TypedChoiceField(
        label=gettext_lazy("Main sector"),
        coerce=int,
        help_text=gettext_lazy(
            "The sector of most of your sales. Your level is worked out for it. Where buyers report what they bought of you, the sector of most of that is taken."
        ),
        error_messages={
            "required": gettext_lazy("Choose the sector of most of your sales."),
            "invalid_choice": _chosen,
        },
    )
    other_sectors = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Other sectors"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _chosen},
    )
    sector_reason = forms.CharField(
        label=gettext_lazy("Why the main sector changes"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Only when you change it. The reason is kept in the history."),
    )
    industries = IndustriesField(
        label=gettext_lazy("Industry classes (VSIC 2025)"),
        required=False,
        help_text=gettext_lazy(
            "The four digits of each class of manufacturing, as in the business registration, for example 2592, 2591."
        ),
    )
    established = YearField(label=gettext_lazy("Year founded"), required=False)
    workers = WholeNumberField(label=gettext_lazy("Number of workers"), highest=1_000_000, required=False)
    website = forms.URLField(
        label=gettext_lazy("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": gettext_lazy("Write an address such as www.example.vn.")},
    )

    def __init__(self, data: Any = None, *, sources: Sources, today: date) -> None:
        self.supplier = supplier = sources.supplier
        held = list(supplier.sectors.all())
        self.main = next((s.sector_id for s in held if s.is_main), None)
        initial = {name: getattr(supplier, name) for name in self.COLUMNS}
        initial |= {
            "sector": self.main,
            "other_sectors": [s.sector_id for s in held if not s.is_main],
            "industries": ", ".join(industry.code for industry in sources["industries"]),
        }
        super().__init__(data, initial=initial)
        self.fields["established"].highest = today.year
        sectors = words.sector_choices(sources["sectors"])
        self.fields["sector"].choices = [("", "—"), *sectors]
        self.fields["other_sectors"].choices = sectors

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        sector = data.get("sector")
        if sector and self.main and sector != self.main and not data.get("sector_reason"):
            self.add_error(
                "sector_reason", _("Say why the main sector changes: the reason stays in the history.")
            )
        return data

    @property
    def main_changes(self) -> bool:
        """The reader chose another main sector than the one saved."""
        return self.main is not None and str(self["sector"].value()) != str(self.main)

    @property
    def columns(self) -> dict[str, Any]:
        """Columns of the firm, ready to write."""
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class OwnerRow(Row):
    given = frozenset({"country"})
    layout = (("name",), ("country", "share_percent"))
    suffixes = {"share_percent": "%"}
    nameless = gettext_lazy("Owner %(n)s")
    plural = gettext_lazy("Owners")
    more = gettext_lazy("Add an owner")

    name = forms.CharField(
        label=gettext_lazy("Owner"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the name of the owner.")},
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=COUNTRIES,
        initial="VN",
        error_messages={"invalid_choice": _chosen},
    )
    share_percent = DecimalNumberField(
        label=gettext_lazy("Share of the firm"),
        places=2,
        highest=100,
        error_messages={"required": gettext_lazy("Write the share, for example 51.")},
    )

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        share = text_of(self, "share_percent")
        return [text for text in (text_of(self, "country"), f"{share} %" if share else "") if text]


class OwnerRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        if good and sum(v["share_percent"] for v in self.values) > 100:
            last = self.filled()[-1]
            last.add_error("share_percent", _("Together the shares are more than 100 %."))
            good = False
        return good


def owner_rows(sources: Sources, data: Any = None) -> OwnerRows:
    names = ("id", "name", "country", "share_percent")
    initial = () if data is not None else as_typed(sources["owners"], names)
    return OwnerRows(OwnerRow, "owner", data=data, initial=initial)
