"""A list as a page: uploaded, tried, taken in by a worker, its rows decided on one by one, and taken away again."""

import io
import json

import pytest
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import Membership, Organisation, PersonalChange, Province
from suppliers import tasks
from suppliers.importing import running, uploading
from suppliers.models import Contact, HeldCells, ImportBatch, ImportFile, ImportRow, SearchDocument, Supplier
from tests import cast as people
from tests.cast import TODAY
from tests.suppliers.importing.lists import HEADER, MILL, SHOP, csv_bytes, xlsx_bytes
from tests.suppliers.importing.workbooks import ods_bytes, xls_bytes

pytestmark = pytest.mark.django_db
BAD = ["Minh Long", "123", "Huế", ""]
PHONES = [*HEADER, "Điện thoại"]


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    """Nobody is rung: a test plays the worker."""
    monkeypatch.setattr("suppliers.views.lists.ring", lambda *_: None)


@pytest.fixture
def mai(client, cast, today):
    cast.mai.language = "en"
    cast.mai.save()
    client.force_login(cast.mai)
    client.cookies.load({"django_language": "en"})
    return client


def url(name, *args):
    return reverse(f"suppliers:{name}", args=args)


def upload(client, data, name="list.csv"):
    return client.post(url("lists"), {"file": SimpleUploadedFile(name, data)})


def work():
    tasks.take_in_lists()


def tried(client, *rows, header=HEADER):
    """A list that was uploaded and tried."""
    upload(client, csv_bytes(header, *rows))
    batch = ImportBatch.objects.latest("pk")
    client.post(url("list_columns", batch.pk), columns_of(batch))
    work()
    batch.refresh_from_db()
    return batch


def taken(client, *rows, header=HEADER, **sent):
    batch = tried(client, *rows, header=header)
    client.post(url("list_take_in", batch.pk), sent)
    work()
    batch.refresh_from_db()
    return batch


def columns_of(batch):
    return {"row": batch.mapping["row"], "sheet": batch.sheet} | {
        f"column-{at}": field for at, field in batch.mapping["fields"].items()
    }


def fates(batch):
    return list(batch.rows.order_by("number").values_list("number", "fate"))


@pytest.mark.parametrize(
    "name, data",
    [
        ("list.csv", csv_bytes(HEADER, SHOP, MILL)),
        ("list.tsv", csv_bytes(HEADER, SHOP, MILL, delimiter="\t").decode().encode("utf-16")),
        ("list.xlsx", xlsx_bytes({"A": [["Danh sách"], HEADER, SHOP, MILL]})),
        ("list.xls", xls_bytes({"A": [["Danh sách"], HEADER, SHOP, MILL]})),
        ("list.ods", ods_bytes({"A": [["Danh sách"], HEADER, SHOP, MILL]})),
    ],
)
def test_a_list_of_any_kind_goes_on_to_its_columns_with_what_they_hold_proposed(mai, browse, name, data):
    response = upload(mai, data, name)
    batch = ImportBatch.objects.get()
    assert response.url == url("list_columns", batch.pk)
    assert batch.mapping["fields"] == {"0": "name", "1": "tax_code", "2": "address", "3": "sector"}
    page = browse(response.url)
    chosen = [o["value"] for o in page.select("td select option[selected]")]
    assert chosen == ["name", "tax_code", "address", "sector"]
    assert SHOP[0] in page.text
    assert not Supplier.objects.filter(import_row__isnull=False).exists()


@pytest.mark.parametrize(
    "data, word",
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (xls_bytes({"A": [HEADER, SHOP]}, password=True), "password"),
        (xlsx_bytes({"A": [HEADER, SHOP]})[:900], "damaged"),
        (xlsx_bytes({"A": []}), "Nothing is written"),
        (xlsx_bytes({"A": [], "B": [["Danh sách"], HEADER]}), "nothing under it"),
        ("a,b\nC«ng ty §øc,Hµ Néi\n".encode("latin-1"), "UTF-8"),
    ],
)
def test_what_is_no_list_is_told_beside_the_field_and_nothing_is_kept(mai, data, word):
    response = upload(mai, data)
    assert response.status_code == 422
    assert word in response.content.decode()
    assert not ImportBatch.objects.exists()
    assert not ImportFile.objects.exists()


