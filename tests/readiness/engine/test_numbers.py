"""Numbers and dates as documents spell them, and as results print them.

Mutants of `exact` that live change nothing: the sign of a zero that is never printed, a first try at no decimals
for what is no whole number, the start of a sum, None in place of False.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.engine import Refused
from readiness.engine.exact import day, micro, number, plain, shown_parts, six
from tests.readiness.engine.making import criterion, judged, level, of, proof, small


@pytest.mark.parametrize(
    "spelled, exact",
    [
        ("3", Fraction(3)),
        (3, Fraction(3)),
        ("0.75", Fraction(3, 4)),
        ("003.500", Fraction(7, 2)),
        ("1/3", Fraction(1, 3)),
        ("2/06", Fraction(1, 3)),
        ("-1", Fraction(-1)),
        (Decimal("2.25"), Fraction(9, 4)),
        (Decimal("1e2"), Fraction(100)),
        ("0." + "3" * 900, Fraction(int("3" * 900), 10**900)),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_number_is_read_exactly(spelled, exact):
    assert number(spelled, "here") == exact


@pytest.mark.parametrize(
    "wrong",
    [
        True, None, 2.5, [], {}, "", " 3", "3 ", "3\n", "+3", ".5", "5.", "1e3", "1,5", "1/0", "1/00", "1/-3", "nan",
        "Infinity", "three", "٣", "1_000", "9" * 1001, "1/" + "9" * 1000, 10**4200, Decimal("1e1001"),
        Decimal("1e-2000"), Decimal("0e999999"),
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(Refused) as refused:
        number(wrong, "here")
    assert refused.value.place == "here"
    assert len(str(refused.value)) < 100


def test_a_number_may_have_a_thousand_digits_and_no_more():
    """Of a whole number the bits are counted, four for a digit."""
    for longest in ("9" * 1000, 2**4002, Decimal("1e1000")):
        assert number(longest, "here") == Fraction(longest)
    for longer in ("9" * 1001, 2**4003, Decimal("1e1001")):
        with pytest.raises(Refused) as refused:
            number(longer, "here")
        assert refused.value.reason == "this number is too long"


def test_a_refusal_quotes_the_first_forty_characters():
    with pytest.raises(Refused) as refused:
        number("x" * 41, "here")
    assert refused.value.reason == f"'{'x' * 40}' is not a number"
    with pytest.raises(Refused) as refused:
        day("x" * 41, "here")
    assert str(refused.value) == f"here: '{'x' * 40}' is not a date like 2026-11-21"


@pytest.mark.parametrize(
    "spelled",
    [
        "2026-13-01",
        "2026-02-29",
        "20261121",
        "2026-W47-6",
        "2026-11-21T00:00",
        "21/11/2026",
        "",
        20261121,
        True,
    ],
)
def test_what_is_no_date_is_refused(spelled):
    with pytest.raises(Refused):
        day(spelled, "here")


def test_a_date_may_be_left_open():
    assert day(None, "here") is None
    assert day("2028-02-29", "here") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "value, printed",
    [
        (Fraction(0), "0.000000"),
        (Fraction(483, 10), "48.300000"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        pytest.param(Fraction(5, 10**7), "0.000000", id="half to even, down"),
        pytest.param(Fraction(15, 10**7), "0.000002", id="half to even, up"),
        pytest.param(Fraction(25, 10**7), "0.000002", id="half to even, down again"),
        pytest.param(Fraction(25, 10**7) + Fraction(1, 10**30), "0.000003", id="a hair over half"),
        pytest.param(Fraction(999999999, 10**7), "100.000000", id="carried"),
        (Fraction(-1, 3), "-0.333333"),
        (Fraction(-1, 10**9), "0.000000"),
    ],
)
def test_six_places_rounded_half_to_even(value: Fraction, printed: str):
    assert six(value) == printed


def test_millionths_round_as_the_printed_number_does():
    for numerator in range(-5, 60):
        assert micro(numerator, 4 * 10**6) == round(Fraction(numerator, 4))
    assert micro(7, 0) == 0


@pytest.mark.parametrize(
    "value, spelled",
    [
        (Fraction(3), "3"), (Fraction(30), "30"), (Fraction(1, 4), "0.25"), (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"), (Fraction(1, 1000), "0.001"), (Fraction(5, 6), "5/6"), (Fraction(1, 10**40), f"0.{1:040d}"),
    ],
)  # fmt: skip
def test_one_spelling_for_each_number(value: Fraction, spelled: str):
    assert plain(value) == spelled
    assert number(spelled, "here") == value


def test_parts_are_shown_so_that_they_add_up():
    thirds = [Fraction(100, 3)] * 3
    assert shown_parts(thirds) == [334, 333, 333]
    assert shown_parts([]) == []
    assert shown_parts([Fraction(n, 100) for n in (11, 18, 21)]) == [1, 2, 2], (
        "the largest remainder, not the first"
    )
    assert shown_parts([Fraction(1, 3)] * 3, places=2) == [34, 33, 33]
    assert shown_parts([Fraction(0), Fraction(1, 20), Fraction(0)]) == [0, 0, 0]
    assert shown_parts([Fraction(1, 4), Fraction(1, 4)], places=0) == [0, 0]
    assert shown_parts([Fraction(-3, 4), Fraction(7, 4)], places=0) == [-1, 2], "a part may take away"


def test_results_are_strings_of_six_places_and_json_integers():
    framework = small(
        criteria=[criterion("x", weight=3)], levels=[level(1, {"criterion": "x", "at_least": "1/3"})]
    )
    result = judged(framework, proof("x", "1/3"))
    assert result["total"] == "6.666667"
    assert result["interval"] == ["6.666667", "6.666667"]
    assert result["dimensions"] == [{"code": "D", "score": "6.666667", "proven": "6.666667", "weight": 10}]
    assert of(result, "x")["final"] == "0.333333"
    assert of(result, "x")["losses"]["level"] == "93.333333"
    assert (result["level"], result["gates"][0]["level"]) == (1, 1)
    assert result["next_change_on"] is None


def test_the_total_is_rounded_once_at_the_end():
    """Three parts of 100/7 each: rounded one by one they would make 42.857142."""
    framework = small(criteria=[criterion(str(n)) for n in range(7)])
    result = judged(framework, proof("0", "5"), proof("1", "5"), proof("2", "5"))
    assert {of(result, str(n))["gain"] for n in range(3)} == {"14.285714"}
    assert result["total"] == "42.857143"
