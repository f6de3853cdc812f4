"""What a reader types, read into words of the vocabulary: five languages, with marks or without."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.lexicon import Lexicon, _csv
from portal.models import Process
from portal.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db


def codes(query, kind=None):
    return {c.code for c in Lexicon.load().read(query).concepts if kind in (None, c.kind)}


@pytest.mark.parametrize(
    "query",
    ["ép nhựa", "ep nhua", "ÉP NHỰA", unicodedata.normalize("NFD", "ép nhựa"), "injection moulding", "injection molding", "射出成形", "사출성형", "注塑"],
)  # fmt: skip
def test_injection_moulding_is_understood_however_it_is_written(query):
    expected = Process.objects.current().get(label_en__iexact="injection moulding")
    assert expected.code in codes(query, "process")


@pytest.mark.parametrize("language", ["vi", "en", "ko", "ja", "zh"])
def test_every_label_of_the_vocabulary_finds_its_own_word(language):
    lost = [
        (word.code, getattr(word, f"label_{language}"))
        for word in Process.objects.current()
        if getattr(word, f"label_{language}")
        and word.code not in codes(getattr(word, f"label_{language}"), "process")
    ]
    assert not lost


@pytest.mark.parametrize("query", ["Bình Dương", "binh duong", "BÌNH DƯƠNG"])
def test_a_former_province_is_understood(query):
    assert "former_province" in {c.kind for c in Lexicon.load().read(query).concepts}


@pytest.mark.parametrize("query", ["Hồ Chí Minh", "TP.HCM", "Sài Gòn", "Ho Chi Minh City"])
def test_ho_chi_minh_city_is_understood_by_its_many_names(query):
    assert "province" in {c.kind for c in Lexicon.load().read(query).concepts}


def test_marks_that_were_typed_are_the_words_own():
    assert codes("hàn") & codes("han")
    assert not codes("hạn", "process") & codes("hàn", "process")


@pytest.mark.parametrize("query", ["Thanh Hoá", "Thanh Hóa", "Khánh Hoà", "thanh hoa"])
def test_a_tone_stands_on_either_vowel(query):
    assert codes(query, "province")


@pytest.mark.parametrize(
    "query", ["5 axis CNC", "CNC 5 axis", "CNC 5 trục", "5 trục CNC", "machining CNC 5-axis"]
)
def test_three_words_mean_the_same_in_any_order(query):
    assert codes(query, "process") == {"machining.five_axis"}


def test_south_korea_is_not_welding():
    assert not codes("Hàn Quốc", "process")


def test_words_that_are_not_understood_are_kept():
    reading = Lexicon.load().read("ép nhựa Thăng Long")
    assert reading.rest == ("thang", "long")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.text(max_size=120))
def test_nothing_that_is_typed_breaks_the_reading(text):
    Lexicon.load().read(text)


@pytest.mark.parametrize(
    "query, code",
    [
        ("旋盤", "machining.cnc_turning"),
        ("精密旋盤", "machining.cnc_turning"),
        ("CNC旋盤 部品", "machining.cnc_turning"),
        ("선반 가공", "machining.cnc_turning"),
        ("정밀선반", "machining.cnc_turning"),
        ("lathe", "machining.cnc_turning"),
        ("数控车床", "machining.cnc_turning"),
        ("hàng tiện", "machining.cnc_turning"),
        ("フライス", "machining.cnc_milling"),
        ("MCT 가공", "machining.cnc_milling"),
        ("铣床", "machining.cnc_milling"),
        ("screw", "forming.cold_forging"),
        ("bolts", "forming.thread_rolling"),
        ("bu lông", "forming.cold_forging"),
        ("bulong", "forming.thread_rolling"),
        ("bu long", "forming.cold_forging"),
        ("ốc vít", "forming.cold_forging"),
        ("ねじ", "forming.thread_rolling"),
        ("ボルト", "forming.cold_forging"),
        ("나사", "forming.cold_forging"),
        ("螺丝", "forming.cold_forging"),
        ("đai ốc", "machining.drilling_tapping"),
        ("long đền", "forming.stamping"),
        ("bánh răng", "machining.gear_cutting"),
        ("gear", "machining.gear_cutting"),
        ("gioăng cao su", "moulding.rubber_moulding"),
        ("O-ring", "moulding.rubber_moulding"),
        ("패킹", "moulding.rubber_moulding"),
        ("注塑件", "moulding.injection"),
        ("樹脂部品", "moulding.injection"),
        ("sheet metal", "forming"),
        ("钣金件", "forming"),
        ("冲压件", "forming.stamping"),
        ("heat sink", "casting.die_casting"),
        ("mặt bích", "machining.cnc_turning"),
        ("thùng các tông", "printing_packaging.corrugated_carton"),
        ("アルミダイカスト", "casting.die_casting"),
    ],
)  # fmt: skip
def test_the_words_of_the_shop_floor_are_understood_whole(query, code):
    reading = Lexicon.load().read(query)
    assert code in {c.code for c in reading.concepts if c.kind == "process"}
    assert not set(reading.rest) - {"部品"}


@pytest.mark.parametrize("query", ["inox", "thép không gỉ", "thep khong gi", "SUS", "스텐레스", "ステンレス"])
def test_stainless_steel_by_its_many_names(query):
    assert "steel.stainless" in codes(query, "material")


@pytest.mark.parametrize("spaced, close", [("사출 성형", "사출성형"), ("선반 가공", "선반가공"), ("射出 成形", "射出成形")])  # fmt: skip
def test_spaces_inside_korean_and_japanese_words_do_not_count(spaced, close):
    assert codes(spaced) == codes(close) != set()


@pytest.mark.parametrize("query", ["Bích Ngọc", "Trúc Lâm", "Tân Á", "vịt quay", "ga Hà Nội"])
def test_names_are_not_taken_for_parts(query):
    assert not codes(query, "process")


def test_every_product_is_made_by_processes_that_exist():
    known = set(Process.objects.current().values_list("code", flat=True))
    for row in _csv("term_products"):
        assert set(row["processes"].split("|")) <= known, row["product"]
        for name in (name for language in LANGUAGES for name in row[language].split("|") if name):
            assert set(row["processes"].split("|")) <= codes(name, "process"), name
