"""What a framework must be before it may judge anybody: each rule, its place and the figures of its sentence.

Mutants of `rules` that live change nothing: classes are looked through for proof twice, nothing is nothing of any
cap, and before the first level there is none, whatever that is called.
"""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from readiness.engine.draft import NotAFramework, checked
from tests.readiness.engine.making import criterion, document, gate, level

WORDS = {"vi": "có", "en": "has it"}
FALLING, SHARES = ["5000", "1000", "250", "100", "25"], ["0.80", "0.91", "0.95", "0.98", "0.99"]


# Rules that nothing rests on; where a cap, a limit or a gate is wrong, a second one may be wrong for it.
ALONE = (
    "decay_days",
    "decay_keep",
    "refused",
    "weights_sum",
    "dimension_empty",
    "not_points",
    "gate_not_asked",
    "no_words",
    "limit_easier",
)


def right() -> dict[str, Any]:
    """A small framework that keeps every rule, some of them just."""
    return document(
        sectors={"M": {"en": "Mechanical"}, "T": {"en": "Textile"}},
        dimension=[{"code": "D", "weight": 6000}, {"code": "E", "weight": 4000}, {"code": "F", "weight": 0}],
        criteria=[
            criterion("x", "D", anchors=[{"level": "1"} | WORDS], variant=[
                {"sectors": ["T"], "anchors": [{"level": "2"} | WORDS]}, {"sectors": ["M"], "name": WORDS},
            ]),
            criterion("y", "D", 0, sectors=["M"], caps={"A1": "4"}, rule="ppm", thresholds={"M": FALLING}),
            criterion("z", "E", 0, weight_by_sector={"M": 2, "T": 0}, rule="on_time", thresholds={"M": SHARES, "T": ["0", "0", "1", "1", "1"]}),
            criterion("s", "E", 0, rule="scrap", thresholds={"M": ["1", "1", "0.5", "0", "0"]}),
            criterion("h", "E", 0, rule="response_hours", thresholds={"M": [168, 96, 72, 48, 24]}),
            criterion("p", "E", 0, rule="percentile", table="2025", thresholds={"M": [20, 40, 60, 80, 95]}),
        ],
        levels=[
            level(1, gate("x", "5", sectors=["M"], **WORDS), gate("x", "4", sectors=["T"], **WORDS), minimum_total="0", coverage="0"),
            level(2, gate("y", "2", sectors=["M"], confirmed_by=["A2", "A4"], **WORDS), minimum_total="40", coverage="0.5",
                  minimum_dimension="20", minimum_dimension_by_code={"D": "0"}),
            level(3, minimum_total="40", coverage="0.5"),
            level(5, minimum_total="100", coverage="1", minimum_dimension="100", minimum_dimension_by_code={"E": "100"}),
        ],
    )  # fmt: skip


def broken(path: str, value: Any) -> list[tuple[str, str, dict[str, Any]]]:
    """The rules that are broken once the value at 'list/0/key' is another."""
    table = new = deepcopy(right())
    *way, last = path.split("/")
    for step in way:
        table = table[int(step) if step.isdigit() else step]
    table[int(last) if last.isdigit() else last] = value
    with pytest.raises(NotAFramework) as refused:
        checked(new)
    assert str(refused.value) == "; ".join(f"{w.place}: {w.rule}" for w in refused.value.wrongs)
    return [(w.place, w.rule, dict(w.values)) for w in refused.value.wrongs]


def test_a_framework_that_just_keeps_every_rule_is_one():
    assert checked(right()).name == "Small"
    level_keep = [{"days": 30, "keep": "0.5"}, {"days": 60, "keep": "0.5"}]
    assert checked(right() | {"decay": level_keep}).decay[1] == (60, Fraction(1, 2))
    desk = right()
    desk["level"][1]["gates"][0]["confirmed_by"] = ["A2"]
    assert checked(desk).levels[1].gates[0].confirmed_by == {2}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_gate_has_words_in_both_languages(language: str):
    new = right()
    del new["level"][1]["gates"][0][language]
    with pytest.raises(NotAFramework, match=r"^level 2 gate 0: no_words$"):
        checked(new)


