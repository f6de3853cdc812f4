"""Where the firm works, the papers of its site, and whom buyers may ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.lineage import Earlier
from portal.models import Province, ProvinceChange
from portal.vocabulary import BEFORE, SINCE
from suppliers.forms import words
from suppliers.forms.fields import DayField, WholeNumberField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.importing.places import shipped_places
from suppliers.models import Permit, Site

_chosen = gettext_lazy("Choose one of the list.")


class PlaceForm(forms.Form):
    """The address of the firm."""

    use_required_attribute = False

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

    def __init__(self, data: Any = None, *, sources: Sources) -> None:
        supplier = sources.supplier
        initial = {
            "address": supplier.address,
            "province": supplier.province_id,
            "former_province": supplier.former_province_id,
        }
        super().__init__(data, initial=initial)
        self.fields["province"].choices = words.to_choose(sources["provinces"])
        self.fields["former_province"].choices = words.to_choose(sources["former_provinces"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        before, now = data.get("former_province"), data.get("province")
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
        places, now = shipped_places(), data.get("province")
        place = places.in_address(data["address"])
        if place.divided:
            self._part(places.earlier[place.divided], data)
            return
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

    def _part(self, unit: Earlier, data: dict[str, Any]) -> None:
        """An earlier province of which parts lie in several of today: the province that was chosen settles it where
        it holds one part, else the firm is asked."""
        now = data.get("province")
        if now is None:
            self.add_error("former_province", unit.question)
            return
        code = Province.objects.filter(pk=now).values_list("code", flat=True).first()
        parts = [part.former for part in unit.parts if part.province == code]
        if len(parts) == 1:
            before = Province.objects.filter(list__version=BEFORE, code=parts[0])
            data["former_province"] = before.values_list("pk", flat=True).first()

    @property
    def values(self) -> dict[str, Any]:
        """Columns of the firm, ready to write."""
        data = self.cleaned_data
        return {
            "address": data["address"],
            "province_id": data["province"],
            "former_province_id": data["former_province"],
        }


class SiteRow(Row):
    layout = (("use",), ("address",), ("province", "area_m2"))
    suffixes = {"area_m2": "m²"}
    nameless = gettext_lazy("Place %(n)s")
    plural = gettext_lazy("Other places")
    more = gettext_lazy("Add a place")

    use = forms.ChoiceField(
        label=gettext_lazy("Used as"),
        choices=[("", "—"), *Site.Use.choices],
        error_messages={"required": gettext_lazy("Choose what it is used as."), "invalid_choice": _chosen},
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write where it is.")},
    )
    province = forms.TypedChoiceField(
        label=gettext_lazy("Province or city today"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _chosen},
    )
    area_m2 = WholeNumberField(label=gettext_lazy("Floor area"), lowest=1, highest=10_000_000, required=False)

    def __init__(self, *args: Any, provinces: words.Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = provinces

    @property
    def title(self) -> str:
        return text_of(self, "use")

    @property
    def facts(self) -> list[str]:
        area = text_of(self, "area_m2")
        return [
            text
            for text in (text_of(self, "address"), text_of(self, "province"), f"{area} m²" if area else "")
            if text
        ]


class SiteRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["address"], sentence(Site, "one_row_a_place_of_a_firm"))
        return good and not any(form.errors for form in self.filled())


def site_rows(sources: Sources, data: Any = None) -> SiteRows:
    initial = () if data is not None else as_typed(sources["sites"], SiteRow.base_fields)
    options = {"provinces": words.to_choose(sources["provinces"])}
    return SiteRows(SiteRow, "site", data=data, initial=initial, options=options)


class PermitForm(forms.Form):
    """One kind of paper: held, not asked for by law, or missing."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label="",
        choices=[("", gettext_lazy("No answer yet")), *Permit.State.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _chosen},
    )
    number = forms.CharField(label=gettext_lazy("Number of the paper"), max_length=80, required=False)
    valid_to = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Empty where it has no end."),
    )

    def __init__(self, data: Any = None, *, kind: Permit.Kind, held: Permit | None) -> None:
        initial = {name: getattr(held, name, None) for name in self.base_fields}
        super().__init__(data, prefix=f"permit-{kind.value}", initial=initial)
        self.kind = kind
        self.fields["state"].label = kind.label

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("number") or data.get("valid_to")) and data.get("state") != "held":
            self.add_error(
                "state",
                _("A number or a date is there: choose “%(held)s”.") % {"held": Permit.State.HELD.label},
            )
        return data

    @property
    def called(self) -> str:
        return str(self.kind.label)

    @property
    def values(self) -> dict[str, Any] | None:
        """A row, or None while there is no answer."""
        return (
            {"id": None, "kind": self.kind.value, **self.cleaned_data} if self.cleaned_data["state"] else None
        )


def permit_forms(sources: Sources, data: Any = None) -> dict[str, PermitForm]:
    held = {permit.kind: permit for permit in sources["permits"]}
    return {
        f"permit_{kind.value}": PermitForm(data, kind=kind, held=held.get(kind.value)) for kind in Permit.Kind
    }
