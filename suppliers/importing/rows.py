"""A row of a list, read and cleaned: what it says, what is wrong with it, what is worth a note.

Nothing here asks the database, so that a whole file can be tried before anything is changed. Personal
values (telephone, e-mail, contact, a household's number) are never repeated in a problem nor kept in ``raw``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.lineage import Earlier, Part
from suppliers.forms.fields import WholeNumberField, YearField
from suppliers.forms.industries import MOST, classes_in
from suppliers.importing import cells
from suppliers.importing.cells import Unclean
from suppliers.importing.headers import Header, field_of
from suppliers.importing.names import phone_key
from suppliers.importing.places import Place, Places
from suppliers.importing.sectors import sectors_in

PERSONAL = frozenset({"phone", "email", "contact"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell: the column as the file calls it, the value, a stable code and a sentence."""

    column: str
    value: str
    code: str
    sentence: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(slots=True)
class Row:
    """One firm of a list. ``province`` and ``former_province`` are codes, ``sectors`` letters with the main
    one first; ``divided`` is the code of an earlier province of which a part is asked for; ``problems`` keep the row out, ``notes`` do not. ``held``: field -> the cell as written, where ``raw``
    shows less of it."""

    number: int
    raw: Mapping[str, str]
    name: str = ""
    name_latin: str = ""
    tax_code: str = ""
    household_number: str = ""
    address: str = ""
    province: str = ""
    former_province: str = ""
    divided: str = ""
    sectors: str = ""
    industries: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    process: str = ""
    material: str = ""
    product: str = ""
    workers: int | None = None
    established: int | None = None
    held: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def cleaned(self) -> dict[str, Any]:
        """What was read, without what is personal and without what is empty."""
        hidden = {"number", "raw", "held", "problems", "notes", "household_number", *PERSONAL}
        values = {name: getattr(self, name) for name in self.__slots__ if name not in hidden}
        return {name: value for name, value in values.items() if value not in ("", None)}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person answered where a list names an earlier province that was divided: codes of its parts.

    ``units``: code of the earlier province -> the part, for the whole list; ``rows``: number of a row -> the part,
    for that row alone, which goes before.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def stored(cls, places: Mapping[str, Mapping[str, str]]) -> Self:
        """As a batch keeps it."""
        rows = {int(number): part for number, part in places.get("rows", {}).items()}
        return cls(places.get("units", {}), rows)

    def as_json(self) -> dict[str, dict[str, str]]:
        return {
            "units": dict(self.units),
            "rows": {str(number): part for number, part in sorted(self.rows.items())},
        }

    def for_row(self, number: int, part: str) -> Self:
        """With the answer for one row; the same where there is none."""
        return replace(self, rows={**self.rows, number: part}) if part else self

    def of(self, number: int, unit: Earlier) -> Part | None:
        """The part in which the firm of a row lies; None where nobody said so."""
        return unit.part(self.rows.get(number, "")) or unit.part(self.units.get(unit.code, ""))


NOTHING_CHOSEN = Chosen()


def read_rows(
    table: Sequence[Sequence[str]], header: Header, places: Places, chosen: Chosen = NOTHING_CHOSEN
) -> Iterator[Row]:
    """Every row under the header that says anything. A header repeated further down is passed over."""
    for number, values in enumerate(table[header.row :], start=header.row + 1):
        said = {
            name: values[at] for name, at in header.columns.items() if at < len(values) and values[at].strip()
        }
        if not said or (len(said) > 1 and all(field_of(value[:200]) == name for name, value in said.items())):
            continue
        yield _Reader(number, said, header, places, chosen).row


def read_one(
    number: int,
    said: Mapping[str, str],
    titles: Mapping[str, str],
    places: Places,
    chosen: Chosen = NOTHING_CHOSEN,
    *,
    typed: bool = False,
) -> Row:
    """A row of its own: field -> text, and what the file calls each field. ``typed``: by somebody who corrects it, so
    that nothing is left out unseen."""
    header = Header(0, {name: at for at, name in enumerate(titles)}, titles, ())
    said = {name: text for name, text in said.items() if text.strip()}
    return _Reader(number, said, header, places, chosen, typed=typed).row


