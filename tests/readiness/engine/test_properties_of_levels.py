"""What holds a level and what stands in its way: I7, I12, I18 of the readiness model."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.readiness.engine.making import proof
from tests.readiness.engine.strategies import SHELF, World, later, shelf, thoroughly, worlds


@thoroughly
@given(world=worlds())
def test_i7_a_gate_that_is_neither_proven_nor_waived_keeps_its_level_shut(world: World):
    result = world.result()
    proven = {c.code: c.proven for c in result.criteria}
    for gate in result.gates:
        if proven[gate.criterion] < gate.at_least and not gate.waived:
            assert not gate.held
        if not gate.held:
            assert result.level < gate.level


def asks_who(number: int) -> bool:
    """Whether a gate asks who confirmed, or over how many months: final, proven and known do not tell."""
    gates = [g for lv in shelf(number)[0]["level"] for g in lv["gates"]]
    return any(g.get("confirmed_by") or g.get("minimum_months") for g in gates)


@thoroughly
@given(
    world=worlds(("evidence", "findings"), [n for n in range(SHELF + 1) if not asks_who(n)]),
    keeps=st.lists(st.sampled_from(("1", "0.75", "1/3", "0")), min_size=54, max_size=54),
)
def test_i12_who_is_at_least_as_good_on_every_criterion_is_at_least_as_good(world: World, keeps: list[str]):
    """The weaker firm has quite other facts: one visit for each criterion, at a part of what is proven there."""
    stronger = world.result()
    weaker = world.but(
        findings=[],
        evidence=[
            proof(c.code, str(c.proven * Fraction(keep)))
            for c, keep in zip(stronger.criteria, keeps, strict=False)
            if c.proven and keep != "0"
        ],
    ).result()
    known = {c.code: c.status != "unknown" for c in stronger.criteria}
    for more, less in zip(stronger.criteria, weaker.criteria, strict=True):
        assert more.final >= less.final
        assert more.proven >= less.proven
        assert known[less.code] or less.status in ("unknown", "not_applicable")
    assert stronger.total >= weaker.total
    if stronger.coverage >= weaker.coverage:
        assert stronger.level >= weaker.level


@thoroughly
@given(world=worlds(), days=st.sampled_from((0, 0, 40)))
def test_i18_the_blockers_are_what_the_next_level_lacks_no_more_and_no_less(world: World, days: int):
    result, oracle, on = world.result(later(days)), world.oracle, later(days)
    assert tuple(world.case.blockers(world.verdict(on), on.toordinal())) == result.blockers, "alone, too"
    values = oracle.values(on)
    following = min((lv["number"] for lv in oracle.levels() if lv["number"] > result.level), default=None)
    blockers = {(following, b.kind, b.code, b.needed) for b in result.blockers}
    assert bool(blockers) == (following is not None)
    if following is None:
        return
    assert oracle.level(values, on, granted=frozenset(blockers)) >= following
    for one in blockers:
        assert oracle.level(values, on, granted=frozenset(blockers - {one})) == result.level
