"""From a case to its network: what cannot be told apart is merged.

Lines that ask the same of the same processes are one node in each of these. So are pools alike in process, level, region and
in what they hold of all that lines of their process require: merging them is exact as long as no plant's
limit binds over several pools. A plant whose limit does bind keeps a node and pools of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from readiness.engine.supply.case import Line, Plant, SupplyCase
from readiness.engine.supply.network import Network, mask_of

NOTHING: frozenset[str] = frozenset()
# In place of a plant, where no limit binds over several pools.
ALONE = -1


class Wanted(NamedTuple):
    """What lines of one class ask. Lines that want nothing are apart: they bind differently."""

    processes: frozenset[str]
    requires: frozenset[str]
    minimum_level: int
    regions: frozenset[str]
    empty: bool


class Offered(NamedTuple):
    """What tells pools of one process apart.

    ``plant`` is its number where a limit binds, else ``ALONE``; ``region`` is None where no line names it.
    """

    plant: int
    level: int
    region: str | None
    holds: frozenset[str]

    def serves(self, wanted: Wanted, waived: frozenset[str] = NOTHING) -> bool:
        return (
            self.level >= wanted.minimum_level
            and wanted.requires - waived <= self.holds
            and (not wanted.regions or self.region in wanted.regions)
        )


@dataclass
class Market:
    """One process: its classes of lines and of pools, each with its node, in order."""

    number: int
    lines: dict[Wanted, int] = field(default_factory=dict)
    pools: dict[Offered, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)

    def offer(self, plant: Plant, node: int) -> Offered:
        region = plant.region if plant.region in self.regions else None
        return Offered(node, plant.level, region, plant.holds & self.asked)

    def near(self, waived: frozenset[str] = NOTHING) -> Iterable[tuple[Wanted, int]]:
        """For each class of lines, which pools can serve it."""
        size = len(self.pools)
        holding: dict[str, list[int]] = {name: [] for name in self.asked}
        in_region: dict[str, list[int]] = {name: [] for name in self.regions}
        at_level: dict[int, list[int]] = {wanted.minimum_level: [] for wanted in self.lines}
        for place, offered in enumerate(self.pools):
            for name in offered.holds:
                holding[name].append(place)
            if offered.region is not None:
                in_region[offered.region].append(place)
            for level, at in at_level.items():
                if offered.level >= level:
                    at.append(place)
        held = {name: mask_of(at, size) for name, at in holding.items()}
        lying = {name: mask_of(at, size) for name, at in in_region.items()}
        reaching = {level: mask_of(at, size) for level, at in at_level.items()}
        for wanted in self.lines:
            mask = reaching[wanted.minimum_level]
            for name in wanted.requires - waived:
                mask &= held[name]
            if wanted.regions:
                anywhere = 0
                for region in wanted.regions:
                    anywhere |= lying[region]
                mask &= anywhere
            yield wanted, mask


class Classes:
    """The markets of a case and the network over them, nothing drawn yet."""

    def __init__(self, case: SupplyCase) -> None:
        self.markets: dict[str, Market] = {}
        for wanted in dict.fromkeys(map(wanted_by, case.lines)):
            for process in sorted(wanted.processes):
                market = self.markets.setdefault(process, Market(len(self.markets)))
                market.lines[wanted] = 0
                market.asked |= wanted.requires
                market.regions |= wanted.regions
        self.network = Network(len(self.markets))
        self.plants: dict[str, int] = {}
        capacities = self._capacities(case.plants)
        for market in self.markets.values():
            found = sorted(capacities[market.number].items(), key=_versatile)
            for offered, capacity in found:
                plant = None if offered.plant == ALONE else offered.plant
                market.pools[offered] = self.network.pool(market.number, capacity, plant)
            for wanted, near in market.near():
                market.lines[wanted] = self.network.line(market.number, near)
        for wanted in self.joining:
            self.network.join([self.markets[process].lines[wanted] for process in sorted(wanted.processes)])
        self.network.start()

    @property
    def joining(self) -> list[Wanted]:
        """What is asked of any of several processes."""
        found = dict.fromkeys(wanted for market in self.markets.values() for wanted in market.lines)
        return [wanted for wanted in found if len(wanted.processes) > 1]

    def node_of(self, line: Line) -> int:
        """Where lines take any of several processes, one of their nodes, always the same."""
        return self.markets[min(line.processes)].lines[wanted_by(line)]

    def offers(self, plant: Plant) -> Iterable[tuple[Market, Offered, int]]:
        """The plant's pools that somebody might ask for, and how much each can give."""
        return self._offers(plant, self._useful(plant))

    def _offers(self, plant: Plant, pools: dict[str, int]) -> Iterable[tuple[Market, Offered, int]]:
        node = self.plants.get(plant.id, ALONE)
        for process, capacity in pools.items():
            market = self.markets[process]
            yield market, market.offer(plant, node), capacity

    def _capacities(self, plants: Iterable[Plant]) -> list[dict[Offered, int]]:
        capacities: list[dict[Offered, int]] = [{} for _ in self.markets]
        for plant in plants:
            pools = self._useful(plant)
            if plant.limit is not None and sum(pools.values()) > plant.limit:
                self.plants[plant.id] = self.network.plant(plant.limit)
            for market, offered, capacity in self._offers(plant, pools):
                alike = capacities[market.number]
                alike[offered] = alike.get(offered, 0) + capacity
        return capacities

    def _useful(self, plant: Plant) -> dict[str, int]:
        """No pool gives more than the plant may, so that a limit over one pool is no limit at all."""
        pools = {process: capacity for process, capacity in plant.pools.items() if process in self.markets}
        if plant.limit is None:
            return pools
        return {process: min(capacity, plant.limit) for process, capacity in pools.items()}


def wanted_by(line: Line) -> Wanted:
    return Wanted(line.processes, line.requires, line.minimum_level, line.regions, line.demand == 0)


def _versatile(found: tuple[Offered, int]) -> tuple[int, int]:
    """Those that can serve most come first: of pools equally near the last is drawn on, so that fewer lines
    have to move over later."""
    offered, _capacity = found
    return (-len(offered.holds), -offered.level)
