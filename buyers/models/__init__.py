from buyers.models.confirmation import ConfirmedMonth, Customer, Invitation
from buyers.models.enquiry import Enquiry, Message
from buyers.models.purchase import PurchaseReport, PurchaseRow
from buyers.models.requirement import LineKind, Requirement, RequirementLine, RequirementVersion
from buyers.models.shortlist import Shortlist, ShortlistEntry

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
    "Shortlist",
    "ShortlistEntry",
]
