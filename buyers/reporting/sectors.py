"""The sector of a firm's confirmed sales is its main one: an automotive stamper is not counted as a mechanical firm.

Readiness model (e) 3. What a firm states decides where no buyer reports what it bought of it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from buyers.models import PurchaseReport, PurchaseRow
from suppliers.actions.sectors import follow_sales
from suppliers.criteria_texts import validity_months
from suppliers.models import Supplier, SupplierSector


def follow_confirmed_sales(*, today: date, now: datetime) -> int:
    """Bring every firm that buyers name in a report of this year or the last to the sector of most of it; how many
    changed. Safe to run twice."""
    elsewhere = dict(sold_elsewhere(today))
    with override(settings.LANGUAGE_CODE):
        reason = _("Most of what buyers reported buying from the firm in %(first)s and %(last)s is in this sector.") % {
            "first": today.year - 1,
            "last": today.year,
        }  # fmt: skip
    months = validity_months()
    for firm in Supplier.objects.filter(pk__in=elsewhere).order_by("pk"):
        follow_sales(firm, elsewhere[firm.pk], reason=reason, months=months, today=today, now=now)
    return len(elsewhere)


def sold_elsewhere(today: date) -> Iterator[tuple[int, int]]:
    """(firm, sector) where most of the confirmed sales are in another sector than the main one. Two queries."""
    sums = (
        PurchaseRow.objects.filter(
            report__in=PurchaseReport.objects.counting().filter(year__gte=today.year - 1),
            supplier__in=Supplier.objects.countable().values("pk"),
            sector__letters__len=1,
        )
        .order_by()
        .values_list("supplier", "sector")
        .annotate(money=Sum("amount"))
    )
    sold: dict[int, dict[int, Decimal]] = {}
    for firm, sector, money in sums:
        sold.setdefault(firm, {})[sector] = money
    mains = dict(
        SupplierSector.objects.filter(supplier__in=sold, is_main=True).values_list("supplier", "sector")
    )
    for firm, by_sector in sold.items():
        most = max(by_sector.values())
        # Of equals the stated one stays.
        if by_sector.get(mains.get(firm, 0)) != most:
            yield firm, min(sector for sector, money in by_sector.items() if money == most)
