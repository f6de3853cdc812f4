"""What each step would do for one firm: the proof it would add, what it waits for, who would pay."""

from fractions import Fraction

import pytest

from readiness.engine.judge import NEVER, Line
from readiness.engine.roadmap.moves import Move, Standing, moves_of
from tests.readiness.engine.making import criterion, day, level, proof, small
from tests.readiness.engine.roadmap.worlds import ON, case, pays, row, steps_of

PPM = {"rule": "ppm", "thresholds": {"M": [10000, 5000, 1000, 250, 100]}}
FRAMEWORK = small(
    criteria=[
        criterion("a"), criterion("b"), criterion("c"), criterion("m", **PPM), criterion("t", sectors=["T"]),
        criterion("p", rule="percentile", thresholds={"M": [20, 40, 60, 80, 95]}),
        criterion("q", rule="ppm", thresholds={"T": [10000, 5000, 1000, 250, 100]}),
        criterion("r", rule="percentile", thresholds={"M": [20, 40, 60, 80, 95]}, table="2025"),
    ],
    levels=[level(1)],
)  # fmt: skip
A, B, C, M, P, Q, R = range(7)


def found(*rows: dict, evidence=(), grants=None, proof_only=False, **facts) -> dict[str, Move]:
    standing = Standing(case(FRAMEWORK, *evidence, **facts), ON)
    return moves_of(standing, steps_of(FRAMEWORK, *rows), grants, proof_only=proof_only)


def lines(move: Move) -> list[tuple[int, Fraction, int]]:
    """(place, level, class) of each line, which begin today and have no end."""
    unit = 4  # of a framework that keeps three quarters, where levels are whole
    assert all((line.begins, line.ends, line.scheme) == (ON, NEVER, None) for line in move.lines)
    return [(line.place, Fraction(line.level, unit), line.rank) for line in move.lines]


def added(*rows: dict, **said) -> dict[str, list]:
    return {key: lines(move) for key, move in found(*rows, **said).items()}


def test_a_step_adds_the_levels_of_the_list_in_its_class():
    assert added(row("s", "a:3;b:5", evidence_class="A2")) == {"s": [(A, 3, 2), (B, 5, 2)]}
    assert added(row("s", "t:3;a:2")) == {"s": [(A, 2, 3)]}, "what is not of the sector is left out"
    assert added(row("s", "t:3")) == {"s": []}
    assert added(row("s", "p:3;q:3;m:3;r:3")) == {"s": [(M, 3, 3), (R, 3, 3)]}, (
        "what no table can judge is left out"
    )
    assert added(row("s", sectors="T"), row("r", sectors="M;T")) == {"r": [(A, 3, 3)]}


def test_a_check_shows_what_the_firm_does_and_no_more():
    check = row("s", "a:3;b:3", kind="evidence-only")
    claims = [proof("a", "2", "A0"), proof("b", "5", "A1")]
    assert added(check, evidence=claims, proof_only=True) == {"s": [(A, 2, 3), (B, 3, 3)]}
    assert added(check, evidence=claims) == {"s": [(A, 3, 3), (B, 3, 3)]}, (
        "a check of the list brings it about"
    )
    assert added(check, proof_only=True) == {"s": []}
    assert added(row("s", "a:3"), evidence=claims, proof_only=True) == {}, "work is no proof"


def test_figures_that_are_known_are_shown_and_not_made_better():
    poor = {"criterion": "m", "class": "A1", "parts": 100_000, "rejected": 400}
    confirm, work = row("s", "m:3", kind="evidence-only"), row("w", "m:3")
    assert added(confirm, work, measurements=[poor]) == {"s": [(M, 2, 3)], "w": [(M, 3, 3)]}
    assert added(confirm, work) == {"s": [(M, 3, 3)], "w": [(M, 3, 3)]}
    gone = poor | {"valid_to": day(-61)}
    assert added(confirm, measurements=[gone]) == {"s": [(M, 3, 3)]}, "nothing is known any more"


DECLARED = row("d", "declared", kind="evidence-only", evidence_class="A2")


@pytest.mark.parametrize(
    "evidence, moves",
    [
        pytest.param([proof("b", "3", "A1"), proof("a", "5", "A0")], {"d:a": [(A, 5, 2)], "d:b": [(B, 3, 2)]}, id="two claims"),
        pytest.param([proof("a", "2", "A1"), proof("a", "4", "A0"), proof("a", "3", "A0")], {"d:a": [(A, 4, 2)]}, id="the highest"),
        pytest.param([proof("a", "3", "A3")], {}, id="proven already"),
        pytest.param([proof("a", "0", "A1")], {}, id="nothing to show"),
        pytest.param([proof("a", "4", "A3"), proof("a", "5", "A0")], {}, id="no more than its class can show"),
        pytest.param([proof("a", "3", "A3"), proof("a", "5", "A0")], {"d:a": [(A, 5, 2)]}, id="more than is proven"),
        pytest.param([proof("a", "3", "A1", valid_to=day(0))], {"d:a": [(A, 3, 2)]}, id="its last day"),
        pytest.param([proof("a", "3", "A1", valid_to=day(-1))], {}, id="lapsed"),
        pytest.param([proof("a", "3", "A1", valid_from=day(0))], {"d:a": [(A, 3, 2)]}, id="its first day"),
        pytest.param([proof("a", "3", "A1", valid_from=day(1))], {}, id="not begun"),
        pytest.param(
            [proof("a", "5", "A1", valid_from=day(-9), scheme="s"), proof("a", "2", "A1", valid_from=day(-2), scheme="s")],
            {"d:a": [(A, 2, 2)]}, id="replaced",
        ),
    ],
)  # fmt: skip
def test_a_check_of_what_is_declared_is_one_step_a_criterion(evidence: list, moves: dict):
    assert added(DECLARED, evidence=evidence) == moves


