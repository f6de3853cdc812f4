from buyers.models.purchase import PurchaseReport, PurchaseRow
from buyers.models.requirement import LineKind, Requirement, RequirementLine, RequirementVersion

__all__ = [
    "LineKind",
    "PurchaseReport",
    "PurchaseRow",
    "Requirement",
    "RequirementLine",
    "RequirementVersion",
]
