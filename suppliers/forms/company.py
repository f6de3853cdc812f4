"""Company and ownership."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.countries import COUNTRIES
from portal.models import Province, ProvinceChange
from portal.vocabulary import BEFORE, SINCE
from suppliers.forms import words
from suppliers.forms.fields import DecimalNumberField, WholeNumberField, YearField
from suppliers.forms.industries import IndustriesField
from suppliers.forms.rows import Row, Rows
from suppliers.forms.wording import text_of
from suppliers.importing.places import shipped_places
from suppliers.models import Supplier

LANGUAGES = (
    ("vi", gettext_lazy("Vietnamese")),
    ("en", gettext_lazy("English")),
    ("ko", gettext_lazy("Korean")),
    ("ja", gettext_lazy("Japanese")),
    ("zh", gettext_lazy("Chinese")),
)
_chosen = gettext_lazy("Choose one of the list.")


class CompanyForm(forms.Form):
    """What the firm says of itself; ``supplier`` is known for its present main sector."""

    use_required_attribute = False
    COLUMNS = (
        "name", "name_latin", "description", "description_en", "established", "workers", "website",
        "address", "province", "former_province",
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
        help_text=gettext_lazy("The sector of most of your sales. Your level is worked out for it."),
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
    address = forms.CharField(
        label=gettext_lazy("Address of the workshop"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("As you write it on a delivery note."),
    )
    province = forms.TypedChoiceField(
        label=gettext_lazy("Province or city today"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _chosen},
    )
    former_province = forms.TypedChoiceField(
        label=gettext_lazy("Province before 1 July 2025"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "If the address still names it: buyers who look for the old name will find you."
        ),
        error_messages={"invalid_choice": _chosen},
    )

    def __init__(self, data: Any = None, *, supplier: Supplier, today: date) -> None:
        self.supplier = supplier
        held = list(supplier.sectors.all())
        self.main = next((s.sector_id for s in held if s.is_main), None)
        initial = {name: getattr(supplier, name) for name in self.COLUMNS}
        initial |= {
            "province": supplier.province_id,
            "former_province": supplier.former_province_id,
            "sector": self.main,
            "other_sectors": [s.sector_id for s in held if not s.is_main],
            "industries": ", ".join(
                supplier.industries.values_list("industry__code", flat=True).order_by("industry__code")
            ),
        }
        super().__init__(data, initial=initial)
        self.fields["established"].highest = today.year
        sectors = words.sector_choices()
        self.fields["sector"].choices = [("", "—"), *sectors]
        self.fields["other_sectors"].choices = sectors
        self.fields["province"].choices = words.province_choices()
        self.fields["former_province"].choices = words.former_province_choices()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        sector, before, now = data.get("sector"), data.get("former_province"), data.get("province")
        if sector and self.main and sector != self.main and not data.get("sector_reason"):
            self.add_error(
                "sector_reason", _("Say why the main sector changes: the reason stays in the history.")
            )
        if not before and data.get("address"):
            self._place(data)
        if before:
            after = list(ProvinceChange.objects.filter(before=before).select_related("after"))
            if not now and len(after) == 1:
                data["province"] = after[0].after_id
            elif now not in [change.after_id for change in after]:
                today = ", ".join(change.after.label for change in after)
                self.add_error(
                    "former_province", _("This province is part of %(province)s today.") % {"province": today}
                )
        return data

    def _place(self, data: dict[str, Any]) -> None:
        """The province that the address names, old or new, where none was chosen; where it could be several, the
        firm is asked. The old name is kept beside the province that was chosen, if it lies there."""
        place, now = shipped_places().in_address(data["address"]), data.get("province")
        if place.conflict and not now:
            self.add_error(
                "province",
                _("The address names %(places)s. Choose the province in which the workshop lies today.")
                % {"places": ", ".join(place.conflict)},
            )
            return
        known = {(p.list.version, p.code): p.pk for p in Province.objects.select_related("list")}
        named = known.get((SINCE, place.province))
        if now in (None, named):
            data["province"] = named
            data["former_province"] = known.get((BEFORE, place.former))

    @property
    def main_changes(self) -> bool:
        """The reader chose another main sector than the one saved."""
        return self.main is not None and str(self["sector"].value()) != str(self.main)

    @property
    def columns(self) -> dict[str, Any]:
        """Columns of the firm, ready to write."""
        data = self.cleaned_data
        values = {n: data[n] for n in self.COLUMNS if n not in ("province", "former_province")}
        return values | {"province_id": data["province"], "former_province_id": data["former_province"]}


class ContactForm(forms.Form):
    """The person a buyer may ask for; shown to signed-in buyers and staff only."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150, required=False)
    position = forms.CharField(label=gettext_lazy("Position"), max_length=100, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        validators=[
            RegexValidator(
                r"^\+?[0-9 ().-]{6,30}$",
                gettext_lazy("Write digits, for example 0912 345 678 or +84 912 345 678."),
            )
        ],
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
        error_messages={"invalid": gettext_lazy("Write an address such as ha@example.vn.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, supplier: Supplier) -> None:
        contact = getattr(supplier, "contact", None)
        initial = {}
        if contact:
            initial = {n: getattr(contact, n) for n in ("name", "position", "phone", "email")}
            initial["languages"] = contact.languages.split()
        super().__init__(data, prefix="contact", initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("name") and not (data.get("phone") or data.get("email") or self.errors):
            self.add_error(
                "phone",
                _("Give a telephone number or an e-mail address, so that a buyer can reach this person."),
            )
        if (data.get("phone") or data.get("email")) and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name of the person to ask for."))
        return data

    @property
    def values(self) -> dict[str, str] | None:
        """None where no contact is given."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return {**data, "languages": " ".join(data.get("languages") or [])}


class OwnerRow(Row):
    given = frozenset({"country"})

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
        label=gettext_lazy("Share, %"),
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


def owner_rows(supplier: Supplier, data: Any = None) -> OwnerRows:
    initial = (
        ()
        if data is not None
        else supplier.owners.order_by("-share_percent", "pk").values("id", "name", "country", "share_percent")
    )
    return OwnerRows(OwnerRow, "owner", data=data, initial=initial)
