"""Open a file as tables of text: CSV and TSV, XLSX, XLS and ODS, told apart by what is in it, not by its name."""

import csv
import io
import json
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from suppliers.importing.encodings import text_of
from suppliers.importing.headers import Header, find_header
from suppliers.importing.refusal import Refused

MOST_BYTES = 30_000_000
MOST_UNPACKED = 300_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 300
# Of one record.
MOST_LINES = 100
SECONDS = 90
DELIMITERS = (",", ";", "\t", "|")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"{\\rtf": "RTF"}
_MANIFEST = "META-INF/manifest.xml"
_MOST_OF_A_MANIFEST = 1_000_000
# Records of an XLS: its first one (of BIFF8), "encrypted from here", and the end of the workbook's own.
_BEGIN_OF_XLS, _LOCK_OF_XLS, _END_OF_XLS = b"\x09\x08\x10\x00\x00\x06", 0x2F, 0x0A
_GAVE_UP = b"PanicException"
_CHILD = Path(__file__).with_name("workbook.py")
# Finds the row that names the columns among rows of text; raises Refused where there is none.
Finder = Callable[[Sequence[Sequence[str]]], Header]


Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as text. ``sheets``: the name of each ("" in a text file) -> its rows; ``written_in``: the letters of
    a text file, "" for a workbook."""

    sheets: Mapping[str, Rows]
    written_in: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as text. ``rows[0]`` is row 1 of the file; ``other_sheets`` were not read."""

    sheet: str
    rows: Sequence[Sequence[str]]
    header: Header
    other_sheets: tuple[str, ...] = ()


def read_file(path: Path) -> bytes:
    """The bytes of a file; Refused where there is none, or too many."""
    try:
        if path.exists() and not path.is_file():
            raise OSError
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                _("This file is larger than %(size)s MB; split it.") % {"size": MOST_BYTES // 1_000_000}
            )
        return path.read_bytes()
    except OSError:
        raise Refused(_("There is no file %(file)s that can be read.") % {"file": path}) from None


def open_table(data: bytes, sheet: str = "", find: Finder = find_header) -> Table:
    """The first sheet (or the named one) in which a row names the columns. Raises Refused, nothing else."""
    return choose(open_sheets(data, sheet, find), find, named=bool(sheet))


def open_sheets(data: bytes, sheet: str = "", find: Finder = find_header) -> Opened:
    """Every sheet that can be seen, or the named one. ``find`` helps to tell what parts the cells of a text file.

    Raises Refused, nothing else.
    """
    if not data.strip():
        raise Refused(_("This file is empty."))
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise Refused(
                _("This is a %(kind)s file, no table; give a CSV, TSV, XLSX, XLS or ODS file.")
                % {"kind": kind}
            )
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data or _locked(data):
            raise Refused(_protected())
        return Opened(_unpacked(data, sheet))
    if data.startswith(b"PK"):
        return Opened(_archive(data, sheet))
    if sheet:
        raise Refused(_("A CSV file has no sheets; leave --sheet out."))
    text = text_of(data)
    return Opened({"": _csv_rows(text.text, find)}, text.encoding)


def choose(opened: Opened, find: Finder = find_header, *, named: bool = False) -> Table:
    """The first sheet with a header; the sentence of the first sheet where none has one. Raises Refused."""
    refusal: Refused | None = None
    sheets = opened.sheets
    for name, rows in sheets.items():
        try:
            header = find(rows)
        except Refused as refused:
            refusal = refusal or refused
            continue
        if not any(any(cell.strip() for cell in row) for row in rows[header.row :]):
            refusal = refusal or Refused(_("There is a row of column names and nothing under it."))
            continue
        return Table(name, rows, header, () if named else tuple(n for n in sheets if n != name))
    raise refusal or Refused(_("This workbook has no sheet that can be seen."))


def _checked(rows: Iterator[Sequence[str]]) -> Rows:
    """Rows without the empty cells at their end, within what a person still calls a list of firms."""
    kept: Rows = []
    for number, row in enumerate(rows, start=1):
        cells = list(row)
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Refused(
                _("Row %(row)s has %(count)s columns; a list of firms has at most %(most)s.")
                % {
                    "row": number,
                    "count": number_format(len(cells), force_grouping=True),
                    "most": MOST_COLUMNS,
                }
            )
        kept.append(cells)
        if len(kept) > MOST_ROWS:
            raise Refused(
                _("This file has more than %(most)s rows; split it.")
                % {"most": number_format(MOST_ROWS, force_grouping=True)}
            )
    return kept


