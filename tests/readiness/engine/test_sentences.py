"""What blocks a level, said in two languages.

Mutants of `sentences` that live round another way what is below zero: no level, share or total is.
"""

from datetime import date
from fractions import Fraction

import pytest

from readiness.engine import Blocker
from readiness.engine.sentences import (
    blocker_sentence,
    criterion_name,
    day,
    decimal,
    gate_text,
    level_name,
    percent,
)
from tests.readiness.engine.making import criterion, gate, level, shipped, small


@pytest.mark.parametrize(
    "value, english, vietnamese",
    [(Fraction(3), "3", "3"), (Fraction(39999, 1000), "39.9", "39,9"), (Fraction(1, 3), "0.3", "0,3")],
)
def test_what_is_short_is_rounded_down(value: Fraction, english: str, vietnamese: str):
    assert (decimal(value, "en"), decimal(value, "vi")) == (english, vietnamese)


def test_two_places_are_rounded_down_too():
    assert decimal(Fraction(48_399, 1000), "vi", 2) == "48,39"
    assert decimal(Fraction(2001, 1000), "en", 2) == "2"
    assert decimal(Fraction(205, 100), "en", 2) == "2.05"


def test_days_and_shares_are_spelled_in_the_readers_way():
    assert (day(date(2026, 2, 8), "en"), day(date(2026, 2, 8), "vi")) == ("8 Feb 2026", "08/02/2026")
    assert percent(Fraction(599, 1000)) == "59\u00a0%"


TRACED = "Level 4 still needs: material and machine are traced within 24 hours."


@pytest.mark.parametrize(
    "blocker, said",
    [
        (
            Blocker("gate", "2.6", Fraction(3), Fraction(2), "short"),
            f"{TRACED} This criterion must be at level 3; level 2 is proven.",
        ),
        (
            Blocker("gate", "2.6", Fraction(3), Fraction(1), "finding", date(2026, 1, 10)),
            f"{TRACED} A finding opened on 10 Jan 2026 limits 2.6 to 1.",
        ),
        (
            Blocker("gate", "2.6", Fraction(3), Fraction(0), "unproven"),
            f"{TRACED} The firm claims 5, but checked evidence gives 0.",
        ),
        (
            Blocker("total", None, Fraction(60), Fraction(5999, 100), "short"),
            "Level 4 needs a proven total of 60 or more; 59.9 is proven.",
        ),
        (
            Blocker("coverage", None, Fraction(3, 4), Fraction(74, 100), "short"),
            "Level 4 needs a paper or better on 75\u00a0% of the framework; 74\u00a0% has one.",
        ),
        (
            Blocker("dimension", "D2", Fraction(60), Fraction(41), "short"),
            "Level 4 needs 60 or more proven in Quality; 41 is proven.",
        ),
    ],
)
def test_each_kind_of_blocker_is_a_sentence(blocker: Blocker, said: str):
    assert blocker_sentence(shipped(), "M", 4, blocker, "en", Fraction(5)) == said


def test_a_level_that_reads_all_that_is_credited_speaks_of_the_total():
    total = Blocker("total", None, Fraction(20), Fraction(199, 10), "short")
    assert (
        blocker_sentence(shipped(), "M", 2, total, "en") == "Level 2 needs a total of 20 or more; it is 19.9."
    )


def test_numbers_days_and_names_in_a_sentence_are_the_readers():
    half = Blocker("gate", "2.6", Fraction(5, 2), Fraction(9, 4), "short")
    said = blocker_sentence(shipped(), "M", 4, half, "vi")
    assert "2,5" in said
    assert "2,2" in said
    lapsed = Blocker("gate", "2.6", Fraction(3), Fraction(0), "expired", date(2026, 2, 8))
    assert "08/02/2026" in blocker_sentence(shipped(), "M", 4, lapsed, "vi")
    unknown = Blocker("gate", "2.3", Fraction(3), Fraction(0), "unknown")
    for sector, name in (("M", "In-process control"), ("T", "In-line inspection")):
        assert f"2.3 {name}" in blocker_sentence(shipped(), sector, 3, unknown, "en")


def test_a_framework_without_sentences_still_names_the_gate():
    framework = small(levels=[level(1, gate("x", "2.5"))])
    blocker = Blocker("gate", "x", Fraction(5, 2), Fraction(0), "unknown")
    assert blocker_sentence(framework, "M", 1, blocker, "vi") == "1: x ≥ 2,5"
    assert (
        blocker_sentence(framework, "M", 1, Blocker("total", None, Fraction(1), Fraction(0), "short"), "en")
        == "1: total"
    )


def test_a_blank_that_has_nothing_to_say_is_left_empty():
    sentences = {
        "gate_unknown": {"en": "{date}|{buyer}|{claimed}"},
        "total_short": {"en": "{name}|{gate}|{needed}"},
    }
    framework = small(levels=[level(1, gate("x", "2.5"))], sentences=sentences)
    unknown = Blocker("gate", "x", Fraction(5, 2), Fraction(0), "unknown")
    assert blocker_sentence(framework, "M", 1, unknown, "en") == "||0"
    total = Blocker("total", None, Fraction(1), Fraction(0), "short")
    assert blocker_sentence(framework, "M", 1, total, "en") == "||1"


def test_what_is_claimed_is_said_in_the_readers_way():
    unproven = Blocker("gate", "2.6", Fraction(3), Fraction(0), "unproven")
    assert "2,5" in blocker_sentence(shipped(), "M", 4, unproven, "vi", Fraction(5, 2))
    assert "2.5" in blocker_sentence(shipped(), "M", 4, unproven, "en", Fraction(5, 2))


def test_where_words_of_a_language_are_missing_the_code_stands_for_them():
    named = criterion("x", variant=[{"sectors": ["T"], "name": {"vi": "Soi vải"}}], name={"en": "Control"})
    framework = small(
        criteria=[named],
        dimension=[{"code": "D", "weight": 1, "name": {"vi": "Chất lượng"}}],
        sentences={"dimension_short": {"en": "{name}", "vi": "{name}"}},
        levels=[level(1, gate("x"), name={"vi": "Một"})],
    )
    one = framework.by_code["x"]
    assert [criterion_name(one, "T", language) for language in ("vi", "en")] == ["Soi vải", "Control"]
    assert [criterion_name(one, "M", language) for language in ("vi", "en")] == ["x", "Control"]
    short = Blocker("dimension", "D", Fraction(2), Fraction(1), "short")
    said = [blocker_sentence(framework, "M", 1, short, language) for language in ("vi", "en")]
    assert said == ["Chất lượng", "D"]
    assert [level_name(framework, 1, language) for language in ("vi", "en")] == ["Một", ""]
    assert gate_text(framework, "M", 2, "x", "en") == "x", "a level that there is not"


def test_words_may_differ_by_sector():
    criterion = shipped().by_code["2.3"]
    assert criterion_name(criterion, "T", "en") == "In-line inspection"
    assert criterion_name(criterion, "M", "en") != "In-line inspection"
    assert gate_text(shipped(), "T", 4, "2.4", "en") == "a customer has sealed a pre-production sample"
    assert level_name(shipped(), 4, "en")
    assert level_name(shipped(), 9, "en") == ""
