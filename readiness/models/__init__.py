from readiness.models.framework import Framework
from readiness.models.ministry import Baseline, Programme, Statistic, Target
from readiness.models.score import FactsSnapshot, Judgement, Score
from readiness.models.standing import Standing
from readiness.models.supply import DemandLine, DemandScenario, SupplyRun

__all__ = [
    "Baseline",
    "DemandLine",
    "DemandScenario",
    "FactsSnapshot",
    "Framework",
    "Judgement",
    "Programme",
    "Score",
    "Standing",
    "Statistic",
    "SupplyRun",
    "Target",
]
