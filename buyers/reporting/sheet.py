"""Rows of a purchase report from a spreadsheet: what is clean, and what is wrong with the others and where.

Nothing is dropped unseen: a row comes in, or it comes back with its number, column, value and a sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from buyers.forms.amounts import read_amount
from buyers.models import PurchaseRow
from buyers.reporting.actions import Bought
from buyers.reporting.naming import contradiction, named
from portal.folding import fold
from portal.models import Sector, User
from suppliers.forms.rows import sentence
from suppliers.importing.cells import Unclean, plain
from suppliers.importing.headers import LOOKED_AT, Header
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import Problem
from suppliers.importing.sectors import sectors_in
from suppliers.importing.sheets import open_table
from suppliers.models import Supplier

Origin = PurchaseRow.Origin
Key = tuple[int, str, int | None]

COLUMNS: Mapping[str, str] = {
    "category": "nhóm hàng | ngành | ngành hàng | lĩnh vực | nhóm mua | category | sector | purchase category",
    "origin": "nguồn mua | nguồn | xuất xứ | mua ở đâu | origin | source | bought",
    "ownership": "chủ sở hữu | sở hữu | vốn | loại hình vốn | vốn của nhà cung cấp | ownership | owner | supplier ownership",
    "amount": "giá trị | số tiền | giá trị mua | giá trị (triệu đồng) | triệu đồng | amount | value | million VND",
    "supplier": "nhà cung cấp | mã số thuế | mst | mã nhà cung cấp | mã công khai | supplier | tax code | supplier code",
    "year": "năm | year",
}
NEEDED = ("category", "origin", "amount")
_FIELD_OF = {fold(name): field for field, names in COLUMNS.items() for name in names.split("|")}
_LOCAL = "trong nước | nội địa | mua trong nước | Việt Nam | VN | local | domestic | in Vietnam | Vietnam"
_IMPORTED = "nhập khẩu | nhập | nước ngoài | import | imported | imports | abroad"
_OWNERS = {
    Origin.VIETNAMESE: "Việt Nam | vốn Việt Nam | trong nước | VN | Vietnamese | Vietnamese-owned | Vietnam | domestic | local",
    Origin.FOREIGN: "nước ngoài | vốn nước ngoài | FDI | vốn đầu tư nước ngoài | foreign | foreign-invested | foreign-owned",
    Origin.UNKNOWN: "không rõ | chưa rõ | chưa biết | không biết | unknown | not known",
}  # fmt: skip


def _same(text: str) -> str:
    return fold(text).replace("viet nam", "vietnam")


@dataclass(frozen=True, slots=True)
class _Words:
    """What a cell may say, folded. ``whole``: an origin as the form names it, which tells the owner too."""

    local: frozenset[str]
    imported: frozenset[str]
    owners: Mapping[str, str]
    whole: Mapping[str, str]


@cache
def _words() -> _Words:
    """Our own words and those of the form, in both languages."""
    owners = {_same(w): origin.value for origin, words in _OWNERS.items() for w in words.split("|")}
    whole: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            owners |= {_same(str(o.label)): o.value for o in Supplier.Ownership}
            whole |= {_same(str(o.label)): o.value for o in Origin}
    return _Words(
        frozenset(_same(w) for w in _LOCAL.split("|")),
        frozenset(_same(w) for w in _IMPORTED.split("|")),
        owners,
        whole,
    )


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that was not taken in, and why; ``number`` is its line in the file, from 1."""

    number: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Sheet:
    """A file that was read: clean rows, rows that come back, titles in which nobody looked."""

    rows: list[Bought] = field(default_factory=list)
    returned: list[Returned] = field(default_factory=list)
    unread: tuple[str, ...] = ()


def read_sheet(data: bytes, year: int, reader: User, *, synthetic: bool) -> Sheet:
    """Raises Refused for the whole file."""
    table = open_table(data, find=find_columns)
    header = table.header
    cells = list(_cells(table.rows, header))
    firms = named((said.get("supplier", "") for _number, said in cells), reader, synthetic=synthetic)
    sectors = {s.letters[0]: s.pk for s in Sector.objects.current() if len(s.letters) == 1}
    sheet, seen = Sheet(unread=header.unread), set[Key]()
    for number, said in cells:
        row = _Row(said, header, year, sectors, firms)
        bought = row.bought
        if bought is not None and (key := (bought.sector, bought.origin, bought.supplier)) in seen:
            row.wrong("category", "repeated", sentence(PurchaseRow, "one_row_a_category_origin_and_supplier"))
        elif bought is not None:
            seen.add(key)
            sheet.rows.append(bought)
        if row.problems:
            sheet.returned.append(Returned(number, tuple(row.problems)))
    return sheet


