"""A row beside the firms it may be: the same questions of both, and which answers agree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.folding import fold
from portal.models import Province
from portal.vocabulary import SINCE
from suppliers.importing.names import Agreement, address_of, compare, name_of, phone_key
from suppliers.importing.pages import reasons_of
from suppliers.models import ImportRow, Supplier

ASKED: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name of the firm"),
    "name_latin": gettext_lazy("Name in English"),
    "tax_code": gettext_lazy("Tax code"),
    "address": gettext_lazy("Address"),
    "province": gettext_lazy("Province or city"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail address"),
    "website": gettext_lazy("Website"),
    "product": gettext_lazy("What it makes"),
}


Said = Mapping[str, str]


def _same_name(one: Said, other: Said) -> bool:
    """Either name of the one is either name of the other: a list may have the English one alone."""
    ours, theirs = (
        {name_of(said[name]).key for name in ("name", "name_latin") if said.get(name)}
        for said in (one, other)
    )
    return bool(ours & theirs)


def _same_address(one: Said, other: Said) -> bool:
    """The province has a row of its own."""
    return compare(address_of(one["address"], ""), address_of(other["address"], "")) is Agreement.SAME


def _same_phone(one: Said, other: Said) -> bool:
    ours = phone_key(one["phone"])
    return bool(ours) and ours == phone_key(other["phone"])


# What the reasons compare in their own way is the same here too, or the table would gainsay them.
ALIKE: Mapping[str, Callable[[Said, Said], bool]] = {
    "name": _same_name,
    "address": _same_address,
    "phone": _same_phone,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, and what either says. ``about_record``: what this portal holds of either, which says nothing
    of whether the two are one firm. ``alike``: they agree although they are written otherwise."""

    label: str | Promise
    one: str
    other: str
    about_record: bool = False
    alike: bool = False

    @property
    def agrees(self) -> bool:
        return self.alike or (bool(self.one) and fold(self.one) == fold(self.other))


@dataclass(frozen=True, slots=True)
class Pair:
    firm: Supplier
    reasons: str
    answers: Sequence[Answer]


def beside(row: ImportRow, said: Mapping[str, str]) -> list[Pair]:
    """``said``: field -> the row's cell. The firms in the order in which they were found; four questions at most."""
    wanted = [c["supplier"] for c in row.candidates if c["supplier"]]
    if wanted and not said.get("province") and (code := row.cleaned.get("province")):
        read = Province.objects.filter(list__version=SINCE, code=code).first()
        said = {**said, "province": str(read or "")}
    firms = Supplier.objects.select_related("province", "contact").in_bulk(wanted)
    reasons = {c["supplier"]: reasons_of(c["reasons"]) for c in row.candidates}
    return [
        Pair(firm, reasons[pk], answers(said, said_by(firm)))
        for pk in dict.fromkeys(wanted)
        if (firm := firms.get(pk))
    ]


def said_by(firm: Supplier) -> dict[str, str]:
    """What a firm says to each question; ``firm`` comes with its province and contact."""
    contact = getattr(firm, "contact", None)
    return {
        "name": firm.name,
        "name_latin": firm.name_latin,
        "tax_code": firm.tax_code or "",
        "address": firm.address,
        "province": str(firm.province or ""),
        "phone": contact.phone if contact else "",
        "email": contact.email if contact else "",
        "website": firm.website,
        "product": firm.description,
    }


def answers(one: Mapping[str, str], other: Mapping[str, str]) -> list[Answer]:
    """What either says to each question that at least one of them answers."""
    return [
        Answer(label, one.get(name, ""), other.get(name, ""), alike=_alike(name, one, other))
        for name, label in ASKED.items()
        if one.get(name) or other.get(name)
    ]


def _alike(name: str, one: Said, other: Said) -> bool:
    return name in ALIKE and bool(one.get(name) and other.get(name)) and ALIKE[name](one, other)
