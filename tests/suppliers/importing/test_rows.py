"""A row as it is read: what it says, what keeps it out, what is only worth a note."""

import pytest
from django.utils import translation

from suppliers.importing.headers import find_header
from suppliers.importing.places import shipped_places
from suppliers.importing.rows import Row, read_one, read_rows

HOUSEHOLD = "001085012345"


def read(**cells: str) -> Row:
    """The row of a file whose columns are called as the fields are."""
    titles = {"tax_code": "tax code", "established": "year founded"}
    table = [[titles.get(name, name) for name in ("name", *cells)], ["Minh Phát", *cells.values()]]
    if "name" in cells:
        table = [[row[0], *row[2:]] if row[1] == "name" else row[1:] for row in table]
        table[0] = [titles.get(name, name) for name in cells]
    return next(read_rows(table, find_header(table), shipped_places()))


def codes(problems) -> list[str]:
    return [problem.code for problem in problems]


def test_a_clean_row_says_who_where_and_in_which_sectors():
    row = read(
        tax_code="0100109106", address="KCN Sóng Thần, Bình Dương", sector="Dệt may, da giày", workers="1.200"
    )
    assert (row.problems, row.notes) == ([], [])
    assert (row.tax_code, row.province, row.former_province, row.sectors, row.workers) == (
        "0100109106", "79", "74", "TF", 1200,
    )  # fmt: skip


@pytest.mark.parametrize(
    "written, letters",
    [("Apparel", "T"), ("Ngành may mặc", "T"), ("Cơ khí; Nhựa", "MP"), ("Điện, điện tử", "E"), ("Footwear & Bags", "F"),
     ("ô tô - xe máy", "A"), ("M", "M"), ("Plastics and rubber", "P"), ("Công nghệ cao", "H")],
)  # fmt: skip
def test_sectors_are_known_by_the_words_of_lists(written, letters):
    assert read(address="Hà Nội", sector=written).sectors == letters


def test_a_sector_that_is_none_of_ours_is_left_out_and_said():
    row = read(address="Hà Nội", sector="Cơ khí, Du lịch")
    assert row.sectors == "M"
    assert codes(row.notes) == ["unknown_sector"]
    assert "Du lịch" in row.notes[0].sentence


def test_a_firm_of_another_country_is_refused_for_that_alone():
    row = read(country="Bangladesh", tax_code="1", email="no")
    assert codes(row.problems) == ["other_country"]
    assert (row.problems[0].column, row.problems[0].value) == ("country", "Bangladesh")


@pytest.mark.parametrize("country", ["", "-"])
def test_without_a_country_something_else_must_say_that_the_firm_is_here(country):
    assert codes(read(country=country, address="Dhaka").problems) == ["no_country"]
    assert read(country=country, address="Biên Hòa, Đồng Nai").problems == []
    assert read(country=country, tax_code="0100109106").problems == []


def test_every_wrong_cell_of_a_row_is_told_at_once():
    row = read(name="", tax_code="0100109107", email="ha@", website="đang làm", workers="nhiều", phone="chưa")
    assert codes(row.problems) == ["missing", "check_digit"]
    assert codes(row.notes) == ["phone", "email", "website", "number"]


def test_what_a_firm_may_be_taken_in_without_is_left_out_with_a_note():
    row = read(address="Hà Nội", phone="abc", email="ha@", workers="nhiều", established="xưa")
    assert (row.problems, row.phone, row.email, row.workers, row.established) == ([], "", "", None, None)
    assert codes(row.notes) == ["phone", "email", "number", "number"]
    with translation.override("en"):
        assert read(address="Hà Nội", phone="abc").notes[0].sentence.endswith("It was left out.")


def test_whoever_corrects_a_row_hears_of_each_cell_that_cannot_be_read():
    said = {"name": "Cơ khí Minh Phát", "phone": "abc"}
    row = read_one(2, said, {name: name for name in said}, shipped_places(), typed=True)
    assert (codes(row.problems), row.notes) == (["phone"], [])


def test_the_column_of_the_province_decides_and_the_address_may_add_the_former_one():
    row = read(address="Dĩ An, Bình Dương", province="TP. Hồ Chí Minh")
    assert (row.province, row.former_province, row.notes) == ("79", "74", [])
    row = read(address="12 Trần Phú, Nam Định", province="Hà Nội")
    assert (row.province, row.former_province, codes(row.notes)) == ("01", "", ["other_province"])
    row = read(address="12 Trần Phú, Nam Định", province="Miền Bắc")
    assert (row.province, row.former_province, codes(row.notes)) == ("37", "36", ["unknown_province"])


def test_two_addresses_in_one_cell_land_without_a_province():
    row = read(address="12 Lê Lợi, Thanh Hóa\n45 Trần Phú, Nam Định")
    assert (row.problems, row.province, codes(row.notes)) == ([], "", ["two_provinces"])


@pytest.mark.parametrize("written", [HOUSEHOLD, "001 085 012 345", f"'{HOUSEHOLD}", "001.085.012.345"])
def test_a_households_number_is_kept_apart_and_never_shown(written):
    row = read(tax_code=written, address="Hà Nội")
    assert (row.household_number, row.tax_code, row.problems) == (HOUSEHOLD, "", [])
    kept = repr((row.raw, row.cleaned))
    assert HOUSEHOLD not in kept
    assert written not in kept


def test_a_refused_row_repeats_nothing_personal():
    row = read(
        name="", tax_code="1085012345 6", email="ha.nguyen@", phone="0912345678x", contact="Nguyễn Thị Hà",
        country="China", address=f"Hộ {HOUSEHOLD}",
    )  # fmt: skip
    told = repr((row.raw, row.problems, row.cleaned))
    for secret in ("10850123456", "1085012345", "ha.nguyen", "0912345678", "Nguyễn Thị", HOUSEHOLD):
        assert secret not in told


def test_a_telephone_of_too_few_digits_is_nobodys_and_is_shown():
    written = ("0912", "chị Hạnh", "0912345678x")
    shown = [read(address="Hà Nội", phone=each).notes[0].value for each in written]
    assert shown == ["0912", "••••••nh", "•••••••••8x"]


def test_empty_rows_and_a_repeated_header_are_passed_over_and_rows_keep_their_numbers():
    table = [
        ["Danh sách"],
        ["name", "address"],
        ["A Minh", "Hà Nội"],
        [],
        ["name", "address"],
        ["B Minh", "Huế"],
    ]
    rows = list(read_rows(table, find_header(table), shipped_places()))
    assert [(row.number, row.name) for row in rows] == [(3, "A Minh"), (6, "B Minh")]


def test_a_huge_cell_refuses_its_row_only():
    row = read(address="x" * 100_000)
    assert codes(row.problems) == ["too_long"]
    assert len(row.problems[0].value) <= 300
