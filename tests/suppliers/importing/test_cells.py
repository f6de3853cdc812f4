"""One cell at a time: what it says, or why it cannot be taken in."""

import pytest

from suppliers.importing import cells
from suppliers.importing.cells import Unclean


@pytest.mark.parametrize(
    "written, read",
    [
        pytest.param("0100109106", ("0100109106", ""), id="ten digits"),
        pytest.param(" 0100 109 106 ", ("0100109106", ""), id="spaces"),
        pytest.param("0100109106-001", ("0100109106001", ""), id="a branch, with a dash"),
        pytest.param("0100109106001", ("0100109106001", ""), id="a branch, in one"),
        pytest.param("MST: 0100109106", ("0100109106", ""), id="with its label"),
        pytest.param("'0100109106", ("0100109106", ""), id="the apostrophe that says text"),
        pytest.param('="0100109106"', ("0100109106", ""), id="the formula that says text"),
        pytest.param("001085012345", ("", "001085012345"), id="a household's number"),
        pytest.param("001 085 012 345", ("", "001085012345"), id="a household's number, spaced"),
        pytest.param("", ("", ""), id="empty"),
        pytest.param("N/A", ("", ""), id="said to be empty"),
        pytest.param("không có", ("", ""), id="said to be empty in Vietnamese"),
    ],
)
def test_a_tax_code_is_read_however_it_is_written(written, read):
    assert cells.tax_code(written) == read


@pytest.mark.parametrize(
    "written, code",
    [
        pytest.param("100109106", "lost_zero", id="nine digits: the zero was lost"),
        pytest.param("100109106001", "lost_zero", id="twelve digits: a branch whose zero was lost"),
        pytest.param("1085012345 6", "lost_zero", id="eleven digits: a household whose zero was lost"),
        pytest.param("1.00109E+08", "as_number", id="turned into a rounded number"),
        pytest.param("0100109107", "check_digit", id="a wrong check digit"),
        pytest.param("01001", "length", id="too short"),
        pytest.param("01001091060011", "length", id="too long"),
        pytest.param("ABC0109106", "no_digits", id="letters"),
        pytest.param("=A1&B1", "formula", id="a formula"),
        pytest.param("#REF!", "error", id="an error"),
    ],
)
def test_a_wrong_tax_code_is_refused_with_its_reason(written, code):
    with pytest.raises(Unclean) as refusal:
        cells.tax_code(written)
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith((".", "?"))


def test_nine_digits_that_no_zero_makes_right_are_only_too_short():
    with pytest.raises(Unclean) as refusal:
        cells.tax_code("100109107")
    assert refusal.value.code == "length"


@pytest.mark.parametrize(
    "written, read",
    [
        pytest.param("  Cơ khí\u00a0 Minh\tPhát ", "Cơ khí Minh Phát", id="one space between words"),
        pytest.param("Co\u031b khi\u0301", "Cơ khí", id="composed letters"),
        pytest.param("Minh\u200b Pha\u0301t\ufeff", "Minh Phát", id="nothing invisible"),
        pytest.param(
            "CÃ´ng ty Minh Phát".replace("Phát", "PhÃ¡t"),
            "Công ty Minh Phát",
            id="UTF-8 read as Windows letters",
        ),
        pytest.param("N¬∫ 5 Minh", "Nº 5 Minh", id="UTF-8 read on an old Mac"),
        pytest.param("QUÃNG NGÃI", "QUÃNG NGÃI", id="letters that are meant stay"),
        pytest.param("Công ty ĐỨC", "Công ty ĐỨC", id="Vietnamese stays"),
    ],
)
def test_a_name_is_cleaned(written, read):
    assert cells.name(written) == read


@pytest.mark.parametrize(
    "written, code",
    [
        pytest.param("", "missing", id="empty"),
        pytest.param("C?ng ty Minh", "lost_letters", id="letters lost to question marks"),
        pytest.param("C\ufffdng ty", "lost_letters", id="letters lost to the diamond"),
        pytest.param("2026-03-01", "date", id="turned into a date"),
        pytest.param("12345", "no_name", id="no letter"),
        pytest.param("x" * 251, "too_long", id="longer than a name may be"),
        pytest.param("x" * 6000, "too_long", id="a huge cell"),
        pytest.param('=HYPERLINK("http://a.example","Minh")', "formula", id="a formula"),
        pytest.param("=", "formula", id="a formula never calculated"),
    ],
)
def test_a_name_that_is_none_is_refused(written, code):
    with pytest.raises(Unclean) as refusal:
        cells.name(written)
    assert refusal.value.code == code


def test_the_part_of_an_address_that_became_a_date_is_left_out_and_said():
    kept, said = cells.address("Fri Jan 01 1075 10:52:58 GMT+0300 (EAT),Zone 1,Thanh Xuan Ward,Ho Chi Minh")
    assert kept == "Zone 1,Thanh Xuan Ward,Ho Chi Minh"
    assert said


def test_a_square_in_an_address_is_only_a_line_break():
    assert cells.address("PHU THANH WARD ,□NHON TRACH DIST.□") == ("PHU THANH WARD , NHON TRACH DIST.", "")


@pytest.mark.parametrize(
    "written", ["VN", "Vietnam", "VIETNAM", "Viet Nam", "Việt Nam", "VIỆT NAM ", "S.R. Vietnam"]
)
def test_vietnam_is_known_however_it_is_written(written):
    assert cells.in_vietnam(written)


@pytest.mark.parametrize("written", ["China", "", "Vietnamese", "Laos"])
def test_other_words_are_not_vietnam(written):
    assert not cells.in_vietnam(written)


def test_the_first_of_several_telephone_numbers_is_taken():
    assert cells.phone("ĐT: 024 3333 4444 / 0912 345 678") == "024 3333 4444"


def test_a_website_is_completed_and_a_wrong_one_refused():
    assert cells.website("www.example.vn; fb.com/x") == "https://www.example.vn"
    with pytest.raises(Unclean):
        cells.website("đang xây dựng")


def test_a_hidden_value_cannot_be_used():
    assert cells.hidden("001085012345") == "••••••••••45"
    assert cells.masked("Hộ 001085012345, tổ 3") == "Hộ ••••••••••45, tổ 3"
    assert cells.masked("0100109106001") == "0100109106001"
