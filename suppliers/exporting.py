"""The directory as a file: every match, row by row from the database, never all at once.

What a file says is what the list says: contact, tax codes and other things that not everybody may read are not
in the directory's row, so they cannot slip in here.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from suppliers.directory import rows as directory_rows
from suppliers.directory.rows import ResultRow
from suppliers.directory.search import Row, ordered
from suppliers.directory.tags import Words
from suppliers.filters import DirectoryFilter

# Rows fetched, and sent, together.
AT_ONCE = 500
# A cell that begins so is taken for a formula, also in its full-width form.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def headings() -> list[str]:
    return [
        _("Number"), _("Registered name"), _("Name in English"), _("What they make"), _("Processes and materials"),
        _("Processes proven"), _("Certificates"), _("Certificates proven"), _("Ownership"), _("Province"),
        _("Former province"), _("Level"), _("Name of the level"), _("Facts confirmed on"), _("Claimed by the firm"),
        _("Synthetic"),
    ]  # fmt: skip


def lines(filterset: DirectoryFilter, today: date) -> Iterator[list[str]]:
    """Each match as cells, in the order of the page."""
    words = filterset.words
    for found in found_rows(filterset):
        yield _cells(directory_rows.result(found, (), words, today), found, words)


def found_rows(filterset: DirectoryFilter) -> Iterator[Row]:
    """The matches through a cursor that stays at the server."""
    matches: QuerySet = ordered(filterset.qs, filterset.ordering, filterset.text)
    columns = ("supplier_id", "row", "standing", "level", "synthetic")
    for values in matches.values(*columns).iterator(chunk_size=AT_ONCE):
        yield Row(*(values[name] for name in columns))


def _cells(firm: ResultRow, found: Row, words: Words) -> list[str]:
    yes, no = _("yes"), _("no")
    held = [h for h in firm.standards if not h.lapsed]
    return [
        firm.public_id,
        firm.name,
        firm.latin,
        firm.makes,
        "; ".join(f"{a.process}: {a.materials}" if a.materials else a.process for a in firm.able),
        "; ".join(a.process for a in firm.able if a.proven),
        "; ".join(h.label for h in held) or (_("holds no certificate") if firm.no_certificate else ""),
        "; ".join(h.label for h in held if h.proven_by),
        firm.ownership,
        firm.place,
        firm.former,
        str(firm.headline.level) if firm.headline else "",
        firm.headline.name if firm.headline else "",
        date_format(firm.confirmed_on, "Y-m-d") if firm.confirmed_on else "",
        yes if firm.claimed else no,
        yes if found.synthetic else no,
    ]


def harmless(cell: str) -> str:
    """The cell as text, also where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_csv(head: list[str], body: Iterable[list[str]]) -> Iterator[bytes]:
    """UTF-8 with the mark by which Excel knows it."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(head)
    yield b"\xef\xbb\xbf"
    for number, line in enumerate(body, start=1):
        writer.writerow([harmless(cell) for cell in line])
        if number % AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
