"""The answer for one case as one JSON object, as ``manage.py local_supply`` prints it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from readiness.engine.exact import six
from readiness.engine.supply.capabilities import firm_gains, waivers
from readiness.engine.supply.case import SupplyCase
from readiness.engine.supply.cuts import Cut, largest_cut, smallest_cut
from readiness.engine.supply.solution import solve
from readiness.engine.supply.upgrades import Upgrade, best_upgrades
from readiness.engine.supply.variants import Variant, flow_under


@dataclass(frozen=True, slots=True)
class Aid:
    """Which upgrades could be paid, and out of how much."""

    upgrades: tuple[Upgrade, ...]
    budget: int


def local_supply(
    case: SupplyCase, variant: Variant | None = None, *, firms: bool = False, aid: Aid | None = None
) -> dict[str, Any]:
    """With ``firms``, what would flow more if one plant held one requirement more, the twenty best; with ``aid``, the
    upgrades that add most; with a ``variant`` that binds, what would flow under it. All else is without these."""
    solution = solve(case)
    answer = {
        "demand": case.demand,
        "flow": solution.flow,
        "potential": six(solution.potential),
        "naive": case.naive,
        "pool": case.pool,
        "unmet": {line.id: unmet for line, unmet in zip(case.lines, solution.unmet, strict=True)},
        "cut_smallest": _cut(smallest_cut(solution)),
        "cut_largest": _cut(largest_cut(solution)),
        "waivers": [{"requires": list(w.requires), "gain": w.gain} for w in waivers(solution)],
    }
    if firms:
        answer["firms"] = [
            {"plant": gain.plant, "requires": list(gain.requires), "gain": gain.gain}
            for gain in firm_gains(solution)
        ]
    if aid is not None:
        choice = best_upgrades(solution, aid.upgrades, aid.budget)
        answer["choice"] = {
            "upgrades": [
                {"plant": u.plant, "requires": sorted(u.requires), "cost": u.cost} for u in choice.upgrades
            ],
            "gain": choice.gain,
            "cost": choice.cost,
            "method": choice.method,
            "at_most": choice.at_most,
        }
    if variant is not None and variant.binds:
        flow = flow_under(case, variant)
        answer["variant"] = {
            "sources": variant.sources,
            "buyer_share": variant.buyer_share,
            "lot": variant.lot,
            "flow": flow,
            "potential": six(Fraction(flow, case.demand or 1)),
            "lost": solution.flow - flow,
        }
    return answer


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "plants": list(cut.plants),
        "pools": [list(pool) for pool in cut.pools],
        "lines": list(cut.lines),
    }
