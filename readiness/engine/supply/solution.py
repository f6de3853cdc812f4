"""The fullest flow of a case, and what more would flow if a requirement were waived or a plant held it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from readiness.engine.supply.case import Plant, SupplyCase
from readiness.engine.supply.classes import ALONE, Classes, Market, Offered, Wanted
from readiness.engine.supply.network import Network

# Which plant would come to hold what.
Held = Mapping[str, frozenset[str]]


class Change(NamedTuple):
    """A pool that could serve more lines than it does now, and how much of it."""

    market: Market
    offered: Offered
    better: Offered
    capacity: int

    @property
    def pool(self) -> int:
        return self.market.pools[self.offered]

    def lines(self) -> Iterable[int]:
        return (node for wanted, node in self.market.lines.items() if self.opens(wanted))

    def opens(self, wanted: Wanted) -> bool:
        return self.better.serves(wanted) and not self.offered.serves(wanted)


@dataclass(frozen=True, eq=False)
class Solution:
    """``unmet`` is by line, in the order of the case: each served as far as the earlier ones allow."""

    case: SupplyCase
    classes: Classes
    unmet: tuple[int, ...]

    @property
    def flow(self) -> int:
        return self.case.demand - sum(self.unmet)

    @property
    def potential(self) -> Fraction:
        return Fraction(self.flow, self.case.demand) if self.case.demand else Fraction(0)

    @cached_property
    def starved(self) -> set[int]:
        """What an unmet line draws on, down to what it competes with: all of it is used up."""
        return self.classes.network.reached(self.missing)

    @cached_property
    def spare(self) -> set[int]:
        """What could draw more."""
        return set(self.classes.network.distances())

    def gain_of_waiving(self, requirements: frozenset[str], missing: Mapping[int, int] | None = None) -> int:
        """What more would flow if no line required these: in all, or to the nodes in ``missing``, each at most
        so much and no other line served less."""
        missing = self.missing if missing is None else missing
        if not any(missing.values()):
            return 0
        opened = dict(self._opened(requirements))
        if not opened:
            return 0
        network = self.classes.network.copy()
        network.near.update(opened)
        return _more(network, missing)

    def _opened(self, requirements: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Lines that more pools could serve if none required these, with all the pools that then could."""
        for market in self.classes.markets.values():
            if not market.asked.isdisjoint(requirements):
                for wanted, near in market.near(requirements):
                    line = market.lines[wanted]
                    if near != self.classes.network.near[line]:
                        yield line, near

    def gain_of_holding(self, held: Held) -> int:
        """What more would flow if these plants held these requirements as well."""
        return self.gain_of(
            change
            for name in sorted(held)
            if name in self.plants
            for change in self.changes(self.plants[name], held[name])
        )

    @cached_property
    def plants(self) -> Mapping[str, Plant]:
        return {plant.id: plant for plant in self.case.plants}

    def changes(self, plant: Plant, requirements: frozenset[str]) -> Iterable[Change]:
        """What holding these requirements as well would change at a plant."""
        for market, offered, capacity in self.classes.offers(plant):
            better = offered._replace(holds=(offered.holds | requirements) & market.asked)
            if better != offered:
                yield Change(market, offered, better, capacity)

    def gain_of(self, changes: Iterable[Change]) -> int:
        """What more would flow with these arcs. A pool merged with others lends so much as is the plant's own."""
        if not self.missing:
            return 0
        network = self.classes.network.copy()
        for change in changes:
            pool = change.pool
            if change.offered.plant == ALONE:
                pool = network.split(pool, change.capacity)
            bit = 1 << network.place[pool]
            for line in change.lines():
                network.near[line] |= bit
        return _more(network, self.missing)

    @cached_property
    def missing(self) -> dict[int, int]:
        """What is unmet, by the node of the lines."""
        missing: Counter[int] = Counter()
        for line, unmet in zip(self.case.lines, self.unmet, strict=True):
            if unmet:
                missing[self.classes.node_of(line)] += unmet
        return missing


def _more(network: Network, missing: Mapping[int, int]) -> int:
    network.start()
    return sum(network.draw(line, unmet) for line, unmet in missing.items())


def solve(case: SupplyCase) -> Solution:
    classes = Classes(case)
    unmet = []
    for line in case.lines:
        served = classes.network.draw(classes.node_of(line), line.demand)
        unmet.append(line.demand - served)
    return Solution(case, classes, tuple(unmet))
