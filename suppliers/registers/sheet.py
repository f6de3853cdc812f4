"""A file of a register as rows: what each says, nothing judged yet. Columns are known by their names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.folding import fold
from suppliers.importing.cells import Unclean, digits_of, plain
from suppliers.importing.headers import LOOKED_AT, Header
from suppliers.importing.refusal import Refused
from suppliers.importing.sheets import open_table

# Read and compared while its reader waits; recording them is the work of a worker.
MOST_ROWS = 20_000
COMPANIES, CERTIFICATES = "companies", "certificates"
COLUMNS: Mapping[str, str] = {
    "tax_code": "mã số thuế | mã số doanh nghiệp | mst | tax code | tax number | enterprise code",
    "name": "tên doanh nghiệp | tên | tên công ty | tên đơn vị được chứng nhận | name | company | holder",
    "number": "số chứng chỉ | số giấy chứng nhận | số gcn | certificate number | certificate no | number",
    "valid_to": "ngày hết hạn | hiệu lực đến | có giá trị đến | valid to | valid until | expiry date | expires",
    "status": "tình trạng | trạng thái | tình trạng hoạt động | status | state",
}
# The column without which a row of the register cannot be found here.
KEY = {COMPANIES: "tax_code", CERTIFICATES: "number"}
_FIELD_OF = {fold(name): field for field, names in COLUMNS.items() for name in names.split("|")}
_ACTIVE = frozenset(fold(w) for w in "đang hoạt động | hoạt động | còn hiệu lực | hiệu lực | active | valid | in force | operating | ok".split("|"))  # fmt: skip
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: ``line`` is its place in the file, from 1; ``key`` the tax code in digits, or the folded number.

    ``wrong`` says what cannot be read; ``active`` is None where the file says nothing of it.
    """

    line: int
    key: str
    written: str
    name: str = ""
    valid_to: date | None = None
    active: bool | None = None
    status: str = ""
    wrong: str = ""


def read_register(data: bytes, kind: str) -> list[Entry]:
    """Raises Refused for the whole file: no such columns, no rows, or more than are matched at once."""
    table = open_table(data, find=lambda rows: _header(rows, kind))
    entries = list(_entries(table.rows, table.header, kind))
    if not entries:
        raise Refused(_("This file has no rows below its header."))
    if len(entries) > MOST_ROWS:
        raise Refused(
            _("This file has %(count)s rows; at most %(most)s are matched at once. Split it.")
            % {
                "count": number_format(len(entries), force_grouping=True),
                "most": number_format(MOST_ROWS, force_grouping=True),
            }
        )
    return entries


def _header(rows: Sequence[Sequence[str]], kind: str) -> Header:
    for number, row in enumerate(rows[:LOOKED_AT], start=1):
        columns: dict[str, int] = {}
        titles: dict[str, str] = {}
        for at, cell in enumerate(row):
            name = _FIELD_OF.get(fold(cell[:200]), "")
            if name and name not in columns:
                columns[name], titles[name] = at, " ".join(cell.split())[:100]
        if KEY[kind] in columns:
            return Header(number, columns, titles, ())
    wanted = _("tax code") if kind == COMPANIES else _("certificate number")
    raise Refused(
        _("None of the first %(count)s rows names the column “%(column)s”.")
        % {"count": LOOKED_AT, "column": wanted}
    )


def _entries(rows: Sequence[Sequence[str]], header: Header, kind: str) -> Iterator[Entry]:
    for line, row in enumerate(rows[header.row :], start=header.row + 1):
        said = {n: row[at] for n, at in header.columns.items() if at < len(row) and row[at].strip()}
        if said:
            yield _entry(line, said, kind)


def _entry(line: int, said: Mapping[str, str], kind: str) -> Entry:
    written = " ".join(said.get(KEY[kind], "").split())[:60]
    try:
        key = digits_of(written) if kind == COMPANIES else folded_number(plain(written))
        name = plain(said.get("name", ""))[:250]
        status = plain(said.get("status", ""))[:60]
        ends = _day(plain(said.get("valid_to", "")))
    except (Unclean, ValueError):
        return Entry(line, "", written, wrong=_("This row cannot be read."))
    if not key or (kind == COMPANIES and (not key.isdecimal() or len(key) not in (10, 13))):
        words = _("This is no tax code.") if kind == COMPANIES else _("There is no certificate number.")
        return Entry(line, "", written, wrong=words)
    return Entry(line, key, written, name, ends, fold(status) in _ACTIVE if status else None, status)


def folded_number(text: str) -> str:
    """A certificate number without what people write differently: case, spaces, dots and dashes."""
    return "".join(c for c in fold(text) if c.isalnum())


def _day(text: str) -> date | None:
    if not text:
        return None
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)
