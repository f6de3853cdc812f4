"""Provinces of 1976 to 2008: one to one where all parts lie in one province today, asked where they do not."""

import pytest
from django.utils import translation

from portal.lineage import earlier_provinces
from suppliers.importing.headers import find_header
from suppliers.importing.places import Place, shipped_places
from suppliers.importing.rows import NOTHING_CHOSEN, Chosen, read_rows


def place(address):
    return shipped_places().in_address(address)


@pytest.mark.parametrize(
    "address, province, former",
    [
        pytest.param("Ấp 1, Hà Bắc", "24", "", id="both parts are Bắc Ninh today"),
        pytest.param("Thị xã Bắc Giang, Hà Bắc", "24", "24", id="a part of Hà Bắc"),
        pytest.param("Việt Trì, Vĩnh Phú", "25", "", id="both parts are Phú Thọ today"),
        pytest.param("Phủ Lý, tỉnh Nam Hà", "37", "", id="Nam Hà"),
        pytest.param("Ninh Bình, Hà Nam Ninh", "37", "", id="three parts, one province"),
        pytest.param("Minh Hai Province, Vietnam", "96", "", id="in English"),
        pytest.param("Tam Kỳ, Quảng Nam - Đà Nẵng", "48", "", id="a name with a dash is one name"),
        pytest.param("Tam Ky, Quang Nam-Da Nang", "48", "", id="and without spaces around it"),
        pytest.param("Thái Nguyên, Bắc Thái", "19", "", id="Bắc Thái"),
        pytest.param("Yên Bái, Hoàng Liên Sơn", "15", "15", id="a part is named beside it"),
        pytest.param("TX Hà Giang, Hà Tuyên", "08", "02", id="a part of Hà Tuyên"),
        pytest.param("Thị xã Trà Vinh, Cửu Long", "86", "84", id="a part of Cửu Long"),
        pytest.param("Hà Đông, Hà Tây", "01", "01", id="whole into Hà Nội in 2008"),
        pytest.param("Vũng Tàu - Côn Đảo", "79", "77", id="the zone of Vũng Tàu"),
        pytest.param("Thuận An, Bình Dương (Sông Bé cũ)", "79", "74", id="a newer name settles it"),
        pytest.param("Sông Bé, TP. Hồ Chí Minh", "79", "74", id="today's name settles it"),
        pytest.param("Đồng Xoài, Sông Bé, Đồng Nai", "75", "70", id="today's name settles the other part"),
        pytest.param("Thừa Thiên Huế, Bình Trị Thiên", "46", "46", id="Huế"),
        pytest.param("Buôn Ma Thuột, Đắk Lắk", "66", "", id="Đắk Lắk: the later meaning"),
        pytest.param("Lai Châu", "12", "", id="Lai Châu: the later meaning"),
        pytest.param("Ninh Kiều, Cần Thơ", "92", "", id="Cần Thơ: the later meaning"),
        pytest.param("Vị Thanh, Hậu Giang", "92", "93", id="Hậu Giang: the later meaning"),
        pytest.param("Vĩnh Phú, Thuận An, Bình Dương", "79", "74", id="a ward of that name"),
        pytest.param("12 Cửu Long, Tân Bình, TP.HCM", "79", "", id="a street of that name"),
        pytest.param("phường Nam Hà, Hà Tĩnh", "42", "", id="a ward said to be one"),
    ],
)
def test_an_earlier_province_is_the_one_it_became(address, province, former):
    assert place(address) == Place(province, former)


