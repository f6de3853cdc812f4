"""The potential local-supply rate: how much demand plants could serve, what binds, what would help.

Read in this order::

    case          plants with pools of capacity, lines of demand; read and checked
    network       maximum flow, drawn line by line
    classes       what cannot be told apart is merged
    solution      the fullest flow, and what more would flow if something changed
    cuts          what binds: the smallest and the largest minimum cut
    capabilities  which requirement binds, for all and firm by firm
    upgrades      which firms to help under a budget
    variants      the flow under rules that bind who may serve whom, as an integer program
    report        one JSON object, as ``manage.py local_supply`` prints it
"""

from readiness.engine.supply.capabilities import FirmGain, Waiver, firm_gains, waivers
from readiness.engine.supply.case import Line, Plant, SupplyCase, parse_case
from readiness.engine.supply.cuts import Cut, largest_cut, smallest_cut
from readiness.engine.supply.report import Aid, local_supply
from readiness.engine.supply.solution import Solution, solve
from readiness.engine.supply.upgrades import Choice, Upgrade, best_upgrades, parse_upgrades
from readiness.engine.supply.variants import Variant, flow_under

__all__ = [
    "Aid",
    "Choice",
    "Cut",
    "FirmGain",
    "Line",
    "Plant",
    "Solution",
    "SupplyCase",
    "Upgrade",
    "Variant",
    "Waiver",
    "best_upgrades",
    "firm_gains",
    "flow_under",
    "largest_cut",
    "local_supply",
    "parse_case",
    "parse_upgrades",
    "smallest_cut",
    "solve",
    "waivers",
]
