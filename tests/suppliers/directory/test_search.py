"""What is typed and who is found: marks, scripts, legal forms, old names of provinces, numbers."""

import unicodedata

import pytest

from portal.models import Material, Process
from suppliers.directory import search
from suppliers.models import Capability
from tests.suppliers.directory.listed import URL, address, index, listed, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MOULDER, WELDER, SCREEN, OLD_PLACE = (
    "Công ty TNHH Đại Phát Nhựa",
    "Xưởng Hồng Kiên",
    "ST Screen",
    "Công ty CP Thuận An",
)


@pytest.fixture
def firms(db):
    listed(
        MOULDER, {"moulding.injection": ["plastic.abs"]}, address="Lô 12, KCN Nomura", province="Hải Phòng"
    )
    listed(
        WELDER,
        {"joining.mig_mag": ["steel.stainless"]},
        name_latin="Hong Kien Works",
        description="Khung xe, bàn ghế thép",
    )
    listed("Công ty TNHH " + SCREEN, {"printing_packaging": []}, also_called=["경원비나프레스"])
    listed(
        OLD_PLACE,
        {"forming.stamping": ["steel.cold_rolled"]},
        province="TP. Hồ Chí Minh",
        former="Bình Dương",
    )


@pytest.mark.parametrize(
    "typed, found",
    [
        pytest.param("Đại Phát", MOULDER, id="marks"),
        pytest.param("dai phat", MOULDER, id="no marks"),
        pytest.param("ĐẠI PHÁT", MOULDER, id="capitals"),
        pytest.param(unicodedata.normalize("NFD", "Đại Phát"), MOULDER, id="NFD"),
        pytest.param("Ðại Phát", MOULDER, id="đ of old machines"),
        pytest.param("dai pha", MOULDER, id="the beginning of the last word"),
        pytest.param("Lô 12", MOULDER, id="digits"),
        pytest.param("lo 12", MOULDER, id="digits without marks"),
        pytest.param("ép nhựa", MOULDER, id="process, vi"),
        pytest.param("ep nhua", MOULDER, id="process, vi without marks"),
        pytest.param("injection molding", MOULDER, id="process, en"),
        pytest.param("사출성형", MOULDER, id="process, ko"),
        pytest.param("射出成形", MOULDER, id="process, ja"),
        pytest.param("注塑", MOULDER, id="process, zh"),
        pytest.param("射出成形メーカー", MOULDER, id="process with a word that says nothing, ja"),
        pytest.param("injection moulding companies in Vietnam", MOULDER, id="words that say nothing, en"),
        pytest.param("nhà máy ép nhựa ở Hải Phòng", MOULDER, id="words that say nothing, vi"),
        pytest.param("plastics moulding", MOULDER, id="a word above finds what lies below"),
        pytest.param("ABS", MOULDER, id="material"),
        pytest.param("inox", WELDER, id="material as workshops say it"),
        pytest.param("Hong Kien Works", WELDER, id="name in English"),
        pytest.param("khung xe", WELDER, id="description"),
        pytest.param("ST Screen", SCREEN, id="name"),
        pytest.param("S.T. Screen Co., Ltd", SCREEN, id="points and a foreign legal form"),
        pytest.param("công ty cổ phần ST Screen", SCREEN, id="another legal form"),
        pytest.param("경원비나", SCREEN, id="name in another script"),
        pytest.param("Bình Dương", OLD_PLACE, id="former province"),
        pytest.param("binh duong", OLD_PLACE, id="former province without marks"),
        pytest.param("Hồ Chí Minh", OLD_PLACE, id="province of today"),
        pytest.param("Sài Gòn", OLD_PLACE, id="province by its other name"),
        pytest.param("dập SPCC Bình Dương", OLD_PLACE, id="process, material and place at once"),
    ],
)
def test_it_is_found_however_it_is_written(browse, firms, typed, found):
    [name] = names(browse(address(q=typed)))
    assert name.removeprefix("Công ty TNHH ") == found.removeprefix("Công ty TNHH ")


@pytest.mark.parametrize("typed", ["Lô 121", "lô 1", "tiến phát", "Đại Phát Hà Nội", "hàn Bình Dương"])
def test_what_is_elsewhere_is_not_found(browse, firms, typed):
    assert names(browse(address(q=typed))) == []