def test_another_sheet_is_read_anew_and_columns_may_be_chosen_by_hand(mai, browse):
    upload(
        mai, xlsx_bytes({"A": [HEADER, SHOP], "B": [["x"], ["Ai", "Ở đâu"], ["Minh Phát", "Huế"]]}), "l.xlsx"
    )
    batch = ImportBatch.objects.get()
    here = url("list_columns", batch.pk)
    page = browse(here, data={"sheet": "B", "row": "1", "again": "1"})
    assert page.select_one("#id_row")["value"] == "1"
    page = browse(here, data={"sheet": "B", "row": "2", "column-1": "address"}, status=422)
    assert "which column holds the name" in page.text
    sent = {"sheet": "B", "row": "2", "column-0": "name", "column-1": "name"}
    assert "in another column already" in browse(here, data=sent, status=422).text
    mai.post(here, sent | {"column-1": "address"})
    work()
    row = ImportRow.objects.get()
    assert (row.number, row.fate, row.cleaned["province"]) == (3, "landed", "46")
    assert row.raw == {"Ai": "Minh Phát", "Ở đâu": "Huế"}


def test_a_header_row_that_is_none_is_told(mai, browse):
    upload(mai, csv_bytes(HEADER, SHOP))
    batch = ImportBatch.objects.get()
    for row in ("0", "2", "999", "x", ""):
        page = browse(url("list_columns", batch.pk), data=columns_of(batch) | {"row": row}, status=422)
        assert page.select_one(".field.bad #id_row"), row
    assert ImportBatch.objects.get().state == "uploaded"


def test_a_trial_says_what_would_become_of_each_row_and_changes_no_firm(mai, browse, cast):
    before = Supplier.objects.count()
    batch = tried(mai, MILL, SHOP, BAD)
    assert (batch.state, Supplier.objects.count()) == ("tried", before)
    assert fates(batch) == [(2, "landed"), (3, "set_aside"), (4, "refused")]
    assert "1 row would be taken in" in browse(url("list", batch.pk)).text
    page = browse(url("list", batch.pk) + "?fate=refused")
    assert "A tax code has 10 digits" in page.text
    assert "the same tax code" in browse(url("list", batch.pk) + "?fate=set_aside").text


def test_what_was_tried_is_taken_in_and_the_file_is_forgotten(mai, browse, cast):
    batch = taken(mai, MILL, SHOP, BAD)
    assert (batch.state, batch.created_by, ImportFile.objects.exists()) == ("done", cast.mai, False)
    firm = Supplier.objects.get(import_row__batch=batch)
    assert (firm.name, firm.claimed, firm.listed) == (MILL[0], False, False)
    assert [b.text.split()[0] for b in browse(url("list", batch.pk)).select("nav.chips a")] == [
        "Came",
        "Look",
        "Taken",
    ]


def test_a_list_that_staff_checked_enters_the_directory(mai):
    batch = taken(mai, MILL, checked="on")
    firm = Supplier.objects.get(import_row__batch=batch)
    assert firm.listed
    assert SearchDocument.objects.filter(supplier=firm).exists()


def test_the_same_list_twice_is_told_at_the_upload(mai):
    batch = taken(mai, MILL)
    response = upload(mai, csv_bytes(HEADER, MILL))
    assert response.status_code == 422
    assert f"batch {batch.pk}" in response.content.decode()


def test_a_list_asked_to_stop_changes_nothing_and_may_be_taken_in_later(mai):
    batch = tried(mai, MILL)
    mai.post(url("list_take_in", batch.pk))
    mai.post(url("list_cancel", batch.pk))
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.cancel_asked_at) == ("cancelled", None)
    assert not Supplier.objects.filter(import_row__isnull=False).exists()
    mai.post(url("list_columns", batch.pk), columns_of(batch))
    mai.post(url("list_cancel", batch.pk))
    work()
    assert ImportBatch.objects.get(pk=batch.pk).state == "uploaded"


