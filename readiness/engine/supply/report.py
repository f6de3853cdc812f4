"""The answer for one case as one JSON object, as ``manage.py local_supply`` prints it."""

from typing import Any

from readiness.engine.exact import six
from readiness.engine.supply.capabilities import waivers
from readiness.engine.supply.case import SupplyCase
from readiness.engine.supply.cuts import Cut, largest_cut, smallest_cut
from readiness.engine.supply.solution import solve


def local_supply(case: SupplyCase) -> dict[str, Any]:
    solution = solve(case)
    return {
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


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "plants": list(cut.plants),
        "pools": [list(pool) for pool in cut.pools],
        "lines": list(cut.lines),
    }
