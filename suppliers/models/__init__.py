from suppliers.models.capability import Capability, Machine
from suppliers.models.certificate import Certificate
from suppliers.models.delivery import DeliveryMonth
from suppliers.models.directory import SearchDocument
from suppliers.models.duplicates import DuplicatePair, SupplierMerge
from suppliers.models.evidence import Decision, Document, Evidence
from suppliers.models.feed import DirectoryChange
from suppliers.models.identity import Contact, HouseholdNumber, Owner
from suppliers.models.importing import HeldCells, ImportBatch, ImportFile, ImportRow
from suppliers.models.joining import JoinRequest
from suppliers.models.offer import Offer
from suppliers.models.register import RegisterFile
from suppliers.models.reminder import Reminder
from suppliers.models.ruling import Finding, NotApplicableRequest, Renewal, Waiver
from suppliers.models.supplier import (
    Enterprise,
    SectionVersion,
    Supplier,
    SupplierAlias,
    SupplierIndustry,
    SupplierName,
    SupplierSector,
)

__all__ = [
    "Capability",
    "Certificate",
    "Contact",
    "Decision",
    "DeliveryMonth",
    "DirectoryChange",
    "Document",
    "DuplicatePair",
    "Enterprise",
    "Evidence",
    "Finding",
    "HeldCells",
    "HouseholdNumber",
    "ImportBatch",
    "ImportFile",
    "ImportRow",
    "JoinRequest",
    "Machine",
    "NotApplicableRequest",
    "Offer",
    "Owner",
    "RegisterFile",
    "Reminder",
    "Renewal",
    "SearchDocument",
    "SectionVersion",
    "Supplier",
    "SupplierAlias",
    "SupplierIndustry",
    "SupplierMerge",
    "SupplierName",
    "SupplierSector",
    "Waiver",
]
