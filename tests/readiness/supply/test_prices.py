"""What meeting a condition costs, out of the shipped price list and a small one."""

import csv
from pathlib import Path

import pytest

import readiness
from readiness.engine.roadmap import Span, parse_steps
from readiness.supply.prices import Prices
from tests.readiness.engine.making import shipped

LIST = Path(readiness.__file__).parent / "reference" / "steps.csv"
HEAD = {"framework": "VN-SI", "edition": "1", "name_vi": "", "name_en": "", "evidence_class": "A3",
        "sectors": "", "source": "drawn", "months_low": "1", "months_typical": "1", "months_high": "1"}  # fmt: skip


@pytest.fixture(scope="module")
def steps():
    with LIST.open(encoding="utf-8", newline="") as file:
        return parse_steps(csv.DictReader(file), shipped())


def listed(*rows: tuple) -> Prices:
    """Rows are (code, kind, raises, prerequisites, usual cost in million)."""
    table = [
        {**HEAD, "code": code, "kind": kind, "raises": raises, "prerequisites": needs,
         "cost_low_million_vnd": "0", "cost_typical_million_vnd": str(cost), "cost_high_million_vnd": str(2 * cost)}
        for code, kind, raises, needs, cost in rows
    ]  # fmt: skip
    return Prices(shipped(), parse_steps(table, shipped()), 3)


def way(prices: Prices, name: str, sector: str = "M") -> list[str] | None:
    found = prices.way(name, sector)
    return None if found is None else sorted(found)


def test_a_gate_is_met_by_the_cheapest_step_that_raises_far_enough():
    prices = listed(
        ("A", "management", "2.1:2", "", 1), ("B", "management", "2.1:3", "", 50), ("C", "management", "2.1:5", "", 60)
    )  # fmt: skip
    assert way(prices, "gate:2.1") == ["B"]
    assert prices.of(["gate:2.1"], "M") == Span(0, 50_000, 100_000)


def test_what_has_to_come_before_is_paid_too_and_shared_steps_once():
    prices = listed(
        ("A", "management", "2.9:1", "", 10), ("B", "management", "2.1:3", "A", 50), ("C", "management", "2.3:2", "A", 5)
    )  # fmt: skip
    assert way(prices, "gate:2.1") == ["A", "B"]
    assert prices.of(["gate:2.1", "gate:2.3"], "M").typical == 65_000


def test_what_gates_of_the_levels_below_vouch_for_is_done():
    """Level 2 asks 2.5 at least 2."""
    prices = listed(("A", "management", "2.5:2", "", 10), ("B", "management", "2.1:3", "A;2.5:2", 50))
    assert way(prices, "gate:2.1") == ["B"]


def test_papers_alone_do_not_raise_what_is_measured_while_something_else_does():
    papers = ("P", "evidence-only", "2.2:2;3.1:3", "", 1)
    work = ("W", "management", "2.2:2;3.1:3", "", 90)
    assert way(listed(papers, work), "gate:2.2") == ["W"]
    assert way(listed(papers, work), "gate:3.1") == ["P"]
    assert way(listed(papers), "gate:2.2") == ["P"]


def test_what_no_step_raises_has_no_price(steps):
    prices = Prices(shipped(), steps, 4)
    for name in ("level:rest", "level:confirmed", "material:forming.stamping:steel", "tolerance:x:0.1"):
        assert not prices.knows(name)
        assert prices.of(["gate:2.1", name], "M") is None


def test_a_certificate_is_priced_by_the_project_that_ends_with_it(steps):
    prices = Prices(shipped(), steps, 4)
    assert way(prices, "iso9001", "M") == ["CE01"]
    assert "CE03" in way(prices, "iatf16949", "A")
    assert way(prices, "iatf16949", "M") == way(prices, "iatf16949", "A")
    assert prices.of(["iso9001|iatf16949"], "M") == prices.of(["iso9001"], "M")


def test_every_gate_of_levels_3_and_4_has_a_price_where_it_applies(steps):
    for level in (3, 4):
        prices = Prices(shipped(), steps, level)
        for gate in next(each for each in shipped().levels if each.number == level).gates:
            for sector in shipped().sectors:
                if gate.applies(sector) and gate.criterion in {
                    c.code for c in shipped().criteria if c.applies(sector)
                }:
                    assert prices.of([f"gate:{gate.criterion}"], sector), (level, gate.criterion, sector)


def test_another_price_is_another_hash(steps):
    one, other = Prices(shipped(), steps, 4), Prices(shipped(), steps[1:], 4)
    assert one.hash == Prices(shipped(), steps, 4).hash
    assert one.hash != other.hash


def test_a_criterion_that_a_buyer_asks_for_is_priced_by_what_proves_its_level():
    prices = listed(
        ("A", "management", "6.3:3", "", 5), ("B", "management", "6.3:4", "", 20), ("C", "management", "6.3:5", "", 30)
    )  # fmt: skip
    assert way(prices, "criterion:6.3:4") == ["B"]
    assert way(prices, "criterion:6.3:4.5") == ["C"]
    assert way(prices, "criterion:9.9:1") is None, "a criterion of an edition before"
    for name in ("size:forming.stamping:300", "language:ja", "local_content:40", "process:forming.stamping"):
        assert not prices.knows(name)
