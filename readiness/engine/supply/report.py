"""The answer for one case as one JSON object, as ``manage.py local_supply`` prints it."""

from fractions import Fraction
from typing import Any

from readiness.engine.exact import six
from readiness.engine.supply.capabilities import waivers
from readiness.engine.supply.case import SupplyCase
from readiness.engine.supply.cuts import Cut, largest_cut, smallest_cut
from readiness.engine.supply.solution import solve
from readiness.engine.supply.variants import Variant, flow_under


def local_supply(case: SupplyCase, variant: Variant | None = None) -> dict[str, Any]:
    """With a ``variant`` that binds, what would flow under it stands at the end; all else is without it."""
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
