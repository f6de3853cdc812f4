"""What is to become of each row of a file: read against the database, changing nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.lexicon import Lexicon
from suppliers.importing.matching import Candidate, Index, Known
from suppliers.importing.names import address_of, name_of, phone_key
from suppliers.importing.places import shipped_places
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import NOTHING_CHOSEN, Chosen, Problem, Row, read_rows
from suppliers.importing.sheets import Table
from suppliers.models import Contact, HouseholdNumber, ImportRow, Supplier, SupplierName

# Hears how many lines of how many were read.
Told = Callable[[int, int], None]
TOLD_EACH = 250


@dataclass(frozen=True, slots=True)
class Entry:
    """A row and its fate. ``processes`` and ``materials`` are keys of the vocabulary."""

    row: Row
    fate: str
    candidates: tuple[Candidate, ...] = ()
    processes: tuple[int, ...] = ()
    materials: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A file read to its end, and what is to become of each row."""

    file_name: str
    digest: str
    table: Table
    entries: Sequence[Entry]

    def of(self, fate: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.fate == fate]

    @property
    def takes_something(self) -> bool:
        return any(entry.fate != ImportRow.Fate.REFUSED for entry in self.entries)


def plan_list(
    file_name: str,
    digest: str,
    table: Table,
    told: Told | None = None,
    chosen: Chosen = NOTHING_CHOSEN,
) -> Plan:
    """Read a list to its end. ``told`` hears how many lines of how many were read, and may raise to stop.

    Raises Refused where nothing stands under the names of the columns.
    """
    entries = []
    for entry in entries_of(table, chosen):
        entries.append(entry)
        if told and len(entries) % TOLD_EACH == 0:
            told(entry.row.number, len(table.rows))
    if not entries:
        raise Refused(_("There is a row of column names and nothing under it."))
    return Plan(file_name[:200], digest, table, entries)


def entries_of(table: Table, chosen: Chosen = NOTHING_CHOSEN) -> Iterator[Entry]:
    fates = Fates(Index(firms_we_have()))
    titles = table.header.titles
    rows = read_rows(table.rows, table.header, shipped_places(), chosen)
    return (fates.of(row, titles) for row in rows)


class Fates:
    """What becomes of rows, one after the other: a row that lands is a firm we have for the rows behind it."""

    def __init__(self, index: Index) -> None:
        self.index, self.lexicon = index, Lexicon.load()

    def of(self, row: Row, titles: Mapping[str, str], others: Collection[int] = ()) -> Entry:
        """``others``: firms that the row is known not to be."""
        if row.problems:
            return Entry(row, ImportRow.Fate.REFUSED)
        firm = _known(row)
        match = self.index.match(firm, others)
        if match.candidates:
            return Entry(row, ImportRow.Fate.SET_ASIDE, match.candidates)
        if match.namesakes:
            _note_namesakes(row, titles, match.namesakes)
        self.index.add(firm)
        processes, materials = _capabilities(row, titles, self.lexicon)
        return Entry(row, ImportRow.Fate.LANDED, (), processes, materials)


def firms_we_have(among: QuerySet[Supplier] | None = None) -> Iterator[Known]:
    """Every firm of this portal, or those ``among``, as a row may meet it; four questions however many there are."""
    of = {} if among is None else {"supplier__in": among.values("pk")}
    others: dict[int, list[str]] = {}
    for supplier, name in SupplierName.objects.filter(**of).values_list("supplier", "name"):
        others.setdefault(supplier, []).append(name)
    phones = dict(Contact.objects.filter(**of).exclude(phone="").values_list("supplier", "phone"))
    households = dict(HouseholdNumber.objects.filter(**of).values_list("supplier", "number"))
    firms = (
        (Supplier.objects.all() if among is None else among)
        .order_by("pk")
        .values_list(
            "pk", "public_id", "name", "name_latin", "tax_code", "address", "province__code", "merged_into"
        )
    )
    for pk, public_id, name, latin, code, address, province, merged_into in firms:
        # A firm merged into another keeps its tax code, so the code leads to the firm that lives on.
        names = () if merged_into else tuple(name_of(n) for n in (name, latin, *others.get(pk, ())) if n)
        yield Known(
            label=f"{name} ({public_id})",
            names=names,
            address=address_of(address, province or ""),
            tax_code=code or "",
            household=households.get(pk, ""),
            phone=phone_key(phones.get(pk, "")),
            supplier=merged_into or pk,
        )


def _known(row: Row) -> Known:
    return Known(
        label=row.name,
        names=tuple(name_of(name) for name in (row.name, row.name_latin) if name),
        address=address_of(row.address, row.province),
        tax_code=row.tax_code,
        household=row.household_number,
        phone=phone_key(row.phone),
        row=row.number,
    )


def _note_namesakes(row: Row, titles: Mapping[str, str], namesakes: Iterable[Known]) -> None:
    firms = [_("row %(row)s") % {"row": n.row} if n.row else n.label for n in namesakes]
    row.notes.append(
        Problem(
            titles["name"],
            row.raw.get(titles["name"], ""),
            "namesake",
            ngettext(
                "A firm of this or a similar name is here: %(firms)s. Nothing else agrees, so this one was taken in.",
                "Firms of this or a similar name are here: %(firms)s. Nothing else agrees, so this one was taken in.",
                len(firms),
            )
            % {"firms": "; ".join(firms)},
        )
    )


def _capabilities(
    row: Row, titles: Mapping[str, str], lexicon: Lexicon
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Processes and materials in the words of the vocabulary. A material belongs to a process: with several
    processes it is not said to which, and stays out."""
    found: dict[str, list[int]] = {"process": [], "material": []}
    for column, text in (("process", row.process), ("material", row.material)):
        if not text:
            continue
        words = [c for c in lexicon.read(text).concepts if c.kind in found]
        for word in words:
            found[word.kind].append(word.id)
        if not words:
            title = titles[column]
            sentence = _("No word of this is in the portal's vocabulary; it was left out.")
            row.notes.append(Problem(title, row.raw.get(title, ""), "unknown_words", sentence))
    processes = tuple(dict.fromkeys(found["process"]))
    materials = tuple(dict.fromkeys(found["material"]))
    if materials and len(processes) != 1:
        title = titles["material" if row.material else "process"]
        sentence = _("To which process these materials belong is not said; they were left out.")
        row.notes.append(Problem(title, row.raw.get(title, ""), "whose_materials", sentence))
    return processes, materials if len(processes) == 1 else ()