def _csv_rows(text: str, find: Finder) -> Rows:
    if "\0" in text:
        raise Refused(_("This is no text: it holds zero bytes. Save it as “CSV UTF-8” or as XLSX."))
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise Refused(_("This is a web page, no table; give a CSV, TSV, XLSX, XLS or ODS file."))
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        # Excel's own line: it names the delimiter and is not shown as a row.
        return _checked(_records(rest, first.strip()[4:5] or ","))
    return _checked(_records(text, _delimiter(text, find)))


def _delimiter(text: str, find: Finder) -> str:
    """The one under which the first lines name most columns; failing that, have most cells."""

    def worth(delimiter: str) -> tuple[int, int]:
        sample = io.StringIO(text[:50_000], newline="")
        try:
            rows = [
                row for row, _line in zip(csv.reader(sample, delimiter=delimiter), range(40), strict=False)
            ]
        except csv.Error:
            return (0, 0)
        try:
            named = len(find(rows).columns)
        except Refused:
            named = 0
        return named, sum(min(len(row), MOST_COLUMNS) for row in rows)

    return max(DELIMITERS, key=worth)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Records of a CSV. A quotation mark never closed is refused instead of swallowing what follows; one
    that merely stands in a cell is borne."""
    begun, strict = 1, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _row in strict:
            begun = strict.line_num + 1
    except csv.Error as error:
        if strict.line_num > begun or "unexpected end" in str(error):
            raise Refused(_unclosed(begun)) from None
    begun, lenient = 1, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in lenient:
            if lenient.line_num - begun > MOST_LINES:
                raise Refused(_unclosed(begun))
            begun = lenient.line_num + 1
            yield row
    except csv.Error:
        raise Refused(_unclosed(begun)) from None


def _unclosed(line: int) -> str:
    return _("The row that begins in line %(line)s does not end: a quotation mark is not closed.") % {
        "line": line
    }


def _protected() -> str:
    return _("This file is protected by a password; save it without one.")


def _broken() -> str:
    return _(
        "This workbook is damaged and cannot be read; open it in a spreadsheet program and save it again."
    )


def _too_large() -> str:
    return _("This workbook unpacks to far more than a list of firms; copy the list into a new one.")


def _archive(data: bytes, sheet: str) -> dict[str, Rows]:
    """A workbook that is an archive: XLSX or ODS. What it unpacks to is asked before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            manifest = b""
            if _MANIFEST in archive.namelist():
                manifest = archive.open(_MANIFEST).read(_MOST_OF_A_MANIFEST)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError):
        raise Refused(_broken()) from None
    if b"encryption-data" in manifest or any(
        part.flag_bits & 1 or part.filename == "encrypted-package" for part in parts
    ):
        raise Refused(_protected())
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(_too_large())
    names = {part.filename.lower() for part in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Refused(_("This archive is no workbook; give a CSV, TSV, XLSX, XLS or ODS file."))
    return _unpacked(data, sheet)


def _locked(data: bytes) -> bool:
    """Whether the records of an XLS begin with the one that says that what follows is encrypted."""
    at = data.find(_BEGIN_OF_XLS)
    while 0 <= at < len(data) - 4:
        kind, size = struct.unpack_from("<HH", data, at)
        if kind in (_LOCK_OF_XLS, _END_OF_XLS):
            return kind == _LOCK_OF_XLS
        at += 4 + size
    return False


def _unpacked(data: bytes, sheet: str) -> dict[str, Rows]:
    try:
        answer = subprocess.run(  # noqa: S603 -- our own file under our own interpreter
            [sys.executable, "-I", str(_CHILD), sheet], input=data, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Refused(_too_large()) from None
    if answer.returncode:
        # The reader gave up on what it met, or was stopped for what it asked for.
        raise Refused(_broken() if _GAVE_UP in answer.stderr else _too_large())
    return _sheets(answer.stdout)


def _sheets(answer: bytes) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for text in answer.decode("utf-8").split("\n"):
        line = json.loads(text) if text else None
        if isinstance(line, dict) and "error" in line:
            if line["error"] == "no_such_sheet":
                raise Refused(
                    _("There is no sheet of that name; there is: %(sheets)s.")
                    % {"sheets": ", ".join(line["sheets"]) or "—"}
                )
            said = {"password": _protected, "too_large": _too_large}
            raise Refused(said.get(line["error"], _broken)())
        if isinstance(line, dict):
            rows = found[line["sheet"]] = []
        elif line is not None:
            rows.append(line)
    return {name: _checked(iter(rows)) for name, rows in found.items()}
