"""Opening whatever somebody sends: a table, or one sentence."""

import io
import unicodedata
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from suppliers.importing import sheets
from suppliers.importing.places import shipped_places
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import read_rows
from suppliers.importing.sheets import open_sheets, open_table
from tests.suppliers.importing.lists import HEADER, MILL, SHOP, csv_bytes, xlsx_bytes
from tests.suppliers.importing.workbooks import ods_bytes, xls_bytes

LIST = csv_bytes(HEADER, SHOP, MILL)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_csv_is_read_whatever_parts_its_cells_and_lines(delimiter, end, bom):
    table = open_table(bom + csv_bytes(HEADER, SHOP, MILL, delimiter=delimiter, end=end))
    assert [list(row) for row in table.rows] == [HEADER, SHOP, MILL]


def test_line_endings_may_be_mixed():
    data = csv_bytes(HEADER, end="\r\n") + csv_bytes(SHOP, end="\r") + csv_bytes(MILL, end="\n")
    assert len(open_table(data).rows) == 3


def test_a_line_break_inside_a_cell_is_no_new_row():
    table = open_table(csv_bytes(HEADER, ["Minh\nPhát", "", "Hà Nội", ""], MILL))
    assert table.rows[1][0] == "Minh\nPhát"
    assert len(table.rows) == 3


def test_the_line_of_a_spreadsheet_that_names_the_delimiter_is_obeyed():
    assert open_table(b"sep=;\n" + csv_bytes(HEADER, SHOP, delimiter=";")).rows[1][1] == "0100109106"


def test_stray_quotation_marks_are_borne():
    table = open_table(b'name,address\nMinh,"12" Tran Phu\nHa,x\n')
    assert len(table.rows) == 3


def test_rows_of_a_workbook_keep_their_numbers_and_numbers_their_digits():
    table = open_table(
        xlsx_bytes({"A": [["DANH SÁCH"], [], HEADER, ["Minh Phát", 2300123456, "Hà Nội", 1.5]]})
    )
    assert table.header.row == 3
    assert table.rows[3] == ["Minh Phát", "2300123456", "Hà Nội", "1.5"]


def test_the_first_sheet_with_a_header_is_read_and_the_others_are_named():
    data = xlsx_bytes({"Bìa": [["x"]], "Danh sách": [HEADER, SHOP], "Khác": [HEADER, MILL]})
    table = open_table(data)
    assert (table.sheet, table.other_sheets) == ("Danh sách", ("Bìa", "Khác"))
    assert open_table(data, "Khác").rows[1][0] == MILL[0]


def test_a_hidden_sheet_is_read_only_when_it_is_named():
    data = xlsx_bytes({"A": [["x"]], "Ẩn": [HEADER, SHOP]}, hidden=["Ẩn"])
    with pytest.raises(Refused):
        open_table(data)
    assert open_table(data, "Ẩn").rows[1][0] == SHOP[0]


def test_a_formula_gives_its_value_and_says_when_it_has_none():
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["=A1&B1", "0100109106", "Hà Nội", ""])
    book.save(file)
    table = open_table(file.getvalue())
    assert table.rows[1][0] == "="
    row = next(read_rows(table.rows, table.header, shipped_places()))
    assert [p.code for p in row.problems] == ["formula"]


def test_an_error_of_the_spreadsheet_is_told():
    file = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["Minh Phát", "#REF!", "Hà Nội", ""])
    book.active["B2"].data_type = "e"
    book.save(file)
    table = open_table(file.getvalue())
    row = next(read_rows(table.rows, table.header, shipped_places()))
    assert [(p.column, p.value, p.code) for p in row.problems] == [("Mã số thuế", "#REF!", "error")]


@pytest.mark.parametrize("make", [xlsx_bytes, xls_bytes, ods_bytes])
def test_every_kind_of_workbook_says_the_same(make):
    data = make(
        {"Bìa": [["x"]], "Danh sách": [["Danh sách 2026"], [], HEADER, SHOP, MILL], "Khác": [HEADER, MILL]}
    )
    table = open_table(data)
    assert (table.sheet, table.other_sheets, table.header.row) == ("Danh sách", ("Bìa", "Khác"), 3)
    assert [list(row) for row in table.rows[2:]] == [HEADER, SHOP, MILL]
    assert open_table(data, "Khác").rows[1][0] == MILL[0]


def test_a_number_of_three_decimals_is_not_taken_for_thousands():
    rows = open_table(xlsx_bytes({"a": [HEADER, ["Minh Phát", 70.123, 1250, 1.25]]})).rows
    assert rows[1][1:] == ["70.1230", "1250", "1.25"]


TEXT = "\t".join(HEADER) + "\n" + "\t".join(SHOP) + "\n" + "\t".join(MILL) + "\n"


@pytest.mark.parametrize("codec, letters", [
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
])  # fmt: skip
def test_a_text_file_is_read_in_the_letters_it_is_written_in(codec, letters):
    opened = open_sheets(TEXT.encode(codec))
    assert (opened.written_in, opened.sheets[""]) == (letters, [HEADER, SHOP, MILL])


def test_windows_1258_writes_tones_apart_and_is_read_as_one_letter_each():
    apart = "".join(_apart(c) for c in TEXT)
    opened = open_sheets(apart.encode("cp1258"))
    assert (opened.written_in, opened.sheets[""]) == ("Windows-1258", [HEADER, SHOP, MILL])


