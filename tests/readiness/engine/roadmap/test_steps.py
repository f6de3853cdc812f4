"""The table of steps: what a row says, and what cannot be right."""

from fractions import Fraction

import pytest

from readiness.engine import Refused
from readiness.engine.roadmap.steps import Grant, Span, Step
from tests.readiness.engine.making import criterion, small
from tests.readiness.engine.roadmap.worlds import row, steps_of

THREE = small(criteria=[criterion(code) for code in "abc"])


def test_a_full_row_is_read_as_it_is_written():
    full = row(
        "s2", "a:2.5; b:1/3 ;", name_vi="Bước", name_en="Step", kind="management", evidence_class="A2",
        prerequisites=" s1; c:2 ", sectors="M; T", source="programme", standards="iso9001;iatf16949",
    )  # fmt: skip
    full |= {"cost_low_million_vnd": "0.5", "cost_typical_million_vnd": "1.25", "cost_high_million_vnd": "2"}
    full |= {"months_low": "0", "months_typical": "0.25", "months_high": "12"}
    bare = row("s1", "declared", kind="evidence-only", evidence_class="A4", cost=0)
    assert steps_of(THREE, full, bare) == (
        Step(
            "s1", {"vi": "s1", "en": "s1"}, "evidence-only", (), "declared", 4, (), Span(), Span(100, 100, 100), None,
            "estimate", frozenset(),
        ),
        Step(
            "s2", {"vi": "Bước", "en": "Step"}, "management", (("a", Fraction(5, 2)), ("b", Fraction(1, 3))), "", 2,
            ("s1", ("c", Fraction(2))), Span(500, 1250, 2000), Span(0, 25, 1200), frozenset("MT"), "programme",
            frozenset({"iso9001", "iatf16949"}),
        ),
    )  # fmt: skip


def test_a_step_is_for_its_sectors_or_for_all():
    everywhere, here = steps_of(THREE, row("s1"), row("s2", sectors="M"))
    assert [everywhere.applies("M"), everywhere.applies("T")] == [True, True]
    assert [here.applies("M"), here.applies("T")] == [True, False]


def test_lapsed_is_a_pattern_too():
    assert steps_of(THREE, row("s", "lapsed"))[0].pattern == "lapsed"


WRONG = [
    ({"code": ""}, "steps, line 2.code: is empty"),
    ({"evidence_class": "A9"}, "steps, line 2.evidence_class: 'A9' is not a class A0 to A4"),
    ({"raises": "z:3"}, "steps, line 2.raises: there is no criterion 'z' in Small 1"),
    ({"raises": "a"}, "steps, line 2.raises: '' is not a number"),
    ({"raises": "a:0"}, "steps, line 2.raises: 0 is not a level over 0 and up to 5"),
    ({"raises": "a:5.1"}, "steps, line 2.raises: 5.1 is not a level over 0 and up to 5"),
    ({"raises": "a:-1"}, "steps, line 2.raises: -1 is not a level over 0 and up to 5"),
    ({"prerequisites": "z:1"}, "steps, line 2.prerequisites: there is no criterion 'z' in Small 1"),
    ({"prerequisites": "nowhere"}, "steps, s.prerequisites: there is no step 'nowhere'"),
    ({"prerequisites": "s"}, "steps: these wait for each other: s"),
    ({"cost_high_million_vnd": "much"}, "steps, line 2.cost_high_million_vnd: 'much' is not a number"),
    ({"cost_low_million_vnd": "0.0005"}, "steps, line 2.cost_low_million_vnd: 0.0005 is not a whole number of 1/1000, 0 or more"),
    ({"months_low": "-1"}, "steps, line 2.months_low: -1 is not a whole number of 1/100, 0 or more"),
    ({"months_typical": "0.001"}, "steps, line 2.months_typical: 0.001 is not a whole number of 1/100, 0 or more"),
    ({"cost_typical_million_vnd": "0.5"}, "steps, line 2: cost_low_million_vnd to cost_high_million_vnd do not ascend"),
    ({"months_high": "0.5"}, "steps, line 2: months_low to months_high do not ascend"),
]  # fmt: skip


@pytest.mark.parametrize("changed, said", WRONG, ids=[said[:40] for _changed, said in WRONG])
def test_a_row_that_cannot_be_right_is_refused_with_its_place(changed: dict, said: str):
    with pytest.raises(Refused) as refused:
        steps_of(THREE, row("s") | changed)
    assert str(refused.value) == said


@pytest.mark.parametrize("column", [c for c in row("s") if c != "standards"])
def test_a_column_that_is_missing_is_named(column: str):
    whole = row("s")
    del whole[column]
    with pytest.raises(Refused, match=f"^steps, line 2: the column {column} is missing$"):
        steps_of(THREE, whole)


def test_a_code_stands_once_and_no_steps_wait_for_each_other():
    with pytest.raises(Refused, match=r"^steps, line 3\.code: s stands there twice$"):
        steps_of(THREE, row("s"), row("s"))
    circle = [row("s1", prerequisites="s2"), row("s2", prerequisites="s3"), row("s3", prerequisites="s1")]
    with pytest.raises(Refused, match=r"^steps: these wait for each other: s1, s2, s3$"):
        steps_of(THREE, *circle, row("s4"))
    waits = row("s0", prerequisites="s4;a:1")
    assert [step.code for step in steps_of(THREE, row("s4"), waits)] == ["s0", "s4"]


def test_what_a_programme_pays_is_a_share_up_to_its_cap_rounded_down():
    cost = Span(3, 11, 100)
    assert Grant("p", Fraction(1, 2)).paid(cost) == Span(1, 5, 50)
    assert Grant("p", Fraction(1, 2), 5).paid(cost) == Span(1, 5, 5)
    assert Grant("p", Fraction(1, 2), 0).paid(cost) == Span(0, 0, 0)


def test_spans_are_added_and_taken_off_end_by_end():
    assert Span(1, 2, 3) + Span(10, 20, 30) == Span(11, 22, 33)
    assert Span(10, 20, 30).less(Span(1, 2, 3)) == Span(9, 18, 27)
