"""What holds of every total, whatever the facts: I1, I5, I8, I9, I10, I14, I19, I20 of the readiness model."""

from fractions import Fraction
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from readiness.engine import Framework
from readiness.engine.exact import shown_parts
from readiness.engine.framework_file import framework_from
from tests.readiness.engine.making import criterion, judged, proof, small
from tests.readiness.engine.strategies import World, findings, pieces, shelf, thoroughly, worlds


@thoroughly
@given(world=worlds())
def test_i1_every_share_score_and_level_is_in_its_range(world: World):
    result = world.result()
    for c in result.criteria:
        assert 0 <= c.proven <= c.final <= c.fresh <= c.capped <= c.claimed <= 5
    for d in result.dimensions:
        assert 0 <= d.proven <= d.score <= 100
    assert 0 <= result.total <= 100
    assert 0 <= result.coverage <= 1
    assert 0 <= result.counted_level <= result.level <= 5


@thoroughly
@given(world=worlds())
def test_i5_gains_make_the_total_and_with_the_losses_one_hundred(world: World):
    result = world.result()
    gains = sum(c.gain for c in result.criteria)
    losses = sum(lost for c in result.criteria for lost in c.losses.values())
    assert gains == result.total
    assert all(lost >= 0 for c in result.criteria for lost in c.losses.values())
    assert gains + losses == (100 if any(d.weight for d in result.dimensions) else 0)


@thoroughly
@given(
    level=st.sampled_from(("0", "1", "2.5", "3", "1/3", "5")),
    weights=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=54),
    groups=st.tuples(*4 * [st.integers(1, 3000)]),
)
def test_i8_an_equal_level_everywhere_is_twenty_times_it_whatever_the_weights(level, weights, groups):
    framework = small(
        dimension=[{"code": str(n), "weight": weight} for n, weight in enumerate(groups)],
        criteria=[criterion(f"c{n}", str(group), weight) for n, (group, weight) in enumerate(weights)],
    )
    result = judged(framework, *(proof(c.code, level) for c in framework.criteria))
    assert abs(Fraction(result["total"]) - 20 * Fraction(level)) <= Fraction(1, 2_000_000)
    assert {d["score"] for d in result["dimensions"]} == {result["total"]}


@thoroughly
@given(data=st.data(), world=worlds(("evidence", "findings", "not_applicable")))
def test_i9_a_fact_of_one_dimension_leaves_the_scores_of_the_others(data, world: World):
    row = data.draw(pieces(world.number))
    limit = data.draw(findings(world.number))
    before, after = world.result(), world.also(evidence=[row], findings=[limit]).result()
    touched = {world.framework.by_code[r["criterion"]].dimension for r in (row, limit)}
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        if old.code not in touched:
            assert new == old


@thoroughly
@given(world=worlds())
def test_i10_parts_as_shown_add_up_to_the_total_as_shown(world: World):
    result = world.result()
    gains = [c.gain for c in result.criteria]
    shown = shown_parts(gains)
    assert sum(shown) == round(10 * result.total)
    for gain, part in zip(gains, shown, strict=True):
        assert abs(gain - Fraction(part, 10)) < Fraction(2, 10)


@thoroughly
@given(world=worlds(("evidence", "not_applicable")))
def test_i14_weights_are_shared_out_again_after_not_applicable(world: World):
    result, sector = world.result(), world.facts["sector"]
    total_weight = sum(d.weight for d in result.dimensions)
    points = {c.code: c.gain + sum(c.losses.values()) for c in result.criteria}
    left_out = {c.code for c in result.criteria if c.status == "not_applicable"}
    shown = {d.code for d in result.dimensions}
    for dimension in world.framework.dimensions:
        mine = [c for c in world.framework.criteria if c.dimension == dimension.code and c.applies(sector)]
        whole = sum(c.weight_in(sector) for c in mine)
        out = sum(c.weight_in(sector) for c in mine if c.code in left_out)
        assert out <= world.framework.max_not_applicable * whole
        assert (dimension.code in shown) == (whole - out > 0)
        if dimension.code in shown and total_weight:
            share = Fraction(100 * dimension.weight, total_weight)
            assert sum(points[c.code] for c in mine) == share
    applies = {c.code for c in world.framework.criteria if c.applies(sector)}
    assert not left_out & applies & world.framework.gates_of(sector)


@thoroughly
@given(world=worlds())
def test_i19_the_total_lies_between_what_is_proven_and_what_is_declared(world: World):
    result = world.result()
    assert result.proven <= result.total <= result.declared


@cache
def heavier(number: int, groups: int, criteria: int) -> Framework:
    """The same framework with every weight multiplied."""
    document = shelf(number)[0]
    return framework_from(
        document
        | {
            "dimension": [d | {"weight": groups * d["weight"]} for d in document["dimension"]],
            "criterion": [
                c
                | {"weight": criteria * c["weight"]}
                | {"weight_by_sector": {s: criteria * w for s, w in c.get("weight_by_sector", {}).items()}}
                for c in document["criterion"]
            ],
        }
    )


@thoroughly
@given(world=worlds(), groups=st.sampled_from((1, 3, 1000)), criteria=st.sampled_from((2, 7, 100)))
def test_i20_multiplying_all_weights_changes_no_total(world: World, groups: int, criteria: int):
    other = World(world.number, {}, heavier(world.number, groups, criteria), world.facts)
    old, new = world.verdict(), other.verdict()
    assert (new.total, new.proven, new.declared, new.coverage, new.level) == (
        old.total, old.proven, old.declared, old.coverage, old.level
    )  # fmt: skip
