"""What the levels still ask of a firm, as rows over its moves.

Mutants of `conditions` that live change nothing: the judge has the last word, so a row told twice costs time alone,
and sums are read without the unit that their totals would need.
"""

from readiness.engine.roadmap.conditions import Conditions, Rung, conditions
from readiness.engine.roadmap.moves import Standing, moves_of
from tests.readiness.engine.making import criterion, gate, level, proof, small
from tests.readiness.engine.roadmap.worlds import ON, case, row, steps_of

ROWS = (
    row("s1", "a:3", evidence_class="A2"),
    row("s2", "a:5;b:2", evidence_class="A3"),
    row("s3", "c:1", evidence_class="A1", kind="management"),
)


def asked(framework, *evidence: dict, target: int = 2, rows=ROWS, **facts) -> Conditions:
    standing = Standing(case(framework, *evidence, **facts), ON)
    return conditions(standing, moves_of(standing, steps_of(framework, *rows)), target)


def three(*levels):
    """a and b in one dimension, c in another that weighs twice as much; levels are counted whole."""
    return small(
        dimension=[{"code": "D", "weight": 1}, {"code": "E", "weight": 2}],
        criteria=[
            criterion("a", "D", 1),
            criterion("b", "D", 3),
            criterion("c", "E", 1),
            criterion("z", "E", 0),
        ],
        levels=list(levels),
        decay=[],
    )


def test_a_gate_asks_for_one_move_that_opens_it():
    framework = three(level(1, gate("a", "3"), gate("b", "2")), level(2, gate("a", "4"), gate("c", "1")))
    both, first = frozenset({"s1", "s2"}), frozenset({"s2"})
    assert asked(framework, target=1) == Conditions((both, first), ())
    assert asked(framework) == Conditions((both, first, frozenset()), ()), "a claim opens no gate"
    assert asked(framework, proof("a", "3"), target=1) == Conditions((first,), ())
    assert asked(framework, proof("a", "3"), target=1).keys == first


def test_a_waived_gate_asks_for_nothing_and_hides_none_after_it():
    framework = three(level(1, gate("b", "2", waivable=True), gate("a", "3")))
    waived = asked(framework, waivers=[{"criterion": "b", "level": 1}])
    assert waived.covers == (frozenset({"s1", "s2"}),)
    assert len(asked(framework, waivers=[{"criterion": "b", "level": 2}]).covers) == 2
    strict = three(level(1, gate("b", "2"), gate("a", "3")))
    assert len(asked(strict, waivers=[{"criterion": "b", "level": 1}]).covers) == 2


def rungs(terms) -> list[tuple[str, int, str, int]]:
    """(criterion, gain, keys, weight) of each rung."""
    return [("abcz"[r.place], r.gain, ",".join(sorted(r.keys)), weight) for r, weight in terms]


def test_the_total_asks_for_rungs_on_every_criterion():
    """In twelfths of the hundred a weighs 1, b 3 and c 8; each has five levels of one unit."""
    framework = three(level(1, minimum_total="30"))
    ((terms, least),) = asked(framework).sums
    assert rungs(terms) == [
        ("a", 3, "s1,s2", 3), ("a", 2, "s2", 2), ("b", 2, "s2", 6), ("c", 1, "s3", 8),
    ]  # fmt: skip
    assert least == 30 * 12 * 5 // 100
    ((terms, least),) = asked(framework, proof("a", "4", "A2"), proof("b", "1")).sums
    assert rungs(terms) == [("a", 1, "s2", 1), ("b", 1, "s2", 3), ("c", 1, "s3", 8)]
    assert least == 18 - 4 - 3
    assert asked(framework, proof("c", "5")).sums == (), "held already"


def test_proven_floors_ask_for_proof():
    framework = three(
        level(1, minimum_total="10", minimum_dimension_by_code={"D": "20"}, floors_read="proven")
    )
    total, dimension = asked(framework, proof("a", "2", "A1")).sums
    assert rungs(total[0]) == [
        ("a", 3, "s1,s2", 3),
        ("a", 2, "s2", 2),
        ("b", 2, "s2", 6),
        ("c", 1, "s3", 8),
    ]
    assert total[1] == 6
    assert rungs(dimension[0]) == [("a", 3, "s1,s2", 3), ("a", 2, "s2", 2), ("b", 2, "s2", 6)]
    assert dimension[1] == 20 * 4 * 5 // 100


def test_credited_floors_of_a_dimension_count_what_is_credited():
    framework = three(level(1, minimum_dimension_by_code={"D": "20"}))
    ((terms, least),) = asked(framework, proof("a", "2", "A1")).sums
    assert (rungs(terms), least) == ([("a", 1, "s1,s2", 1), ("a", 2, "s2", 2), ("b", 2, "s2", 6)], 2)


def test_a_move_counts_with_the_highest_of_its_lines_and_not_at_all_where_its_class_shows_nothing():
    framework = three(level(1, minimum_total="10", coverage="0.1"))
    told = asked(framework, rows=(row("s1", "a:4;a:2"), row("s2", "b:2", evidence_class="A0")))
    coverage, total = (rungs(terms) for terms, _least in told.sums)
    assert coverage == [("a", 1, "s1", 1)]
    assert total == [("a", 4, "s1", 4), ("b", 1, "s2", 3)]


def test_a_finding_that_is_open_limits_what_moves_bring():
    framework = three(level(1, minimum_total="10"))
    finding = {"criterion": "a", "ceiling": "1", "opened": "2026-01-01"}
    ((terms, _least),) = asked(framework, findings=[finding]).sums
    assert rungs(terms) == [("a", 1, "s1,s2", 1), ("b", 2, "s2", 6), ("c", 1, "s3", 8)]


def test_of_several_levels_the_highest_floor_of_a_kind_is_asked():
    falling = three(
        level(1, minimum_total="30", coverage="0.5"), level(2, minimum_total="20", coverage="0.4")
    )
    total_and_coverage = sorted(least for _terms, least in asked(falling).sums)
    assert total_and_coverage == [6, 18]
    rising = three(level(1, minimum_total="20"), level(2, minimum_total="30"))
    assert [least for _terms, least in asked(rising).sums] == [18]
    assert [least for _terms, least in asked(rising, target=1).sums] == [12]
    mixed = three(level(1, minimum_total="20"), level(2, minimum_total="30", floors_read="proven"))
    assert sorted(least for _terms, least in asked(mixed, proof("a", "2", "A1")).sums) == [10, 18]


def test_coverage_asks_for_anything_of_a_class_that_counts():
    framework = three(level(1, coverage="0.6"))
    ((terms, least),) = asked(framework).sums
    assert (rungs(terms), least) == ([("a", 1, "s1,s2", 1), ("b", 1, "s2", 3), ("c", 1, "s3", 8)], 8)
    ((terms, least),) = asked(framework, proof("a", "1", "A1"), proof("b", "1", "A0")).sums
    assert (rungs(terms), least) == ([("b", 1, "s2", 3), ("c", 1, "s3", 8)], 7)


def test_a_rung_is_equal_to_its_like():
    assert Rung(0, 1, frozenset("s")) == Rung(0, 1, frozenset("s"))
