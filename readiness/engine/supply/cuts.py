"""What binds: the arcs of a minimum cut, of which there may be many; the smallest and the largest.

A cut is told by its lines J alone (Hall, Koenig): it costs what they want and, for each plant, the smaller
of its limit and of what its pools could give to lines outside J. A plant whose two sides are equal stands
outside the smallest cut and inside the largest.
"""

from __future__ import annotations

from dataclasses import dataclass

from readiness.engine.supply.case import Plant
from readiness.engine.supply.solution import Solution


@dataclass(frozen=True, slots=True)
class Cut:
    """The limits of plants, the capacities of pools (plant, process) and the demands that bind; sorted."""

    plants: tuple[str, ...]
    pools: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


def smallest_cut(solution: Solution) -> Cut:
    """The one nearest to supply: what binds in it is demand that could be served if there were more of it."""
    return _cut(solution, solution.spare, largest=False)


def largest_cut(solution: Solution) -> Cut:
    """The one nearest to demand: what does not bind in it is short of supply."""
    lines = {node for market in solution.classes.markets.values() for node in market.lines.values()}
    return _cut(solution, lines - solution.starved, largest=True)


def _cut(solution: Solution, inside: set[int], *, largest: bool) -> Cut:
    classes, case = solution.classes, solution.case
    outside = [0] * len(classes.markets)
    for market in classes.markets.values():
        for node in market.lines.values():
            if node not in inside:
                outside[market.number] |= classes.network.near[node]
    lines = sorted(line.id for line in case.lines if classes.node_of(line) in inside)
    plants: list[str] = []
    pools: list[tuple[str, str]] = []
    for plant in case.plants:
        binding = _binding_pools(solution, plant, outside, largest=largest)
        through = sum(plant.pools[process] for process in binding)
        if plant.limit is not None and (through > plant.limit or (through == plant.limit and not largest)):
            plants.append(plant.id)
        else:
            pools += [(plant.id, process) for process in binding]
    return Cut(tuple(sorted(plants)), tuple(sorted(pools)), tuple(lines))


def _binding_pools(solution: Solution, plant: Plant, outside: list[int], *, largest: bool) -> list[str]:
    """The pools that could serve a line outside; in the smallest cut, those of no capacity too."""
    classes, binding = solution.classes, []
    offers = {market.number: offered for market, offered, _ in classes.offers(plant)}
    for process, capacity in plant.pools.items():
        market = classes.markets.get(process)
        if market is not None:
            node = market.pools[offers[market.number]]
            if outside[market.number] >> classes.network.place[node] & 1:
                binding.append(process)
                continue
        if not capacity and not largest:
            binding.append(process)
    return binding
