"""Figures, dates and months as people type them, in both languages."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from suppliers.forms.fields import (
    DayField,
    DecimalNumberField,
    MillionsField,
    MonthField,
    PercentField,
    WholeNumberField,
    YearField,
)

BOTH = pytest.mark.parametrize("language", ["vi", "en"])


def cleaned(field: Any, typed: str, language: str) -> Any:
    with translation.override(language):
        return field.clean(typed)


def refusal(field: Any, typed: str, language: str = "en") -> str:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return str(refused.value.messages[0])


@BOTH
@pytest.mark.parametrize(
    "typed, number",
    [
        ("0", 0),
        ("120000", 120_000),
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1 200 000", 1_200_000),
        ("1\u00a0200\u202f000", 1_200_000),
        ("1'200'000", 1_200_000),
        ("  75.000 ", 75_000),
        ("", None),
        ("   ", None),
    ],
)
def test_whole_numbers(typed: str, number: int | None, language: str) -> None:
    assert cleaned(WholeNumberField(required=False), typed, language) == number


@pytest.mark.parametrize("typed", ["khoảng 120", "12.5", "1.20", "-5", "12.000.00", "1e5", "١٢", "1\x002"])
def test_what_is_no_whole_number_is_said_with_what_was_typed(typed: str) -> None:
    assert f"You wrote “{typed}”" in refusal(WholeNumberField(), typed)
    assert f"Anh/chị đã ghi “{typed}”" in refusal(WholeNumberField(), typed, "vi")


def test_numbers_beyond_the_limits_name_the_limits() -> None:
    assert refusal(WholeNumberField(lowest=1, highest=10_000), "0") == "Write a number from 1 to 10,000."
    assert refusal(WholeNumberField(highest=10_000), "10001", "vi") == "Ghi một số từ 0 đến 10.000."


@BOTH
@pytest.mark.parametrize(
    "typed, number",
    [
        ("0,05", "0.05"),
        ("0.05", "0.05"),
        (".05", "0.05"),
        ("± 0,02", "0.02"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("70,5", "70.5"),
        ("100", "100"),
    ],
)
def test_measures(typed: str, number: str, language: str) -> None:
    field = DecimalNumberField(places=4, highest=10_000_000)
    assert cleaned(field, typed, language) == Decimal(number)


@pytest.mark.parametrize(
    "field, example",
    [
        (WholeNumberField(highest=100), "from 0 to 100"),
        (WholeNumberField(lowest=1, highest=7), "from 1 to 7"),
        (WholeNumberField(highest=1_000_000), "for example 120."),
        (WholeNumberField(), "for example 120000."),
        (PercentField(highest=150), "from 0 to 150"),
        (DecimalNumberField(places=2, highest=100), "at most 100. For example 12.5."),
        (DecimalNumberField(places=2, highest=5), "at most 5. For example 2.5."),
    ],
)
def test_the_example_is_one_that_the_field_takes(field: Any, example: str) -> None:
    assert example in refusal(field, "nhiều")


@pytest.mark.parametrize("typed", ["0", "0,00001", "1000", "9" * 20])
def test_a_measure_outside_its_limits_names_them(typed: str) -> None:
    field = DecimalNumberField(places=4, highest=Decimal("999.9999"))
    assert "above 0 and at most" in refusal(field, typed)


@pytest.mark.parametrize("field", [WholeNumberField(), PercentField(highest=100), MillionsField()])
def test_a_number_far_out_of_range_is_told_the_range(field: Any) -> None:
    assert re.search(r"from -?[\d,]+ to [\d,]+", refusal(field, "9" * 20))


@pytest.mark.parametrize("typed", ["fine", "-0.05", "0,05 mm", "1..2.", "∞", "NaN", "0.05\x00"])
def test_what_is_no_measure_is_said(typed: str) -> None:
    assert "không quá 9. Ví dụ 0,05" in refusal(DecimalNumberField(places=4, highest=9), typed, "vi")


@BOTH
@pytest.mark.parametrize("typed", ["31/12/2025", "31-12-2025", "31.12.2025", "2025-12-31", " 31/12/2025 "])
def test_days_are_read_day_first(typed: str, language: str) -> None:
    assert cleaned(DayField(), typed, language) == date(2025, 12, 31)


@BOTH
def test_the_third_of_april_is_not_the_fourth_of_march(language: str) -> None:
    assert cleaned(DayField(), "03/04/2026", language) == date(2026, 4, 3)


@BOTH
@pytest.mark.parametrize("typed", ["31/02/2026", "12/31/2025", "hôm qua", "1/1/1900", "31/12/9999", "\x00"])
def test_what_is_no_day_is_shown_the_form_of_one(typed: str, language: str) -> None:
    assert "21/11/2026" in refusal(DayField(), typed, language)


def test_a_day_that_no_calendar_has_is_called_so() -> None:
    assert refusal(DayField(), "31/02/2026", "vi").startswith("Không có ngày “31/02/2026”.")
    assert refusal(DayField(), "31.02.26", "vi").startswith("Ghi ngày")


def test_a_day_after_today_names_today() -> None:
    field = DayField()
    field.latest = date(2026, 11, 21)
    assert field.clean("21/11/2026") == date(2026, 11, 21)
    assert "21/11/2026" in refusal(field, "22/11/2026", "vi")


@BOTH
@pytest.mark.parametrize("typed", ["11/2025", "2025-11", "11-2025", "11.2025", "05/11/2025", "2025-11-05"])
def test_months(typed: str, language: str) -> None:
    assert cleaned(MonthField(), typed, language) == date(2025, 11, 1)


@pytest.mark.parametrize("typed", ["13/2025", "tháng 3", "2025", "11/1949", "11/25\x00"])
def test_what_is_no_month_is_said(typed: str) -> None:
    assert f"You wrote “{typed}”" in refusal(MonthField(), typed)


def test_a_month_that_has_not_begun_is_refused() -> None:
    field = MonthField()
    field.latest = date(2026, 11, 21)
    assert field.clean("11/2026") == date(2026, 11, 1)
    assert refusal(field, "12/2026") == "12/2026 has not begun yet. Write 11/2026 or an earlier month."


@BOTH
@pytest.mark.parametrize("typed", ["2.006", "19", "1899", "2027", "năm 2006"])
def test_a_year_has_four_digits_and_has_begun(typed: str, language: str) -> None:
    field = YearField()
    field.highest = 2026
    assert typed in refusal(field, typed, language)
    assert cleaned(field, "2006", language) == 2006


@BOTH
@pytest.mark.parametrize(
    "field, value",
    [
        (WholeNumberField(), 1_200_000),
        (DecimalNumberField(places=4, highest=9999), Decimal("0.0500")),
        (DecimalNumberField(places=4, highest=9999), Decimal("1234.5")),
        (DecimalNumberField(places=2, highest=100), Decimal("100.00")),
        (YearField(), 2006),
        (DayField(), date(2026, 4, 3)),
        (MonthField(), date(2026, 4, 1)),
    ],
)
def test_what_is_shown_can_be_sent_back_unchanged(field: Any, value: Any, language: str) -> None:
    with translation.override(language):
        assert field.clean(field.prepare_value(value)) == value