@pytest.mark.parametrize(
    "address, unit",
    [
        ("Thủ Dầu Một, Sông Bé", "song-be"),
        ("thu dau mot, song be", "song-be"),
        ("tỉnh Hải Hưng", "hai-hung"),
        ("Hà Sơn Bình", "ha-son-binh"),
        ("Pleiku, Gia Lai - Kon Tum", "gia-lai-kon-tum"),
        ("Gia Lai – Công Tum", "gia-lai-kon-tum"),
        ("Quy Nhơn, Nghĩa Bình", "nghia-binh"),
        ("Nha Trang, Phú Khánh", "phu-khanh"),
        ("Phan Rang, Thuận Hải", "thuan-hai"),
        ("Đông Hà, Bình Trị Thiên", "binh-tri-thien"),
        ("Vinh, Nghệ Tĩnh", "nghe-tinh"),
        ("Cao Lạng", "cao-lang"),
    ],
)
def test_one_whose_parts_lie_in_several_is_asked_about(address, unit):
    """A district decides nothing: none is in the reference data."""
    assert place(address) == Place(divided=unit)
    assert earlier_provinces()[unit].divided


def test_a_name_that_no_part_agrees_with_is_a_conflict():
    assert place("tỉnh Sông Bé, tỉnh Nghệ An") == Place(conflict=("Sông Bé", "Nghệ An"))


def test_each_earlier_province_is_read_as_what_became_of_it():
    later = {"Đắk Lắk", "Lai Châu", "Cần Thơ", "Hậu Giang"}
    units = [unit for unit in earlier_provinces().values() if unit.labels[0] not in later]
    assert len(units) == 22
    for unit in units:
        for name in unit.labels:
            found = place(f"Ấp 1, {name}")
            assert found.divided == (unit.code if unit.divided else ""), name
            assert found.province == ("" if unit.divided else unit.parts[0].province), name


HEADER = ["Tên doanh nghiệp", "Địa chỉ", "Tỉnh/Thành phố"]


def read(address, province="", chosen=NOTHING_CHOSEN):
    table = [HEADER, ["Cơ khí Thử Nghiệm", address, province]]
    return next(read_rows(table, find_header(table), shipped_places(), chosen))


def test_a_row_asks_and_takes_the_answer_of_its_list_or_its_own():
    with translation.override("vi"):
        asked = read("Thủ Dầu Một, Sông Bé")
    assert (asked.divided, asked.province) == ("song-be", "")
    [problem] = asked.problems
    assert (problem.column, problem.code) == ("Địa chỉ", "divided_province")
    assert problem.sentence == "Sông Bé đã được tách: hãy chọn Bình Phước hoặc Bình Dương."
    whole = read("Thủ Dầu Một, Sông Bé", chosen=Chosen(units={"song-be": "74"}))
    assert (whole.province, whole.former_province, whole.problems) == ("79", "74", [])
    assert [note.code for note in whole.notes] == ["part_chosen"]
    alone = read("Đồng Xoài, Sông Bé", chosen=Chosen({"song-be": "74"}, {2: "70"}))
    assert (alone.province, alone.former_province) == ("75", "70")
    wrong = read("Thủ Dầu Một, Sông Bé", chosen=Chosen(units={"song-be": "01"}))
    assert wrong.divided == "song-be"


@pytest.mark.parametrize(
    "address, column, told",
    [
        pytest.param("12 Lê Lợi", "Sông Bé", ("", "", "song-be"), id="the column asks"),
        pytest.param(
            "Thuận An, Bình Dương", "Sông Bé", ("79", "74", ""), id="the address answers the column"
        ),
        pytest.param("Thủ Dầu Một, Sông Bé", "TP. Hồ Chí Minh", ("79", "74", ""), id="the column answers"),
        pytest.param("Thủ Dầu Một, Sông Bé", "Hà Nội", ("01", "", ""), id="another province: the column"),
        pytest.param("Vũng Tàu", "Sông Bé", ("", "", "song-be"), id="the address lies in no part"),
        pytest.param("Hà Bắc", "Bắc Ninh", ("24", "", ""), id="one to one beside today's name"),
    ],
)
def test_the_column_and_the_address_answer_each_other(address, column, told):
    row = read(address, column)
    assert (row.province, row.former_province, row.divided) == told
