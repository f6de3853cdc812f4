"""Documents that cannot be judged are refused with the place and the reason (convention 8).

One mutant of `facts` lives: a share of sales that is not told is taken for all of them instead of nothing.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from readiness.engine import Facts, Framework, Refused, parse_facts, parse_framework
from readiness.engine.framework_file import framework_from
from tests.readiness.engine.making import document, level, shipped, shipped_document, small

FRAMEWORK = small()
FACTS: dict[str, Any] = {
    "sector": "M",
    "evidence": [{"criterion": "x", "level": "3", "class": "A2", "valid_from": "2026-01-01", "valid_to": "2027-01-01"}],
    "findings": [{"criterion": "x", "ceiling": "2", "opened": "2026-01-10", "closed": "2026-02-10"}],
    "not_applicable": [{"criterion": "y", "approved": True}],
    "measurements": [{"criterion": "x", "class": "A4", "parts": 100, "rejected": 3, "due": 9, "on_time": 9, "made": 5, "scrapped": 1}],
    "waivers": [{"criterion": "x", "level": 4, "valid_from": "2026-01-01", "valid_to": "2027-01-01", "buyer": "B"}],
    "renewals": [{"criterion": "x", "booked_for": "2026-12-01"}],
}  # fmt: skip
GONE = ...  # takes the key away; its repr is the same in every process


def changed(document: dict, path: str, value: Any) -> dict:
    """A copy in which one value, given by a path like evidence/0/level, is another or is gone."""
    copy = deepcopy(document)
    *way, last = path.split("/")
    table: Any = copy
    for step in way:
        table = table[int(step) if step.isdigit() else step]
    key: Any = int(last) if last.isdigit() else last
    if value is GONE:
        del table[key]
    else:
        table[key] = value
    return copy


WRONG_FACTS = [
    ("sector", GONE, "facts.sector: is missing"),
    ("sector", 5, "facts.sector: a text is wanted"),
    ("sector", None, "facts.sector: a text is wanted"),
    ("evidence", None, "facts.evidence: a list is wanted"),
    ("evidence", {}, "facts.evidence: a list is wanted"),
    ("evidence/0", "x", "facts.evidence[0]: a table is wanted"),
    ("evidence/0/criterion", GONE, "facts.evidence[0].criterion: is missing"),
    ("evidence/0/criterion", "z", "facts.evidence[0].criterion: there is no criterion 'z' in Small 1"),
    ("evidence/0/criterion", 1, "facts.evidence[0].criterion: a text is wanted"),
    ("evidence/0/level", GONE, "facts.evidence[0].level: is missing"),
    ("evidence/0/level", None, "facts.evidence[0].level: a number is wanted, as a string or a whole number"),
    ("evidence/0/level", "5.01", "facts.evidence[0].level: is more than 5"),
    ("evidence/0/level", "-1", "facts.evidence[0].level: is less than 0"),
    ("evidence/0/level", "16/3", "facts.evidence[0].level: is more than 5"),
    ("evidence/0/level", True, "facts.evidence[0].level: a number is wanted, as a string or a whole number"),
    ("evidence/0/level", float("nan"), "facts.evidence[0].level: a number is wanted, as a string or a whole number"),
    ("evidence/0/level", "NaN", "facts.evidence[0].level: 'NaN' is not a number"),
    ("evidence/0/class", "A5", "facts.evidence[0].class: 'A5' is not a class A0 to A4"),
    ("evidence/0/class", "a2", "facts.evidence[0].class: 'a2' is not a class A0 to A4"),
    ("evidence/0/class", 2, "facts.evidence[0].class: a text is wanted"),
    ("evidence/0/valid_to", "2025-12-31", "facts.evidence[0].valid_to: 2025-12-31 is before valid_from 2026-01-01"),
    ("evidence/0/valid_to", "2027-02-29", "facts.evidence[0].valid_to: '2027-02-29' is not a date like 2026-11-21"),
    ("evidence/0/valid_from", 20260101, "facts.evidence[0].valid_from: a date is wanted, like 2026-11-21"),
    ("evidence/0/scheme", 9001, "facts.evidence[0].scheme: a text is wanted"),
    ("evidence/0/scheme", "\ud800", "facts.evidence[0].scheme: holds half a character, which no file can hold"),
    ("findings/0/ceiling", "6", "facts.findings[0].ceiling: is more than 5"),
    ("findings/0/opened", GONE, "facts.findings[0].opened: is missing"),
    ("findings/0/closed", "2026-01-09", "facts.findings[0].closed: 2026-01-09 is before opened 2026-01-10"),
    ("not_applicable/0/approved", "yes", "facts.not_applicable[0].approved: true or false is wanted"),
    ("not_applicable/0/criterion", "z", "facts.not_applicable[0].criterion: there is no criterion 'z' in Small 1"),
    ("measurements/0/parts", -1, "facts.measurements[0].parts: is less than 0"),
    ("measurements/0/parts", "many", "facts.measurements[0].parts: 'many' is not a number"),
    ("measurements/0/rejected", 101, "facts.measurements[0].rejected: is more than parts"),
    ("measurements/0/on_time", 10, "facts.measurements[0].on_time: is more than due"),
    ("measurements/0/scrapped", 6, "facts.measurements[0].scrapped: is more than made"),
    ("measurements/0/coverage_of_sales", "1.001", "facts.measurements[0].coverage_of_sales: is a share of sales, 0 to 1"),
    ("measurements/0/coverage_of_sales", 60, "facts.measurements[0].coverage_of_sales: is a share of sales, 0 to 1"),
    ("measurements/0/valid_to", "soon", "facts.measurements[0].valid_to: 'soon' is not a date like 2026-11-21"),
    ("measurements/0/class", GONE, "facts.measurements[0].class: is missing"),
    ("measurements/0/months", [], "facts.measurements[0].months: a number is wanted, as a string or a whole number"),
    ("waivers/0/level", "4.5", "facts.waivers[0].level: a level of the framework is a whole number"),
    ("waivers/0/level", 6, "facts.waivers[0].level: is more than 5"),
    ("waivers/0/buyer", 7, "facts.waivers[0].buyer: a text is wanted"),
    ("waivers/0/valid_to", "2025-01-01", "facts.waivers[0].valid_to: 2025-01-01 is before valid_from 2026-01-01"),
    ("renewals/0/booked_for", None, "facts.renewals[0].booked_for: is missing"),
    ("renewals/0/booked_for", "soon", "facts.renewals[0].booked_for: 'soon' is not a date like 2026-11-21"),
    ("renewals/0/criterion", "z", "facts.renewals[0].criterion: there is no criterion 'z' in Small 1"),
]  # fmt: skip


@pytest.mark.parametrize("path, value, said", WRONG_FACTS, ids=lambda v: repr(v)[:30])
def test_facts_that_cannot_be_judged_are_refused(path: str, value: Any, said: str):
    parse_facts(FACTS, FRAMEWORK)
    with pytest.raises(Refused) as refused:
        parse_facts(changed(FACTS, path, value), FRAMEWORK)
    assert str(refused.value) == said


@pytest.mark.parametrize("document", [None, [], "facts", 5, True])
def test_facts_must_be_a_table(document: object):
    with pytest.raises(Refused):
        parse_facts(document, FRAMEWORK)


def test_a_sector_that_the_framework_does_not_list_is_refused():
    with pytest.raises(Refused, match=r"^facts\.sector: there is no sector 'Z' in VN-SI 1$"):
        parse_facts({"sector": "Z"}, shipped())


def test_a_day_and_a_whole_are_the_least_and_the_most_that_may_be():
    """Evidence of one day, a finding closed on the day it was opened, figures of all sales."""
    facts = changed(FACTS, "evidence/0/valid_to", "2026-01-01")
    facts = changed(facts, "findings/0/closed", "2026-01-10")
    facts = changed(facts, "measurements/0/coverage_of_sales", 1)
    facts = changed(facts, "measurements/0/rejected", 100)
    assert (
        parse_facts(facts, FRAMEWORK).evidence[0].valid_to
        == parse_facts(facts, FRAMEWORK).evidence[0].valid_from
    )


def test_keys_that_nobody_knows_are_ignored():
    more = deepcopy(FACTS) | {"note": {"deep": [None]}, "version": 1.5}
    for name in ("evidence", "findings", "not_applicable", "measurements", "waivers", "renewals"):
        more[name][0]["remark"] = {"any": "thing"}
    assert parse_facts(more, FRAMEWORK) == parse_facts(FACTS, FRAMEWORK)
    framework = document()
    framework["criterion"][0]["remark"] = framework["remark"] = {"any": ["thing"]}
    assert framework_from(framework).hash == FRAMEWORK.hash


def test_lists_may_be_left_out():
    assert parse_facts({"sector": "M"}, FRAMEWORK) == parse_facts(
        {"sector": "M", "evidence": [], "renewals": []}, FRAMEWORK
    )


RICH = document(
    levels=[
        level(
            1,
            {"criterion": "x", "at_least": "3", "confirmed_by": ["A4"], "sectors": ["M"]},
            name={"en": "One"},
        )
    ],
    sectors={"M": {"en": "Mechanical"}},
    sentences={"total_short": {"en": "{needed} of {value}"}},
)
RICH["criterion"][0] |= {
    "caps": {"A2": "5"}, "sectors": ["M"], "weight_by_sector": {"M": 2}, "rule": "ppm",
    "thresholds": {"M": [5, 4, 3, 2, 1]}, "minimum_months": {"3": 6}, "minimum_lines": [1, 2, 3, 4, 5],
    "anchors": [{"level": "1", "en": "A"}], "variant": [{"sectors": ["M"], "name": {"en": "X"}}], "name": {"en": "X"},
    "verifiers": ["CB"],
}  # fmt: skip

WRONG_FRAMEWORKS = [
    ("name", GONE, "framework.name: is missing"),
    ("version", 1, "framework.version: a text is wanted"),
    ("caps", GONE, "framework.caps.A0: is missing"),
    ("caps/A4", GONE, "framework.caps.A4: is missing"),
    ("caps/A4", "5.1", "framework.caps.A4: is more than 5"),
    ("caps/A5", "5", "framework.caps: 'A5' is not a class A0 to A4"),
    ("decay/0/days", "30", "framework.decay[0].days: a whole number is wanted"),
    ("decay/0/days", -30, "framework.decay[0].days: is less than 0"),
    ("decay/0/days", 60, "framework.decay: days must rise and what is kept must not"),
    ("decay/1/keep", "0.8", "framework.decay: days must rise and what is kept must not"),
    ("decay/1/keep", "1.5", "framework.decay[1].keep: is more than 1"),
    ("decay/1/keep", 0.5, "framework.decay[1].keep: a number is wanted, as a string or a whole number"),
    ("coverage_classes", "A1", "framework.coverage_classes: a list of texts is wanted"),
    ("coverage_classes", ["B1"], "framework.coverage_classes: 'B1' is not a class A0 to A4"),
    ("coverage_grace_days", -1, "framework.coverage_grace_days: is less than 0"),
    ("max_not_applicable", "4/3", "framework.max_not_applicable: is more than 1"),
    ("dimension", {}, "framework.dimension: a list is wanted"),
    ("dimension/0/weight", "10", "framework.dimension[0].weight: a whole number is wanted"),
    ("dimension/0/weight", -1, "framework.dimension[0].weight: is less than 0"),
    ("dimension/0/weight", True, "framework.dimension[0].weight: a whole number is wanted"),
    ("dimension/0/name", "Quality", "framework.dimension[0].name: a table is wanted"),
    ("dimension/0/code", "E", "criterion x: there is no dimension 'D'"),
    ("criterion/0/code", GONE, "framework.criterion[0].code: is missing"),
    ("criterion/1/code", "x", "criterion x: this code stands twice"),
    ("criterion/0/weight", 1.0, "criterion x.weight: a whole number is wanted"),
    ("criterion/0/weight_by_sector/M", "2", "criterion x.weight_by_sector.M: a whole number is wanted"),
    ("criterion/0/caps", {"A1": "5"}, "criterion x.caps: caps must not fall from A0 to A4: accepting a paper could lower a firm"),
    ("criterion/0/caps", {"A1": 9}, "criterion x.caps.A1: is more than 5"),
    ("criterion/0/sectors", "M", "criterion x.sectors: a list of texts is wanted"),
    ("criterion/0/name/en", 5, "criterion x.name.en: a text is wanted"),
    ("criterion/0/verifiers", ["CB", 1], "criterion x.verifiers: a list of texts is wanted"),
    ("criterion/0/verifiers", ["\ud800"], "criterion x.verifiers: holds half a character, which no file can hold"),
    ("criterion/0/thresholds/M", [5, 4, 3], "criterion x.thresholds.M: five limits are wanted, for levels 1 to 5"),
    ("criterion/0/thresholds/M/0", "low", "criterion x.thresholds.M: 'low' is not a number"),
    ("criterion/0/minimum_lines", 15, "criterion x.minimum_lines: five limits are wanted, for levels 1 to 5"),
    ("criterion/0/minimum_months", {"six": 6}, "criterion x.minimum_months: 'six' is not a level 1 to 5"),
    ("criterion/0/minimum_months", {"3": "6"}, "criterion x.minimum_months.3: a whole number is wanted"),
    ("criterion/0/volume_factor", "many", "criterion x.volume_factor: 'many' is not a number"),
    ("criterion/0/table", 5, "criterion x.table: a text is wanted"),
    ("criterion/0/anchors/0/level", "6", "criterion x.anchors[0].level: is more than 5"),
    ("criterion/0/anchors/0/same_as_lower", "no", "criterion x.anchors[0].same_as_lower: true or false is wanted"),
    ("criterion/0/variant/0/name", "X", "criterion x.variant[0].name: a table is wanted"),
    ("level/0/number", "1", "framework.level[0].number: a whole number is wanted"),
    ("level/0/number", 6, "framework.level[0].number: is more than 5"),
    ("level/0/minimum_total", "much", "framework.level[0].minimum_total: 'much' is not a number"),
    ("level/0/minimum_dimension_by_code", {"Q": "1"}, "level 1: minimum_dimension_by_code names 'Q'"),
    ("level/0/floors_read", "claimed", "framework.level[0].floors_read: 'claimed' is neither credited nor proven"),
    ("level/0/gates/0/criterion", "z", "level 1: a gate names 'z', which is no criterion"),
    ("level/0/gates/0/at_least", "5.5", "framework.level[0].gates[0].at_least: is more than 5"),
    ("level/0/gates/0/at_least", GONE, "framework.level[0].gates[0].at_least: is missing"),
    ("level/0/gates/0/confirmed_by", ["BUY"], "framework.level[0].gates[0].confirmed_by: 'BUY' is not a class A0 to A4"),
    ("level/0/gates/0/waivable", "false", "framework.level[0].gates[0].waivable: true or false is wanted"),
    ("level/0/gates/0/minimum_months", -6, "framework.level[0].gates[0].minimum_months: is less than 0"),
    ("sectors/M", "Mechanical", "framework.sectors.M: a table is wanted"),
    ("sentences/total_short/en", "{money} short", "framework.sentences.total_short.en: there is no blank {money}"),
    ("sentences/total_short/en", "{needed.real}", "framework.sentences.total_short.en: there is no blank {needed.real}"),
    ("sentences/total_short/en", "{needed:9}", "framework.sentences.total_short.en: there is no blank {needed}"),
    ("sentences/total_short/en", "{needed!r}", "framework.sentences.total_short.en: there is no blank {needed}"),
    ("sentences/total_short/en", "{needed", "framework.sentences.total_short.en: expected '}' before end of string"),
]  # fmt: skip


@pytest.mark.parametrize("path, value, said", WRONG_FRAMEWORKS, ids=lambda v: repr(v)[:30])
def test_a_framework_that_cannot_judge_is_refused(path: str, value: Any, said: str):
    framework_from(RICH)
    with pytest.raises(Refused) as refused:
        framework_from(changed(RICH, path, value))
    assert str(refused.value) == said


@pytest.mark.parametrize("kind", ["dimension", "criterion", "level"])
def test_a_code_that_stands_twice_is_refused(kind: str):
    wrong = deepcopy(RICH)
    wrong[kind].append(wrong[kind][0])
    code = {"dimension": "D", "criterion": "x", "level": "1"}[kind]
    with pytest.raises(Refused, match=f"^{kind} {code}: this code stands twice$"):
        framework_from(wrong)


def test_criteria_of_their_own_may_mend_caps_that_fall():
    caps = {"A0": "2", "A1": "1", "A2": "4", "A3": "5", "A4": "5"}
    own = [{"code": "x", "dimension": "D", "weight": 1, "caps": {"A1": "2"}}]
    assert framework_from(document(caps=caps, criteria=own)).by_code["x"].caps[1] == 2
    with pytest.raises(Refused):
        framework_from(document(caps=caps))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("name = ", id="not TOML"),
        pytest.param("a = " + 20_000 * "[" + 20_000 * "]", id="too deep"),
        pytest.param("weight = " + "9" * 5_000, id="a number too long to read"),
        pytest.param("name = 'a'\nname = 'b'", id="a key twice"),
        pytest.param("caps = 2026-11-21", id="a date for a table"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_framework_is_refused(text: str):
    with pytest.raises(Refused, match=r"^framework"):
        parse_framework(text)


def test_what_is_not_toml_is_refused_with_the_place_in_the_text():
    with pytest.raises(Refused, match=r"^framework: not TOML: .*\(at line 2, column 8\)$"):
        parse_framework("name = 'a'\nname = = 'b'")


def refused_or_hashed(read: Callable[[], Facts | Framework]) -> str:
    try:
        return read().hash
    except Refused as refused:
        return refused.reason


def test_every_value_of_a_document_may_be_of_any_type_without_a_crash():
    """Each value of a full framework and of full facts, replaced by things it is not."""

    def paths(value: Any, way: str = "") -> list[str]:
        items = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        return [p for key, v in items for p in (f"{way}{key}", *paths(v, f"{way}{key}/"))]

    strange = (None, True, -1, 10**30, float("nan"), float("inf"), "", "\ud800", [], {}, [[]], {"a": {}})
    for path in paths(FACTS):
        for value in strange:
            facts = changed(FACTS, path, value)
            assert refused_or_hashed(lambda facts=facts: parse_facts(facts, FRAMEWORK))
    for path in paths(RICH):
        for value in strange:
            framework = changed(RICH, path, value)
            assert refused_or_hashed(lambda framework=framework: framework_from(framework))


def test_the_shipped_document_holds_nothing_that_is_ignored_by_mistake():
    """Every key of a criterion, a level and a gate is one that the reader knows."""
    criterion_keys = {key for c in shipped_document()["criterion"] for key in c}
    assert criterion_keys <= {
        "code", "dimension", "weight", "weight_by_sector", "sectors", "caps", "validity_months", "validity_rule",
        "validity", "verifier", "verifiers", "rule", "name", "question", "evidence", "anchors", "variant", "thresholds",
        "volume_factor", "minimum_months", "minimum_lines", "minimum_count", "table", "thresholds_source",
    }  # fmt: skip
    level_keys = {key for lv in shipped_document()["level"] for key in lv}
    assert level_keys <= {
        "number", "name", "meaning", "floors_read", "minimum_total", "minimum_dimension", "minimum_dimension_by_code",
        "coverage", "gates",
    }  # fmt: skip
