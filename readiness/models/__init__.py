from readiness.models.framework import Framework
from readiness.models.ministry import Baseline, Programme, Statistic, Target
from readiness.models.score import FactsSnapshot, Judgement, Score
from readiness.models.standing import Standing

__all__ = [
    "Baseline",
    "FactsSnapshot",
    "Framework",
    "Judgement",
    "Programme",
    "Score",
    "Standing",
    "Statistic",
    "Target",
]
