"""What differs between two frameworks, place by place: one change, one difference.

Mutants of `compare` that live change nothing: a place of three parts cut after four, the rank of what comes last.
"""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.draft.compare import Difference, compare, difference_from
from readiness.engine.framework_file import framework_from
from tests.readiness.engine.test_draft_rules import right

GONE = ...


def before() -> dict[str, Any]:
    """The framework that keeps every rule, with words."""
    new = right() | {
        "verifiers": {"CB": {"en": "Body"}},
        "classes": {"A2": {"en": "Checked"}},
        "sentences": {"total_short": {"en": "Short of {needed}"}},
    }
    new["level"][0] |= {"name": {"en": "One"}, "meaning": {"en": "First"}}
    more = {"name": {"en": "X"}, "question": {"en": "Is it?"}, "verifiers": ["CB"], "validity_months": 12}
    new["criterion"][0] |= more
    return new


def gate(at_least: str, **more: Any) -> dict[str, Any]:
    """A gate as a difference tells it."""
    words = {"vi": "có", "en": "has it"}
    usual = {"confirmed_by": [], "minimum_months": 0, "waivable": False, "words": words, "no_sector": False}
    return {"at_least": at_least} | usual | more


def differences(**changes: Any) -> list[tuple]:
    """Of two documents: (what stands at 'list/0/key' instead)."""
    one = before()
    other = deepcopy(one)
    for path, value in changes.items():
        table = other
        *way, last = path.split("/")
        for step in way:
            table = table[int(step) if step.isdigit() else step]
        key = int(last) if isinstance(table, list) else last
        if value is GONE:
            del table[key]
        else:
            table[key] = value
    found = compare(framework_from(one), framework_from(other))
    assert [difference_from(json.loads(json.dumps(d.document()))) for d in found] == found
    turned = compare(framework_from(other), framework_from(one))
    assert {(d.place, str(d.after), str(d.before)) for d in turned} == {
        (d.place, str(d.before), str(d.after)) for d in found
    }
    return [(*d.place, d.before, d.after) for d in found]


LIMITS = ["5000", "1000", "250", "100", "25"]
CLOCK = [[30, "0.75"], [60, "0.5"]]


