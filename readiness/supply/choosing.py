"""Whom to help first, when help is scarce: for the flow, or for the number of firms at the level. Pure.

The two differ. A firm counts once however small it is and whatever it makes; the flow asks for capacity where
demand is short. Gains do not add up, so each set is solved for again, never summed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from readiness.engine.roadmap import Span
from readiness.engine.roadmap.steps import MONEY
from readiness.engine.supply import Solution, Upgrade, best_upgrades, firm_gains
from readiness.engine.supply.upgrades import Known
from readiness.supply.case import Site, brings, gates_of
from readiness.supply.prices import Prices

# Solved for in every run, million VND; others when somebody asks for one.
BUDGETS = (500, 2_000, 5_000, 20_000)
# Weighed for the flow: of the plants that gain most by one condition, and by two together, those that gain
# most for their cost.
LOOKED_AT, CANDIDATES = 40, 12
# A firm of a set whose enterprise comes to count by it.
CAME = "came"


@dataclass(frozen=True)
class Chooser:
    """``sites`` by name. What has no price in ``prices`` is not chosen; costs are what it usually costs."""

    solution: Solution
    sites: Mapping[str, Site]
    level: int
    prices: Prices

    def choices(self, budgets: Iterable[int]) -> list[dict[str, Any]]:
        """For each budget the set that adds most flow beside the one that brings most firms to the level."""
        upgrades = self._candidates()
        known: Known = {}
        rows = []
        for budget in sorted(budgets):
            chosen = best_upgrades(self.solution, upgrades, budget * MONEY, known)
            flow = {
                **self._told(chosen.upgrades),
                "method": chosen.method,
                "at_most": chosen.at_most,
            }
            rows.append(
                {"budget": budget, "flow": flow, "firms": self._told(self._most_firms(budget * MONEY))}
            )
        return rows

    def unpriced(self) -> list[str]:
        """Conditions that some plant lacks and that have no price in any sector."""
        return sorted(name for name in brings(self.solution.case) if not self.prices.knows(name))

    def _cost(self, plant: str, names: Iterable[str]) -> Span | None:
        return self.prices.of(names, self.sites[plant].sector)

    def _candidates(self) -> list[Upgrade]:
        """One a plant: the conditions of which it gains most, one alone or else two together."""
        best: dict[str, Upgrade] = {}
        with_it = brings(self.solution.case)
        priced = {name: met for name, met in with_it.items() if self.prices.knows(name)}
        for at_once in (1, 2):
            found = []
            for gain in firm_gains(self.solution, at_once=at_once, most=LOOKED_AT, brings=priced):
                if (cost := self._cost(gain.plant, gain.requires)) is not None:
                    met = frozenset(name for one in gain.requires for name in with_it[one])
                    found.append((Upgrade(gain.plant, met, cost.typical), gain.gain))
            found.sort(key=lambda each: -each[1] / max(1, each[0].cost))
            for upgrade, _gain in found[:CANDIDATES]:
                best.setdefault(upgrade.plant, upgrade)
        return list(best.values())

    def _most_firms(self, budget: int) -> list[Upgrade]:
        """The firms that cost least to bring to the level; of equals, those with more capacity. Each counts one,
        so that none could be left for two others."""
        ready = {site.enterprise for site in self.sites.values() if site.counted >= self.level}
        gates = gates_of(self.solution.case)
        near = []
        for plant in self.solution.case.plants:
            lacking = gates - plant.holds
            if lacking and (span := self._cost(plant.id, lacking)) is not None:
                near.append((span.typical, -self.sites[plant.id].free, plant.id, lacking))
        chosen: list[Upgrade] = []
        for cost, _free, plant_id, lacking in sorted(near, key=lambda each: each[:3]):
            enterprise = self.sites[plant_id].enterprise
            if not enterprise or enterprise in ready:
                continue
            if cost > budget:
                break
            budget -= cost
            ready.add(enterprise)
            chosen.append(Upgrade(plant_id, lacking, cost))
        return chosen

    def _told(self, upgrades: Iterable[Upgrade]) -> dict[str, Any]:
        """A set with what it adds: pieces a month, enterprises that come to the level; and what it costs."""
        upgrades = list(upgrades)
        held = {upgrade.plant: upgrade.requires for upgrade in upgrades}
        gates = gates_of(self.solution.case)
        lacking = {plant.id: gates - plant.holds for plant in self.solution.case.plants if plant.id in held}
        ready = {site.enterprise for site in self.sites.values() if site.counted >= self.level}
        with_it = brings(self.solution.case)
        told, total = [], Span()
        for upgrade in upgrades:
            names = _named(upgrade.requires, with_it)
            cost = self._cost(upgrade.plant, names)
            assert cost is not None, "only what has a price is chosen"
            total += cost
            short = lacking[upgrade.plant]
            came = self._came(upgrade.plant, short, short <= upgrade.requires, ready)
            told.append({"plant": upgrade.plant, "requires": names, "cost": _money(cost), "came": came})
        return {
            "upgrades": told,
            "cost": _money(total),
            "gain": self.solution.gain_of_holding(held),
            "firms": sum(each["came"] == CAME for each in told),
        }

    def _came(self, plant: str, lacking: frozenset[str], met: bool, ready: set[str]) -> str:
        """Whether its enterprise comes to count at the level by it, or why not. ``ready`` learns those that do."""
        enterprise = self.sites[plant].enterprise
        if not lacking:
            return "held"
        if not met:
            return "short"
        if not enterprise:
            return "no_code"
        if enterprise in ready:
            return "counted"
        ready.add(enterprise)
        return CAME


def _money(cost: Span) -> list[float]:
    """The least, the usual and the most, million VND."""
    return [part / MONEY for part in (cost.low, cost.typical, cost.high)]


def _named(names: frozenset[str], with_it: Mapping[str, frozenset[str]]) -> list[str]:
    """Without what comes with another of them."""
    return sorted(
        name for name in names if not any(name in with_it.get(other, ()) for other in names - {name})
    )