class _Reader:
    def __init__(
        self,
        number: int,
        said: Mapping[str, str],
        header: Header,
        places: Places,
        chosen: Chosen,
        *,
        typed: bool = False,
    ) -> None:
        self.said, self.header, self.places, self.chosen, self.typed = said, header, places, chosen, typed
        kept = {name: self._kept(name, value) for name, value in said.items()}
        self.row = Row(number, {header.titles[name]: text for name, text in kept.items()})
        self.row.held = {name: value for name, value in said.items() if kept[name] != " ".join(value.split())}
        if self._outside():
            return
        for name, clean in _SIMPLE.items():
            self._take(name, clean)
        self._take_numbers()
        self._take_place()
        self._take_sectors()
        self._take_industries()
        if "country" in header.columns and not (self.in_vietnam or self.row.province or self.row.tax_code):
            self._problem(
                "country",
                "no_country",
                _("Neither a country nor a province nor a tax code says where this firm is."),
            )

    @staticmethod
    def _kept(name: str, value: str) -> str:
        """A cell as it is kept and shown."""
        shown = (c if c >= " " and not "\ud800" <= c <= "\udfff" else " " for c in value[:300])
        text = " ".join("".join(shown).split())
        digits = re.sub(r"\D", "", text)
        if name == "tax_code" and len(digits) in (11, 12):
            return cells.hidden(digits)
        if name == "phone" and not phone_key(text) and not re.search(r"[^\W\d]", text):
            return text  # too few digits to be anybody's, and no name
        return cells.hidden(text) if name in PERSONAL else cells.masked(text)

    def _problem(self, name: str, code: str, sentence: str, *, note: bool = False) -> None:
        value = self._kept(name, self.said.get(name, ""))
        problem = Problem(self.header.titles.get(name, name), value, code, sentence)
        (self.row.notes if note else self.row.problems).append(problem)

    def _take(self, name: str, clean: Callable[[str], Any]) -> None:
        if name not in self.said and name != "name":
            return
        try:
            setattr(self.row, name, clean(self.said.get(name, "")))
        except Unclean as why:
            self._unclean(name, why.code, why.sentence)

    def _unclean(self, name: str, code: str, sentence: str) -> None:
        """A cell that cannot be read keeps its row out; an optional one of a file is left out, and a note says so."""
        if name in _OPTIONAL and not self.typed:
            self._problem(name, code, _("%(why)s It was left out.") % {"why": sentence}, note=True)
        else:
            self._problem(name, code, sentence)

    def _outside(self) -> bool:
        """A firm of another country: one problem, and the rest of the row is not judged."""
        country = self.said.get("country", "")
        try:
            self.in_vietnam = cells.in_vietnam(country)
            if self.in_vietnam or not cells.plain(country):
                return False
        except Unclean as why:
            self._problem("country", why.code, why.sentence)
            return True
        self._problem(
            "country",
            "other_country",
            _("This firm is in %(country)s; the portal takes in firms that make things in Vietnam.")
            % {"country": cells.plain(country)[:60]},
        )
        return True

    def _take_numbers(self) -> None:
        try:
            self.row.tax_code, self.row.household_number = cells.tax_code(self.said.get("tax_code", ""))
        except Unclean as why:
            self._problem("tax_code", why.code, why.sentence)
        counts = (
            ("workers", WholeNumberField(highest=1_000_000, required=False)),
            ("established", YearField(required=False)),
        )
        for name, number in counts:
            try:
                setattr(self.row, name, number.clean(cells.plain(self.said.get(name, ""))))
            except Unclean as why:
                self._unclean(name, why.code, why.sentence)
            except ValidationError as why:
                self._unclean(name, "number", why.messages[0])

    def _take_place(self) -> None:
        try:
            self.row.address, left_out = cells.address(self.said.get("address", ""))
        except Unclean as why:
            self._problem("address", why.code, why.sentence)
            return
        if left_out:
            self._problem("address", "damaged", left_out, note=True)
        place = self._place_of_address()
        if given := self._column("province"):
            place = self._with_column(place, self.places.named(given))
        if place.conflict:
            names = ", ".join(place.conflict)
            said = (
                _("This names %(names)s: one of them today; which of the former provinces is not known.")
                if place.province
                else _("This names %(names)s; the province was left unknown.")
            )
            self._problem("address", "two_provinces", said % {"names": names}, note=True)
        if place.divided:
            column_asks = bool(given) and self.places.named(given).divided == place.divided
            self._ask(self.places.earlier[place.divided], "province" if column_asks else "address")
        else:
            self.row.province, self.row.former_province = place.province, place.former

    def _ask(self, unit: Earlier, named: str) -> None:
        """An earlier province that was divided: the part that somebody chose, with a note, else a question."""
        self.row.divided = unit.code
        if part := self.chosen.of(self.row.number, unit):
            self.row.province, self.row.former_province = part.province, part.former
            sentence = _("%(earlier)s was divided; staff chose %(part)s.")
            said = sentence % {"earlier": unit.label, "part": part.label}
            self._problem(named, "part_chosen", said, note=True)
        else:
            self._problem(named, "divided_province", unit.question)

    def _place_of_address(self) -> Place:
        """The lines of a cell are parts of an address, or several addresses, unless a line only ran full."""
        lines = cells.address(re.sub(r"[\r\n]+", "; ", self.said.get("address", "")[:300].strip()))[0]
        place = self.places.in_address(lines)
        return place if place != Place() else self.places.in_address(self.row.address)

    def _with_column(self, address: Place, column: Place) -> Place:
        """The province column decides; the address may add the former province within it."""
        if unit := self.places.earlier.get(column.divided):
            return _within(unit, address) or column
        if (unit := self.places.earlier.get(address.divided)) and (inside := _within(unit, column)):
            return inside
        if not column.province:
            self._problem(
                "province", "unknown_province", _("This is no province or city that we know."), note=True
            )
            return address
        if address.divided or (address.province and address.province != column.province):
            self._problem(
                "province",
                "other_province",
                _("The address names another province; this column was followed."),
                note=True,
            )
        elif address.province and not column.former:
            return address
        return column

    def _column(self, name: str) -> str:
        try:
            return cells.short(self.said.get(name, ""), 200)
        except Unclean as why:
            self._problem(name, why.code, why.sentence)
            return ""

    def _take_sectors(self) -> None:
        if text := self._column("sector"):
            self.row.sectors, unknown = sectors_in(text)
            if unknown:
                self._problem(
                    "sector",
                    "unknown_sector",
                    _("“%(words)s” is none of the portal's sectors and was left out.")
                    % {"words": ", ".join(unknown)},
                    note=True,
                )

    def _take_industries(self) -> None:
        """Classes of VSIC 2025; what is none of manufacturing is left out with a note."""
        if text := self._column("industries"):
            found, unknown = classes_in(text)
            self.row.industries = ", ".join(found[:MOST])
            if unknown:
                self._problem(
                    "industries",
                    "unknown_industry",
                    _("VSIC 2025 has no class of manufacturing %(codes)s; it was left out.")
                    % {"codes": ", ".join(f"“{code}”" for code in unknown)},
                    note=True,
                )


def _within(unit: Earlier, place: Place) -> Place | None:
    """``place`` as part of an earlier province; None where it lies in none of its parts."""
    parts = [p for p in unit.parts if p.province == place.province and place.former in ("", p.former)]
    return Place(place.province, parts[0].former if len(parts) == 1 else "") if parts else None


# What a firm may be taken in without.
_OPTIONAL = frozenset({"contact", "phone", "email", "website", "workers", "established"})
_SIMPLE: Mapping[str, Callable[[str], Any]] = {
    "name": cells.name,
    "name_latin": lambda value: cells.repaired(cells.short(value, 250)),
    "contact": lambda value: cells.repaired(cells.short(value, 150)),
    "phone": cells.phone,
    "email": cells.email,
    "website": cells.website,
    "process": lambda value: cells.short(value, 500),
    "material": lambda value: cells.short(value, 500),
    "product": lambda value: cells.repaired(cells.short(value, 1000)),
}
