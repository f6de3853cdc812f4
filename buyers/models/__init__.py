from buyers.models.confirmation import ConfirmedMonth, Customer, Invitation
from buyers.models.enquiry import Enquiry, Message
from buyers.models.purchase import PurchaseReport, PurchaseRow
from buyers.models.requirement import LineKind, Requirement, RequirementLine, RequirementVersion

__all__ = [
    "ConfirmedMonth",
    "Customer",
    "Enquiry",
    "Invitation",
    "LineKind",
    "Message",
    "PurchaseReport",
    "PurchaseRow",
    "Requirement",
    "RequirementLine",
    "RequirementVersion",
]