def test_the_rows_of_a_list_that_was_stopped_say_what_would_become_of_them(mai, browse):
    batch = tried(mai, MILL, BAD)
    mai.post(url("list_take_in", batch.pk))
    mai.post(url("list_cancel", batch.pk))
    work()
    page = browse(url("list", batch.pk))
    assert [tag.text.split(" ")[0] for tag in page.select(".chips a")] == ["Would", "Would"]
    assert "nothing was taken in" in page.text
    assert not page.select("tbody a")


def test_a_run_is_stopped_between_two_rows(mai, monkeypatch):
    """Whoever asks does so while the worker reads."""
    batch = tried(mai, MILL, SHOP)
    mai.post(url("list_take_in", batch.pk))
    told = running._told

    def asked(batch, read, lines):
        told(batch, read, lines)
        ImportBatch.objects.filter(pk=batch.pk).update(cancel_asked_at=people.NOW)

    monkeypatch.setattr(running, "_told", asked)
    work()
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    assert not Supplier.objects.filter(import_row__isnull=False).exists()


def test_a_page_of_a_list_in_work_says_how_far_it_is(mai, browse):
    batch = tried(mai, MILL)
    mai.post(url("list_take_in", batch.pk))
    page = browse(url("list", batch.pk))
    assert page.select_one("#list")["hx-get"] == url("list", batch.pk)
    assert "waits for a worker" in page.text
    running._told(ImportBatch.objects.get(pk=batch.pk), 250, 1000)
    part = browse(url("list", batch.pk), htmx=True)
    assert "250 of 1,000 rows are read" in part.text
    assert part.h1 is None


def test_a_list_that_brings_down_its_worker_is_given_up(mai, monkeypatch):
    batch = tried(mai, MILL)
    mai.post(url("list_take_in", batch.pk))

    def fall(*_args, **_more):
        raise MemoryError

    monkeypatch.setattr(running, "plan_list", fall)
    for _attempt in range(running.MOST_ATTEMPTS):
        with pytest.raises(MemoryError):
            work()
    work()
    batch.refresh_from_db()
    assert batch.state == "failed"
    assert "several attempts" in batch.refusal


def test_a_list_of_which_no_row_can_be_taken_in_fails_and_says_so(mai, browse):
    batch = tried(mai, BAD)
    ImportBatch.objects.filter(pk=batch.pk).update(state="taking")
    work()
    batch.refresh_from_db()
    assert (batch.state, batch.landed_at) == ("failed", None)
    assert "No row could be taken in" in browse(url("list", batch.pk)).text


def test_what_is_in_work_or_done_is_not_tried_or_taken_in_again(mai):
    batch = taken(mai, MILL)
    for name in ("list_take_in", "list_give_up", "list_cancel"):
        mai.post(url(name, batch.pk))
    mai.post(url("list_columns", batch.pk), columns_of(batch))
    batch.refresh_from_db()
    assert (batch.state, Supplier.objects.filter(import_row__batch=batch).count()) == ("done", 1)


def test_a_list_may_be_forgotten_before_it_is_taken_in(mai):
    batch = tried(mai, MILL)
    assert mai.post(url("list_give_up", batch.pk)).url == url("lists")
    assert not ImportRow.objects.exists()
    assert not ImportFile.objects.exists()


