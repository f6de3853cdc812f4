"""Counted firms crossed with confirmed ones, and the same firms on two days: worked cases, and a second count.

Mutants of `changes_file` that live change nothing: a level that is known until the day before its own, or until the
day after it, is not known on any later day.
"""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.engine import Refused
from readiness.engine.changes_file import Country, changes_answer
from readiness.engine.counted import Cross, counted_answer, cross
from readiness.engine.establishments import parse_establishments
from tests.readiness.engine.making import TODAY, criterion, gate, level, proof, small

# Level 4 asks a proven x; y is asked by level 3 and by nothing else.
FRAMEWORK = small(
    criteria=[criterion("x"), criterion("y")],
    levels=[level(3, gate("y")), level(4, gate("x", "2"))],
)
STRICTER = small(
    version="2",
    criteria=[criterion("x"), criterion("y")],
    levels=[level(3, gate("y")), level(4, gate("x", "4"))],
)
READY = [proof("x"), proof("y")]
BEFORE = TODAY - timedelta(days=60)


def line(key, enterprise="", *evidence, sector="M", **more):
    return {"id": key, "enterprise": enterprise, "sector": sector, "evidence": list(evidence)} | more


def read(*lines, framework=FRAMEWORK):
    return parse_establishments(((f"f, line {n}", each) for n, each in enumerate(lines, 1)), framework)


def country(*lines, on=TODAY, framework=FRAMEWORK):
    return Country(framework, on, read(*lines, framework=framework))


def test_an_establishment_holds_all_that_is_written():
    (one,) = read(line("S1", "0100000001", *READY, group="G", vietnamese=True, supplying=True)).values()
    assert (one.id, one.firm, one.group, one.vietnamese, one.supplying) == (
        "S1",
        "0100000001",
        "G",
        True,
        True,
    )
    assert len(one.facts.evidence) == 2
    assert one.verdict(FRAMEWORK, TODAY).counted_level == 4
    (bare,) = read({"id": "S2", "sector": "M"}).values()
    assert (bare.firm, bare.group, bare.vietnamese, bare.supplying) == ("", "", False, False)


@pytest.mark.parametrize(
    "lines, words",
    [
        pytest.param([[]], "f, line 1: a table is wanted", id="a list"),
        pytest.param([{"sector": "M"}], "f, line 1.id: is missing", id="no id"),
        pytest.param([line("S1"), line("S1")], "f, line 2.id: 'S1' is there twice", id="twice"),
        pytest.param([line("S" * 50), line("S" * 50)], f"f, line 2.id: {'S' * 40!r} is there twice", id="a long id twice"),
        pytest.param([line("S1", 7)], "f, line 1.enterprise: a text is wanted", id="a number for a code"),
        pytest.param([line("S1", group=7)], "f, line 1.group: a text is wanted", id="a number for a group"),
        pytest.param([line("S1", vietnamese="yes")], "f, line 1.vietnamese: true or false is wanted", id="a word for a truth"),
        pytest.param([line("S1", supplying=1)], "f, line 1.supplying: true or false is wanted", id="a number for a truth"),
        pytest.param([{"id": "S1"}], "f, line 1: facts.sector: is missing", id="no sector"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(lines, words):
    with pytest.raises(Refused) as refused:
        read(*lines)
    assert str(refused.value) == words


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans(), st.booleans())))
def test_a_firm_is_what_any_of_its_establishments_is(rows):
    found = cross(rows)
    ready = {firm for firm, is_ready, _supplying in rows if is_ready}
    supplying = {firm for firm, _ready, is_supplying in rows if is_supplying}
    everybody = {firm for firm, *_rest in rows}
    assert found == Cross(
        len(ready & supplying), len(ready - supplying), len(supplying - ready), len(everybody - ready - supplying)
    )  # fmt: skip
    assert found.confirmed == len(supplying)
    assert found.recall == (Decimal(found.both) / found.confirmed if supplying else None)


def test_the_count_and_who_supplies_without_being_in_it():
    told = counted_answer(
        read(
            line("S1", "A", *READY, vietnamese=True, supplying=True),
            line("S2", "A", *READY, sector="P"),
            line("S3", "B", *READY, sector="P", group="A"),
            line("S4", "C", proof("x", "1"), proof("y"), supplying=True),
            line("S5", "A", supplying=True),
            line("S6", "D"),
            line("S7", "", *READY, supplying=True),
        ),
        FRAMEWORK,
        TODAY,
    )
    assert told == {
        "on": "2026-11-21",
        "framework": {"name": "Small", "version": "1", "hash": FRAMEWORK.hash},
        "establishments": 7,
        "without_code": 1,
        "country": [2, 1],
        "groups": 1,
        "sectors": {"M": [1, 1], "P": [2, 0]},
        "supplying": {"both": 1, "idle": 1, "unready": 1, "neither": 1, "recall": "0.500000"},
        "ready": ["A", "B"],
        "unready": [
            {
                "establishment": "S4",
                "firm": "C",
                "level": 3,
                "counted_level": 3,
                "shut": [{"level": 4, "criterion": "x", "reason": "short"}],
            }
        ],
    }


