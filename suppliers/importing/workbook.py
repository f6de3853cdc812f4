"""Unpack a workbook in a process of its own: a file of five kilobytes can name a cell in the last row of
the last column, and the reader then asks for half a terabyte and dies with whoever called it.

Run by path, so it knows nothing of ours: standard input is the file, the argument a sheet's name or "";
standard output is JSON lines, ``{"sheet": name}`` before the rows of each sheet, or ``{"error": code}``.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 1 << 30
SECONDS = 60
# One more than the readers of cells accept, so that they can say that it is too long.
LONGEST_CELL = 5_001
LONGEST_ANSWER = 150_000_000
# A little more than the reader takes, for it is the reader who says that there are too many.
MOST_ROWS = 50_010
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main() -> None:
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))
    data, wanted = sys.stdin.buffer.read(), sys.argv[1]
    written = 0
    for line in _lines(data, wanted):
        text = json.dumps(line, ensure_ascii=False)
        written += len(text)
        if written > LONGEST_ANSWER:
            text = json.dumps({"error": "too_large"})
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        if written > LONGEST_ANSWER:
            return


def _lines(data: bytes, wanted: str) -> Iterator[Any]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        shown = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
        if wanted and wanted not in [s.name for s in sheets]:
            yield {"error": "no_such_sheet", "sheets": shown}
            return
        for name in [wanted] if wanted else shown:
            yield {"sheet": name}
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None:
                continue
            hollow = _hollow(data, name)
            first = sheet.start[1]
            for number, row in enumerate(islice(sheet.iter_rows(), MOST_ROWS), start=1):
                yield [
                    hollow.get((number, first + at), "") if value == "" else _text(value)
                    for at, value in enumerate(row)
                ]
    except PasswordError:
        yield {"error": "password"}
    except (CalamineError, ElementTree.ParseError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        yield {"error": "broken"}


def _text(value: Any) -> str:
    """What the cell says; whole numbers without ".0", days as 2026-03-01. A number of three decimals gets a fourth: as
    text 70.123 might mean thousands, and the cell of a number never does."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        text = str(int(value)) if value.is_integer() else repr(value)
        return f"{text}0" if text[-4:-3] == "." else text
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)[:LONGEST_CELL]


def _hollow(data: bytes, name: str) -> dict[tuple[int, int], str]:
    """(row, column from 0) of cells that come back empty and are not: a formula never calculated is "=",
    an error its own word ("#REF!"). Told for XLSX alone: other kinds keep the value that was shown."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {n.lower(): n for n in archive.namelist()}
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return {}
        book = ElementTree.fromstring(archive.read(names["xl/workbook.xml"]))  # noqa: S314 -- memory is limited here
        key = next((s.get(_RELATION) for s in book.iter(f"{_MAIN}sheet") if s.get("name") == name), None)
        rels = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))  # noqa: S314
        target = next((str(r.get("Target")) for r in rels if r.get("Id") == key), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path.lower() not in names:
            return {}
        sheet = archive.read(names[path.lower()])
    if b"<f" not in sheet and b't="e"' not in sheet:
        return {}
    found = {}
    for _event, cell in ElementTree.iterparse(BytesIO(sheet)):  # noqa: S314
        if cell.tag != f"{_MAIN}c":
            continue
        value = cell.findtext(f"{_MAIN}v") or ""
        if cell.get("t") == "e":
            found[_place(cell.get("r", ""))] = value or "#N/A"
        elif not value and cell.find(f"{_MAIN}f") is not None:
            found[_place(cell.get("r", ""))] = "="
        cell.clear()
    return found


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :] or 0), column - 1


if __name__ == "__main__":
    main()
