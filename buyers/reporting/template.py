"""The empty spreadsheet that a buyer fills in."""

from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from portal.i18n import in_language
from portal.models import Sector


def template(year: int) -> bytes:
    """An XLSX workbook: the columns in the reader's language, and on a second sheet what each takes."""
    columns = [
        (in_language("Nhóm hàng", "Category"), _("one of the seven sectors, as a name or as the letter that stands below")),
        (in_language("Nguồn mua", "Origin"), _("local or import, or the words of the form")),
        (in_language("Chủ sở hữu", "Ownership"), _("of a local supplier: Vietnamese, foreign or unknown")),
        (in_language("Giá trị (triệu đồng)", "Amount (million VND)"), _("a number above 0, with at most two decimals")),
        (in_language("Mã số thuế", "Tax code"), _("if you like: the supplier, by tax code or by its number in the directory")),
        (in_language("Năm", "Year"), _("the year of the report; may stay empty")),
    ]  # fmt: skip
    sectors = [s for s in Sector.objects.current() if len(s.letters) == 1]
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        rows = book.add_worksheet(str(year))
        notes = book.add_worksheet(_("What to write"))
        for at, (title, takes) in enumerate(columns):
            rows.write_string(0, at, title, bold)
            notes.write_string(at, 0, title, bold)
            notes.write_string(at, 1, takes)
        rows.set_column(0, 5, 22)
        # A tax code begins with a zero: only text keeps it.
        rows.set_column(4, 4, 22, text)
        for at, sector in enumerate(sectors, len(columns) + 1):
            notes.write_string(at, 0, sector.letters[0], bold)
            notes.write_string(at, 1, sector.label)
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 70)
    return file.getvalue()