@pytest.mark.parametrize(
    "path, value, place, rule, values",
    [
        ("caps/A1", "4.5", "caps", "caps_fall", {"lower": "A1", "higher": "A2"}),
        ("caps/A4", "4", "caps", "caps_fall", {"lower": "A3", "higher": "A4"}),
        ("criterion/0/caps", {"A0": "3"}, "criterion x caps", "caps_fall", {"lower": "A0", "higher": "A1"}),
        ("criterion/1/caps", {"A3": "3"}, "criterion y caps", "caps_fall", {"lower": "A2", "higher": "A3"}),
        ("decay/1/days", 30, "decay", "decay_days", {"days": 30}),
        ("decay/1/days", 29, "decay", "decay_days", {"days": 29}),
        ("decay/1/keep", "0.76", "decay", "decay_keep", {"days": 60}),
        ("version", 2, "framework.version", "refused", {"reason": "a text is wanted"}),
        ("caps/A1", "much", "caps", "refused", {"reason": "'much' is not a number"}),
        ("decay/0/keep", "much", "decay", "refused", {"reason": "'much' is not a number"}),
        ("criterion/1/caps/A1", "much", "caps", "refused", {"reason": "'much' is not a number"}),
        ("dimension/0/weight", 6001, "weights", "weights_sum", {"sum": 10_001, "whole": 10_000}),
        ("dimension/1/weight", 3999, "weights", "weights_sum", {"sum": 9_999, "whole": 10_000}),
        ("criterion/0/weight", 0, "dimension D", "dimension_empty", {"code": "D"}),
        ("criterion/2/weight_by_sector/M", 0, "dimension E", "dimension_empty", {"code": "E"}),
        ("level/3/minimum_total", "100.1", "level 5 total", "not_points", {}),
        ("level/0/minimum_total", "-1", "level 1 total", "not_points", {}),
        ("level/1/minimum_dimension", "101", "level 2 dimension", "not_points", {}),
        ("level/1/minimum_dimension_by_code/D", "-0.5", "level 2 dimension D", "not_points", {}),
        ("level/3/coverage", "1.01", "level 5 coverage", "not_a_share", {}),
        ("level/0/coverage", "-0.01", "level 1 coverage", "not_a_share", {}),
        ("level/2/minimum_total", "39", "level 3 total", "less_than_lower", {"lower": 2}),
        ("level/3/minimum_total", "39", "level 5 total", "less_than_lower", {"lower": 3}),
        ("level/2/coverage", "0.4", "level 3 coverage", "less_than_lower", {"lower": 2}),
        ("level/0/gates/0/at_least", "0", "level 1 gate 0", "gate_asks_nothing", {}),
        ("level/0/gates/1/sectors", ["T", "M"], "level 1 gate 1", "gate_twice", {"code": "x", "sectors": ["M"]}),
        ("level/0/gates/1/sectors", ["T", "Z"], "level 1 gate 1", "gate_not_asked", {"code": "x", "sectors": ["Z"]}),
        ("level/1/gates/0/sectors", ["T", "M"], "level 2 gate 0", "gate_not_asked", {"code": "y", "sectors": ["T"]}),
        ("level/1/gates/0/confirmed_by", ["A1"], "level 2 gate 0", "gate_out_of_reach", {"code": "y", "highest": "0"}),
        ("criterion/0/caps", {"A2": "3", "A3": "3", "A4": "3.5"}, "level 1 gate 0", "gate_out_of_reach", {"code": "x", "highest": "3.5"}),
        ("level/1/gates/0/vi", " ", "level 2 gate 0", "no_words", {}),
        ("level/1/gates/0/en", "", "level 2 gate 0", "no_words", {}),
        ("criterion/0/anchors/0/vi", " ", "criterion x anchor 1", "no_words", {}),
        ("criterion/0/variant/0/anchors/0/en", "", "criterion x anchor 2", "no_words", {}),
        ("criterion/0/variant/0/anchors/0/vi", " ", "criterion x anchor 2", "no_words", {}),
        ("criterion/1/thresholds/M/4", "0", "criterion y thresholds M 5", "limit_too_low", {}),
        ("criterion/3/thresholds/M/4", "-0.1", "criterion s thresholds M 5", "limit_too_low", {}),
        ("criterion/3/thresholds/M/0", "1.1", "criterion s thresholds M 1", "not_a_share", {}),
        ("criterion/2/thresholds/M/4", "1.1", "criterion z thresholds M 5", "not_a_share", {}),
        ("criterion/1/thresholds/M/2", "1001", "criterion y thresholds M 3", "limit_easier", {"lower": 2}),
        ("criterion/4/thresholds/M/1", "169", "criterion h thresholds M 2", "limit_easier", {"lower": 1}),
        ("criterion/2/thresholds/M/4", "0.97", "criterion z thresholds M 5", "limit_easier", {"lower": 4}),
        ("criterion/5/thresholds/M/1", "19", "criterion p thresholds M 2", "limit_easier", {"lower": 1}),
    ],
)  # fmt: skip
def test_a_broken_rule_is_told_with_its_place(path: str, value: Any, place: str, rule: str, values: dict):
    found = broken(path, value)
    assert found[0] == (place, rule, values)
    assert len(found) <= (1 if rule in ALONE else 2)


def test_rules_that_do_not_hang_together_are_told_at_once_and_in_their_order():
    new = right() | {"decay": [{"days": 60, "keep": "0.5"}, {"days": 30, "keep": "0.75"}]}
    new["caps"] = new["caps"] | {"A0": "3"}
    with pytest.raises(NotAFramework) as refused:
        checked(new)
    assert [(w.place, w.rule) for w in refused.value.wrongs] == [
        ("caps", "caps_fall"),
        ("decay", "decay_days"),
        ("decay", "decay_keep"),
    ]


def test_a_gate_without_sectors_is_asked_of_all_of_them():
    new = right()
    del new["level"][0]["gates"][1]["sectors"]
    with pytest.raises(NotAFramework) as refused:
        checked(new)
    assert [(w.rule, w.values) for w in refused.value.wrongs] == [
        ("gate_twice", {"code": "x", "sectors": ["M"]})
    ]
    del new["level"][1]["gates"][0]["sectors"]
    with pytest.raises(NotAFramework) as refused:
        checked(new)
    assert ("gate_not_asked", {"code": "y", "sectors": ["T"]}) in [
        (w.rule, w.values) for w in refused.value.wrongs
    ]


def test_a_framework_without_decay_or_levels_keeps_the_rules():
    new = right()
    del new["decay"]
    assert checked(new | {"level": []}).decay == ()
