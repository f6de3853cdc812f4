"""A drawn country and what can be read off it."""

import json
from hashlib import sha256
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db.models import F, QuerySet

from portal.models import Membership, Organisation, User
from readiness.models import Score
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Customer,
    Decision,
    DeliveryMonth,
    Document,
    Enterprise,
    Evidence,
    FinancialYear,
    Finding,
    Machine,
    Owner,
    Product,
    ScrapMonth,
    SearchDocument,
    SectionVersion,
    Supplier,
    SupplierSector,
    Workforce,
)
from tests.cast import TODAY

FIRM = "supplier__public_id"
# What each table holds, named without its keys: these differ from one database to another.
COLUMNS: dict[type, tuple[Any, ...]] = {
    Organisation: ("kind", "name", "country", "synthetic"),
    Membership: ("user__email", "organisation__name", "role"),
    Enterprise: ("code", "name"),
    Supplier: (
        "public_id", "enterprise__code", "organisation__name", "tax_code", "name", "name_latin", "description",
        "description_en", "established", "workers", "ownership", "owner_countries", "address", "province__code",
        "former_province__code", "monthly_capacity", "load_percent", "declares_no_certificate", "synthetic",
        "published_at", "checked_at", "facts_confirmed_on", "created_at", "facts_version",
    ),
    SupplierSector: (FIRM, "sector__code", "is_main", "main_since"),
    Contact: (FIRM, "name", "email", "languages"),
    Owner: (FIRM, "name", "country", "share_percent"),
    SectionVersion: (FIRM, "section", "version", "confirmed_on", "saved_at"),
    Capability: (FIRM, "process__code", "materials__code", "tolerance_mm", "proven_until"),
    Machine: (FIRM, "process__code", "name", "serial_number", "year", "quantity"),
    Certificate: (FIRM, "standard__code", "number", "issued_on", "valid_to", "last_surveillance_on"),
    Document: (FIRM, "file", "uploaded_at"),
    Evidence: (
        FIRM, "criterion", "kind", "level", "evidence_class", "valid_from", "valid_to", "figures", "state",
        "queued_at", "created_at", "certificate__number",
    ),
    Decision: (FIRM, "criterion", "outcome", "level", "evidence_class", "source", "decided_at", "body__name"),
    DeliveryMonth: (FIRM, "month", "customer", "parts", "rejected", "lines_due", "lines_on_time"),
    Product: (FIRM, "name", "yearly_pieces", "since"),
    FinancialYear: (FIRM, "year", "revenue", "equity", "audited"),
    ScrapMonth: (FIRM, "month", "made", "scrapped"),
    Workforce: (FIRM, "engineers", "training_hours", "languages_spoken"),
    Customer: (FIRM, "name", "role", "since", "share_percent"),
    Finding: (FIRM, "criterion", "ceiling", "opened_on", "closed_on"),
    Score: (FIRM, "sector", "level", "counted_level", "total", "proven", "declared", "coverage", "next_change_on"),
    SearchDocument: (FIRM, "level", "rank", "row", "standing"),
}  # fmt: skip


def draw(firms: int = 120, **options: Any) -> None:
    call_command("seed_demo", suppliers=firms, on=TODAY, verbosity=0, stdout=StringIO(), **options)


def digest() -> dict[str, str]:
    """A hash of every table that is drawn or concluded."""
    return {
        model.__name__: _hash(model._default_manager.all(), columns) for model, columns in COLUMNS.items()
    }


def _hash(rows: QuerySet[Any], columns: tuple[Any, ...]) -> str:
    lines = sorted(json.dumps(row, default=str, ensure_ascii=False) for row in rows.values_list(*columns))
    return sha256("\n".join(lines).encode()).hexdigest()


def main_scores() -> QuerySet[Score]:
    return Score.objects.main().annotate(tax_code=F("supplier__tax_code"))


def people() -> QuerySet[User]:
    return User.objects.order_by("email")
