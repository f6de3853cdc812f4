"""Workbooks of the kinds that no library here writes, byte by byte: XLS (BIFF8 in a compound file) and ODS."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
Sheets = Mapping[str, Sequence[Sequence[str]]]


def ods_bytes(sheets: Sheets, *, encrypted: bool = False, repeated: int = 1, doctype: str = "") -> bytes:
    """Text cells; ``repeated``: how often each row is said to stand there; ``doctype`` before the root."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f'<table:table-row table:number-rows-repeated="{repeated}">'
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{cell if doctype else escape(cell)}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    secret = "<manifest:encryption-data>x</manifest:encryption-data>" if encrypted else ""
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{secret}'
        f"</manifest:file-entry></manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def xls_bytes(sheets: Sheets, *, password: bool = False) -> bytes:
    """Text cells (LABEL records); ``password``: the record that says that what follows is encrypted."""
    parts = [_sheet(rows) for rows in sheets.values()]
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    locked = _record(0x002F, struct.pack("<HHHH", 1, 1, 1, 1)) if password else b""
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    size = len(begin + locked) + sum(len(n) + 10 for n in names) + 4
    bound = b""
    for name, part in zip(names, parts, strict=True):
        bound += _record(0x0085, struct.pack("<IBB", size, 0, 0) + name)
        size += len(part)
    return _compound(begin + locked + bound + _record(0x000A, b"") + b"".join(parts))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    widest = max((len(row) for row in rows), default=0)
    records = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    records += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, widest, 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            text = cell.encode("utf-16-le")
            body = struct.pack("<HHHHB", at, column, 0, len(text) // 2, 1) + text
            records += _record(0x0204, body)
    return records + _record(0x000A, b"")


def _compound(stream: bytes) -> bytes:
    """One stream named Workbook in the container of old Office files; small streams would need a second table."""
    stream = stream.ljust(8 * _SECTOR, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    stream = stream.ljust(sectors * _SECTOR, b"\0")
    chain = [*range(3, sectors + 2), _END]
    table = struct.pack(f"<{sectors + 2}I", _FAT, _END, *chain).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR, "one sector of the table names 126 sectors of the stream"
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0, 0,
    )  # fmt: skip
    head += struct.pack("<108I", *[_FREE] * 108)
    root = _entry("Root Entry", 5, _END, 0, child=1)
    book = _entry("Workbook", 2, 2, len(stream))
    return head + table + (root + book).ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIQ", text, len(text), kind, 1, _FREE, _FREE, child, 0, start, size)
