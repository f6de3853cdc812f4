"""What a run keeps: the flow with its bounds, what is short and why, and whom to help. Pure.

Names of sites are those of ``Site.id``; requirements are named as in ``readiness.supply.case``. Quantities
are pieces a month.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from readiness.engine.supply import SupplyCase, firm_gains, solve, waivers
from readiness.engine.supply.classes import Offered, Wanted, wanted_by
from readiness.supply.case import Ask, Site, at_level, brings, case_for, gates_of
from readiness.supply.choosing import BUDGETS, Chooser
from readiness.supply.prices import Prices

# Kept of each ranking; what gains nothing is never kept.
MOST_FIRMS = 25
MOST_WAIVERS = 30
# Reasons told of one demand, single ones and pairs apart.
MOST_REASONS = 3


def result_for(
    sites: Sequence[Site],
    asks: Sequence[Ask],
    *,
    level: int,
    ownership: str = "",
    prices: Prices | None = None,
    budgets: Iterable[int] = BUDGETS,
) -> dict[str, Any]:
    """One run as JSON: the same for the same sites, asks and ``prices``, in whatever order they come."""
    return _run(sites, asks, level, ownership, prices).document(budgets)


def choices_for(
    sites: Sequence[Site],
    asks: Sequence[Ask],
    budgets: Iterable[int],
    *,
    level: int,
    ownership: str = "",
    prices: Prices | None = None,
) -> list[dict[str, Any]]:
    """What the same run says of other budgets."""
    return _run(sites, asks, level, ownership, prices).chooser.choices(budgets)


def _run(
    sites: Sequence[Site], asks: Sequence[Ask], level: int, ownership: str, prices: Prices | None
) -> "Run":
    sites = sorted(sites, key=lambda site: int(site.id) if site.id.isdigit() else 0)
    asks = sorted(asks, key=lambda ask: ask.id)
    return Run(
        sites, asks, case_for(sites, asks, level=level, ownership=ownership), level, prices or Prices()
    )


class Run:
    """One case solved, and the questions asked of it."""

    def __init__(
        self, sites: Sequence[Site], asks: Sequence[Ask], case: SupplyCase, level: int, prices: Prices
    ) -> None:
        self.sites = {site.id: site for site in sites}
        self.asks, self.case, self.level = asks, case, level
        self.solution = solve(case)
        self.chooser = Chooser(self.solution, self.sites, level, prices)
        self.unmet = dict(zip((ask.id for ask in asks), self.solution.unmet, strict=True))

    def document(self, budgets: Iterable[int]) -> dict[str, Any]:
        ready = at_level(self.case, gates_of(self.case))
        return {
            "demand": self.case.demand,
            "flow": self.solution.flow,
            "naive": ready.naive,
            "pool": ready.pool,
            "plants": len(ready.plants),
            "ready": _in_order(plant.id for plant in ready.plants),
            "lines": [self._told(key, asks) for key, asks in sorted(self.groups.items())],
            "waivers": self._waivers(),
            "firms": [
                {"plant": g.plant, "requires": list(g.requires), "gain": g.gain}
                for g in firm_gains(self.solution, most=MOST_FIRMS, brings=brings(self.case))
            ],
            "choices": self.chooser.choices(budgets),
            "unpriced": self.chooser.unpriced(),
        }

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Ask]]:
        """Demand as it is told: by sector and processes; what buyers asked themselves, by processes."""
        groups: dict[tuple[str, str], list[Ask]] = defaultdict(list)
        for ask in self.asks:
            groups[ask.sector, ask.process].append(ask)
        return groups

    def _told(self, key: tuple[str, str], asks: Sequence[Ask]) -> dict[str, Any]:
        asked = sum(ask.pieces for ask in asks)
        short = sum(self.unmet[ask.id] for ask in asks)
        lacking = self.lacking[key]
        near = {
            (plant, name)
            for names, plants in lacking.items()
            if len(names) == 1
            for plant in plants
            for name in names
        }
        pairs = self._reasons(asks, (names for names in lacking if len(names) == 2))
        return {
            "sector": key[0],
            "process": key[1],
            "asked": asked,
            "have": asked - short,
            "short": short,
            "cut": self._cut(asks),
            "bound": self._bound(asks),
            "requires": sorted({name for ask in asks for name in self._own(ask)}),
            "single": self._reasons(asks, (names for names in lacking if len(names) == 1)),
            "pairs": [{**each, "plants": _in_order(lacking[frozenset(each["requires"])])} for each in pairs],
            "near": [list(each) for each in sorted(near, key=lambda each: (int(each[0]), each[1]))],
        }

    def _own(self, ask: Ask) -> frozenset[str]:
        """What the demand itself requires, without the gates of the level."""
        line = self.lines[ask.id]
        return line.requires - gates_of(self.case)

    @cached_property
    def lines(self) -> dict[str, Any]:
        return {line.id: line for line in self.case.lines}

    def _cut(self, asks: Sequence[Ask]) -> str:
        """Is it short in every minimum cut (certain), in some (possible), or in none?"""
        nodes = {self.solution.classes.node_of(self.lines[ask.id]) for ask in asks if ask.pieces}
        if nodes & self.solution.starved:
            return "certain"
        return "possible" if nodes - self.solution.spare else "none"

    def _bound(self, asks: Sequence[Ask]) -> list[int]:
        """Pieces in the bottleneck nearest to demand (in every minimum cut), and in the one nearest to supply (in
        some). What is missing is what either asks beyond all the capacity that may serve it (Hall)."""
        starved, spare = self.solution.starved, self.solution.spare
        nodes = [(self.solution.classes.node_of(self.lines[ask.id]), ask.pieces) for ask in asks]
        return [
            sum(pieces for node, pieces in nodes if node in starved),
            sum(pieces for node, pieces in nodes if node in starved or node not in spare),
        ]

    def _reasons(self, asks: Sequence[Ask], sets: Iterable[frozenset[str]]) -> list[dict[str, Any]]:
        """What this demand would gain if these conditions fell for everybody, the others served no less."""
        missing: dict[int, int] = defaultdict(int)
        for ask in asks:
            missing[self.solution.classes.node_of(self.lines[ask.id])] += self.unmet[ask.id]
        if not any(missing.values()):
            return []
        gains = [(self.solution.gain_of_waiving(names, missing), sorted(names)) for names in sets]
        best = sorted((-gain, names) for gain, names in gains if gain)[:MOST_REASONS]
        return [{"requires": names, "gain": -gain} for gain, names in best]

    @cached_property
    def lacking(self) -> Mapping[tuple[str, str], Mapping[frozenset[str], set[str]]]:
        return {key: self._lacking(asks) for key, asks in self.groups.items()}

    def _lacking(self, asks: Sequence[Ask]) -> dict[frozenset[str], set[str]]:
        """Plants with one of the processes that fail by one condition or two: those conditions -> plants."""
        lacking: dict[frozenset[str], set[str]] = defaultdict(set)
        wanted = {wanted_by(self.lines[ask.id]) for ask in asks if ask.pieces}
        offers = [self._offers[process] for process in asks[0].processes if process in self._offers]
        for offered, plants in chain.from_iterable(each.items() for each in offers):
            for names in {names for each in wanted if (names := _short(offered, each)) is not None}:
                lacking[names] |= plants
        return lacking

    @cached_property
    def _offers(self) -> Mapping[str, Mapping[Offered, set[str]]]:
        """By process, plants that cannot be told apart."""
        process = {id(market): name for name, market in self.solution.classes.markets.items()}
        offers: dict[str, dict[Offered, set[str]]] = defaultdict(lambda: defaultdict(set))
        for plant in self.case.plants:
            for market, offered, capacity in self.solution.classes.offers(plant):
                if capacity:
                    offers[process[id(market)]][offered].add(plant.id)
        return offers

    def _waivers(self) -> list[dict[str, Any]]:
        """Single conditions that gain, and pairs that gain more than their two parts; the best of each first. Of a
        pair, ``plants`` are those that fail some demand by both; those that fail by one stand beside the demands."""
        gains = {waiver.requires: waiver.gain for waiver in waivers(self.solution)}
        told = [
            (len(names), -gain, list(names))
            for names, gain in gains.items()
            if gain > (sum(gains[(name,)] for name in names) if len(names) > 1 else 0)
        ]
        return [
            {"requires": names, "gain": -gain} | ({"plants": self._failing(names)} if size > 1 else {})
            for size, gain, names in sorted(told)[:MOST_WAIVERS]
        ]

    def _failing(self, names: Sequence[str]) -> list[str]:
        both = frozenset(names)
        return _in_order({plant for lacking in self.lacking.values() for plant in lacking.get(both, ())})


def _in_order(plants: Iterable[str]) -> list[str]:
    return sorted(plants, key=lambda plant: (len(plant), plant))


def _short(offered: Offered, wanted: Wanted) -> frozenset[str] | None:
    """The one condition or two for which a pool cannot serve a line; None where it can, or lacks more."""
    if offered.level < wanted.minimum_level or (wanted.regions and offered.region not in wanted.regions):
        return None
    names = wanted.requires - offered.holds
    return names if 1 <= len(names) <= 2 else None
