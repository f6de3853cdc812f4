"""What a reader types, read into words of the vocabulary: five languages, with marks or without."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.lexicon import Lexicon
from portal.models import Process

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
