"""A list of demand, CSV or XLSX: every row good, or none taken in and each fault named by row and column."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.folding import fold
from portal.models import Standard
from readiness.demand.forms import HIGHEST, processes, provinces, sectors, too_much
from readiness.models import DemandLine
from suppliers.forms.fields import WholeNumberField
from suppliers.importing.cells import Unclean, plain
from suppliers.importing.headers import Header
from suppliers.importing.refusal import Refused
from suppliers.importing.sheets import open_table

# More than any plan of a country; a longer file is another kind of list.
MOST_ROWS = 2000
LOOKED_AT = 20
COLUMNS: Mapping[str, str] = {
    "sector": "ngành | lĩnh vực | sector | industry",
    "process": "công nghệ | công đoạn | quá trình | quy trình | process | technology",
    "quantity": """số lượng | sản lượng | số lượng mỗi tháng | số lượng tháng | nhu cầu | quantity | volume | demand
        | monthly quantity | quantity a month""",
    "unit": "đơn vị | đơn vị tính | đvt | unit",
    "standards": "tiêu chuẩn | chứng chỉ | chứng nhận | standards | standard | certificates",
    "minimum_level": "bậc | bậc tối thiểu | level | minimum level | level at least",
    "regions": "tỉnh | tỉnh thành | tỉnh thành phố | địa phương | provinces | province | regions | region",
}
NEEDED = ("sector", "process", "quantity")
UNITS: Mapping[str, str] = {
    DemandLine.Unit.PIECES: "pieces | piece | pcs | cái | chiếc | chi tiết | sản phẩm",
    DemandLine.Unit.THOUSANDS: "thousands | thousand pieces | thousand | 1000 pieces | nghìn cái | nghìn chiếc | nghìn | ngàn cái",
}
_SEVERAL = re.compile(r"[;,|\n]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where in the file, what stands there, and what is wrong with it."""

    row: int
    column: str
    value: str
    sentence: str


def _spelled(words: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): name for name, all_ in words.items() for word in all_.split("|")}


_COLUMN_OF, _UNIT_OF = _spelled(COLUMNS), _spelled(UNITS)


def read(data: bytes) -> tuple[list[dict[str, Any]], list[Fault]]:
    """The lines of a list and its faults. Raises Refused where it is no list of demand at all."""
    table = open_table(data, find=find_columns)
    rows = table.rows[table.header.row :]
    if len(rows) > MOST_ROWS:
        raise Refused(_("This list has more than %(most)s rows.") % {"most": MOST_ROWS})
    words = _Words()
    lines: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows, start=table.header.row + 1):
        if not any(cell.strip() for cell in cells):
            continue
        said = {n: cells[at] if at < len(cells) else "" for n, at in table.header.columns.items()}
        wrong = list(words.faults(number, said, table.header.titles))
        faults += wrong
        if not wrong:
            lines.append(words.line(said))
    return lines, faults


def find_columns(rows: Sequence[Sequence[str]]) -> Header:
    """The first row that names sector, process and quantity."""
    for number, row in enumerate(rows[:LOOKED_AT], start=1):
        columns: dict[str, int] = {}
        titles: dict[str, str] = {}
        for at, cell in enumerate(row):
            name = _COLUMN_OF.get(fold(cell[:200]), "")
            if name and name not in columns:
                columns[name], titles[name] = at, " ".join(cell.split())[:100]
        if all(name in columns for name in NEEDED):
            unread = tuple(cell for at, cell in enumerate(row) if cell.strip() and at not in columns.values())
            return Header(number, columns, titles, unread)
    raise Refused(
        _("None of the first %(count)s rows names the columns sector, process and quantity.")
        % {"count": LOOKED_AT}
    )


class _Words:
    """Codes and labels in both languages -> words, read once a file."""

    def __init__(self) -> None:
        self.sectors = _index(sectors())
        self.sectors |= {s.letters[0].casefold(): s for s in self.sectors.values()}
        self.processes = _index(processes())
        self.standards = _index(Standard.objects.current())
        self.provinces = _index(provinces())
        self.quantity = WholeNumberField(lowest=1, highest=HIGHEST)

    def faults(self, row: int, said: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[Fault]:
        """Every cell of a row that cannot be read; where all can, a quantity that is too much."""
        good = True
        for name, cell in said.items():
            try:
                self._value(name, cell)
            except (Unclean, ValidationError) as wrong:
                sentence = wrong.sentence if isinstance(wrong, Unclean) else wrong.messages[0]
                yield Fault(row, titles[name], cell.strip()[:80], sentence)
                good = False
        if not good:
            return
        line = self.line(said)
        unit = DemandLine.Unit(line.get("unit", DemandLine.Unit.PIECES))
        if line["quantity"] * DemandLine.PIECES_IN[unit] > HIGHEST:
            yield Fault(row, titles["quantity"], said["quantity"].strip()[:80], too_much())

    def line(self, said: Mapping[str, str]) -> dict[str, Any]:
        values = {name: self._value(name, cell) for name, cell in said.items()}
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, name: str, cell: str) -> Any:
        text = plain(cell)
        if name in NEEDED and not text:
            raise Unclean("missing", _("This cell is empty."))
        if name == "sector":
            return _one(self.sectors, text, _("This is none of the seven sectors."))
        if name == "process":
            return _one(self.processes, text, _("The vocabulary has no process of this name or code."))
        if name == "quantity":
            return self.quantity.clean(text)
        if name == "unit":
            return _one(_UNIT_OF, text, _("Units are pieces and thousand pieces.")) if text else None
        if name == "minimum_level":
            return _level(text)
        found = self.standards if name == "standards" else self.provinces
        unknown = (
            _("There is no standard “%(word)s”.")
            if name == "standards"
            else _("There is no province or city “%(word)s”.")
        )
        parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
        return [_one(found, part, unknown % {"word": part}).code for part in parts]


def _one(found: Mapping[str, Any], text: str, otherwise: str) -> Any:
    word = found.get(text.casefold()) or found.get(fold(text))
    if word is None:
        raise Unclean("unknown", otherwise)
    return word


def _level(text: str) -> int | None:
    if text and text not in ("0", "1", "2", "3", "4", "5"):
        raise Unclean("level", _("A level is a digit from 0 to 5."))
    return int(text) if text else None


def _index(words: Iterable[Any]) -> dict[str, Any]:
    """By code and label; by what people also call it, where that is nothing else's name."""
    words = list(words)
    found: dict[str, Any] = {}
    for word in words:
        found |= dict.fromkeys((word.code.casefold(), fold(word.label_vi), fold(word.label_en)), word)
    for word in words:
        for names in getattr(word, "synonyms", {}).values():
            for name in names:
                found.setdefault(fold(name), word)
    return found
