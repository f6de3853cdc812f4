"""A workbook that is sent while it is written. An XLSX is an archive of parts, its directory at the end: a part may go
out before the next begins, so neither memory nor a disk holds the sheet.

Cells are text that stands in the sheet itself; ``xlsxwriter``, which writes the other workbooks, keeps every sheet in
a temporary file until the last row.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

# What a sheet of Excel holds, its heading included, and a cell of it.
A_SHEET = 1_048_576
A_CELL = 32_767
# Rows that go to the archive together.
AT_ONCE = 500
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML cannot say, and what Excel would read as such a letter.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Outgoing(io.RawIOBase):
    """What was written and not taken yet. It cannot be sought, so that the archive says sizes behind each part."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.held += data
        return len(data)

    def taken(self) -> bytes:
        data = bytes(self.held)
        self.held.clear()
        return data


def as_xlsx(head: Sequence[str], body: Iterable[Sequence[str]], a_sheet: int = A_SHEET) -> Iterator[bytes]:
    """The workbook in pieces. ``head`` stands on every sheet; what one cannot hold goes on in a further one."""
    rows = iter(body)
    out = _Outgoing()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        sheets, row = 0, next(rows, None)
        while row is not None or not sheets:
            sheets += 1
            with archive.open(f"xl/worksheets/sheet{sheets}.xml", "w") as part:
                part.write(_opening(head).encode())
                at, held = 1, [_row(1, head, style=1)]
                while row is not None and at < a_sheet:
                    at += 1
                    held.append(_row(at, row))
                    row = next(rows, None)
                    if len(held) >= AT_ONCE:
                        part.write("".join(held).encode())
                        held.clear()
                        yield out.taken()
                part.write(f"{''.join(held)}</sheetData></worksheet>".encode())
            yield out.taken()
        for name, text in _rest(sheets).items():
            archive.writestr(name, _XML + text)
    yield out.taken()


def _opening(head: Sequence[str]) -> str:
    """The first row stays in sight; columns are as wide as a name."""
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(head)}" width="22" customWidth="1"/></cols><sheetData>'
    )


def _row(number: int, cells: Sequence[str], style: int = 0) -> str:
    told = "".join(
        f'<c r="{_letters(column)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
        for column, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{told}</row>'


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _text(cell: str) -> str:
    text = _ESCAPED.sub("_x005F_", _UNSAYABLE.sub("", cell[:A_CELL]))
    return escape(text).replace("\r", "&#13;")


def _rest(sheets: int) -> dict[str, str]:
    """What binds the sheets to a workbook."""
    numbers = range(1, sheets + 1)
    bound = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    named = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for n in numbers
    )
    return {
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{bound}'
        f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{kinds}</Types>',
    }