def test_under_a_finding_a_check_shows_what_the_finding_leaves():
    finding = {"criterion": "a", "ceiling": "2", "opened": day(-3)}
    claim = [proof("a", "4", "A1")]
    assert added(DECLARED, evidence=claim, findings=[finding]) == {"d:a": [(A, 2, 2)]}
    shown = [*claim, proof("a", "3", "A2")]
    assert added(DECLARED, evidence=shown, findings=[finding]) == {}


LAPSED = row("l", "lapsed", kind="evidence-only", evidence_class="A3")


@pytest.mark.parametrize(
    "evidence, moves",
    [
        pytest.param([proof("a", "3", valid_to=day(-1))], {"l:a": [(A, 3, 3)]}, id="yesterday"),
        pytest.param([proof("a", "3", valid_to=day(-60))], {"l:a": [(A, 3, 3)]}, id="while it counts for something"),
        pytest.param([proof("a", "3", valid_to=day(-61))], {}, id="too long ago"),
        pytest.param([proof("a", "0", valid_to=day(-1))], {}, id="proof of nothing"),
        pytest.param(
            [proof("a", "4", valid_from=day(-90), valid_to=day(-1), scheme="s"), proof("a", "2", valid_from=day(-50), valid_to=day(-2), scheme="s")],
            {"l:a": [(A, 2, 3)]}, id="replaced before it lapsed",
        ),
        pytest.param([proof("a", "3", valid_to=day(0))], {}, id="not yet"),
        pytest.param([proof("a", "3", "A2", valid_to=day(-1)), proof("a", "3", "A4", valid_to=day(-1))], {}, id="of other classes"),
        pytest.param([proof("a", "3", "A1", valid_to=day(-1))], {}, id="never was proof"),
        pytest.param([proof("b", "2", valid_to=day(-1)), proof("b", "4", valid_to=day(-9)), proof("b", "3", valid_to=day(-9))], {"l:b": [(B, 4, 3)]}, id="the highest"),
        pytest.param([proof("a", "3", valid_to=day(-1)), proof("a", "3")], {}, id="renewed already"),
        pytest.param([proof("b", "3", valid_to=day(-1)), proof("a", "2", valid_to=day(-1))], {"l:a": [(A, 2, 3)], "l:b": [(B, 3, 3)]}, id="two"),
    ],
)  # fmt: skip
def test_lapsed_proof_is_renewed_in_its_class(evidence: list, moves: dict):
    assert added(LAPSED, evidence=evidence) == moves


def test_proof_in_its_last_day_has_not_lapsed():
    ends = {
        since: Standing(case(FRAMEWORK, proof("a", "3", valid_to=day(-since))), ON)
        for since in (0, 1, 60, 61)
    }
    assert [since for since, standing in ends.items() if standing.lapsed] == [1, 60]


def test_renewal_of_the_lowest_class_of_proof():
    desk = row("l", "lapsed", kind="evidence-only", evidence_class="A2")
    assert added(desk, evidence=[proof("a", "3", "A2", valid_to=day(-1))]) == {"l:a": [(A, 3, 2)]}


def test_old_figures_are_not_renewed():
    old = {"criterion": "m", "class": "A3", "parts": 100_000, "rejected": 0, "valid_to": day(-1)}
    assert added(LAPSED, measurements=[old]) == {}


def needs(*rows: dict, **said) -> dict[str, tuple]:
    return {
        key: tuple(sorted(map(sorted, move.needs), key=str)) for key, move in found(*rows, **said).items()
    }


def test_a_step_waits_for_steps_that_are_not_done():
    base, late = row("base", "t:5;b:2", sectors="M"), row("late", prerequisites="base")
    assert needs(base, late) == {"base": (), "late": (["base"],)}
    assert needs(base, late, evidence=[proof("b", "2", "A0")]) == {"base": (), "late": ()}, "said is done"
    assert needs(base, late, evidence=[proof("b", "1", "A3")]) == {"base": (), "late": (["base"],)}
    elsewhere = row("base", "b:2", sectors="T")
    assert needs(elsewhere, late) == {"late": ()}, "what is not for the sector is not waited for"


