"""The same questions answered the long way: every plant, pool and line a node, shortest paths, no merging."""

from collections import deque
from itertools import chain, combinations

from readiness.engine.supply import Line, Plant, SupplyCase

ENDLESS = 10**40


def serves(plant: Plant, line: Line) -> bool:
    """By any of its pools that the line takes."""
    return (
        plant.level >= line.minimum_level
        and line.requires <= plant.holds
        and (not line.regions or plant.region in line.regions)
    )


def arcs_of(case: SupplyCase) -> dict:
    arcs = {}
    for plant in case.plants:
        arcs["s", ("plant", plant.id)] = ENDLESS if plant.limit is None else plant.limit
        for process, capacity in plant.pools.items():
            arcs[("plant", plant.id), ("pool", plant.id, process)] = capacity
        for line in case.lines:
            if serves(plant, line):
                for process in plant.pools.keys() & {line.process, *line.alternatives}:
                    arcs[("pool", plant.id, process), ("line", line.id)] = ENDLESS
    for line in case.lines:
        arcs[("line", line.id), "t"] = line.demand
    return arcs


class Plain:
    """A maximum flow by breadth-first paths (Edmonds and Karp), and its residual network."""

    def __init__(self, case: SupplyCase) -> None:
        self.case, self.arcs = case, arcs_of(case)
        self.left: dict = {"s": {}, "t": {}}
        for (tail, head), room in self.arcs.items():
            self.left.setdefault(tail, {})[head] = room
            self.left.setdefault(head, {}).setdefault(tail, 0)
        self.flow = 0
        while path := self._path():
            amount = min(self.left[a][b] for a, b in path)
            for a, b in path:
                self.left[a][b] -= amount
                self.left[b][a] += amount
            self.flow += amount

    def carried(self, tail, head) -> int:
        return self.arcs[tail, head] - self.left[tail][head]

    def _path(self):
        before, waiting = {"s": None}, deque(["s"])
        while waiting and "t" not in before:
            node = waiting.popleft()
            for head, room in self.left[node].items():
                if room and head not in before:
                    before[head] = node
                    waiting.append(head)
        if "t" not in before:
            return None
        path, node = [], "t"
        while node != "s":
            path.append((before[node], node))
            node = before[node]
        return path

    def smallest(self) -> set:
        """All that can be reached from the source."""
        inside, waiting = {"s"}, ["s"]
        while waiting:
            node = waiting.pop()
            fresh = [head for head, room in self.left[node].items() if room and head not in inside]
            inside.update(fresh)
            waiting += fresh
        return inside

    def largest(self) -> set:
        """All that cannot reach the sink."""
        outside, waiting = {"t"}, ["t"]
        while waiting:
            node = waiting.pop()
            fresh = [tail for tail in self.left if tail not in outside and self.left[tail].get(node, 0)]
            outside.update(fresh)
            waiting += fresh
        return set(self.left) - outside

    def cut(self, inside: set) -> dict:
        across = [(tail, head) for tail, head in self.arcs if tail in inside and head not in inside]
        return {
            "plants": sorted(head[1] for tail, head in across if tail == "s"),
            "pools": sorted([head[1], head[2]] for _, head in across if head[0] == "pool"),
            "lines": sorted(tail[1] for tail, head in across if head == "t"),
        }


def flow(case: SupplyCase) -> int:
    return Plain(case).flow


def cheapest_cut(case: SupplyCase) -> int:
    """The least over every choice of nodes on the source's side. Small cases only."""
    arcs = arcs_of(case)
    nodes = sorted({node for arc in arcs for node in arc} - {"s", "t"})
    return min(
        sum(room for (tail, head), room in arcs.items() if tail in inside and head not in inside)
        for chosen in subsets(nodes)
        for inside in [{"s", *chosen}]
    )


def hall_shortfall(case: SupplyCase) -> int:
    """The most by which what some lines want passes what plants could give them."""
    return max(
        sum(line.demand for line in lines)
        - sum(
            min(
                ENDLESS if plant.limit is None else plant.limit,
                sum(
                    capacity
                    for process, capacity in plant.pools.items()
                    if any(
                        process in (line.process, *line.alternatives) and serves(plant, line)
                        for line in lines
                    )
                ),
            )
            for plant in case.plants
        )
        for lines in subsets(case.lines)
    )


def unmet_in_order(case: SupplyCase) -> list[int]:
    """Line by line: what one line more adds to the flow of those before it."""
    flows = [flow(SupplyCase(case.plants, case.lines[:n])) for n in range(len(case.lines) + 1)]
    return [
        line.demand - (after - before)
        for line, before, after in zip(case.lines, flows, flows[1:], strict=False)
    ]


def subsets(things):
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))