def test_a_row_that_came_back_is_corrected_and_lands(mai, browse):
    batch = taken(mai, [*MILL, ""], [*BAD, "0912 345 678"], header=PHONES)
    row = url("list_row", batch.pk, 3)
    mai.cookies.load({"django_language": "vi"})
    for page in (row, url("list", batch.pk)):
        assert "Mã số thuế có 10 chữ số" in browse(page).text
    mai.cookies.load({"django_language": "en"})
    page = browse(row)
    assert page.select_one("#id_phone")["value"] == "0912 345 678"
    said = {
        "act": "correct",
        "name": "Minh Long",
        "tax_code": "0100686208",
        "address": "Huế",
        "phone": "0912 345 678",
    }
    page = browse(row, data=said, status=422)
    assert "check digit" in page.select_one(".field.bad").text
    assert page.select_one("#id_phone")["value"] == "0912 345 678"
    assert fates(batch)[1] == (3, "refused")
    assert mai.post(row, said | {"tax_code": "0100686209"}).url == url("list", batch.pk)
    firm = Supplier.objects.get(tax_code="0100686209")
    assert (firm.province.code, firm.contact.phone, firm.enterprise.code) == (
        "46",
        "0912 345 678",
        "0100686209",
    )
    assert firm.import_row.settled_by.email == "mai@ministry.example"
    assert firm.events.get().pgh_context.metadata["import_batch"] == batch.pk
    assert PersonalChange.objects.filter(model="suppliers.Contact", object_id=firm.contact.pk).exists()
    assert not HeldCells.objects.exists()


def test_personal_cells_of_a_row_that_came_back_are_kept_apart(mai):
    batch = taken(mai, [*MILL, ""], [*BAD, "0912 345 678"], header=PHONES)
    row = batch.rows.get(number=3)
    assert "0912 345 678" not in json.dumps([row.raw, row.cleaned, row.problems])
    assert row.held.cells == {"phone": "0912 345 678"}


def test_who_brought_a_list_reads_whole_what_is_wrong_with_its_cells_and_nobody_else_does(
    mai, browse, cast, client
):
    told = "hỏi anh Tư 0912 345 6x8"
    batch = tried(mai, [*MILL, told], [*SHOP, "0912 345 678"], header=PHONES)
    assert told in browse(url("list", batch.pk)).text
    assert [held.cells for held in HeldCells.objects.all()] == [{"phone": told}]
    assert told not in json.dumps(list(batch.rows.values_list("raw", "problems")), ensure_ascii=False)
    ImportBatch.objects.filter(pk=batch.pk).update(created_by=cast.chi)
    assert told not in browse(url("list", batch.pk)).text
    mai.post(url("list_columns", batch.pk), columns_of(batch))
    work()
    assert HeldCells.objects.count() == 1
    mai.post(url("list_give_up", batch.pk))
    assert not HeldCells.objects.exists()


def test_a_sentence_about_a_cell_that_is_hidden_is_in_the_language_of_its_reader(mai, browse, cast):
    batch = tried(mai, ["Minh Long", "79123456789", "Huế", ""])
    mai.cookies.load({"django_language": "vi"})
    assert "hộ kinh doanh" in browse(url("list", batch.pk)).text


def test_a_row_tried_again_as_it_is_lands_once_nothing_stands_in_its_way(mai, browse, cast):
    batch = taken(mai, MILL, SHOP)
    row = url("list_row", batch.pk, 3)
    assert mai.post(row, {"act": "retry"}).url == row
    assert fates(batch)[1] == (3, "set_aside")
    page = browse(row)
    assert "never have one code" in page.text
    assert not page.select("button[value=different]")
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(tax_code="0101243150")
    mai.post(row, {"act": "retry"})
    assert fates(batch)[1] == (3, "landed")
    assert Supplier.objects.get(tax_code=SHOP[1]).name == SHOP[0]


def test_a_row_that_looks_like_a_firm_stands_beside_it_and_is_judged(mai, browse, cast):
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(name=SHOP[0], address=SHOP[2], tax_code=None)
    batch = taken(mai, MILL, ["Cơ khí Minh Phát", "", SHOP[2], ""])
    row = url("list_row", batch.pk, 3)
    page = browse(row)
    assert cast.welding_shop.public_id in page.text
    assert "the same address" in page.text
    assert page.select_one("button[value=different]")
    mai.post(row, {"act": "same", "firm": cast.welding_shop.public_id})
    stored = batch.rows.get(number=3)
    assert (stored.fate, stored.supplier) == ("same", cast.welding_shop)
    mai.post(row, {"act": "reopen"})
    assert fates(batch)[1] == (3, "set_aside")
    mai.post(row, {"act": "different"})
    assert fates(batch)[1] == (3, "landed")
    assert Supplier.objects.filter(import_row__batch=batch).count() == 2