def test_proof_that_is_waited_for_must_be_proven_as_far_as_its_class_goes():
    base = row("base", "b:5", kind="evidence-only", evidence_class="A2")
    late = row("late", prerequisites="base")
    assert needs(base, late, evidence=[proof("b", "5", "A1")])["late"] == (["base"],)
    assert needs(base, late, evidence=[proof("b", "3", "A3")])["late"] == (["base"],)
    assert needs(base, late, evidence=[proof("b", "4", "A2")])["late"] == (), "more it cannot show"
    assert needs(base, late, evidence=[proof("b", "5", "A3")])["late"] == ()
    lower = row("base", "b:2", kind="evidence-only", evidence_class="A2")
    assert needs(lower, late, evidence=[proof("b", "2", "A2")])["late"] == ()


def test_a_level_that_is_waited_for_is_reached_by_any_step_that_raises_so_far():
    late = row("late", "a:3;b:4", prerequisites="b:2")
    others = [row("one", "b:2"), row("two", "c:1;b:3"), row("low", "b:1"), row("other", "c:5")]
    assert needs(late, *others)["late"] == (["one", "two"],)
    assert needs(late, *others, evidence=[proof("b", "2", "A0")])["late"] == ()
    assert needs(late, *others, evidence=[proof("b", "1", "A0")])["late"] == (["one", "two"],)
    several = row("late", "a:3", prerequisites="b:2;low;c:4")
    assert needs(several, *others)["late"] == (["low"], ["one", "two"], ["other"])
    assert needs(several, *others, evidence=[proof("b", "2", "A0")])["late"] == (["other"],), (
        "low is done with it"
    )
    assert needs(row("late", "a:3", prerequisites="low;c:4"), *others)["late"] == (["low"], ["other"])
    assert "late" not in needs(late, row("low", "b:1")), "nothing brings it about"
    unasked = row("late", prerequisites="t:2")
    assert needs(unasked)["late"] == (), "a criterion of another sector"


def test_steps_that_only_wait_for_each_other_or_for_nothing_that_comes_cannot_begin():
    one, two = row("one", "a:2", prerequisites="b:2"), row("two", "b:2", prerequisites="a:2")
    assert needs(one, two) == {}
    assert needs(one, two, row("way", "b:3"))["one"] == (["two", "way"],)
    shown = row("shown", kind="evidence-only", prerequisites="work")
    assert needs(shown, row("work", "b:2"), proof_only=True) == {}, "work is not open to proof alone"
    stuck = row("stuck", "b:2", prerequisites="c:1")
    assert needs(row("late", prerequisites="b:2"), stuck, row("free", "b:2")) == {
        "late": (["free"],),
        "free": (),
    }


@pytest.mark.parametrize(
    "said, handed_in, waits",
    [
        pytest.param({}, {"a": 3}, True, id="a paper for all of it"),
        pytest.param({}, {"a": 2}, False, id="a paper for less"),
        pytest.param({}, {}, False, id="no paper"),
        pytest.param({"raises": "a:3;b:1"}, {"a": 3}, False, id="a paper for a part"),
        pytest.param({"raises": "a:3;b:1"}, {"a": 4, "b": 1}, True, id="papers for both"),
        pytest.param({"raises": "a:5"}, {"a": 4}, True, id="as far as staff can credit"),
        pytest.param({"evidence_class": "A3"}, {"a": 5}, False, id="an audit, which reading gives not"),
        pytest.param({"kind": "management"}, {"a": 5}, False, id="work"),
        pytest.param({"raises": "t:3"}, {"t": 5}, False, id="nothing to show"),
    ],
)
def test_what_only_waits_for_staff_costs_nothing_more(said: dict, handed_in: dict, waits: bool):
    cells = {"kind": "evidence-only", "evidence_class": "A2", "cost": 7} | said
    standing = Standing(case(FRAMEWORK), ON, {code: Fraction(level) for code, level in handed_in.items()})
    move = moves_of(standing, steps_of(FRAMEWORK, row("s", **cells)), {"s": [pays("p", "1/2")]})["s"]
    assert (move.waits, move.step.cost.typical, len(move.grants)) == (
        (True, 0, 0) if waits else (False, 7000, 1)
    )


def test_programmes_that_would_pay_something_are_named_in_their_order():
    grants = {
        "s": [pays("q", "1/2"), pays("p", "1/4"), pays("r", "0"), pays("z", "1", 0)],
        "other": [pays("p", "1")],
    }
    assert [g.programme for g in found(row("s"), grants=grants)["s"].grants] == ["p", "q"]
    assert found(row("s"))["s"].grants == ()


def test_a_move_has_a_key_and_knows_whether_it_is_proof():
    check = found(DECLARED, evidence=[proof("a", "2", "A1")])["d:a"]
    assert (check.criterion, check.key, check.is_proof) == ("a", "d:a", True)
    work = found(row("s"))["s"]
    assert (work.criterion, work.key, work.is_proof) == ("", "s", False)
    assert check.lines == (Line(A, 8, 2, ON, NEVER),)
