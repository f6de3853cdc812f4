from readiness.models.framework import Framework
from readiness.models.improvement import ProgrammeFit, Step
from readiness.models.kept import KeptPage
from readiness.models.ministry import Baseline, Programme, Statistic, Target
from readiness.models.policy import DraftChange, FrameworkDraft, SimulationRun
from readiness.models.score import FactsSnapshot, Judgement, Score
from readiness.models.standing import Standing
from readiness.models.supply import DemandLine, DemandScenario, SupplyRun

__all__ = [
    "Baseline",
    "DemandLine",
    "DemandScenario",
    "DraftChange",
    "FactsSnapshot",
    "Framework",
    "FrameworkDraft",
    "Judgement",
    "KeptPage",
    "Programme",
    "ProgrammeFit",
    "Score",
    "SimulationRun",
    "Standing",
    "Statistic",
    "Step",
    "SupplyRun",
    "Target",
]
