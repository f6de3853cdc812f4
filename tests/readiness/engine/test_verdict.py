"""The numbers alone, as the loop over many firms takes them, against the full result of the same firm.

Mutants of `readiness.engine.judge` that live change nothing: `>` for `>=` where a maximum meets its equal, sizes
of caches, a day of age 0 sent through the branch of lapsed proof (its first edge is the day after the end, too), a
gate just held that is judged the long way, another word for what is neither held nor failed, a place of coverage and
total that nobody reads, `strict` over lists of one length, and lists that are gone through though nothing in them is
superseded. Of `explain`: one hash for all frameworks, which costs time alone.
"""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from readiness.engine.exact import six
from readiness.engine.explain import _Held, judge_for
from readiness.engine.judge import LAST_DAY, Judge
from tests.readiness.engine.making import TODAY, criterion, day, gate, judged, level, proof, small
from tests.readiness.engine.strategies import World, thoroughly, worlds

ON = TODAY.toordinal()
few = settings(thoroughly, max_examples=120)


@few
@given(world=worlds())
def test_the_loop_has_the_numbers_of_the_full_result(world: World):
    verdict, result = world.verdict(), world.result()
    assert (verdict.level, verdict.counted_level) == (result.level, result.counted_level)
    numbers = (verdict.total, verdict.proven, verdict.declared, verdict.coverage)
    exact = (result.total, result.proven, result.declared, result.coverage)
    assert [six(Fraction(n, 10**6)) for n in numbers] == [six(x) for x in exact]
    assert world.case.blockers(verdict, ON) == list(result.blockers)


@few
@given(world=worlds())
def test_the_loop_comes_back_on_the_first_day_that_may_differ(world: World):
    """Not before, or firms are judged for nothing; later only where superseded evidence ends in between."""
    days = world.case.days_after(ON)
    first = days[0] if days else None
    named = world.verdict().next_event_on
    if any(line.scheme for line in world.case.lines):
        assert named is None or named in days
    else:
        assert named == first


def next_event(*evidence: dict, framework=None, **facts) -> int | None:
    """So many days from today until the worker must look again."""
    framework = framework or small(criteria=[criterion("x")])
    case = World(-1, {}, framework, {"sector": "M", "evidence": list(evidence)} | facts).case
    on = case.verdict(ON).next_event_on
    return None if on is None else on - ON


@pytest.mark.parametrize(
    "evidence, days",
    [
        pytest.param([], None, id="nothing"),
        pytest.param([proof("x")], None, id="without end"),
        pytest.param([proof("x", valid_from=day(7))], 7, id="begins"),
        pytest.param([proof("x", valid_to=day(9))], 10, id="the day after its end"),
        pytest.param([proof("x", valid_to=day(0))], 1, id="ends today"),
        pytest.param([proof("x", valid_to=day(-1))], 30, id="the first step of decay"),
        pytest.param([proof("x", valid_to=day(-30))], 1, id="the last day of the first step"),
        pytest.param([proof("x", valid_to=day(-31))], 30, id="the second step"),
        pytest.param([proof("x", valid_to=day(-60))], 1, id="the last day that counts"),
        pytest.param([proof("x", valid_to=day(-61))], None, id="long gone"),
        pytest.param([proof("x", valid_from=day(9)), proof("x", valid_to=day(8))], 9, id="one day, two reasons"),
        pytest.param([proof("x", valid_from=day(8)), proof("x", valid_to=day(8))], 8, id="the earlier of two"),
        pytest.param([proof("x", valid_to="9999-12-31")], None, id="the last day of the calendar"),
    ],
)  # fmt: skip
def test_the_day_to_look_again(evidence: list[dict], days: int | None):
    assert next_event(*evidence) == days


def test_findings_waivers_and_renewals_are_days_to_look_again():
    finding = {"criterion": "x", "ceiling": "2", "opened": day(-3), "closed": day(5)}
    assert next_event(findings=[finding]) == 5
    assert next_event(findings=[finding | {"opened": day(0)}]) == 5, "what began today is known today"
    asked = {"criterion": "x", "level": 1, "valid_from": day(4), "valid_to": day(6)}
    assert next_event(waivers=[asked]) == 4
    assert next_event(waivers=[asked | {"valid_from": day(-1)}]) == 7
    booked = {"criterion": "x", "booked_for": day(3)}
    assert next_event(renewals=[booked]) == 4
    assert next_event(proof("x", valid_to=day(-59)), renewals=[booked]) == 2
    assert date_of_the_end() == LAST_DAY


