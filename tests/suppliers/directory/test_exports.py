"""The directory as a file: what the list says, for whom, and nothing a spreadsheet would run."""

import csv
import json
import zipfile
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.cache import cache
from python_calamine import CalamineWorkbook

from portal.api.throttling import ExportThrottle
from suppliers import exporting
from suppliers.exporting import as_csv, harmless
from suppliers.sent_workbook import as_xlsx
from tests.suppliers.directory.listed import complete, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
CSV, XLSX = "/api/v1/exports/suppliers.csv", "/api/v1/exports/suppliers.xlsx"


@pytest.fixture
def country(cast):
    listed(
        "Cơ khí Một",
        {"machining.cnc_turning": ["steel.carbon"]},
        holds=[("iso9001", date(2028, 1, 1))],
        level=3,
    )
    listed('=HYPERLINK("http://x")', {"machining.cnc_turning": []}, province="TP. Hồ Chí Minh")
    listed("Ẩn danh", published=False)


def body(client, user, url=CSV, language="en", **query):
    client.force_login(user)
    answer = client.get(url, query, headers={"Accept-Language": language, "Accept": "text/csv"})
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def table(content):
    assert content.startswith(b"\xef\xbb\xbf"), "Excel reads it as UTF-8"
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def test_the_file_says_what_the_list_says(client, cast, country):
    head, *lines = table(body(client, cast.binh))
    listed_names = [r["name"] for r in client.get("/api/v1/suppliers/").json()["results"]]
    assert [line[head.index("Registered name")].removeprefix("'") for line in lines] == listed_names
    first = dict(zip(head, lines[0], strict=True))
    assert (first["Processes and materials"], first["Certificates"]) == (
        "CNC turning: Carbon steel",
        "ISO 9001",
    )
    assert (first["Certificates proven"], first["Level"], first["Province"]) == ("", "3", "Hanoi City")
    assert table(body(client, cast.binh, language="vi"))[0][0] == "Mã số"


def test_the_filters_of_the_page_apply(client, cast, country):
    assert len(table(body(client, cast.binh, province="79"))) == 2
    assert len(table(body(client, cast.binh, q="Cơ khí Một"))) == 2
    client.force_login(cast.binh)
    for url in (CSV, XLSX):
        answer = client.get(url, {"province": "Z9"}, headers={"Accept": "text/csv"})
        assert (answer.status_code, list(json.loads(answer.content))) == (400, ["province"])


def test_a_workbook_holds_the_same_as_text(client, cast, country):
    sheet = openpyxl.load_workbook(BytesIO(body(client, cast.binh, XLSX))).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    plain = [[cell.removeprefix("'") for cell in row] for row in table(body(client, cast.binh))]
    assert rows == plain
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_what_not_everybody_may_read_is_in_no_file(client, cast, country):
    contact = complete(listed("Có liên hệ", tax_code="0101243150"))
    for user in (cast.chi, cast.mai):
        content = body(client, user).decode()
        assert contact.public_id in content
        for secret in ("0912", "lienhe@", "Phạm Thị", "0101243150", "Mazak", "123456"):
            assert secret not in content
        assert "Ẩn danh" not in content


@pytest.mark.parametrize("cell", ["=1+1", "+84 912", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_would_be_calculated_is_made_text(cell):
    assert harmless(cell) == f"'{cell}"
    (written,) = csv.reader(
        StringIO(b"".join(as_csv(["a"], [[cell]])).decode().split("\n", 1)[1], newline="")
    )
    assert written == [f"'{cell}"]


def opened(head, body, **more):
    return openpyxl.load_workbook(BytesIO(b"".join(as_xlsx(head, body, **more))))


def test_a_sheet_that_is_full_goes_on_in_another():
    book = opened(["n"], ([str(n)] for n in range(5)), a_sheet=3)
    assert [[row[0].value for row in sheet.iter_rows()] for sheet in book] == [["n", "0", "1"], ["n", "2", "3"], ["n", "4"]]  # fmt: skip
    assert [row[0].value for row in opened(["n"], []).active.iter_rows()] == ["n"]


def test_whatever_a_cell_says_the_workbook_says_the_same():
    said = ["<b>&amp;", "  hai  ", "một\nhai", "Đường", "😀", "\x00\x0bx\ufffe", "x" * 40_000, ""]
    head = [f"cột {n}" for n in range(30)]
    parts = list(as_xlsx(head, [[*said, *["x"] * 22]]))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(parts))).active
    assert [cell.value for cell in sheet[1]] == head
    assert sheet["AD1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"
    told = [cell.value for cell in sheet[2]][:8]
    assert told == ["<b>&amp;", "  hai  ", "một\nhai", "Đường", "😀", "x", "x" * 32_767, None]
    # Two readers of other makers say so, too.
    calamine = CalamineWorkbook.from_filelike(BytesIO(b"".join(parts))).get_sheet_by_index(0).to_python()
    assert calamine[1][:3] == ["<b>&amp;", "  hai  ", "một\nhai"]


def test_what_excel_would_read_as_the_code_of_a_letter_is_written_so_that_it_does_not():
    with zipfile.ZipFile(BytesIO(b"".join(as_xlsx(["n"], [["_x000D_"]])))) as archive:
        assert b">_x005F_x000D_<" in archive.read("xl/worksheets/sheet1.xml")


def test_a_workbook_is_sent_while_it_is_written(monkeypatch):
    monkeypatch.setattr("suppliers.sent_workbook.AT_ONCE", 2)
    asked = []

    def rows():
        for n in range(40):
            asked.append(n)
            yield [f"{n} {n * 7919 % 1000}"]

    parts = as_xlsx(["n"], rows())
    assert next(parts).startswith(b"PK")
    assert len(asked) < 5
    whole = b"".join(parts)
    assert len(asked) == 40
    assert whole.endswith(b"\0\0")


def test_more_rows_cost_no_more_questions_and_are_sent_in_parts(
    client, cast, same_queries_for_more, monkeypatch
):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    listed("Một")
    same_queries_for_more(lambda: body(client, cast.binh), lambda: [listed(f"Hai {n}") for n in range(5)])
    client.force_login(cast.binh)
    assert len(list(client.get(CSV).streaming_content)) == 5


def test_files_are_counted_apart(client, cast, monkeypatch):
    monkeypatch.setattr(ExportThrottle, "THROTTLE_RATES", {"user": "9/min", "export": "1/min"})
    cache.clear()
    body(client, cast.chi)
    assert client.get(XLSX).status_code == 429
    assert client.get("/api/v1/words/").status_code == 200


def test_the_page_offers_the_file_of_what_was_found_to_who_is_signed_in(browse, cast, country):
    assert not browse("/suppliers/?level=3").select("a[download]")
    links = browse("/suppliers/?level=3&sector=mechanical", user=cast.binh).select("a[download]")
    assert [a["href"] for a in links] == [f"{url}?sector=mechanical&level=3" for url in (CSV, XLSX)]