def test_a_row_may_be_skipped_and_a_settled_one_is_not_settled_twice(mai):
    batch = taken(mai, MILL, BAD)
    row = url("list_row", batch.pk, 3)
    mai.post(row, {"act": "skip"})
    assert fates(batch)[1] == (3, "skipped")
    said = {"act": "correct", "name": "Minh Long", "address": "Huế"}
    assert mai.post(row, said).url == row
    assert mai.post(url("list_row", batch.pk, 2), {"act": "skip"}).url == url("list_row", batch.pk, 2)
    assert fates(batch) == [(2, "landed"), (3, "skipped")]


def test_undoing_shows_first_what_goes_and_takes_single_rows_with_it(mai, browse, cast):
    batch = taken(mai, MILL, BAD)
    mai.post(url("list_row", batch.pk, 3), {"act": "correct", "name": "Minh Long", "address": "Huế"})
    assert "2 firms go" in browse(url("list_undo", batch.pk)).text
    assert Supplier.objects.filter(import_row__batch=batch).count() == 2
    mai.post(url("list_undo", batch.pk))
    assert not Supplier.objects.filter(import_row__isnull=False).exists()
    assert {fate for _n, fate in fates(batch)} == {"undone"}
    assert mai.get(url("list_undo", batch.pk)).url == url("list", batch.pk)


