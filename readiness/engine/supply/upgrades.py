"""Which firms to help under a budget, so that most is added to the flow.

Gains do not add up (two firms may want the same order, or need each other), so sets are solved for again.
Few candidates: branch and bound over all sets, exact. More: greedy, the best gain for its cost first, pairs
where no single one gains, or the best single one if that is better; the answer says which, and how much no
choice could pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from readiness.engine.exact import Refused
from readiness.engine.reading import Reader
from readiness.engine.supply.case import MOST, SupplyCase
from readiness.engine.supply.solution import Solution

# Ten candidates are at most 1,023 sets to solve.
FEW = 10


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A plant comes to hold these requirements as well, at a cost."""

    plant: str
    requires: frozenset[str]
    cost: int


def parse_upgrades(document: Mapping[str, Any], place: str, case: SupplyCase) -> tuple[Upgrade, ...]:
    """{"upgrades": [{"plant", "requires", "cost"}]} of the document of a case. Raises Refused."""
    reader, plants = Reader(document, place), {plant.id for plant in case.plants}
    if "upgrades" not in document:
        raise Refused(f"{place}.upgrades", "is missing")
    found = []
    for table in reader.tables("upgrades"):
        plant, requires = table.text("plant"), frozenset(table.texts("requires", ()))
        if plant not in plants:
            raise Refused(f"{table.place}.plant", f"there is no plant {plant[:40]!r}")
        if not requires:
            raise Refused(f"{table.place}.requires", "a requirement is wanted")
        found.append(Upgrade(plant, requires, table.integer("cost", high=MOST)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Choice:
    """``method`` is "exact" or "greedy"; no set within the budget gains more than ``at_most``."""

    upgrades: tuple[Upgrade, ...]
    gain: int
    cost: int
    method: str
    at_most: int


# What sets of upgrades gain, of one solution.
Known = dict[frozenset[Upgrade], int]


def best_upgrades(
    solution: Solution, upgrades: Iterable[Upgrade], budget: int, known: Known | None = None
) -> Choice:
    """Most gain, then least cost. ``known`` is filled with what was solved for, so that the next budget need not."""
    affordable = [upgrade for upgrade in upgrades if upgrade.cost <= budget]
    affordable.sort(key=lambda upgrade: (upgrade.plant, sorted(upgrade.requires), upgrade.cost))
    search = _Search(solution, tuple(affordable), budget, {} if known is None else known)
    everything = frozenset(range(len(affordable)))
    exact = len(affordable) <= FEW
    chosen = search.exactly() if exact else search.greedily()
    gain = search.gain(chosen)
    return Choice(
        upgrades=tuple(affordable[n] for n in sorted(chosen)),
        gain=gain,
        cost=search.cost(chosen),
        method="exact" if exact else "greedy",
        at_most=gain if exact else search.gain(everything),
    )


Chosen = frozenset[int]


class _Search:
    def __init__(self, solution: Solution, upgrades: tuple[Upgrade, ...], budget: int, solved: Known) -> None:
        self.solution, self.upgrades, self.budget, self.solved = solution, upgrades, budget, solved
        self.known: dict[Chosen, int] = {frozenset(): 0}

    def cost(self, chosen: Iterable[int]) -> int:
        return sum(self.upgrades[n].cost for n in chosen)

    def gain(self, chosen: Chosen) -> int:
        if chosen not in self.known:
            upgrades = frozenset(self.upgrades[n] for n in chosen)
            if upgrades not in self.solved:
                held: dict[str, frozenset[str]] = {}
                for upgrade in upgrades:
                    held[upgrade.plant] = held.get(upgrade.plant, frozenset()) | upgrade.requires
                self.solved[upgrades] = self.solution.gain_of_holding(held)
            self.known[chosen] = self.solved[upgrades]
        return self.known[chosen]

    def exactly(self) -> Chosen:
        best: Chosen = frozenset()
        waiting: list[tuple[Chosen, int]] = [(frozenset(), 0)]
        while waiting:
            chosen, following = waiting.pop()
            if self._value(chosen) > self._value(best):
                best = chosen
            left = self.budget - self.cost(chosen)
            rest = [n for n in range(following, len(self.upgrades)) if self.upgrades[n].cost <= left]
            # Holding more never flows less: with all that is left, a set gains as much as any set between.
            if (self.gain(chosen.union(rest)), -self.cost(chosen)) > self._value(best):
                waiting += [(chosen | {n}, n + 1) for n in reversed(rest)]
        return best

    def greedily(self) -> Chosen:
        chosen: Chosen = frozenset()
        while step := self._step(chosen):
            chosen |= step
        singles = [frozenset([n]) for n in range(len(self.upgrades))]
        return max(chosen, *singles, key=self._value)

    def _step(self, chosen: Chosen) -> Chosen:
        """The affordable one, or else pair, that gains most for its cost; empty where none gains."""
        left = self.budget - self.cost(chosen)
        rest = [n for n in range(len(self.upgrades)) if n not in chosen and self.upgrades[n].cost <= left]
        for size in (1, 2):
            steps = [frozenset(step) for step in combinations(rest, size) if self.cost(step) <= left]
            best = max(steps, key=lambda step: self._worth(chosen, step), default=frozenset[int]())
            if best and self.gain(chosen | best) > self.gain(chosen):
                return best
        return frozenset()

    def _worth(self, chosen: Chosen, step: Chosen) -> tuple[bool, Fraction, int]:
        gain, cost = self.gain(chosen | step) - self.gain(chosen), self.cost(step)
        return gain > 0 and cost == 0, Fraction(gain, cost or 1), gain

    def _value(self, chosen: Chosen) -> tuple[int, int]:
        return self.gain(chosen), -self.cost(chosen)
