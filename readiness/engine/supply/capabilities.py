"""Which capability binds: what more would flow if a requirement fell, or if one firm came to meet it.

A minimum cut prices capacity, never a certificate that is missing: where there is no arc there is no price.
So the flow is solved again, starting from the one that is known. Two requirements may gain together what
neither gains alone, so single ones are always shown with pairs.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from typing import NamedTuple

from readiness.engine.supply.case import Plant
from readiness.engine.supply.classes import Wanted
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


def firm_gains(
    solution: Solution,
    *,
    at_once: int = 1,
    most: int = 20,
    brings: Mapping[str, frozenset[str]] | None = None,
) -> list[FirmGain]:
    """The firms whose meeting of ``at_once`` more requirements adds most to the flow, best first.

    ``brings``: what a firm may come to meet, and all that is met with it; every requirement by itself if left
    out. Firms that would add nothing are left out. Exact: a firm is solved for unless its bound is too low.
    """
    if brings is None:
        brings = {name: frozenset([name]) for name in solution.case.requirements}
    gains = _Gains(solution)
    candidates = sorted(
        (-bound, plant.id, chosen, changes)
        for plant in solution.case.plants
        for chosen, changes in _missing(solution, plant, at_once, brings)
        if (bound := gains.bound(plant, changes))
    )
    best: list[tuple[int, str, tuple[str, ...]]] = []
    for bound, plant_id, chosen, changes in candidates:
        # A gain is never more than its bound, so that nothing further down comes before the last kept.
        if len(best) >= most and (bound, plant_id, chosen) > best[most - 1]:
            break
        if gain := gains.of(changes):
            insort(best, (-gain, plant_id, chosen))
    return [FirmGain(plant_id, chosen, -gain) for gain, plant_id, chosen in best[:most]]


def _missing(
    solution: Solution, plant: Plant, at_once: int, brings: Mapping[str, frozenset[str]]
) -> Iterator[tuple[tuple[str, ...], tuple[Change, ...]]]:
    """So many requirements that the plant lacks and lines of its processes ask, and what they would change."""
    lacking = {name for market, offered, _ in solution.classes.offers(plant) for name in market.asked}
    for chosen in combinations(sorted((lacking - plant.holds) & brings.keys()), at_once):
        met = frozenset(name for one in chosen for name in brings[one])
        yield chosen, tuple(solution.changes(plant, met))


class _Gains:
    """Gains of changes at one plant. What one free pool gains is solved for once, whoever owns it.

    The flow through one arc of capacity u gains min(u, what it would gain unbounded): two cuts decide.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.unbounded: dict[tuple[object, ...], int] = {}
        self.starved: dict[tuple[int, str], list[Wanted]] = {}
        for market in solution.classes.markets.values():
            for wanted, line in market.lines.items():
                for name in wanted.requires if line in solution.starved else ():
                    self.starved.setdefault((market.number, name), []).append(wanted)

    def bound(self, plant: Plant, changes: tuple[Change, ...]) -> int:
        """More flows only out of pools with something spare, and only to lines that are starved."""
        spare = sum(change.capacity for change in changes if change.pool in self.solution.spare)
        wanted = sum(change.capacity for change in changes if self._feeds(change)) if spare else 0
        bound = min(spare, wanted)
        return bound if plant.limit is None else min(bound, plant.limit)

    def _feeds(self, change: Change) -> bool:
        """Would it open a way to a starved line?"""
        return any(
            change.opens(wanted)
            for name in change.better.holds - change.offered.holds
            for wanted in self.starved.get((change.market.number, name), ())
        )

    def of(self, changes: tuple[Change, ...]) -> int:
        if len(changes) > 1:
            return self.solution.gain_of(changes)
        return sum(min(change.capacity, self._unbounded(change)) for change in changes)

    def _unbounded(self, change: Change) -> int:
        key = (change.market.number, change.offered, change.better)
        if key not in self.unbounded:
            whole = change._replace(capacity=self.solution.case.demand)
            self.unbounded[key] = self.solution.gain_of([whole])
        return self.unbounded[key]
