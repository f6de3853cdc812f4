"""Whom to help first, when help is scarce: for the flow, or for the number of firms at the level. Pure.

The two differ. A firm counts once however small it is and whatever it makes; the flow asks for capacity where
demand is short. Gains do not add up, so each set is solved for again, never summed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from readiness.engine.supply import Solution, Upgrade, best_upgrades, firm_gains
from readiness.supply.case import Site, brings, gates_of

# How many conditions may be met with help, as a reader chooses; each costs one.
BUDGETS = (5, 10)
# Weighed for the flow: the plants that gain most by one condition, and by two together.
CANDIDATES = 12


def choices(solution: Solution, sites: Mapping[str, Site], *, level: int) -> list[dict[str, Any]]:
    """For each budget the set that adds most flow beside the one that brings most firms to the level."""
    upgrades = _candidates(solution)
    rows = []
    for budget in BUDGETS:
        chosen = best_upgrades(solution, upgrades, budget)
        flow = _told(solution, sites, chosen.upgrades, level=level)
        firms = _told(solution, sites, _most_firms(solution, sites, budget, level=level), level=level)
        rows.append(
            {
                "budget": budget,
                "flow": {**flow, "method": chosen.method, "at_most": chosen.at_most},
                "firms": firms,
            }
        )
    return rows


def _candidates(solution: Solution) -> list[Upgrade]:
    """One a plant: the conditions of which it gains most, one alone or else two together."""
    best: dict[str, Upgrade] = {}
    with_it = brings(solution.case)
    for at_once in (1, 2):
        for found in firm_gains(solution, at_once=at_once, most=CANDIDATES, brings=with_it):
            met = frozenset(name for one in found.requires for name in with_it[one])
            best.setdefault(found.plant, Upgrade(found.plant, met, at_once))
    return list(best.values())


def _most_firms(solution: Solution, sites: Mapping[str, Site], budget: int, *, level: int) -> list[Upgrade]:
    """Firms that are brought to the level with fewest conditions; of equals, those with more capacity."""
    ready = {site.enterprise for site in sites.values() if site.counted >= level}
    gates = gates_of(solution.case)
    near = sorted(
        (len(gates - plant.holds), -sites[plant.id].free, plant.id)
        for plant in solution.case.plants
        if gates - plant.holds
    )
    holds = {plant.id: plant.holds for plant in solution.case.plants}
    chosen: list[Upgrade] = []
    for cost, _free, plant in near:
        enterprise = sites[plant].enterprise
        if not enterprise or enterprise in ready:
            continue
        if cost > budget:
            break
        budget -= cost
        ready.add(enterprise)
        chosen.append(Upgrade(plant, gates - holds[plant], cost))
    return chosen


def _told(
    solution: Solution, sites: Mapping[str, Site], upgrades: Iterable[Upgrade], *, level: int
) -> dict[str, Any]:
    """A set with what it adds: pieces a month, and enterprises that come to the level."""
    upgrades = list(upgrades)
    held = {upgrade.plant: upgrade.requires for upgrade in upgrades}
    gates = gates_of(solution.case)
    lacking = {plant.id: gates - plant.holds for plant in solution.case.plants if plant.id in held}
    ready = {site.enterprise for site in sites.values() if site.counted >= level}
    raised = {sites[plant].enterprise for plant, names in lacking.items() if names and names <= held[plant]}
    with_it = brings(solution.case)
    return {
        "upgrades": [{"plant": u.plant, "requires": _named(u.requires, with_it)} for u in upgrades],
        "gain": solution.gain_of_holding(held),
        "firms": len(raised - ready - {""}),
    }


def _named(names: frozenset[str], with_it: Mapping[str, frozenset[str]]) -> list[str]:
    """Without what comes with another of them."""
    return sorted(
        name for name in names if not any(name in with_it.get(other, ()) for other in names - {name})
    )
