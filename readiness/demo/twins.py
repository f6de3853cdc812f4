"""Second records of firms of the synthetic country, as lists bring them: for staff to judge, merge and part again.

They have no tax code, so no national figure counts them, and nobody checked them, so the directory does not show them.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from portal.folding import fold
from readiness.demo.copying import without_history
from readiness.demo.load import public_number
from readiness.demo.times import at
from suppliers.duplicates import finding
from suppliers.models import Capability, Contact, DuplicatePair, Supplier, SupplierSector

# From so many firms on the country has them; they are among the firms that are asked for.
FROM = 100
# The told firms stand before these; they are on pages that are known by heart.
_AFTER = 20
_DAYS_AGO = 9


def _without_legal_form(firm: Supplier) -> tuple[str, str]:
    return firm.name.removeprefix("Công ty TNHH ").removeprefix("MTV ").upper(), firm.address


def _in_english(firm: Supplier) -> tuple[str, str]:
    return f"{firm.name_latin} Co., Ltd", firm.address


def _without_marks(firm: Supplier) -> tuple[str, str]:
    return fold(firm.name).title(), firm.address


def _elsewhere(firm: Supplier) -> tuple[str, str]:
    return firm.name, firm.province.label_vi if firm.province else ""


# What a list calls the firm, and the address that it gives.
SPELLED: tuple[Callable[[Supplier], tuple[str, str]], ...] = (
    _without_legal_form,
    _in_english,
    _without_marks,
    _elsewhere,
)


def count(suppliers: int) -> int:
    """How many of ``suppliers`` are second records."""
    return len(SPELLED) if suppliers >= FROM else 0


def make(on: date) -> None:
    """Write them, each with a telephone number that the first record lacks."""
    claimed = Supplier.objects.filter(synthetic=True, organisation__isnull=False, published_at__isnull=False)
    firms = list(claimed.select_related("province").order_by("pk")[_AFTER : _AFTER + len(SPELLED)])
    number = Supplier.objects.count()
    with without_history([Supplier, SupplierSector, Capability]):
        for place, (firm, spelled) in enumerate(zip(firms, SPELLED, strict=True), start=1):
            name, address = spelled(firm)
            twin = Supplier.objects.create(
                public_id=public_number(number + place),
                name=name,
                address=address,
                province=firm.province,
                former_province=firm.former_province,
                workers=firm.workers,
                synthetic=True,
                created_at=at(on - timedelta(days=_DAYS_AGO), 9),
            )
            SupplierSector.objects.create(
                supplier=twin, sector=firm.sectors.get(is_main=True).sector, is_main=True, main_since=on
            )
            Capability.objects.create(supplier=twin, process=firm.capabilities.order_by("pk")[0].process)
            Contact.objects.create(supplier=twin, name="Người liên hệ mẫu", phone=f"028 3000 000{place}")


@transaction.atomic
def propose(on: date) -> None:
    """Look through the country, as each night does."""
    with without_history([DuplicatePair]):
        finding.propose(now=at(on, 0))
