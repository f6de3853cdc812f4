"""Which province an address names. Codes are those of the two lists: today's, and the one before July 2025."""

import pytest

from suppliers.importing.places import Place, shipped_places


def place(address):
    return shipped_places().in_address(address)


@pytest.mark.parametrize(
    "address, province, former",
    [
        pytest.param(
            "Lô A, KCN Sóng Thần, Bình Dương", "79", "74", id="a former province is today's, and kept"
        ),
        pytest.param(
            "My Phuoc Ward. Ben Cat, Binh Duong Province", "79", "74", id="in English, without marks"
        ),
        pytest.param("Thủ Dầu Một, Bình Dương, TP. Hồ Chí Minh", "79", "74", id="former within today's"),
        pytest.param(
            "Phường Thuận An, TP. Hồ Chí Minh (Bình Dương cũ)", "79", "74", id="said to be the old name"
        ),
        pytest.param("12 Lê Lợi, Quận 1, TP.HCM", "79", "", id="TP.HCM"),
        pytest.param("Ward 12 Go Vap Dist. HCMC Vietnam", "79", "", id="HCMC"),
        pytest.param("District 12 Ho Chi Minh 70000. Vietnam.", "79", "", id="before a postcode"),
        pytest.param(
            "301 Vu Xuan Thieu Str.,Long Bien Dist.,Hanoi. Vietnam.", "01", "", id="Hanoi in one word"
        ),
        pytest.param("HaiHa District QuangNinh Province Vietnam", "22", "", id="Quang Ninh in one word"),
        pytest.param("Thi Cau Ward,Bacninh Town,Bacninh Provice", "24", "", id="a misspelt Province"),
        pytest.param("tỉnh Thanh Hoá", "38", "", id="the tone on the other letter"),
        pytest.param("KCN Phú Mỹ, BR-VT", "79", "77", id="BR-VT"),
        pytest.param("Bà Rịa - Vũng Tàu", "79", "77", id="a name with a dash"),
        pytest.param("TX. Phú Mỹ, Tỉnh Bà Rịa – Vũng Tàu", "79", "77", id="a name with a long dash"),
        pytest.param("Phường Bình Dương, TP. Hồ Chí Minh", "79", "", id="a ward of today with an old name"),
        pytest.param("Phường Hải Dương, TP Hải Phòng", "31", "", id="a ward named after a province"),
        pytest.param("Phường Vĩnh Phúc, quận Ba Đình, Hà Nội", "01", "", id="an old ward of another city"),
        pytest.param("Huyện Hòa Bình, tỉnh Bạc Liêu", "96", "95", id="an old district of that name"),
        pytest.param("Ward Binh Phuoc, Dong Nai", "75", "", id="a ward in English"),
        pytest.param("Biên Hòa, T. Đồng Nai", "75", "", id="T. for tỉnh"),
        pytest.param("TP Hải Phòng", "31", "", id="a city"),
        pytest.param("Thành phố Huế", "46", "", id="Huế, said to be a city"),
        pytest.param("Buôn Ma Thuột, Đắc Lắc", "66", "", id="an older spelling"),
        pytest.param("Hai Duong City 34000,Vietnam", "31", "30", id="a former province as the city in it"),
    ],
)
def test_the_province_that_an_address_names(address, province, former):
    assert place(address) == Place(province, former)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("15 Điện Biên Phủ, Quận Bình Thạnh", id="Điện Biên Phủ is a street"),
        pytest.param("Hanoi Highway, Thu Duc", id="Hanoi Highway is a road"),
        pytest.param("Xa lộ Hà Nội", id="Xa lộ Hà Nội is a road"),
        pytest.param("Phường Phú Thọ", id="a ward of that name"),
        pytest.param("Xã Hà Nam, Quảng Yên", id="a commune of that name"),
        pytest.param("Huyện Ninh Bình", id="a district of that name"),
        pytest.param("Vĩnh Phúc, Ba Đình", id="a ward in a district, neither said to be one"),
        pytest.param("12 Lê Lợi, Hòa Bình, Chợ Gạo", id="a name before the end of the address"),
        pytest.param("An Giang ward", id="a ward in English"),
        pytest.param("12 Hoa Binh", id="a house in a street of that name"),
        pytest.param("12 Nguyen Hue", id="Nguyễn Huệ is not Huế"),
        pytest.param("Nguyễn Thái Bình, Tân Bình", id="a person's name"),
        pytest.param("Bac Ninh Industrial Park", id="an estate of that name"),
        pytest.param("Nhon Trach 2 Industrial Zone, Nhon Trach", id="a district is in no list here"),
        pytest.param("Hóa Bình", id="other marks than the name's"),
        pytest.param("Vietnam.", id="only the country"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_province_is_never_guessed(address):
    assert place(address) == Place()


def test_the_road_is_passed_over_and_the_city_taken():
    assert place("Xa lộ Hà Nội, Thủ Đức, TP. Hồ Chí Minh").province == "79"
    assert place("123 đường Hải Phòng, Đà Nẵng").province == "48"


def test_an_old_ward_beside_the_name_of_another_province_is_asked_about():
    assert place("Hòa Bình, Bạc Liêu") == Place(conflict=("Hòa Bình", "Bạc Liêu"))
    assert place("Vĩnh Phúc, Ba Đình, Hà Nội").province == ""


def test_each_province_of_before_became_part_of_one_of_today_whole():
    """So that no ward, divided or not, takes an address of an old province to two of today."""
    from portal.vocabulary import rows

    today = {row["code"] for row in rows("provinces")}
    former = [(row["code"], row["successor"]) for row in rows("former_provinces")]
    assert len(former) == len({code for code, _successor in former}) == 63
    assert {successor for _code, successor in former} == today


def test_two_addresses_in_one_cell_leave_the_province_unknown():
    assert place("12 Lê Lợi, Thanh Hóa; 45 Trần Phú, Nam Định") == Place(conflict=("Thanh Hóa", "Nam Định"))


def test_two_former_provinces_that_are_one_today_leave_only_the_former_unknown():
    assert place("Dĩ An, Bình Dương; Phú Mỹ, Vũng Tàu") == Place(
        "79", "", ("Bình Dương", "Bà Rịa - Vũng Tàu")
    )


def test_no_spelling_means_two_provinces():
    for spelling, names in shipped_places().names.items():
        assert len({(n.province, n.former) for n in names}) == 1, spelling


def test_every_name_of_both_lists_is_read_with_and_without_marks():
    from portal.folding import fold
    from portal.vocabulary import rows

    for row in rows("former_provinces"):
        for name in (row["name_vi"], fold(row["name_vi"]).title(), f"Tỉnh {row['name_vi']}"):
            assert place(f"Ấp 1, {name}").province == row["successor"], name
    for row in rows("provinces"):
        assert place(f"12 Main Street, {row['name_en']}, Vietnam").province == row["code"]
