"""The command, as staff run it: what lands, what comes back, what is set aside, and what never changes."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import PersonalChange
from suppliers.events import many_facts_changed
from suppliers.models import (
    Capability,
    Contact,
    Enterprise,
    Evidence,
    HouseholdNumber,
    ImportBatch,
    ImportRow,
    SearchDocument,
    Supplier,
)
from tests import cast as people
from tests.suppliers.importing.lists import HEADER, MILL, SHOP, csv_bytes, run, saved, told, xlsx_bytes

pytestmark = pytest.mark.django_db
TABLES = (
    Supplier,
    Enterprise,
    ImportBatch,
    ImportRow,
    Contact,
    HouseholdNumber,
    PersonalChange,
    SearchDocument,
)


def counts() -> dict[str, int]:
    models = (*TABLES, apps.get_model("suppliers", "SupplierEvent"))
    return {model.__name__: model.objects.count() for model in models}


@pytest.fixture
def good(tmp_path):
    return saved(tmp_path, csv_bytes(HEADER, SHOP, MILL))


def test_clean_rows_land_as_firms_that_nobody_has_claimed(good):
    out = run(good)
    assert "Landed: 2. Refused: 0. Set aside: 0." in out
    shop = Supplier.objects.get(tax_code="0100109106")
    assert (shop.claimed, shop.listed, shop.published_at, shop.checked_at) == (False, False, None, None)
    assert (shop.province.code, shop.enterprise.code, shop.facts_version) == ("01", "0100109106", 1)
    assert [s.letter for s in shop.sectors.all() if s.is_main] == ["M"]
    mill = Supplier.objects.get(name=MILL[0])
    assert (mill.tax_code, mill.enterprise, mill.province.code, mill.former_province.code) == (
        None,
        None,
        "37",
        "36",
    )
    assert mill.import_row.raw["Tên doanh nghiệp"] == MILL[0]
    assert not Evidence.objects.exists()
    assert not SearchDocument.objects.exists()


def test_history_is_kept_of_what_landed_and_says_with_which_list(good):
    batch = told(good)["batch"]
    for firm in Supplier.objects.all():
        event = firm.events.get()
        assert (event.pgh_label, event.pgh_context.metadata["import_batch"]) == ("insert", batch)


def test_a_bad_row_comes_back_with_row_column_value_and_sentence(tmp_path):
    path = saved(tmp_path, csv_bytes(["Danh sách"], HEADER, SHOP, ["Minh Long", "123", "Huế", ""]))
    out = run(path)
    assert "row 4 · Mã số thuế · “123”: A tax code has 10 digits" in out
    assert Supplier.objects.count() == 1
    row = ImportRow.objects.get(fate="refused")
    assert (row.number, row.supplier) == (4, None)
    assert row.problems[0] | {"sentence": ""} == {
        "column": "Mã số thuế",
        "value": "123",
        "code": "length",
        "sentence": "",
    }


def test_the_report_speaks_the_readers_language(good, capsys):
    call_command("import_suppliers", str(good), "--dry-run", "--language", "vi")
    assert "Landed" not in capsys.readouterr().out


def test_a_dry_run_says_the_same_and_changes_nothing(good):
    before = counts()
    tried = told(good, "--dry-run")
    assert counts() == before
    assert (tried["batch"], tried["dry_run"]) == (None, True)
    done = told(good)
    assert {**done, "batch": None, "dry_run": True} == tried


def test_a_firm_we_have_is_set_aside_by_its_code_and_not_touched(good, cast):
    before = Supplier.objects.values().get(pk=cast.welding_shop.pk)
    out = run(good)
    assert "Landed: 1. Refused: 0. Set aside: 1." in out
    assert f"Cơ khí hàn Anh Dương ({cast.welding_shop.public_id}): the same tax code" in out
    assert Supplier.objects.values().get(pk=cast.welding_shop.pk) == before
    aside = ImportRow.objects.get(fate="set_aside")
    assert aside.candidates == [{"supplier": cast.welding_shop.pk, "row": None, "reasons": ["tax_code"]}]
    assert aside.supplier is None


def test_a_name_alone_does_not_stop_a_row(tmp_path, cast):
    out = run(saved(tmp_path, csv_bytes(HEADER, ["Công ty TNHH Cơ khí hàn Anh Dương", "", "Cà Mau", ""])))
    assert "Landed: 1." in out
    assert "Nothing else agrees, so this one was taken in." in out


def test_a_firm_twice_in_one_file_lands_once(tmp_path):
    again = ["Cty TNHH Cơ khí Minh Phát", "", SHOP[2], ""]
    result = told(saved(tmp_path, csv_bytes(HEADER, SHOP, SHOP, again)))
    assert result["counts"] == {"landed": 1, "refused": 0, "set_aside": 2}
    firm = Supplier.objects.get()
    stored = (
        ImportRow.objects.filter(fate="set_aside").order_by("number").values_list("candidates", flat=True)
    )
    assert [(c[0]["supplier"], c[0]["row"], c[0]["reasons"][0]) for c in stored] == [
        (firm.pk, 2, "tax_code"),
        (firm.pk, 2, "legal_form"),
    ]


def test_branches_share_their_enterprise(tmp_path):
    branch = ["Chi nhánh Minh Phát tại Huế", "0100109106-001", "Huế", ""]
    run(saved(tmp_path, csv_bytes(HEADER, branch, SHOP)))
    enterprise = Enterprise.objects.get()
    assert (enterprise.establishments.count(), enterprise.name) == (2, SHOP[0])


def test_personal_data_go_to_tables_of_their_own(tmp_path):
    path = saved(
        tmp_path,
        csv_bytes(
            ["name", "tax code", "address", "phone", "email", "contact"],
            ["Hộ kinh doanh Bà Hà", "001085012345", "Huế", "0912 345 678", "ha@ha.example", "Nguyễn Thị Hà"],
        ),
    )
    out = run(path)
    firm = Supplier.objects.get()
    assert firm.household_number.number == "001085012345"
    assert (firm.contact.name, firm.contact.phone, firm.contact.email) == (
        "Nguyễn Thị Hà",
        "0912 345 678",
        "ha@ha.example",
    )
    assert firm.tax_code is None
    row = ImportRow.objects.get()
    for secret in ("001085012345", "0912 345 678", "ha@ha.example", "Nguyễn Thị Hà"):
        assert secret not in f"{row.raw} {row.cleaned} {row.problems} {out}"
    assert sorted(PersonalChange.objects.values_list("model", "action")) == [
        ("suppliers.Contact", "add"),
        ("suppliers.HouseholdNumber", "add"),
    ]


def test_a_household_we_have_is_set_aside_without_showing_its_number(tmp_path, cast):
    HouseholdNumber.objects.create(supplier=cast.welding_shop, number="001085012345")
    out = run(saved(tmp_path, csv_bytes(HEADER, ["Bà Hà", "001085012345", "Huế", ""])))
    assert "the same household number" in out
    assert "001085012345" not in out


def test_processes_and_materials_are_read_in_the_words_of_the_vocabulary(tmp_path):
    header = ["name", "address", "process", "material", "product"]
    path = saved(
        tmp_path,
        csv_bytes(
            header,
            ["Minh Phát", "Huế", "Phay CNC", "nhôm", "Vỏ máy"],
            ["Hòa Phú An", "Huế", "phép màu", "", ""],
            ["Sơn Hà Tây", "Huế", "hàn MIG, dập", "nhôm", ""],
        ),
    )
    result = told(path)
    notes = {row["row"]: [note["code"] for note in row["notes"]] for row in result["rows"]}
    assert notes == {2: [], 3: ["unknown_words"], 4: ["whose_materials"]}
    one = Capability.objects.get(supplier__name="Minh Phát")
    assert one.materials.count() == 1
    assert one.proven_until is None
    assert one.supplier.description == "Vỏ máy"


def test_classes_of_vsic_land_and_what_is_none_is_noted(tmp_path):
    path = saved(
        tmp_path, csv_bytes(["name", "address", "Mã ngành"], ["Minh Phát", "Huế", "2592; 25.91, 0111"])
    )
    [row] = told(path)["rows"]
    assert [note["code"] for note in row["notes"]] == ["unknown_industry"]
    held = Supplier.objects.get().industries.order_by("industry__code")
    assert list(held.values_list("industry__code", flat=True)) == ["2591", "2592"]


def test_the_same_file_twice_is_told(good):
    run(good)
    before = counts()
    with pytest.raises(CommandError, match=r"as batch \d+"):
        run(good)
    assert counts() == before


@pytest.mark.parametrize(
    "rows", [[["Minh", "123", "Huế", ""]], [["", "", "", "Cơ khí"]]], ids=["a wrong code", "no name"]
)
def test_where_every_row_is_refused_nothing_is_kept_and_the_command_fails(tmp_path, rows):
    path, before = saved(tmp_path, csv_bytes(HEADER, *rows)), counts()
    with pytest.raises(CommandError):
        run(path)
    assert counts() == before


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken", csv_bytes(HEADER)])
def test_a_refused_file_changes_nothing(tmp_path, data):
    path, before = saved(tmp_path, data), counts()
    with pytest.raises(CommandError) as refusal:
        run(path)
    assert "\n" not in str(refusal.value)
    assert refusal.value.returncode == 1
    assert counts() == before


def test_no_file_and_both_a_file_and_a_batch_are_refused(good, tmp_path):
    for arguments in ([], [good, "--undo", 1], [tmp_path / "none.csv"], [tmp_path], ["/dev/zero"]):
        with pytest.raises(CommandError):
            run(*arguments)


def test_a_workbook_lands_from_the_sheet_that_is_named(tmp_path):
    path = saved(tmp_path, xlsx_bytes({"A": [HEADER, SHOP], "B": [["x"], HEADER, MILL]}), "list.xlsx")
    run(path, "--sheet", "B")
    assert Supplier.objects.get().name == MILL[0]
    run(path, "--sheet", "A")
    assert Supplier.objects.count() == 2


def test_a_list_that_staff_checked_enters_the_directory_at_once(good, cast):
    with pytest.raises(CommandError):
        run(good, "--listed")
    with pytest.raises(CommandError):
        run(good, "--listed", "--by", cast.binh.email)
    assert not ImportBatch.objects.exists()
    Supplier.objects.filter(pk=cast.welding_shop.pk).delete()
    run(good, "--listed", "--by", cast.mai.email)
    assert ImportBatch.objects.get().created_by == cast.mai
    documents = SearchDocument.objects.filter(supplier__import_row__isnull=False)
    assert sorted(d.row["claimed"] for d in documents) == [False, False]
    assert all(firm.listed and not firm.claimed for firm in Supplier.objects.all())


def test_an_imported_firm_is_demo_data_exactly_on_a_demo_portal(good, settings):
    run(good)
    assert set(Supplier.objects.values_list("synthetic", flat=True)) == {settings.DEMO}


def test_listeners_are_told_once_after_the_commit(good, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, supplier_ids, **kwargs):
        heard.append(sorted(supplier_ids))

    many_facts_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=False) as calls:
            run(good)
        assert heard == []
        for call in calls:
            call()
    finally:
        many_facts_changed.disconnect(listen)
    assert heard == [sorted(Supplier.objects.values_list("pk", flat=True))]


def test_more_rows_cost_no_more_questions(tmp_path):
    def queries(first: int, count: int) -> int:
        rows = [[f"Hãng {n:04} Abc", "", f"Lô {n}, Huế", "Cơ khí"] for n in range(first, first + count)]
        path = saved(tmp_path, csv_bytes(HEADER, *rows), f"{first}.csv")
        with CaptureQueriesContext(connection) as asked:
            run(path)
        return len(asked)

    queries(0, 2)
    assert queries(100, 5) == queries(200, 400)


def test_two_days_apart_the_same_rows_in_another_file_are_set_aside(good, tmp_path):
    run(good)
    ImportBatch.objects.update(created_at=people.NOW - timedelta(days=2))
    out = run(saved(tmp_path, csv_bytes(HEADER, SHOP, MILL, ["Hàn Sông Lam", "", "Nghệ An", ""]), "next.csv"))
    assert "Landed: 1. Refused: 0. Set aside: 2." in out


def test_the_command_is_told_where_a_divided_province_lies(tmp_path):
    shop = ["Cơ khí Sóng Thần", "", "Thuận An, Sông Bé", "Cơ khí"]
    path = saved(tmp_path, csv_bytes(HEADER, shop, MILL))
    assert "Song Be was divided: choose Binh Phuoc or Binh Duong." in run(path, "--dry-run")
    run(path, "--place", "song-be=74")
    firm = Supplier.objects.get(name=shop[0])
    assert (firm.province.code, firm.former_province.code) == ("79", "74")
    assert ImportBatch.objects.get().places == {"units": {"song-be": "74"}, "rows": {}}
    for wrong, why in (("song-be=01", "no part of song-be"), ("ha-bac=24", "was not divided")):
        with pytest.raises(CommandError, match=why):
            run(path, "--place", wrong)