@pytest.mark.parametrize(
    "path, value, expected",
    [
        ("dimension/0/weight", 1, ("dimension", "D", "weight", 6000, 1)),
        ("dimension/0/name", {"en": "Q"}, ("dimension", "D", "name", "en", None, "Q")),
        ("caps/A1", "1.5", ("cap", "A1", "2", "1.5")),
        ("decay/0/keep", "0.6", ("decay", CLOCK, [[30, "0.6"], [60, "0.5"]])),
        ("decay", GONE, ("decay", CLOCK, [])),
        ("coverage_classes", ["A3", "A2"], ("coverage_classes", ["A1", "A2", "A3", "A4"], ["A2", "A3"])),
        ("coverage_grace_days", 30, ("coverage_grace_days", 60, 30)),
        ("max_not_applicable", "1/4", ("max_not_applicable", "1/3", "0.25")),
        ("sectors/M/en", "Mech", ("words", "sectors", "M", "en", "Mechanical", "Mech")),
        ("classes/A2/en", "Seen", ("words", "classes", "A2", "en", "Checked", "Seen")),
        ("verifiers/CB/en", "B", ("words", "verifiers", "CB", "en", "Body", "B")),
        ("sentences/total_short/en", "S", ("words", "sentences", "total_short", "en", "Short of {needed}", "S")),
        ("criterion/0/dimension", "E", ("criterion", "x", "dimension", "D", "E")),
        ("criterion/0/weight", 2, ("criterion", "x", "weight", 1, 2)),
        ("criterion/0/weight_by_sector", {"T": 3}, ("criterion", "x", "weight_in", "T", None, 3)),
        ("criterion/2/weight_by_sector/M", 3, ("criterion", "z", "weight_in", "M", 2, 3)),
        ("criterion/0/sectors", ["T", "M"], ("criterion", "x", "sectors", None, ["M", "T"])),
        ("criterion/1/sectors", GONE, ("criterion", "y", "sectors", ["M"], None)),
        ("criterion/1/caps", GONE, ("criterion", "y", "cap", "A1", "4", None)),
        ("criterion/0/caps", {"A0": "0.5"}, ("criterion", "x", "cap", "A0", None, "0.5")),
        ("criterion/0/rule", "scrap", ("criterion", "x", "rule", "level", "scrap")),
        ("criterion/1/thresholds/M/0", "6000", ("criterion", "y", "scale", "thresholds", "M", LIMITS, ["6000", *LIMITS[1:]])),
        ("criterion/1/volume_factor", 5, ("criterion", "y", "scale", "volume_factor", "3000000", "5")),
        ("criterion/1/minimum_lines", [1, 2, 3, 4, 5], ("criterion", "y", "scale", "minimum_lines", None, list("12345"))),
        ("criterion/5/table", "", ("criterion", "p", "scale", "table", "2025", "")),
        ("criterion/4/minimum_count", 5, ("criterion", "h", "scale", "minimum_count", 0, 5)),
        ("criterion/0/validity_months", 13, ("criterion", "x", "validity_months", 12, 13)),
        ("criterion/0/name/en", "Y", ("criterion", "x", "name", "en", "X", "Y")),
        ("criterion/0/question/en", "Y?", ("criterion", "x", "words", "question", "en", "Is it?", "Y?")),
        ("criterion/0/verifiers", ["CB", "BUY"], ("criterion", "x", "words", "verifiers", ["CB"], ["CB", "BUY"])),
        ("criterion/0/anchors/0/en", "Y", ("criterion", "x", "anchor", "", "1", "en", "has it", "Y")),
        ("criterion/0/anchors/0/same_as_lower", True, ("criterion", "x", "anchor", "", "1", "same_as_lower", False, True)),
        ("criterion/0/variant/0/anchors/0/en", "Z", ("criterion", "x", "anchor", "T", "2", "en", "has it", "Z")),
        ("criterion/0/variant/1/name/en", "Z", ("criterion", "x", "variant", "M", "name", "en", "has it", "Z")),
        ("level/0/name/en", "1", ("level", "1", "name", "en", "One", "1")),
        ("level/0/meaning/en", "1", ("level", "1", "meaning", "en", "First", "1")),
        ("level/1/floors_read", "proven", ("level", "2", "floors", "credited", "proven")),
        ("level/1/minimum_total", "41", ("level", "2", "total", "40", "41")),
        ("level/1/minimum_dimension", "21", ("level", "2", "dimension", "20", "21")),
        ("level/1/minimum_dimension_by_code", {"D": "1"}, ("level", "2", "dimension", "D", "0", "1")),
        ("level/1/coverage", "0.6", ("level", "2", "coverage", "0.5", "0.6")),
        ("level/0/gates/0/at_least", "3", ("level", "1", "gate", "x", "M", gate("5"), gate("3"))),
        ("level/0/gates/0/vi", "là", ("level", "1", "gate", "x", "M", gate("5"), gate("5", words={"vi": "là", "en": "has it"}))),
        ("level/0/gates/0/waivable", True, ("level", "1", "gate", "x", "M", gate("5"), gate("5", waivable=True))),
        ("level/0/gates/0/minimum_months", 6, ("level", "1", "gate", "x", "M", gate("5"), gate("5", minimum_months=6))),
        ("level/1/gates/0/confirmed_by", ["A4", "A3"],
         ("level", "2", "gate", "y", "M", gate("2", confirmed_by=["A2", "A4"]), gate("2", confirmed_by=["A3", "A4"]))),
        ("level/1/gates", GONE, ("level", "2", "gate", "y", "M", gate("2", confirmed_by=["A2", "A4"]), None)),
    ],
)  # fmt: skip
def test_one_change_is_told_as_one_difference(path: str, value: Any, expected: tuple):
    assert differences(**{path: value}) == [expected]


def test_names_and_versions_are_no_difference():
    assert differences(name="Large", version="2") == []


def test_what_comes_and_goes_is_told_with_nothing_on_the_other_side():
    assert differences(**{"level/1/minimum_dimension_by_code": {"E": "1"}}) == [
        ("level", "2", "dimension", "D", "0", None),
        ("level", "2", "dimension", "E", None, "1"),
    ]
    assert differences(**{"criterion/1/minimum_months": {"4": 9}}) == [
        ("criterion", "y", "scale", "minimum_months", "3", 6, None),
        ("criterion", "y", "scale", "minimum_months", "4", None, 9),
    ]
    assert differences(**{"criterion/0/anchors": GONE}) == [
        ("criterion", "x", "anchor", "", "1", "vi", "có", None),
        ("criterion", "x", "anchor", "", "1", "en", "has it", None),
        ("criterion", "x", "anchor", "", "1", "same_as_lower", False, None),
    ]
    assert differences(**{"criterion/0/variant/0": GONE}) == [
        ("criterion", "x", "variant", "T", True, None),
        ("criterion", "x", "anchor", "T", "2", "vi", "có", None),
        ("criterion", "x", "anchor", "T", "2", "en", "has it", None),
        ("criterion", "x", "anchor", "T", "2", "same_as_lower", False, None),
    ]