def find_columns(rows: Sequence[Sequence[str]]) -> Header:
    """The first row that names category, origin and amount."""
    for number, row in enumerate(rows[:LOOKED_AT], start=1):
        columns: dict[str, int] = {}
        titles: dict[str, str] = {}
        unread = []
        for at, cell in enumerate(row):
            title = " ".join(cell.split())[:100]
            name = _FIELD_OF.get(fold(title)) or _FIELD_OF.get(fold(title.partition("(")[0]), "")
            if name and name not in columns:
                columns[name], titles[name] = at, title
            elif title:
                unread.append(title)
        if all(name in columns for name in NEEDED):
            return Header(number, columns, titles, tuple(unread))
    raise Refused(
        _("None of the first %(count)s rows names the columns category, origin and amount. Use the template.")
        % {"count": LOOKED_AT}
    )


def _cells(rows: Sequence[Sequence[str]], header: Header) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and what each says, without empty lines."""
    for number, values in enumerate(rows[header.row :], start=header.row + 1):
        said = {n: values[at] for n, at in header.columns.items() if at < len(values) and values[at].strip()}
        if said:
            yield number, said


class _Row:
    """One line, judged cell by cell; ``bought`` is None where anything is wrong."""

    def __init__(
        self,
        said: Mapping[str, str],
        header: Header,
        year: int,
        sectors: Mapping[str, int],
        firms: Mapping[str, Supplier],
    ) -> None:
        self.said, self.header, self.problems = said, header, list[Problem]()
        self.faulty = set[str]()
        self._year(year)
        sector = self._sector(sectors)
        origin = self._origin()
        amount = self._amount()
        supplier = self._supplier(firms, origin)
        good = not self.problems and sector and origin and amount
        self.bought = Bought(sector, origin, amount, supplier) if good and sector and amount else None

    def wrong(self, column: str, code: str, words: str) -> None:
        """The first thing that is wrong with a cell is the one to correct."""
        if column in self.faulty:
            return
        self.faulty.add(column)
        value = " ".join(self.said.get(column, "").split())[:80]
        self.problems.append(Problem(self.header.titles.get(column, column), value, code, words))

    def _text(self, column: str) -> str:
        try:
            return plain(self.said.get(column, ""))
        except Unclean as why:
            self.wrong(column, why.code, why.sentence)
            return ""

    def _year(self, year: int) -> None:
        text = self._text("year")
        if text and text != str(year):
            self.wrong("year", "other_year", _("This report is about %(year)s.") % {"year": year})

    def _sector(self, sectors: Mapping[str, int]) -> int | None:
        letters, unknown = sectors_in(self._text("category"))
        if len(letters) == 1 and not unknown:
            return sectors.get(letters)
        self.wrong(
            "category", "category", _("Name one of the seven sectors, for example “Mechanical” or “M”.")
        )
        return None

    def _origin(self) -> str:
        known = _words()
        where, owner = _same(self._text("origin")), _same(self._text("ownership"))
        if owner and owner not in known.owners:
            self.wrong("ownership", "ownership", _("Write Vietnamese, foreign or unknown."))
            return ""
        said = known.owners.get(owner, "")
        whole = known.whole.get(where, "")
        if where in known.imported or whole == Origin.IMPORTED:
            if said == Origin.VIETNAMESE:
                self.wrong("ownership", "import_owned", _("An import has no Vietnamese-owned supplier."))
            return Origin.IMPORTED
        if whole:
            if said not in ("", whole):
                self.wrong("ownership", "two_owners", _("The origin of this row names another owner."))
            return whole
        if where in known.local:
            return said or Origin.UNKNOWN
        self.wrong("origin", "origin", _("Write local or import."))
        return ""

    def _amount(self) -> Decimal | None:
        try:
            return read_amount(self._text("amount"))
        except ValidationError as why:
            self.wrong("amount", "amount", why.messages[0])
            return None

    def _supplier(self, firms: Mapping[str, Supplier], origin: str) -> int | None:
        text = self.said.get("supplier", "")
        if not self._text("supplier"):
            return None
        if origin == Origin.IMPORTED:
            self.wrong("supplier", "import", sentence(PurchaseRow, "imports_name_no_supplier_of_ours"))
        firm = firms.get(text)
        if firm is None:
            self.wrong("supplier", "supplier", no_such_firm())
        elif words := contradiction(firm, origin):
            self.wrong("supplier", "owner", words)
        return firm.pk if firm else None


def no_such_firm() -> str:
    return _("No firm of the directory has this tax code or number. Correct it, or leave it empty.")


def no_such_firm_to_name() -> str:
    """Where a firm must be named."""
    return _("No firm of the directory has this tax code or number. Correct it.")
