"""The split of a difference: its parts always add up, and none is there without its cause.

Mutants of `changes` that live change nothing: `strict` over lists of one length.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.engine.changes import CAUSES, Reading, Site, split

DAY = date(2026, 11, 21)
LATER = DAY + timedelta(days=31)
CODES = ["", "0100000001", "0100000002", "0100000003"]


def level(framework: str, facts: str, day: date) -> int:
    """A world of its own: a level for each of a framework, facts and a day, the same whenever it is asked."""
    return sum(map(ord, f"{framework}{facts}{day.isoformat()}")) % 6


def site(framework: str, day: date, firm: str, vietnamese: bool, facts: str) -> Site:
    return Site(firm, vietnamese, facts, level(framework, facts, day), day + timedelta(days=1))


def reading(framework: str, day: date, firms: dict[str, tuple[str, bool, str]]) -> Reading:
    return Reading(framework, day, {key: site(framework, day, *of) for key, of in firms.items()})


def judged(first: Reading, second: Reading):
    """The judge of that world, which keeps what it was asked."""
    asked = []

    def judge(ids, edited):
        asked.extend(ids)
        held = second if edited else first
        return {key: level(first.framework, held.sites[key].facts, second.day) for key in ids}

    return split(first, second, judge), asked


firms = st.dictionaries(
    st.sampled_from([f"S{n}" for n in range(8)]),
    st.tuples(st.sampled_from(CODES), st.booleans(), st.sampled_from("abcdefghij")),
)
frameworks = st.sampled_from(["one", "two"])


def plainly(sites) -> tuple[int, int]:
    """The count of the readiness model (e) 3, written a second time."""
    ready = [s for s in sites if s.level >= 4 and s.firm]
    return len({s.firm for s in ready}), len({s.firm for s in ready if s.vietnamese})


@given(firms, firms, frameworks, frameworks, st.integers(0, 40))
def test_the_parts_add_up_whatever_happened(before, after, f0, f1, days):
    first = reading(f0, DAY, before)
    second = reading(f1, DAY + timedelta(days=days), after)
    found, _asked = judged(first, second)
    assert found.first == plainly(first.sites.values())
    assert found.second == plainly(second.sites.values())
    for place in (0, 1):
        total = sum(part[place] for part in found.parts.values())
        assert total == found.second[place] - found.first[place]
    assert found.adds_up


@given(firms, firms, st.integers(0, 40))
def test_a_firm_that_time_cannot_raise_is_judged_again_only_where_it_matters(before, after, days):
    """In a world where levels only fall with time, the shortcut gives the moves of judging everything."""
    first = reading("one", DAY, before)
    second = reading("one", DAY + timedelta(days=days), after)

    def judge(ids, edited):
        asked.extend(ids)
        return {
            key: level("one", first.sites[key].facts, second.day) % (first.sites[key].level + 1)
            for key in ids
        }

    # Unchanged facts fall too.
    fallen = {
        key: replace(site, level=judge_one(first, second, key)) if held(first, key) == site.facts else site
        for key, site in second.sites.items()
    }
    second = replace(second, sites=fallen)
    sure = replace(first, sites={key: replace(site, rises=False) for key, site in first.sites.items()})
    asked: list[str] = []
    every = split(first, second, judge)
    all_asked, asked[:] = list(asked), []
    assert split(sure, second, judge).moves == every.moves
    assert set(asked) <= set(all_asked)


def held(of: Reading, key: str) -> str | None:
    return of.sites[key].facts if key in of.sites else None


def judge_one(first: Reading, second: Reading, key: str) -> int:
    was = first.sites[key]
    return was.level if first.day == second.day else level("one", was.facts, second.day) % (was.level + 1)


@given(firms, frameworks)
def test_nothing_changed_nothing_moves(held, framework):
    same = reading(framework, DAY, held)
    found, asked = judged(same, same)
    assert found.moves == ()
    assert asked == []


@given(firms, firms, frameworks, st.integers(0, 40))
def test_under_one_framework_nothing_is_policy(before, after, framework, days):
    found, _ = judged(reading(framework, DAY, before), reading(framework, DAY + timedelta(days=days), after))
    assert found.parts["policy"] == (0, 0)


@given(firms, firms, frameworks, frameworks)
def test_on_one_day_nothing_expires(before, after, f0, f1):
    found, _ = judged(reading(f0, DAY, before), reading(f1, DAY, after))
    assert found.parts["expiries"] == (0, 0)


@given(firms, frameworks, frameworks, st.integers(0, 40))
def test_with_the_same_facts_nothing_is_an_edit_and_nobody_comes_or_goes(held, f0, f1, days):
    found, _ = judged(reading(f0, DAY, held), reading(f1, DAY + timedelta(days=days), held))
    assert {found.parts[cause] for cause in ("edits", "left", "new")} == {(0, 0)}


@given(firms, firms, frameworks, frameworks)
def test_firms_of_both_readings_neither_come_nor_go(before, after, f0, f1):
    both = before.keys() & after.keys()
    found, _ = judged(
        reading(f0, DAY, {key: before[key] for key in both}),
        reading(f1, LATER, {key: after[key] for key in both}),
    )
    assert found.parts["left"] == found.parts["new"] == (0, 0)


@given(firms, firms, frameworks, frameworks)
def test_the_order_of_the_rows_does_not_matter(before, after, f0, f1):
    def turned(of):
        return replace(of, sites=dict(reversed(of.sites.items())))

    first, second = reading(f0, DAY, before), reading(f1, LATER, after)
    assert judged(first, second)[0].parts == judged(turned(first), turned(second))[0].parts


READY = Site("0100000001", True, "a", 4)


def told(before: dict[str, Site], after: dict[str, Site], levels=(), *, f1="one", day=LATER):
    """The split of a story; ``levels`` is what the judge answers, in the order in which it is asked."""
    answers = iter(levels)
    first, second = Reading("one", DAY, before), Reading(f1, day, after)
    return split(first, second, lambda ids, edited: {key: next(answers) for key in ids})


def only(cause: str, part: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(CAUSES, (0, 0)) | {cause: part}


def test_a_firm_that_was_sold_abroad_is_an_edit_of_the_vietnamese_count():
    found = told({"S": READY}, {"S": replace(READY, vietnamese=False)})
    assert found.parts == only("edits", (0, -1))
    assert [(m.before, m.after) for m in found.moves] == [(4, 4)]


def test_a_certificate_that_lapsed_is_an_expiry():
    lapsing = replace(READY, until=date(2026, 12, 1))
    assert told({"S": lapsing}, {"S": replace(READY, level=3)}).parts == only("expiries", (-1, -1))


def test_a_certificate_that_lapsed_and_was_renewed_is_an_expiry_and_an_edit():
    lapsing = replace(READY, until=date(2026, 12, 1))
    found = told({"S": lapsing}, {"S": replace(READY, facts="b")}, [3])
    assert found.parts == dict.fromkeys(CAUSES, (0, 0)) | {"expiries": (-1, -1), "edits": (1, 1)}
    assert [(m.cause, m.before, m.after) for m in found.moves] == [("expiries", 4, 3), ("edits", 3, 4)]


def test_of_two_plants_alike_the_first_one_stands_for_the_firm():
    twin = replace(READY, facts="b")
    found = told({"S": READY, "T": twin}, {})
    assert [m.site for m in found.moves] == ["S"]


def moves(before: dict[str, Site], after: dict[str, Site]) -> list[tuple[str, str, str]]:
    return [(m.cause, m.firm, m.site) for m in told(before, after).moves]


def test_a_move_names_the_plant_by_which_the_firm_is_or_was_counted():
    low = replace(READY, level=3)
    assert moves({"S": low, "T": READY}, {}) == [("left", "0100000001", "T")], "the highest"
    assert moves({}, {"S": low, "T": READY}) == [("new", "0100000001", "T")]
    assert moves({"S": READY, "T": low}, {"S": low, "T": low}) == [("edits", "0100000001", "S")]
    assert moves({"S": low, "T": low}, {"S": low, "T": READY}) == [("edits", "0100000001", "T")]
    assert moves({"S": READY, "T": low}, {"S": replace(READY, firm=""), "T": low}) == [
        ("edits", "0100000001", "S")
    ]


def test_a_firm_with_one_ready_vietnamese_plant_is_counted_as_vietnamese():
    foreign = replace(READY, vietnamese=False)
    for plants in ({"S": foreign, "T": READY}, {"T": READY, "S": foreign}):
        assert told(plants, {}).parts == only("left", (-1, -1))
        (move,) = told(plants, {}).moves
        assert move.site == next(iter(plants)), "of equals the first"
    higher = replace(foreign, level=5)
    assert told({"S": READY, "T": higher}, {}).parts == only("left", (-1, -1))
    assert told({"S": replace(READY, level=3), "T": foreign}, {}).parts == only("left", (-1, 0))


def test_what_holds_until_a_day_has_changed_on_it():
    lapsing = replace(READY, until=LATER)
    assert told({"S": lapsing}, {"S": replace(READY, level=3)}).parts == only("expiries", (-1, -1))
    lasting = replace(READY, until=LATER + timedelta(days=1))
    assert told({"S": lasting}, {"S": replace(READY, level=3)}).parts == only("edits", (-1, -1))


def asked(before: Site, after: Site, *, f1: str = "one") -> list[tuple[list[str], bool]]:
    """What the judge is asked of one establishment: which, and whether by the facts of the second reading."""
    questions: list[tuple[list[str], bool]] = []

    def judge(ids, edited):
        questions.append((list(ids), edited))
        return dict.fromkeys(ids, 4)

    split(Reading("one", DAY, {"S": before}), Reading(f1, LATER, {"S": after}), judge)
    return questions


def test_the_judge_is_asked_only_what_the_readings_do_not_tell():
    lapsing = replace(READY, until=date(2026, 12, 1))
    edited = replace(READY, facts="b")
    assert asked(READY, edited) == [], "nothing lapses"
    assert asked(lapsing, READY) == [], "the same facts, judged on the day"
    assert asked(lapsing, edited) == [(["S"], False)]
    assert asked(READY, edited, f1="two") == [(["S"], True)]
    assert asked(lapsing, edited, f1="two") == [(["S"], False), (["S"], True)]
    low = replace(lapsing, level=3, rises=False)
    assert asked(low, replace(edited, level=3)) == [], "below in both, and time cannot raise it"
    assert asked(low, edited) == [(["S"], False)]
    assert asked(replace(low, rises=True), replace(edited, level=3)) == [(["S"], False)]
    assert asked(low, replace(READY, level=3), f1="two") == [(["S"], False)]


def test_a_stricter_framework_is_policy():
    found = told({"S": READY}, {"S": replace(READY, level=3)}, f1="two")
    assert found.parts == only("policy", (-1, -1))


def test_edits_are_told_from_policy_by_judging_under_the_old_framework():
    held = replace(READY, level=3)
    found = told({"S": held}, {"S": replace(READY, facts="b")}, [4], f1="two")
    assert found.parts == only("edits", (1, 1))
    found = told({"S": held}, {"S": replace(READY, facts="b")}, [3], f1="two")
    assert found.parts == only("policy", (1, 1))


def test_a_new_firm_and_a_firm_that_left():
    assert told({}, {"S": READY}).parts == only("new", (1, 1))
    assert told({"S": READY}, {}).parts == only("left", (-1, -1))


def test_a_second_plant_of_a_counted_firm_is_no_new_firm():
    assert told({"S": READY}, {"S": READY, "S2": READY}).moves == ()


def test_a_firm_whose_counted_plant_left_is_still_counted_by_its_other_one():
    assert told({"S": READY, "S2": READY}, {"S2": READY}).moves == ()


def test_a_firm_without_a_code_is_not_counted():
    assert told({}, {"S": replace(READY, firm="")}).moves == ()


def test_a_code_that_became_known_is_an_edit():
    assert told({"S": replace(READY, firm="")}, {"S": READY}).parts == only("edits", (1, 1))


def test_the_second_reading_cannot_be_the_older_one():
    with pytest.raises(ValueError, match="is before"):
        told({}, {}, day=DAY - timedelta(days=1))
