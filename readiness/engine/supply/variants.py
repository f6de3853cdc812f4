"""The flow under rules of a policy that would bind who may serve whom.

Such rules are no capacities: two sources a line make lines of one class differ, a share of a buyer crosses the
pools of a plant, a least lot is all or nothing. So they are an integer program over every pair of a pool and a
line that it can serve, exact and for cases of a support centre; the country's runs stay a flow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from readiness.engine.exact import Refused
from readiness.engine.milp import Program
from readiness.engine.supply.case import Line, Plant, SupplyCase

# What the solver's floating point tells apart for certain, and what it solves in seconds; a least lot is the
# harder, for each pair is then taken or left.
MOST_WANTED = 10**8
MOST_PAIRS, MOST_LOTS = 5000, 400


@dataclass(frozen=True, slots=True)
class Variant:
    """``sources``: no plant serves more than one part in so many of a line. ``buyer_share``: no plant gives one
    buyer more than so many per cent of what it can give. ``lot``: a plant serves a line with so much or not at all.
    """

    sources: int = 1
    buyer_share: int = 100
    lot: int = 0

    @property
    def binds(self) -> bool:
        return self != Variant()


class Pair(NamedTuple):
    """One pool and one line that it can serve; ``most`` is what could flow between them in ``column``."""

    plant: Plant
    process: str
    line: Line
    most: int
    column: int


def flow_under(case: SupplyCase, variant: Variant) -> int:
    """The most that flows under these rules. Refused where the case is too large to be exact."""
    served = [
        (plant, process, line, most)
        for plant, process, line in _served(case)
        if (most := min(plant.pools[process], _gives(plant), line.demand))
    ]
    _refuse_what_is_too_large(case, len(served), MOST_LOTS if variant.lot else MOST_PAIRS)
    program = Program()
    pairs = [Pair(*pair, program.column(most=pair[-1])) for pair in served]

    def at_most(group: Callable[[Pair], tuple[str, ...]], bound: Callable[[Pair], int]) -> None:
        for members in _grouped(pairs, group):
            program.at_least({pair.column: -1.0 for pair in members}, -bound(members[0]))

    at_most(lambda p: (p.plant.id, p.process), lambda p: p.plant.pools[p.process])
    at_most(lambda p: (p.plant.id,), lambda p: _gives(p.plant))
    at_most(lambda p: (p.line.id,), lambda p: p.line.demand)
    at_most(lambda p: (p.plant.id, p.line.id), lambda p: p.line.demand // variant.sources)
    at_most(lambda p: (p.plant.id, p.line.buyer), lambda p: _gives(p.plant) * variant.buyer_share // 100)
    for members in _grouped(pairs, lambda p: (p.plant.id, p.line.id)) if variant.lot else ():
        serves, most = program.column(), sum(pair.most for pair in members)
        program.at_least({pair.column: 1.0 for pair in members} | {serves: -float(variant.lot)}, 0)
        program.at_least({pair.column: -1.0 for pair in members} | {serves: float(most)}, 0)
    found = program.minimise({pair.column: -1.0 for pair in pairs})
    assert found is not None, "nothing at all keeps every rule"
    return sum(round(found[pair.column]) for pair in pairs)


def _refuse_what_is_too_large(case: SupplyCase, pairs: int, most_pairs: int) -> None:
    for most, found, what in (
        (MOST_WANTED, case.demand, "pieces"),
        (most_pairs, pairs, "pairs of a pool and a line"),
    ):
        if found > most:
            raise Refused("case", f"such rules are tried on {most} {what} at most, here are {found}")


def _served(case: SupplyCase) -> Iterator[tuple[Plant, str, Line]]:
    for plant in case.plants:
        for line in case.lines:
            if (
                plant.level >= line.minimum_level
                and line.requires <= plant.holds
                and (not line.regions or plant.region in line.regions)
            ):
                for process in sorted(plant.pools.keys() & line.processes):
                    yield plant, process, line


def _gives(plant: Plant) -> int:
    """What a plant can give in all."""
    pools = sum(plant.pools.values())
    return pools if plant.limit is None else min(plant.limit, pools)


def _grouped(pairs: list[Pair], group: Callable[[Pair], tuple[str, ...]]) -> list[list[Pair]]:
    groups: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[group(pair)].append(pair)
    return list(groups.values())
