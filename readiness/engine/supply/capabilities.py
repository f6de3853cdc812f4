"""Which capability binds: what more would flow if a requirement fell, or if one firm came to meet it.

A minimum cut prices capacity, never a certificate that is missing: where there is no arc there is no price.
So the flow is solved again, starting from the one that is known. Two requirements may gain together what
neither gains alone, so single ones are always shown with pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from typing import NamedTuple

from readiness.engine.supply.case import Plant
from readiness.engine.supply.classes import Wanted
from readiness.engine.supply.network import ROOT
from readiness.engine.supply.solution import Change, Solution


class Waiver(NamedTuple):
    requires: tuple[str, ...]
    gain: int


class FirmGain(NamedTuple):
    """What more would flow if this plant held these requirements as well."""

    plant: str
    requires: tuple[str, ...]
    gain: int


def waivers(solution: Solution) -> list[Waiver]:
    """Every requirement, then every pair, waived for all lines; those that gain nothing too."""
    names = solution.case.requirements
    return [
        Waiver(chosen, solution.gain_of_waiving(frozenset(chosen)))
        for chosen in chain(combinations(names, 1), combinations(names, 2))
    ]


def firm_gains(solution: Solution, *, at_once: int = 1, most: int = 20) -> list[FirmGain]:
    """The firms whose meeting of ``at_once`` more requirements adds most to the flow, best first.

    Firms that would add nothing are left out. Exact: a firm is solved for unless its bound is too low.
    """
    gains = _Gains(solution)
    candidates = sorted(
        (-gains.bound(plant, changes), plant.id, chosen, plant, changes)
        for plant in solution.case.plants
        for chosen, changes in _missing(solution, plant, at_once)
        if gains.possible(changes)
    )
    best: list[FirmGain] = []
    for bound, _, chosen, plant, changes in candidates:
        if len(best) >= most and -bound < best[most - 1].gain:
            break
        gain = gains.of(changes)
        if gain:
            best.append(FirmGain(plant.id, chosen, gain))
            best.sort(key=lambda found: (-found.gain, found.plant, found.requires))
    return best[:most]


def _missing(
    solution: Solution, plant: Plant, at_once: int
) -> Iterator[tuple[tuple[str, ...], tuple[Change, ...]]]:
    """So many requirements that the plant lacks and lines of its processes ask, and what they would change."""
    lacking = {name for market, offered, _ in solution.classes.offers(plant) for name in market.asked}
    for chosen in combinations(sorted(lacking - plant.holds), at_once):
        yield chosen, tuple(solution.changes(plant, frozenset(chosen)))


class _Gains:
    """Gains of changes at one plant. What one free pool gains is solved for once, whoever owns it.

    The flow through one arc of capacity u gains min(u, what it would gain unbounded): two cuts decide.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.independent = not solution.classes.plants
        self.unbounded: dict[tuple[object, ...], int] = {}
        self.starved: dict[tuple[int, str], list[Wanted]] = {}
        for market in solution.classes.markets.values():
            for wanted, line in market.lines.items():
                for name in wanted.requires if line in solution.starved else ():
                    self.starved.setdefault((market.number, name), []).append(wanted)

    def possible(self, changes: tuple[Change, ...]) -> bool:
        """More flows only from something spare and to something starved."""
        return any(change.pool in self.solution.spare for change in changes) and any(
            change.opens(wanted)
            for change in changes
            for name in change.better.holds - change.offered.holds
            for wanted in self.starved.get((change.market.number, name), ())
        )

    def bound(self, plant: Plant, changes: tuple[Change, ...]) -> int:
        if self._by_arc(changes):
            return self.of(changes)
        whole = sum(change.capacity for change in changes)
        return whole if plant.limit is None else min(whole, plant.limit)

    def of(self, changes: tuple[Change, ...]) -> int:
        if self._by_arc(changes):
            return sum(min(change.capacity, self._unbounded(change)) for change in changes)
        return self.solution.gain_of(changes)

    def _by_arc(self, changes: tuple[Change, ...]) -> bool:
        """Where no plant's limit joins two processes, each gains by itself."""
        return self.independent or (len(changes) == 1 and changes[0].offered.plant == ROOT)

    def _unbounded(self, change: Change) -> int:
        key = (change.market.number, change.offered, change.better)
        if key not in self.unbounded:
            whole = change._replace(capacity=self.solution.case.demand)
            self.unbounded[key] = self.solution.gain_of([whole]) if self.possible((change,)) else 0
        return self.unbounded[key]
