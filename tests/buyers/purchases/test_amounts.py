"""Money as people write it: read as it was meant, or refused where it can be read in two ways."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from buyers.forms.amounts import AmountField, plain_amount, read_amount


@pytest.mark.parametrize(
    "typed, amount",
    [
        ("1250", "1250"),
        ("1 250", "1250"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("12.345.678", "12345678"),
        ("12,345,678.25", "12345678.25"),
        ("0.05", "0.05"),
        ("0,125", "0.12"),
        ("1234.567", "1234.57"),
        ("12,5", "12.5"),
    ],
)
def test_read_as_it_was_meant(typed, amount):
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1.250", "12,500", "999.999"])
def test_what_can_be_read_in_two_ways_is_refused(typed):
    with pytest.raises(ValidationError, match=r"two ways|hai cách"):
        read_amount(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "0", "0,001", "-5", "abc", "1.2.3", "1,23,456", "12.34.567", "1e6", "1000000000", "٣", "12 VND"],
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        read_amount(typed)


@pytest.mark.parametrize("language, typed", [("vi", "1.250"), ("en", "1,250")])
def test_thousands_are_those_of_the_readers_language(language, typed):
    with translation.override(language):
        assert AmountField().clean(typed) == 1250
        with pytest.raises(ValidationError):
            AmountField().clean(typed.translate(str.maketrans(".,", ",.")))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("amount", ["5", "0.05", "1250", "1250.5", "999999999", "12.34", "100000.1"])
def test_what_is_shown_is_read_back_the_same(language, amount):
    with translation.override(language):
        assert AmountField().clean(plain_amount(Decimal(amount))) == Decimal(amount)
