"""Purchases from a spreadsheet: clean rows land, every other row comes back with its place and a sentence."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from buyers.models import PurchaseRow
from buyers.reporting import actions
from suppliers.models import Supplier
from tests.buyers.purchases.reports import bought, draft
from tests.cast import NOW
from tests.suppliers.importing.lists import csv_bytes, xlsx_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

HEADER = ["Nhóm hàng", "Nguồn mua", "Chủ sở hữu", "Giá trị (triệu đồng)", "Mã số thuế", "Ghi chú"]


def words(tag) -> str:
    return " ".join(tag.text.split())


def upload(browse, cast, report, data: bytes, *, name="rows.csv", status=200, language="en"):
    file = SimpleUploadedFile(name, data)
    url = reverse("buyers:purchase_upload", args=[report.pk])
    return browse(url, user=cast.binh, data={"file": file}, status=status, language=language)


def take_in(cast, report, page):
    """Press the button of a preview."""
    client = Client()
    client.force_login(cast.binh)
    url = reverse("buyers:purchase_upload", args=[report.pk])
    return client.post(url, waiting_in(page), headers={"Accept-Language": "en"})


def waiting_in(page) -> dict[str, str]:
    form = page.find(id="changes").find_parent("form")
    return {name: form.select_one(f"[name={name}]")["value"] for name in ("waiting", "seen")}


def landed(report) -> set[tuple]:
    return {
        (r.sector.letters[0], r.origin, r.amount, r.supplier_id)
        for r in PurchaseRow.objects.filter(report=report).select_related("sector")
    }


def test_clean_rows_land_beside_those_of_the_draft(browse, cast):
    report = draft(cast.assembler, 2025, bought("T", "imported", 1))
    rows = [
        ["Cơ khí", "trong nước", "Việt Nam", "1.250,5", cast.welding_shop.tax_code, "x"],
        ["nhựa", "Nhập khẩu", "nước ngoài", "12.345.678", "", ""],
        ["E", "local", "FDI", "40", "", ""],
        ["Ô tô", "trong nước", "không rõ", "0.05", "", ""],
        ["", "", "", "", "", ""],
    ]
    page = upload(browse, cast, report, csv_bytes(["Báo cáo năm 2025"], HEADER, *rows, delimiter=";"))
    assert words(page.find(id="result")) == "New rows: 4. Rows that came back: 0."
    assert "Columns not read: Ghi chú" in words(page.main)
    assert landed(report) == {("T", "imported", Decimal(1), None)}, "reading changes nothing"
    take_in(cast, report, page)
    assert landed(report) == {
        ("T", "imported", Decimal(1), None),
        ("M", "vietnamese", Decimal("1250.5"), cast.welding_shop.pk),
        ("P", "imported", Decimal(12345678), None),
        ("E", "foreign", Decimal(40), None),
        ("A", "unknown", Decimal("0.05"), None),
    }


def test_bad_rows_come_back_with_row_column_value_and_a_sentence_and_the_others_land(browse, cast):
    report = draft(cast.assembler, 2025)
    head = ["Category", "Origin", "Ownership", "Amount", "Tax code", "Year"]
    rows = [
        ["Mechanical", "local", "foreign", 12, "", 2025],
        ["Toys", "local", "", 5, "", ""],
        ["M", "moon", "", 5, "", ""],
        ["M", "local", "Martian", 5, "", ""],
        ["M", "import", "Vietnamese", 5, "", ""],
        ["P", "import", "", "many", "", ""],
        ["P", "import", "", "125.375", "", ""],
        ["P", "import", "", -3, "", ""],
        ["A", "local", "", 5, "0101243150", ""],
        ["A", "import", "", 5, cast.welding_shop.tax_code, ""],
        ["E", "import", "", 5, "", 2024],
        ["Mechanical", "local", "foreign", 13, "", ""],
        ["H", "import", "", "=1+1", "", ""],
    ]
    page = upload(browse, cast, report, xlsx_bytes({"2025": [head, *rows]}), name="rows.xlsx")
    assert words(page.find(id="result")) == "New rows: 1. Rows that came back: 12."
    take_in(cast, report, page)
    assert landed(report) == {("M", "foreign", Decimal(12), None)}
    came = {tuple(words(cell) for cell in tr.select("th, td")) for tr in page.select("#returned tbody tr")}
    seen = {(row, column, value) for row, column, value, _sentence in came}
    assert seen >= {
        ("Row 3", "Category", "“Toys”"),
        ("Row 4", "Origin", "“moon”"),
        ("Row 5", "Ownership", "“Martian”"),
        ("Row 6", "Ownership", "“Vietnamese”"),
        ("Row 7", "Amount", "“many”"),
        ("Row 8", "Amount", "“125.375”"),
        ("Row 9", "Amount", "“-3”"),
        ("Row 10", "Tax code", "“0101243150”"),
        ("Row 11", "Tax code", f"“{cast.welding_shop.tax_code}”"),
        ("Row 12", "Year", "“2024”"),
        ("Row 13", "Category", "“Mechanical”"),
    }
    assert {row for row, *_rest in seen} == {f"Row {n}" for n in range(3, 15)}
    assert all(len(sentence) > 10 for *_place, sentence in came)


def test_a_row_that_contradicts_the_directory_comes_back(browse, cast):
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(ownership="vietnamese")
    report = draft(cast.assembler, 2025)
    rows = [
        ["M", "local", "FDI", "5", cast.welding_shop.tax_code, ""],
        ["P", "local", "", "6", cast.welding_shop.tax_code, ""],
    ]
    page = upload(browse, cast, report, csv_bytes(HEADER, *rows))
    assert "The directory says of" in words(page.select_one("#returned tbody"))
    take_in(cast, report, page)
    assert landed(report) == {("P", "unknown", Decimal(6), cast.welding_shop.pk)}, (
        "unknown contradicts nothing"
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_of_the_form_are_taken(browse, cast, language):
    report = draft(cast.assembler, 2025)
    with override(language):
        rows = [
            [letter, str(o.label), "", "5", "", ""]
            for letter, o in zip("MPEA", PurchaseRow.Origin, strict=True)
        ]
        owned = str(Supplier.Ownership.FOREIGN.label)
    rows += [
        ["T", "local", owned, "5", "", ""],
        ["F", "in Vietnam, Vietnamese-owned supplier", "", "5", "", ""],
    ]
    take_in(cast, report, upload(browse, cast, report, csv_bytes(HEADER, *rows)))
    assert landed(report) == {
        (letter, origin, Decimal(5), None)
        for letter, origin in zip(
            "MPEATF", [*PurchaseRow.Origin.values, "foreign", "vietnamese"], strict=True
        )
    }


def test_an_owner_that_the_origin_of_the_row_contradicts_comes_back(browse, cast):
    report = draft(cast.assembler, 2025)
    row = ["M", "in Viet Nam, Vietnamese-owned supplier", "foreign", "5", "", ""]
    page = upload(browse, cast, report, csv_bytes(HEADER, row), status=422)
    assert "The origin of this row names another owner." in words(page.find(id="returned"))


def test_a_formula_is_said_once_in_each_cell(browse, cast):
    report = draft(cast.assembler, 2025)
    page = upload(browse, cast, report, csv_bytes(HEADER, ["=A1", "import", "", "=1+1", "", ""]), status=422)
    came = [[words(cell) for cell in tr.select("th, td")] for tr in page.select("#returned tbody tr")]
    assert [row[3] for row in came] == ["This cell holds a formula, not its value."] * 2


def test_an_english_sentence_names_an_english_word_that_is_taken(browse, cast):
    report = draft(cast.assembler, 2025)
    page = upload(browse, cast, report, csv_bytes(HEADER, ["Toys", "import", "", "5", "", ""]), status=422)
    assert "for example “Mechanical” or “M”" in words(page.find(id="returned"))
    page = upload(browse, cast, report, csv_bytes(HEADER, ["Mechanical", "import", "", "5", "", ""]))
    take_in(cast, report, page)
    assert landed(report) == {("M", "imported", Decimal(5), None)}


def test_a_file_uploaded_twice_is_not_counted_twice(browse, cast):
    report = draft(cast.assembler, 2025)
    data = csv_bytes(HEADER, ["M", "nhập khẩu", "", "5", "", ""])
    take_in(cast, report, upload(browse, cast, report, data))
    page = upload(browse, cast, report, data)
    said = words(page.find(id="result"))
    assert said == (
        "New rows: 0. In the draft already, the same amount: 1. Rows that came back: 0. Nothing would change."
    )
    assert not page.find(id="returned"), "no fault of the reader's"
    assert not page.find(id="changes"), "nothing to take in"
    assert landed(report) == {("M", "imported", Decimal(5), None)}


def test_a_corrected_file_replaces_the_amounts_of_the_rows_that_are_there(browse, cast):
    shop = cast.welding_shop
    report = draft(cast.assembler, 2025, bought("T", "imported", 1))
    first = csv_bytes(HEADER, ["M", "local", "", "5", shop.tax_code, ""], ["P", "import", "", "7", "", ""], ["E", "x", "", "2", "", ""])  # fmt: skip
    second = csv_bytes(HEADER, ["M", "local", "", "6", shop.tax_code, ""], ["P", "import", "", "7", "", ""], ["E", "import", "", "2", "", ""])  # fmt: skip
    take_in(cast, report, upload(browse, cast, report, first))
    page = upload(browse, cast, report, second)
    assert words(page.find(id="result")) == (
        "New rows: 1. Amounts that would be replaced: 1. In the draft already, the same amount: 1. "
        "Rows that came back: 0."
    )
    rows = [[words(cell) for cell in tr.select("th, td")] for tr in page.select("#changes tbody tr")]
    assert [row[3:] for row in rows] == [["5", "6"], ["new", "2"]]
    assert ("M", "unknown", Decimal(5), shop.pk) in landed(report), "reading changes nothing"
    take_in(cast, report, page)
    assert landed(report) == {
        ("T", "imported", Decimal(1), None),
        ("M", "unknown", Decimal(6), shop.pk),
        ("P", "imported", Decimal(7), None),
        ("E", "imported", Decimal(2), None),
    }


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "The file is empty."),
        (b"%PDF-1.4 x", "This is a PDF file, no table"),
        (csv_bytes(["Tên", "Mã"], ["a", "b"]), "None of the first 40 rows names the columns category"),
        (csv_bytes(HEADER), "There is a row of column names and nothing under it."),
        (b"PK\x03\x04 nothing", "This workbook is damaged"),
    ],
)
def test_a_file_that_is_no_table_of_purchases_is_refused_whole(browse, cast, data, sentence):
    report = draft(cast.assembler, 2025, bought("M", "imported", 1))
    page = upload(browse, cast, report, data, status=422)
    assert sentence in words(page.select_one(".errsum"))
    assert landed(report) == {("M", "imported", Decimal(1), None)}


def test_a_file_that_is_too_large_is_refused_whole(browse, cast, settings):
    settings.EVIDENCE_MAX_BYTES = 20
    report = draft(cast.assembler, 2025)
    page = upload(browse, cast, report, csv_bytes(HEADER, ["M", "import", "", "5", "", ""]), status=422)
    assert "The file is too large; split it." in words(page.select_one(".errsum"))
    assert not landed(report)


def test_more_rows_than_a_report_takes_are_refused_together(browse, cast, monkeypatch):
    monkeypatch.setattr("buyers.reporting.actions.MOST_ROWS", 2)
    report = draft(cast.assembler, 2025)
    rows = [[letter, "import", "", "5", "", ""] for letter in "MPE"]
    page = upload(browse, cast, report, csv_bytes(HEADER, *rows), status=422)
    assert "A report has at most 2 rows." in words(page.select_one(".errsum"))
    assert not landed(report)


@pytest.mark.parametrize("language, first", [("vi", "Nhóm hàng"), ("en", "Category")])
def test_the_template_is_read_back_by_the_upload(browse, client, cast, language, first):
    report = draft(cast.assembler, 2025)
    client.force_login(cast.binh)
    answer = client.get(
        reverse("buyers:purchase_template", args=[report.pk]), headers={"Accept-Language": language}
    )
    assert 'filename="purchases-2025.xlsx"' in answer["Content-Disposition"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("2025")
    notes = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(1).to_python()
    letters = {row[0]: row[1] for row in notes}
    assert letters["M"] == {"vi": "Cơ khí", "en": "Mechanical"}[language]
    assert set("MPEATFH") <= set(letters)
    titles = [str(cell) for cell in sheet.to_python()[0]]
    assert titles[0] == first
    filled = xlsx_bytes({"2025": [titles, ["M", "import", "", 5, "", 2025]]})
    take_in(cast, report, upload(browse, cast, report, filled, name="rows.xlsx"))
    assert landed(report) == {("M", "imported", Decimal(5), None)}
    empty = upload(browse, cast, report, answer.content, name="empty.xlsx", status=422)
    assert "nothing under it" in words(empty.select_one(".errsum"))


def test_what_somebody_saved_after_the_preview_is_not_replaced_unseen(browse, cast):
    report = draft(cast.assembler, 2025, bought("M", "imported", 5))
    page = upload(browse, cast, report, csv_bytes(HEADER, ["M", "import", "", "6", "", ""]))
    actions.save(report, [bought("M", "imported", 7)], seen=report.stamp, now=NOW + timedelta(minutes=1))
    url = reverse("buyers:purchase_upload", args=[report.pk])
    again = browse(url, user=cast.binh, data=waiting_in(page), status=409, language="en")
    assert "Somebody saved this report in the meantime" in words(again.main)
    assert landed(report) == {("M", "imported", Decimal(7), None)}
    assert [words(cell) for cell in again.select("#changes tbody .r")] == ["7", "6"]
    take_in(cast, report, again)
    assert landed(report) == {("M", "imported", Decimal(6), None)}


@pytest.mark.parametrize("waiting", ["", "nothing", "other"])
def test_rows_that_did_not_wait_in_a_preview_of_this_report_are_not_taken_in(browse, cast, waiting):
    report, other = draft(cast.assembler, 2025), draft(cast.assembler, 2024)
    page = upload(browse, cast, other, csv_bytes(HEADER, ["M", "import", "", "6", "", ""]))
    if waiting == "other":
        waiting = page.select_one("[name=waiting]")["value"]
    url = reverse("buyers:purchase_upload", args=[report.pk])
    data = {"waiting": waiting, "seen": report.stamp}
    said = browse(url, user=cast.binh, data=data, status=409, language="en")
    assert "Read the file again." in words(said)
    assert not landed(report)
