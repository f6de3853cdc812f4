"""What is offered and what is asked: plants with pools of capacity, lines of demand. Read and checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from readiness.engine.exact import Refused
from readiness.engine.reading import Reader
from readiness.engine.supply.network import Network

Key = TypeVar("Key")

LOWEST, HIGHEST = 0, 5
# More than all money; a number past it is a slip.
MOST = 10**30


@dataclass(frozen=True, slots=True)
class Plant:
    """``pools`` is the capacity by process; ``limit`` bounds their sum, None where nothing does."""

    id: str
    pools: Mapping[str, int]
    limit: int | None = None
    holds: frozenset[str] = frozenset()
    level: int = LOWEST
    region: str = ""
    ownership: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """So much of one process is wanted by one buyer; no ``regions`` means anywhere.

    ``alternatives``: further processes any of which will do as well; it may be served in part by each.
    """

    id: str
    process: str
    demand: int
    requires: frozenset[str] = frozenset()
    minimum_level: int = LOWEST
    regions: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    buyer: str = ""

    @property
    def processes(self) -> frozenset[str]:
        return self.alternatives | {self.process}


@dataclass(frozen=True, slots=True)
class SupplyCase:
    plants: tuple[Plant, ...]
    lines: tuple[Line, ...]

    @property
    def demand(self) -> int:
        return sum(line.demand for line in self.lines)

    @property
    def requirements(self) -> tuple[str, ...]:
        """Everything that some line requires, sorted."""
        return tuple(sorted({r for line in self.lines for r in line.requires}))

    @property
    def naive(self) -> int:
        """What could be served if each line had the whole capacity of its processes to itself."""
        supply = self._supply()
        return sum(
            min(line.demand, sum(supply[process] for process in line.processes)) for line in self.lines
        )

    @property
    def pool(self) -> int:
        """The supply-demand pool: by process, the smaller of what is offered and what is asked. Lines that take
        any of several processes join these: the most that could be served if every plant could serve every line."""
        wanted, supply = _sums((line.processes, line.demand) for line in self.lines), self._supply()
        markets = {process: n for n, process in enumerate(sorted(frozenset[str]().union(*wanted)))}
        network = Network(len(markets))
        for process, market in markets.items():
            network.pool(market, supply[process])
        asked = []
        for processes, demand in wanted.items():
            nodes = [network.line(markets[process], 1) for process in processes]
            network.join(nodes)
            asked.append((nodes[0], demand))
        network.start()
        return sum(network.draw(node, demand) for node, demand in asked)

    def only(self, *, level: int | None = None, ownership: str | None = None) -> SupplyCase:
        """The same demand, with the plants of at least this level and of this ownership."""
        plants = tuple(
            plant
            for plant in self.plants
            if (level is None or plant.level >= level) and (ownership is None or plant.ownership == ownership)
        )
        return replace(self, plants=plants)

    def _supply(self) -> Counter[str]:
        return Counter(_sums(pool for plant in self.plants for pool in plant.pools.items()))


def parse_case(document: object, place: str = "case") -> SupplyCase:
    """A case from parsed JSON, or a refusal that says where. Unknown keys are ignored."""
    reader = Reader(document, place)
    for key in ("plants", "lines"):
        if key not in reader.document:
            raise Refused(f"{place}.{key}", "is missing")
    plants = tuple(_plant(table) for table in _without_doubles(reader.tables("plants")))
    lines = tuple(_line(table) for table in _without_doubles(reader.tables("lines")))
    return SupplyCase(plants, lines)


def _plant(table: Reader) -> Plant:
    pools = _sums(
        (pool.text("process"), pool.integer("capacity", high=MOST)) for pool in table.tables("pools")
    )
    limited = table.document.get("limit") is not None
    return Plant(
        id=table.text("id"),
        pools=pools,
        limit=table.integer("limit", high=MOST) if limited else None,
        holds=frozenset(table.texts("holds", ())),
        level=table.integer("level", LOWEST, high=HIGHEST),
        region=table.text("region", ""),
        ownership=table.text("ownership", ""),
    )


def _line(table: Reader) -> Line:
    return Line(
        id=table.text("id"),
        process=table.text("process"),
        demand=table.integer("demand", high=MOST),
        requires=frozenset(table.texts("requires", ())),
        minimum_level=table.integer("minimum_level", LOWEST, high=HIGHEST),
        regions=frozenset(table.texts("regions", ())),
        alternatives=frozenset(table.texts("alternatives", ())),
        buyer=table.text("buyer", ""),
    )


def _without_doubles(tables: list[Reader]) -> list[Reader]:
    seen: set[str] = set()
    for table in tables:
        name = table.text("id")
        if name in seen:
            raise Refused(f"{table.place}.id", f"{name!r} is used twice")
        seen.add(name)
    return tables


def _sums(amounts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, amount in amounts:
        sums[key] = sums.get(key, 0) + amount
    return sums
