from suppliers.models.capability import Capability, Machine
from suppliers.models.certificate import Certificate
from suppliers.models.delivery import DeliveryMonth
from suppliers.models.directory import FacetCount, SearchDocument
from suppliers.models.draft import SectionDraft
from suppliers.models.duplicates import DuplicatePair, SupplierMerge
from suppliers.models.evidence import Decision, Document, Evidence
from suppliers.models.feed import DirectoryChange
from suppliers.models.finance import FinancialYear, Lean, ScrapMonth
from suppliers.models.identity import Contact, HouseholdNumber, Owner
from suppliers.models.importing import HeldCells, ImportBatch, ImportFile, ImportRow
from suppliers.models.joining import JoinRequest
from suppliers.models.market import Customer, Export, Sustainability
from suppliers.models.offer import Offer
from suppliers.models.people import Post, Workforce
from suppliers.models.product import Input, Product
from suppliers.models.reading import Reading
from suppliers.models.register import RegisterFile
from suppliers.models.reminder import Reminder
from suppliers.models.ruling import Finding, NotApplicableRequest, Renewal, Waiver
from suppliers.models.site import Permit, Site
from suppliers.models.supplier import (
    Enterprise,
    SectionVersion,
    Supplier,
    SupplierAlias,
    SupplierIndustry,
    SupplierName,
    SupplierSector,
)
from suppliers.models.works import Delivery, Equipment

__all__ = [
    "Capability",
    "Certificate",
    "Contact",
    "Customer",
    "Decision",
    "Delivery",
    "DeliveryMonth",
    "DirectoryChange",
    "Document",
    "DuplicatePair",
    "Enterprise",
    "Equipment",
    "Evidence",
    "Export",
    "FacetCount",
    "FinancialYear",
    "Finding",
    "HeldCells",
    "HouseholdNumber",
    "ImportBatch",
    "ImportFile",
    "ImportRow",
    "Input",
    "JoinRequest",
    "Lean",
    "Machine",
    "NotApplicableRequest",
    "Offer",
    "Owner",
    "Permit",
    "Post",
    "Product",
    "Reading",
    "RegisterFile",
    "Reminder",
    "Renewal",
    "ScrapMonth",
    "SearchDocument",
    "SectionDraft",
    "SectionVersion",
    "Site",
    "Supplier",
    "SupplierAlias",
    "SupplierIndustry",
    "SupplierMerge",
    "SupplierName",
    "SupplierSector",
    "Sustainability",
    "Waiver",
    "Workforce",
]