def test_a_word_without_marks_still_finds_a_name(browse, db):
    listed("Cơ khí Tiến Đạt")
    assert names(browse(address(q="tien dat"))) == ["Cơ khí Tiến Đạt"]


def test_an_address_of_before_the_merger_is_found_where_nobody_says_the_former_province(browse, db):
    listed("Nhựa Thuận An", address="Số 5, Thuận An, Bình Dương", province="")
    assert names(browse(address(q="Bình Dương"))) == ["Nhựa Thuận An"]


@pytest.mark.parametrize("kind", [Process, Material], ids=["processes", "materials"])
def test_the_five_languages_find_the_same_firms(client, db, kind):
    """Every word of the vocabulary that any firm has; names and descriptions have some of the words too."""
    codes = list(kind.objects.current().exclude(parent=None).order_by("position")[:24])
    for number, word in enumerate(codes):
        makes = {word.code: []} if kind is Process else {"machining.cnc_turning": [word.code]}
        listed(f"Firm {number}", makes, description=word.label_vi if number % 2 else "")
        listed(
            f"Teller {number}", description=f"Chúng tôi làm {word.label_vi.lower()}; {word.label_en.lower()}."
        )
    different = {}
    for word in codes:
        languages = [getattr(word, f"label_{code}") for code in ("vi", "en", "ko", "ja", "zh")]
        found = {label: _ids(client, label) for label in languages if label}
        if len(set(map(frozenset, found.values()))) > 1 or not all(found.values()):
            different[word.code] = {label: len(ids) for label, ids in found.items()}
    assert not different


def _ids(client, typed):
    response = client.get(address(q=typed))
    return {row.public_id for row in response.context["rows"]}


def test_names_come_before_abilities_and_abilities_before_descriptions(browse, db):
    listed("Cơ khí Tâm Phát", description="Máy cho nhà làm ép nhựa", level=5, proven=99)
    listed("Hải An", {"moulding.injection": []}, level=4, proven=80)
    listed("Ép Nhựa Minh", level=0)
    listed("Ep Nhua Long", level=3, proven=50)
    found = names(browse(address(q="ép nhựa")))
    assert found == ["Ép Nhựa Minh", "Ep Nhua Long", "Hải An", "Cơ khí Tâm Phát"]
    assert names(browse(address(q="ép nhựa", order="readiness"))) == [
        "Cơ khí Tâm Phát", "Hải An", "Ep Nhua Long", "Ép Nhựa Minh",
    ]  # fmt: skip


def test_a_name_whose_words_stand_side_by_side_comes_before_one_that_has_them_apart(browse, db):
    listed("An Bình Hòa Phát", level=5, proven=99)
    listed("Hòa Sơn An Bình", level=4, proven=80)
    listed("Nhựa Hòa An", level=0)
    assert names(browse(address(q="Hòa An"))) == ["Nhựa Hòa An", "An Bình Hòa Phát", "Hòa Sơn An Bình"]
    assert names(browse(address(q="hoa an")))[0] == "Nhựa Hòa An"


@pytest.mark.parametrize("walked", [0, 1, 4, 2_000])
def test_how_many_ranks_are_walked_first_changes_nobodys_place(browse, db, monkeypatch, walked):
    monkeypatch.setattr(search, "A_PAGE", 2)
    monkeypatch.setattr(search, "WALKED", walked)
    listed("Sản xuất bao bì", description="Hòa An", level=5, proven=90)
    best_first = [listed(f"Nhựa Hòa An {n}", level=4 - n % 3, proven=90 - n).name for n in (0, 3, 6, 1, 4, 2)]
    apart = listed("An Bình Hòa Phát", level=4, proven=95).name
    found, page = [], browse(address(q="hòa an"))
    found += names(page)
    while following := page.select_one("a[rel=next]"):
        page = browse(URL + following["href"])
        found += names(page)
    assert found == [*best_first, apart, "Sản xuất bao bì"]


def test_cnc_finds_who_mills_or_turns_by_cnc(browse, db):
    for name, code in (("Phay", "cnc_milling"), ("Tiện", "cnc_turning"), ("Năm trục", "five_axis")):
        listed(name, {f"machining.{code}": []})
    listed("Khoan", {"machining.drilling_tapping": []})
    for typed in ("CNC", "CNC machining", "gia công CNC"):
        assert set(names(browse(address(q=typed)))) == {"Phay", "Tiện", "Năm trục"}, typed