def test_every_day_that_may_differ_is_named_once_and_in_order():
    framework = small(criteria=[criterion("x")], decay=[{"days": 10, "keep": "0.5"}], coverage_grace_days=20)
    facts = {
        "sector": "M",
        "evidence": [proof("x", valid_from=day(2), valid_to=day(30)), proof("x", valid_from=day(0))],
        "findings": [{"criterion": "x", "ceiling": "2", "opened": day(4), "closed": day(5)}],
        "waivers": [{"criterion": "x", "level": 1, "valid_from": day(6), "valid_to": day(7)}],
    }
    renewals = {"renewals": [{"criterion": "x", "booked_for": day(9)}]}
    days = World(-1, {}, framework, facts).case.days_after(ON)
    assert [d - ON for d in days] == [2, 4, 5, 6, 8, 31, 41, 51], "begun, ended, half kept, forgotten"
    days = World(-1, {}, framework, facts | renewals).case.days_after(ON)
    assert [d - ON for d in days] == [2, 4, 5, 6, 8, 10, 31, 41, 51, 91], "and sixty days of a booked renewal"


def date_of_the_end() -> int:
    """A certificate that ends on the last day but one is looked at on the last."""
    return ON + (next_event(proof("x", valid_to="9999-12-30")) or 0)


def test_a_unit_is_as_fine_as_levels_caps_gates_and_decay_ask_and_no_finer():
    assert Judge(small(decay=[]), 1).unit == 1
    assert Judge(small(decay=[])).unit == 100, "levels of two decimals, where nothing else is said"
    assert Judge(small(), 1).unit == 4, "three quarters and a half are kept"
    capped = small(criteria=[criterion("x", caps={"A1": "4/3"})], decay=[])
    gated = small(levels=[level(1, gate("x", "5/7"))], decay=[])
    assert Judge(capped, 1).units(Fraction(4, 3)) == 4
    assert Judge(gated, 2).units(Fraction(5, 7)) == 10
    both = small(criteria=[criterion("x", caps={"A1": "4/3"})], levels=[level(1, gate("x", "5/7"))], decay=[])
    assert Judge(both, 1).unit == 21
    with pytest.raises(ValueError, match="level 1/3 does not fit units of 1/2"):
        Judge(small(decay=[]), 2).units(Fraction(1, 3))


def test_a_plan_is_made_once_a_sector():
    judge = Judge(small())
    assert judge.plan("M", frozenset()) is judge.plan("M", frozenset())
    assert judge.plan("A", frozenset()).sector == "A"


def test_a_plan_tells_where_each_criterion_of_the_framework_stands_in_it():
    framework = small(
        criteria=[criterion("x"), criterion("y", sectors=["A"]), criterion("z"), criterion("w")]
    )
    assert [c.code for c in framework.criteria] == ["w", "x", "y", "z"]
    plan = Judge(framework).plan("M", frozenset({"x"}))
    assert (plan.codes, plan.places) == (("w", "z"), (0, -1, -1, 1))


def test_a_judge_is_kept_for_a_framework_and_a_denominator():
    again = judge_for(small(decay=[]), 3)
    assert judge_for(small(decay=[]), 3) is again, "one of the same hash is as good"
    assert judge_for(small(decay=[]), 6) is not again
    other = judge_for(small(decay=[], version="2"), 3)
    assert (other.framework.version, again.framework.version) == ("2", "1")
    assert _Held(small(version="2")) != _Held(small()) != small(), "whatever their hashes fall together with"


def test_a_waived_gate_holds_in_the_loop_too():
    framework = small(levels=[level(1, gate("x", "3", waivable=True))])
    waiver = {"criterion": "x", "level": 1}
    facts = {"sector": "M", "waivers": [waiver]}
    verdict = World(-1, {}, framework, facts).verdict()
    assert (verdict.level, verdict.counted_level) == (1, 0)
    assert judged(framework, waivers=[waiver])["level"] == 1