def test_what_counts_nowhere_keeps_a_firm_out_and_is_told():
    """A waiver holds the level and not the count; a gate above direct supply is not asked about."""
    framework = small(
        criteria=[criterion("x"), criterion("y")],
        levels=[level(4, gate("x", waivable=True)), level(5, gate("y"))],
    )
    waiver = {"criterion": "x", "level": 4, "buyer": "B", "reason": "R", "approver": "P", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}  # fmt: skip
    told = counted_answer(
        read(line("S1", "A", supplying=True, waivers=[waiver]), framework=framework), framework, TODAY
    )
    (one,) = told["unready"]
    assert (one["level"], one["counted_level"]) == (4, 0)
    assert one["shut"] == [{"level": 4, "criterion": "x", "reason": "waived"}]
    assert told["supplying"]["recall"] == "0.000000"


def test_no_firm_is_no_country():
    told = counted_answer({}, FRAMEWORK, TODAY)
    assert (told["country"], told["sectors"], told["supplying"]["recall"]) == ([0, 0], {}, None)


def test_each_change_has_its_cause_and_they_add_up():
    lapses = [proof("x", valid_to=(TODAY - timedelta(days=1)).isoformat()), proof("y")]
    first = [
        line("left", "L", *READY),
        line("lapses", "E", *lapses, vietnamese=True),
        line("rises", "R", proof("y"), vietnamese=True),
        line("strict", "P", *READY),
        line("stays", "S", proof("x", "5"), proof("y")),
    ]
    second = [
        first[1],
        line("rises", "R", proof("x", "5"), proof("y"), vietnamese=True),
        *first[3:],
        line("new", "N", proof("x", "4"), proof("y"), vietnamese=True),
    ]
    told = changes_answer(country(*first, on=BEFORE), country(*second, framework=STRICTER), read(*second))
    assert told["first"] == {
        "on": BEFORE.isoformat(),
        "framework": {"name": "Small", "version": "1", "hash": FRAMEWORK.hash},
        "count": [4, 1],
    }
    assert told["second"] == {
        "on": TODAY.isoformat(),
        "framework": {"name": "Small", "version": "2", "hash": STRICTER.hash},
        "count": [3, 2],
    }
    assert told["parts"] == {"left": [-1, 0], "expiries": [-1, -1], "edits": [1, 1], "policy": [-1, 0], "new": [1, 1]}  # fmt: skip
    assert [(m["cause"], m["firm"], m["level_before"], m["level_after"], m["firms"], m["vietnamese"]) for m in told["moves"]] == [
        ("left", "L", 4, None, -1, 0),
        ("expiries", "E", 4, 3, -1, -1),
        ("edits", "R", 3, 4, 1, 1),
        ("policy", "P", 4, 3, -1, 0),
        ("new", "N", None, 4, 1, 1),
    ]  # fmt: skip
    assert told["moves"][1]["establishment"] == "lapses"


def test_what_comes_into_force_later_is_a_date_that_passed():
    """A level is known for its day alone."""
    later = line("S1", "A", proof("x", valid_from=TODAY.isoformat()), proof("y"))
    told = changes_answer(country(later, on=BEFORE), country(later), read(later))
    assert told["parts"]["expiries"] == [1, 0]
    same_day = changes_answer(country(later), country(later), read(later))
    assert (same_day["first"]["count"], same_day["moves"]) == ([1, 0], [])


def test_the_day_after_a_reading_is_judged_already():
    ends = line("S1", "A", proof("x", valid_to=BEFORE.isoformat()), proof("y"))
    told = changes_answer(country(ends, on=BEFORE), country(ends, on=BEFORE + timedelta(days=1)), read(ends))
    assert told["parts"]["expiries"] == [-1, 0]


def test_two_days_in_the_wrong_order_are_refused():
    with pytest.raises(Refused, match=r"^--on: 2026-09-22 is before 2026-11-21$"):
        changes_answer(country(), country(on=BEFORE), read())


lines_of = st.lists(
    st.builds(
        lambda key, firm, own, levels, until: line(
            key,
            firm,
            *(
                proof(code, str(n), valid_to=(BEFORE + timedelta(days=until)).isoformat())
                for code, n in zip("xy", levels, strict=True)
                if n
            ),
            vietnamese=own,
        ),
        st.sampled_from("abcde"),
        st.sampled_from(["", "A", "B"]),
        st.booleans(),
        st.tuples(st.integers(0, 5), st.integers(0, 5)),
        st.integers(0, 90),
    ),
    unique_by=lambda each: each["id"],
    max_size=5,
)


@given(lines_of, lines_of, st.sampled_from([FRAMEWORK, STRICTER]), st.integers(0, 90))
def test_whatever_happened_the_parts_are_the_difference_of_two_counts(before, after, framework, days):
    on = BEFORE + timedelta(days=days)
    told = changes_answer(
        country(*before, on=BEFORE), country(*after, on=on, framework=framework), read(*after)
    )
    counts = [
        counted_answer(read(*lines), by, day)["country"]
        for lines, by, day in ((before, FRAMEWORK, BEFORE), (after, framework, on))
    ]
    assert [told["first"]["count"], told["second"]["count"]] == counts
    for place in (0, 1):
        assert sum(part[place] for part in told["parts"].values()) == counts[1][place] - counts[0][place]
        assert sum(m[("firms", "vietnamese")[place]] for m in told["moves"]) == counts[1][place] - counts[0][place]  # fmt: skip


def test_answers_are_json():
    told = changes_answer(country(line("S1", "A", *READY)), country(), read())
    assert json.loads(json.dumps(told)) == told
