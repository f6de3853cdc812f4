"""Rules of a policy over the flow, against every way of sharing out small cases one by one.

Mutants of `variants` that live change no flow: what a pair could carry at most, and a share that is not rounded
down, are bounds which the rows of pools and lines, or whole columns, set again; lots of nothing bind nobody; twice
the flow is largest where the flow is; nobody reads what an assertion says that never fails.
"""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine import Refused
from readiness.engine.supply import Line, Plant, SupplyCase, Variant, flow_under, local_supply, solve
from readiness.engine.supply import variants as room
from tests.readiness.engine.supply.cases import cases
from tests.readiness.engine.supply.plain import serves

variants = st.builds(
    Variant, sources=st.integers(1, 3), buyer_share=st.sampled_from((0, 40, 50, 100)), lot=st.integers(0, 4)
)
buyers = st.lists(st.sampled_from(("B1", "B2")), min_size=3, max_size=3)


def brute(case: SupplyCase, variant: Variant) -> int:
    """Every amount out of every pool to every line that it can serve."""
    arcs = [
        (plant, process, line)
        for plant in case.plants
        for line in case.lines
        if serves(plant, line)
        for process in plant.pools.keys() & {line.process, *line.alternatives}
    ]
    ranges = [range(min(plant.pools[process], line.demand) + 1) for plant, process, line in arcs]
    return max(
        (sum(amounts) for amounts in product(*ranges) if keeps(case, variant, list(zip(arcs, amounts, strict=True)))),
        default=0,
    )  # fmt: skip


def keeps(case: SupplyCase, variant: Variant, flows: list) -> bool:
    def total(**wanted) -> int:
        return sum(
            amount
            for (plant, process, line), amount in flows
            if {"plant": plant.id, "process": process, "line": line.id, "buyer": line.buyer}.items()
            >= wanted.items()
        )

    for plant in case.plants:
        gives = sum(plant.pools.values())
        gives = gives if plant.limit is None else min(gives, plant.limit)
        if total(plant=plant.id) > gives:
            return False
        if any(total(plant=plant.id, process=p) > capacity for p, capacity in plant.pools.items()):
            return False
        if any(
            100 * total(plant=plant.id, buyer=line.buyer) > variant.buyer_share * gives for line in case.lines
        ):
            return False
        for line in case.lines:
            amount = total(plant=plant.id, line=line.id)
            if amount * variant.sources > line.demand or 0 < amount < variant.lot:
                return False
    return all(total(line=line.id) <= line.demand for line in case.lines)


@st.composite
def small(draw) -> SupplyCase:
    """At most five pairs, so that every way can be tried."""
    case = draw(cases(most_plants=2, most_lines=3))
    case = replace(
        case,
        lines=tuple(
            replace(line, buyer=buyer, requires=frozenset(), minimum_level=0)
            for line, buyer in zip(case.lines, draw(buyers), strict=False)
        ),
    )
    pairs = sum(len(plant.pools.keys() & line.processes) for plant in case.plants for line in case.lines)
    return case if pairs <= 5 else replace(case, lines=case.lines[:1])


@settings(max_examples=60, deadline=None)
@given(small(), variants)
def test_it_is_the_best_of_all_ways_that_keep_the_rules(case, variant):
    assert flow_under(case, variant) == brute(case, variant)


@settings(max_examples=40, deadline=None)
@given(cases(), variants)
def test_without_rules_it_is_the_flow_and_rules_only_take_away(case, variant):
    assert flow_under(case, Variant()) == solve(case).flow
    assert flow_under(case, variant) <= solve(case).flow


CASE = SupplyCase(
    (Plant("P1", {"casting": 60, "welding": 40}, limit=80), Plant("P2", {"casting": 30})),
    (Line("L1", "casting", 80, buyer="B1"), Line("L2", "welding", 30, buyer="B2")),
)


@pytest.mark.parametrize(
    "variant, flow",
    [
        pytest.param(Variant(), 110, id="no rule"),
        pytest.param(Variant(sources=2), 85, id="40 and 30 of L1, 15 of L2: nobody serves more than half"),
        pytest.param(Variant(sources=81), 0, id="a part of less than a piece is none"),
        pytest.param(Variant(buyer_share=50), 85, id="P1 gives 40 to a buyer, 30 of them welding; P2 gives 15"),
        pytest.param(Variant(lot=50), 60, id="P2 cannot give 50 to anybody"),
        pytest.param(Variant(lot=30), 110, id="a lot of exactly so much"),
        pytest.param(Variant(lot=31), 60, id="one piece more"),
        pytest.param(Variant(sources=2, buyer_share=50, lot=15), 70, id="15 of L2, 40 and 15 of L1"),
    ],
)  # fmt: skip
def test_each_rule_by_itself_and_together(variant, flow):
    assert flow_under(CASE, variant) == flow


@pytest.mark.parametrize(
    "asked, flow", [({"regions": frozenset({"79"})}, 5), ({"regions": frozenset({"01"})}, 0), ({"minimum_level": 4}, 0)]
)  # fmt: skip
def test_only_who_can_serve_a_line_is_paired_with_it(asked, flow):
    plant, line = Plant("P", {"casting": 5}, region="79", level=3), Line("L", "casting", 10, **asked)
    assert flow_under(SupplyCase((plant,), (line,)), Variant(2)) == flow


def test_what_the_solver_could_not_tell_apart_or_not_finish_is_refused(monkeypatch):
    large = SupplyCase((Plant("P", {"casting": 5}),), (Line("L", "casting", 10**8),))
    assert flow_under(large, Variant(2)) == 5
    more = replace(large, lines=(replace(large.lines[0], demand=10**8 + 1),))
    with pytest.raises(Refused, match="tried on 100000000 pieces at most, here are 100000001"):
        flow_under(more, Variant(2))
    monkeypatch.setattr(room, "MOST_LOTS", 2)
    assert flow_under(CASE, Variant(sources=2)) == 85
    with pytest.raises(Refused, match="tried on 2 pairs of a pool and a line at most, here are 3"):
        flow_under(CASE, Variant(lot=30))
    monkeypatch.setattr(room, "MOST_PAIRS", 2)
    with pytest.raises(Refused, match="case: such rules"):
        flow_under(CASE, Variant(sources=2))


def test_the_answer_has_it_only_where_a_rule_is_asked_for():
    assert "variant" not in local_supply(CASE, Variant())
    assert local_supply(CASE, Variant(sources=2))["variant"] == {
        "sources": 2, "buyer_share": 100, "lot": 0, "flow": 85, "potential": "0.772727", "lost": 25,
    }  # fmt: skip
    nothing = SupplyCase((), ())
    assert local_supply(nothing, Variant(lot=2))["variant"]["potential"] == "0.000000"