def test_only_staff_of_the_whole_country_read_lists_and_only_its_editors_change_them(mai, client, cast):
    batch = tried(mai, MILL)
    viewer = people.member(
        people.person("xem@ministry.example", "Xem"), cast.ministry, Membership.Role.VIEWER
    )
    province = Organisation.objects.create(kind="province", name="Sở Công Thương")
    province.scope_provinces.add(Province.objects.filter(label_vi="Cà Mau").first())
    local = people.member(people.person("so@tinh.example", "Sở"), province, Membership.Role.EDITOR)
    for person in (viewer, local):
        people.Authenticator.objects.create(user=person, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    for person, sees in ((viewer, 200), (local, 404), (cast.binh, 404), (cast.duong, 404)):
        client.force_login(person)
        assert client.get(url("list", batch.pk)).status_code == sees
        for name in ("list_take_in", "list_cancel", "list_give_up", "list_undo", "list_columns"):
            assert client.post(url(name, batch.pk)).status_code == 404
        assert client.post(url("list_row", batch.pk, 2), {"act": "skip"}).status_code == 404
        assert client.post(url("lists")).status_code == 404
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("tried", 1)


def test_more_rows_cost_no_more_questions(mai, same_queries_for_more):
    batch = taken(mai, MILL, BAD)

    def more():
        ImportRow.objects.bulk_create(
            ImportRow(batch=batch, number=n, raw={"name": "x"}, fate="refused") for n in range(10, 40)
        )

    same_queries_for_more(lambda: mai.get(url("list", batch.pk)), more)
    same_queries_for_more(
        lambda: mai.get(url("lists")),
        lambda: uploading.upload(csv_bytes(HEADER, SHOP), "x.csv", by=None, now=people.NOW),
    )


def test_a_run_asks_as_much_for_many_rows_as_for_few(mai):
    def queries(first, count):
        rows = [[f"Hãng {n:04} Abc", "", f"Lô {n}, Huế", "Cơ khí"] for n in range(first, first + count)]
        batch = tried(mai, *rows)
        mai.post(url("list_take_in", batch.pk))
        with CaptureQueriesContext(connection) as asked:
            work()
        assert batch.rows.filter(fate="landed").count() == count
        return len(asked)

    queries(0, 2)
    assert queries(100, 5) == queries(200, 240)


def test_files_and_cells_that_nobody_goes_on_with_are_forgotten(mai):
    tried(mai, [*MILL, "gọi 0912 345 6x8"], header=PHONES)
    taken(mai, ["Hàn Sông Lam", "", "Nghệ An", "", ""], [*BAD, "0912 345 678"], header=PHONES)
    later = people.NOW.replace(year=2028)
    assert running.forget(now=people.NOW) == 0
    running.forget(now=later)
    assert not ImportFile.objects.exists()
    assert not HeldCells.objects.exists()
    assert not Contact.objects.exists()


def old_workbook() -> bytes:
    """An XLS as office programs wrote it until 2007: shared strings, numbers, dates and a merged heading."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("Trống")
    sheet = book.add_sheet("Danh sách 2026")
    sheet.write_merge(0, 0, 0, 5, "DANH SÁCH DOANH NGHIỆP CÔNG NGHIỆP HỖ TRỢ")
    header = [*HEADER, "Số lao động", "Năm thành lập", "Ngày cập nhật"]
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    firms = [[*MILL, 1250, 2009, TODAY], ["Khuôn mẫu Đại Hưng", "0300588569", "KCN Biên Hòa 2, Đồng Nai", "Cơ khí", 86, 1998, TODAY]]  # fmt: skip
    for at, row in enumerate([header, *firms], start=2):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell, day if cell == TODAY else xlwt.Style.default_style)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_an_old_workbook_goes_from_its_upload_to_firms(mai, browse):
    response = upload(mai, old_workbook(), "danh-sach.xls")
    batch = ImportBatch.objects.get()
    assert (batch.sheet, batch.mapping["row"]) == ("Danh sách 2026", 3)
    assert "Khuôn mẫu Đại Hưng" in browse(response.url).text
    mai.post(url("list_columns", batch.pk), columns_of(batch))
    work()
    assert fates(ImportBatch.objects.get()) == [(4, "landed"), (5, "landed")]
    mai.post(url("list_take_in", batch.pk))
    work()
    told = Supplier.objects.filter(import_row__batch=batch).values_list(
        "name", "tax_code", "workers", "established", "province__code"
    )
    assert set(told) == {
        (MILL[0], None, 1250, 2009, "37"),
        ("Khuôn mẫu Đại Hưng", "0300588569", 86, 1998, "75"),
    }


SONG_BE = ["Cơ khí Sóng Thần", "", "Thuận An, Sông Bé", "Cơ khí"]
DONG_XOAI = ["Cơ khí Đồng Xoài", "", "Đồng Xoài, Sông Bé", "Cơ khí"]


def lies_in(batch):
    found = batch.rows.order_by("number").values_list("number", "cleaned")
    return {number: (cleaned.get("province"), cleaned.get("former_province")) for number, cleaned in found}


def test_a_province_that_was_divided_is_asked_about_for_the_list_and_for_a_row(mai, browse):
    batch = tried(mai, SONG_BE, DONG_XOAI, MILL)
    assert fates(batch) == [(2, "refused"), (3, "refused"), (4, "landed")]
    page = browse(url("list", batch.pk) + "?fate=refused")
    assert "Song Be was divided: choose Binh Phuoc or Binh Duong." in page.text
    for_all, alone = page.select_one("#id_unit-song-be"), page.select_one("#id_row-3")
    options = [option.text for option in for_all.select("option")]
    assert options == [
        "not yet, or row by row",
        "Binh Phuoc, now Dong Nai",
        "Binh Duong, now Ho Chi Minh City",
    ]
    assert alone["form"] == page.select_one("#divided form")["id"]

    wrong = browse(url("list_places", batch.pk), data={"unit-song-be": "01"}, status=422)
    assert wrong.select_one(".field.bad #id_unit-song-be")
    assert ImportBatch.objects.get(pk=batch.pk).places == {}

    mai.post(url("list_places", batch.pk), {"unit-song-be": "74", "row-2": "", "row-3": "70"})
    work()
    batch.refresh_from_db()
    assert batch.places == {"units": {"song-be": "74"}, "rows": {"3": "70"}}
    assert lies_in(batch) == {2: ("79", "74"), 3: ("75", "70"), 4: ("37", "36")}
    page = browse(url("list", batch.pk))
    assert page.select_one("#id_unit-song-be option[selected]")["value"] == "74"
    assert page.select_one("#id_row-3 option[selected]")["value"] == "70"

    mai.post(url("list_take_in", batch.pk), {})
    work()
    firm = Supplier.objects.get(name=SONG_BE[0])
    assert (firm.province.code, firm.former_province.code) == ("79", "74")
    assert mai.post(url("list_places", batch.pk), {"unit-song-be": "70"}).status_code == 302
    assert ImportBatch.objects.get(pk=batch.pk).places["units"] == {"song-be": "74"}


def test_rows_that_came_back_for_a_divided_province_are_taken_in_together(mai, browse):
    more = [["Nhựa Mỹ Hào", "", "Mỹ Hào, Hải Hưng", "Nhựa"], ["Hàn Sông Bé", "123", "Sông Bé", "Cơ khí"]]
    batch = taken(mai, SONG_BE, DONG_XOAI, MILL, *more)
    assert not browse(url("list", batch.pk) + "?fate=landed").select("td select"), "these ask nothing"
    page = browse(url("list", batch.pk) + "?fate=refused")
    assert {s["name"] for s in page.select("#divided select")} == {"unit-hai-hung", "unit-song-be"}
    sent = {"unit-song-be": "74", "unit-hai-hung": "", "row-3": "70"}
    told = browse(mai.post(url("list_places", batch.pk), sent).url)
    assert "2 rows were decided on. 2 rows still ask where they lie" in " ".join(told.text.split())
    assert fates(batch) == [(2, "landed"), (3, "landed"), (4, "landed"), (5, "refused"), (6, "refused")]
    assert Supplier.objects.get(name=DONG_XOAI[0]).province.code == "75"
    assert ImportBatch.objects.get().places == {"units": {"song-be": "74"}, "rows": {"3": "70"}}
    mai.post(url("list_places", batch.pk), {"unit-hai-hung": "30", "unit-song-be": "74"})
    assert fates(batch)[3:] == [(5, "landed"), (6, "refused")]
    mai.post(url("list_undo", batch.pk))
    mai.post(url("list_places", batch.pk), {"unit-song-be": "70"})
    assert ImportBatch.objects.get().places["units"] == {"hai-hung": "30", "song-be": "74"}


def test_a_row_that_came_back_for_its_divided_province_is_answered_alone(mai, browse):
    batch = taken(mai, SONG_BE, MILL)
    here = url("list_row", batch.pk, 2)
    page = browse(here)
    sent = {i["name"]: i.get("value", "") for i in page.select("#correct input[name]")} | {"act": "correct"}
    again = browse(here, data=sent, status=422)
    assert again.select_one(".field.bad #id_part")
    assert not Supplier.objects.filter(name=SONG_BE[0]).exists()
    mai.post(here, sent | {"part": "74"})
    assert Supplier.objects.get(name=SONG_BE[0]).former_province.code == "74"


def test_an_answer_for_the_list_is_remembered_by_a_row_that_is_corrected_later(mai):
    batch = tried(mai, [SONG_BE[0], "123", *SONG_BE[2:]], MILL)
    mai.post(url("list_places", batch.pk), {"unit-song-be": "70"})
    work()
    mai.post(url("list_take_in", batch.pk), {})
    work()
    corrected = {"act": "correct", "name": SONG_BE[0], "tax_code": "", "address": SONG_BE[2]}
    mai.post(url("list_row", batch.pk, 2), corrected)
    assert Supplier.objects.get(name=SONG_BE[0]).province.code == "75"


def test_whoever_may_only_read_lists_answers_nothing(mai, client, cast):
    batch = tried(mai, SONG_BE, MILL)
    client.force_login(cast.binh)
    assert client.post(url("list_places", batch.pk), {"unit-song-be": "74"}).status_code == 404
    assert ImportBatch.objects.get(pk=batch.pk).places == {}
