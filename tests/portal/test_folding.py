"""One folding for search, import and duplicates: what must become the same, and what must stay apart."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.folding import fold, fold_name, marked, sort_key

TEXT = st.text(max_size=60)


@pytest.mark.parametrize(
    "written, folded",
    [
        pytest.param("Đường Đồng Nai", "duong dong nai", id="đ has no decomposition"),
        pytest.param("ÐỨC", "duc", id="eth stands for đ in old lists"),
        pytest.param("Được", "duoc", id="horn and tone on one letter"),
        pytest.param("Lô 12, KCN Sóng Thần 2", "lo 12 kcn song than 2", id="digits stay"),
        pytest.param("S.T. Screen Co., Ltd", "st screen co ltd", id="points between letters"),
        pytest.param("T.N.H.H", "tnhh", id="a pointed legal form"),
        pytest.param("  Hòa\u00a0Phát\t", "hoa phat", id="any white space is one space"),
        pytest.param("Cơ-khí_Việt/Nhật", "co khi viet nhat", id="punctuation parts words"),
        pytest.param("射出成形", "射出成形", id="Chinese characters are kept"),
        pytest.param("プレス", "プレス", id="voiced kana keep their voice"),
        pytest.param("사출성형", "사출성형", id="Hangul is whole again after folding"),
        pytest.param("ＡＢＣ１２", "abc12", id="full width"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_folded(written, folded):
    assert fold(written) == folded


@given(TEXT)
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(TEXT)
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
@example("0\u03000")
@example("İ0")
def test_marks_are_the_only_thing_that_marked_text_has_more(text):
    assert fold(marked(text)) == fold(text)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Hòa An", "Hoà An"),
        ("Thủy tinh", "Thuỷ tinh"),
        ("KHỎE", "khoẻ"),
        ("tòa nhà", unicodedata.normalize("NFD", "toà nhà")),
    ],
)
def test_where_the_tone_stands_is_no_difference(one, other):
    assert marked(one) == marked(other)


def test_a_tone_is_a_difference():
    assert marked("hòa") != marked("hóa")
    assert marked("quý") == "quý"


@pytest.mark.parametrize(
    "one, other",
    [
        ("Công ty TNHH Hòa Phát", "CÔNG TY CỔ PHẦN HOÀ PHÁT"),
        ("Cty TNHH MTV Cơ khí An Phú", "Công ty TNHH một thành viên Cơ khí An Phú"),
        ("ST Screen", "S.T. Screen Co., Ltd"),
        ("株式会社サンプル", "サンプル"),
        ("주식회사 샘플", "샘플"),
    ],
)
def test_firms_that_differ_by_legal_form_alone_fold_to_one_name(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Công ty TNHH Cổ Loa", "Công ty TNHH Loa"),
        ("Công ty Dệt may 1", "Công ty Dệt may 2"),
        ("Công ty TNHH Hòa Phát", "Công ty TNHH Hòa Bình"),
    ],
)
def test_different_brands_stay_different(one, other):
    assert fold_name(one) != fold_name(other)


@given(TEXT)
def test_a_name_never_folds_to_nothing(text):
    assert bool(fold_name(text)) == bool(fold(text))


def test_names_sort_as_in_a_vietnamese_dictionary():
    dictionary = ["An Giang", "Bắc Ninh", "Cà Mau", "Đà Nẵng", "Đắk Lắk", "Đồng Nai", "Hà Nội", "Hà Tĩnh", "Hải Phòng", "Huế"]  # fmt: skip
    backwards = dictionary[::-1]
    assert sorted(backwards, key=sort_key) == dictionary


def test_letters_are_compared_before_tones():
    assert sorted(["má", "ma", "mà", "mã", "mạ", "mả", "mai"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]  # fmt: skip