def test_readiness_is_the_level_then_the_proven_points(browse, db):
    listed("Thấp", level=1, proven=60)
    listed("Cao", level=3, proven=41)
    listed("Cao hơn", level=3, proven=55)
    assert names(browse(address())) == ["Cao hơn", "Cao", "Thấp"]


def test_the_page_says_how_a_query_was_understood_and_reads_it_as_typed_when_told(browse, firms):
    page = browse(address(q="injection moulding ABS"), language="en")
    assert [mark.text for mark in page.select("#understood mark")] == ["Injection moulding", "ABS plastic"]
    as_typed = browse(page.select_one("#understood a")["href"].join(["/suppliers/", ""]), language="en")
    assert "as typed" in as_typed.select_one("#understood").text
    assert not as_typed.select("#understood mark")


def test_a_former_province_is_explained_by_the_one_of_today(browse, firms):
    assert "Ho Chi Minh City" in browse(address(q="Bình Dương"), language="en").select_one("#understood").text


def test_an_earlier_province_finds_the_firms_of_all_that_became_of_it_and_says_so(browse, firms):
    listed("Cơ khí Bắc Ninh", province="Bắc Ninh")
    listed("Cơ khí Đồng Xoài", province="Đồng Nai", former="Bình Phước")
    listed("Cơ khí Biên Hòa", province="Đồng Nai", former="Đồng Nai")
    page = browse(address(q="Sông Bé"), language="en")
    assert set(names(page)) == {OLD_PLACE, "Cơ khí Đồng Xoài"}
    said = page.select_one("#understood").text
    assert "Binh Phuoc, now Dong Nai; Binh Duong, now Ho Chi Minh City" in said
    assert "divided" in said
    whole = browse(address(q="Hà Bắc"), language="en")
    assert names(whole) == ["Cơ khí Bắc Ninh"]
    assert "now Bac Ninh" in whole.select_one("#understood").text


def test_each_row_says_why_it_was_found_and_how_sure_that_is(browse, firms):
    page = browse(address(q="ép nhựa ABS"), language="en")
    assert (
        page.select_one(".why").text.split()
        == "Why matched Injection moulding, proven; ABS plastic, proven".split()
    )


@pytest.mark.parametrize(
    "query, why",
    [
        ("CNC turning stainless", "CNC turning, proven; Stainless steel in Metal stamping, declared"),
        ("stamping stainless", "Metal stamping, declared; Stainless steel, declared"),
        ("machining", "CNC turning, proven"),
        ("carbon steel", "Carbon steel in CNC turning, proven"),
        ("Hưng Thịnh turning", "CNC turning, proven; “hung thinh” in the name"),
        ("nông nghiệp turning", "CNC turning, proven; “nong nghiep” in the description"),
        ("turning lô 12", "CNC turning, proven; “lo 12” elsewhere in the profile"),
    ],
)
def test_what_a_row_gives_as_its_reason_is_what_the_firms_own_table_says(browse, today, query, why):
    firm = listed(
        "Cơ khí Hưng Thịnh",
        {"machining.conventional": ["steel.alloy"], "machining.cnc_turning": ["steel.carbon"],
         "forming.stamping": ["steel.stainless"]},
        description="Chi tiết cho máy nông nghiệp", address="Lô 12, Thăng Long",
    )  # fmt: skip
    Capability.objects.filter(supplier=firm).exclude(process__code="machining.cnc_turning").update(
        proven_until=None
    )
    index(firm)
    said = browse(address(q=query), language="en").select_one(".why").text
    assert said.strip().removeprefix("Why matched ") == why


def test_a_retired_word_neither_hides_its_firm_nor_breaks_the_index(browse, firms, today):
    word = Process.objects.get(code="moulding.injection")
    word.valid_to = today
    word.save()
    firm = listed("Còn Đây", {"moulding.injection": []})
    index(firm)
    assert "Còn Đây" in names(browse(address(process="moulding.injection")))
    assert not browse(address()).select('#facets input[value="moulding.injection"]')