def _apart(letter: str) -> str:
    """A letter as Windows-1258 writes it: the vowel with its hat, then the tone."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return letter


def _workbook_with(cells: dict[str, str]) -> bytes:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(file)
    return file.getvalue()


def _bomb() -> bytes:
    """A workbook whose sheet unpacks to 400 MB of spaces."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(400):
                sheet.write(b" " * 1_000_000)
    return file.getvalue()


def _encrypted() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def _with_entities(workbook: bytes) -> bytes:
    """The same workbook with a sheet of entities, each ten of the one before."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b"<worksheet", ENTITIES.encode() + b"<worksheet", 1)
                text = text.replace(b"<sheetData>", b"<sheetData><f>&i;</f>", 1)
            after.writestr(name, text)
    return file.getvalue()


BAD = {
    "empty": b"",
    "only spaces": b"  \n \n",
    "a broken workbook": xlsx_bytes({"A": [HEADER, SHOP]})[:-400],
    "a workbook cut short": xlsx_bytes({"A": [HEADER, SHOP]})[:900],
    "an archive that is no workbook": (lambda f: (zipfile.ZipFile(f, "w").writestr("a.txt", "x"), f.getvalue())[1])(io.BytesIO()),
    "a password": _encrypted(),
    "an old workbook with a password": xls_bytes({"A": [HEADER, SHOP]}, password=True),
    "an old workbook that is damaged": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "an old workbook cut short": xls_bytes({"A": [HEADER, SHOP]})[:2000],
    "an open workbook with a password": ods_bytes({"A": [HEADER, SHOP]}, encrypted=True),
    "an open workbook of a million rows": ods_bytes({"A": [HEADER, SHOP]}, repeated=1_000_000),
    "entities that unfold without end": ods_bytes({"A": [HEADER, ["&i;", "", "", ""]]}, doctype=ENTITIES),
    "entities in a workbook": _with_entities(xlsx_bytes({"A": [HEADER, SHOP]})),
    "a PDF": b"%PDF-1.7 something",
    "a web page": b"<html><table><tr><td>name</td></tr></table></html>",
    "zero bytes": b"name,address\nMinh\0Phat,Ha Noi\n",
    "half a letter of UTF-16": "name,address\nMinh,Hà Nội\n".encode("utf-16") + b"x",
    "an old font": "name,address\nC«ng ty ViÖt §øc,Hµ Néi\n".encode("latin-1"),
    "letters of China": "name,address\n越南公司,河内\n".encode("gb18030"),
    "no header": b"a,b,c\n1,2,3\n",
    "a header and nothing else": csv_bytes(HEADER),
    "a header and nothing else, as a workbook": xlsx_bytes({"A": [HEADER]}),
    "a workbook with nothing": xlsx_bytes({"A": []}),
    "a quotation mark never closed": csv_bytes(HEADER) + b'"Minh,1,2,3\n' + csv_bytes(*[SHOP] * 5),
    "a million columns": csv_bytes(HEADER) + b"x," * 1_000_000 + b"x\n",
    "a cell in the last corner": _workbook_with({"A1": "name", "B1": "address", "XFD1048576": "x"}),
    "an archive that unpacks without end": _bomb(),
}  # fmt: skip


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_what_is_no_list_is_refused_with_one_sentence(data):
    with pytest.raises(Refused) as refusal:
        open_table(data)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "data, word",
    [(BAD["a password"], "password"), (BAD["an old workbook with a password"], "password"),
     (BAD["an open workbook with a password"], "password"), (BAD["an old font"], "UTF-8"),
     (BAD["an open workbook of a million rows"], "50,000"), (BAD["a PDF"], "PDF"),
     (BAD["a quotation mark never closed"], "quotation"), (BAD["a million columns"], "1,000,001"),
     (BAD["an archive that unpacks without end"], "unpacks")],
)  # fmt: skip
def test_the_sentence_says_what_is_wrong(data, word):
    from django.utils import translation

    with translation.override("en"), pytest.raises(Refused) as refusal:
        open_table(data)
    assert word in str(refusal.value)


def test_a_list_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    with pytest.raises(Refused):
        open_table(csv_bytes(HEADER, *[SHOP] * 10))
    assert len(open_table(csv_bytes(HEADER, *[SHOP] * 9)).rows) == 10


def test_a_sheet_that_is_not_there_and_a_sheet_of_a_csv_are_refused():
    with pytest.raises(Refused, match="Danh"):
        open_table(xlsx_bytes({"Danh sách": [HEADER, SHOP]}), "Khác")
    with pytest.raises(Refused):
        open_table(LIST, "Khác")


def _read_whole(data: bytes) -> None:
    try:
        table = open_table(data)
    except Refused:
        return
    for row in read_rows(table.rows, table.header, shipped_places()):
        assert row.problems or row.name


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b'"')
@example(b"name\n\xed\xa0\x80")
def test_any_bytes_are_a_table_or_refused(data):
    _read_whole(data)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=4, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_any_text_in_a_list_is_read_or_comes_back_with_a_problem(rows, delimiter):
    _read_whole(csv_bytes(["name", "tax code", "address", "country"], *rows, delimiter=delimiter))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=30))
def test_a_damaged_workbook_is_a_table_or_refused(at, damage):
    data = xlsx_bytes({"A": [HEADER, SHOP, MILL]})
    at %= len(data)
    _read_whole(data[:at] + damage + data[at + len(damage) :])