def test_a_variant_of_several_sectors_is_named_by_all_of_them():
    (sectors, anchor) = "criterion/0/variant/0/sectors", "criterion/0/variant/0/anchors/0/en"
    found = differences(**{sectors: ["T", "M"]})
    assert ("criterion", "x", "variant", "TM", None, True) in found
    assert ("criterion", "x", "anchor", "TM", "2", "en", None, "has it") in found
    assert differences(**{anchor: "Z"}) == [("criterion", "x", "anchor", "T", "2", "en", "has it", "Z")]


def test_differences_stand_in_the_order_of_the_document():
    found = differences(
        **{"coverage_grace_days": 30, "caps/A1": "1.5", "level/1/coverage": "0.6", "criterion/0/weight": 2,
           "dimension/0/weight": 1, "dimension/2/code": "G", "criterion/3/weight": 1}
    )  # fmt: skip
    assert [place[:2] for place in found] == [
        ("dimension", "D"), ("dimension", "F"), ("dimension", "G"), ("criterion", "s"), ("criterion", "x"),
        ("level", "2"), ("cap", "A1"), ("coverage_grace_days", 60),
    ]  # fmt: skip
    found = differences(
        **{"caps/A1": "1.5", "level/1/coverage": "0.6", "level/1/minimum_dimension_by_code": {"D": "0", "E": "1"},
           "criterion/3/weight": 1, "criterion/0/weight_by_sector": {"T": 3}}
    )  # fmt: skip
    assert [place[:3] for place in found] == [
        ("criterion", "s", "weight"), ("criterion", "x", "weight_in"), ("level", "2", "coverage"),
        ("level", "2", "dimension"), ("cap", "A1", "2"),
    ], "what is new stands with its like"  # fmt: skip


def test_the_order_of_gates_is_told_where_no_gate_came_or_went():
    """Blockers are told in that order."""
    first, second = before()["level"][0]["gates"]
    other = {"criterion": "z", "at_least": "1"}
    three, two = [first, second, other], [other, first, second]

    def told(one: list, another: list) -> list[Difference]:
        old, new = before(), before()
        old["level"][0]["gates"], new["level"][0]["gates"] = one, another
        return compare(framework_from(old), framework_from(new))

    assert told(three, two) == [Difference(("level", "1", "order"), ["x M", "x T", "z"], ["z", "x M", "x T"])]
    assert told([first, other], [other, first]) == [
        Difference(("level", "1", "order"), ["x", "z"], ["z", "x"])
    ]
    everywhere = {key: value for key, value in second.items() if key != "sectors"}
    assert told([first, everywhere], [everywhere, first]) == [
        Difference(("level", "1", "order"), ["x M", "x"], ["x", "x M"])
    ], "two gates on one criterion"
    softer = [other | {"at_least": "2"}, first, second]
    assert [d.place[2] for d in told(three, softer)] == ["gate", "order"], (
        "a gate that changed has not come or gone"
    )
    assert [d.place for d in told([first, second], two)] == [("level", "1", "gate", "z", "")]
    assert [d.place for d in told(two, [first, second])] == [("level", "1", "gate", "z", "")]


several = st.lists(st.sampled_from(before()["level"][0]["gates"] + [
    {"criterion": "x", "at_least": "4", "sectors": ["M"]}, {"criterion": "x", "at_least": "4"},
    {"criterion": "x", "at_least": "4", "sectors": []}, {"criterion": "z", "at_least": "1"},
]), max_size=4)  # fmt: skip


@given(several, several)
@settings(deadline=None)
def test_gates_differ_exactly_where_the_hash_does(one, other):
    old, new = before(), before()
    old["level"][0]["gates"], new["level"][0]["gates"] = one, other
    old, new = framework_from(old), framework_from(new)
    assert (compare(old, new) == []) == (old.hash == new.hash)


def test_gates_on_one_criterion_are_told_apart():
    gates = before()["level"][0]["gates"]
    assert differences(**{"level/0/gates": [*gates, gates[0]]}) == [
        ("level", "1", "gate", "x", "M", "2", None, gate("5"))
    ]
    assert differences(**{"level/0/gates": [*gates, gates[0], gates[0]]}) == [
        ("level", "1", "gate", "x", "M", "2", None, gate("5")),
        ("level", "1", "gate", "x", "M", "3", None, gate("5")),
    ]
    assert differences(**{"level/0/gates": [*gates, gates[0] | {"sectors": ["T", "M"]}]}) == [
        ("level", "1", "gate", "x", "MT", None, gate("5"))
    ]
    nobody = {"level/0/gates/0/sectors": [], "level/0/gates/1/sectors": GONE}
    assert differences(**nobody)[2:] == [
        ("level", "1", "gate", "x", "", None, gate("5", no_sector=True)),
        ("level", "1", "gate", "x", "", "2", None, gate("4")),
    ]
