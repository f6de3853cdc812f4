"""The firm a page is about: the reader's own, and what the reader may do with it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from portal.clock import today
from suppliers.decidable import with_needed
from suppliers.missing import with_answered
from suppliers.models import Supplier, SupplierSector
from suppliers.permissions import may_edit


def own_firms(request: HttpRequest) -> list[Supplier]:
    """The firms of the organisations of which the reader is a member."""
    return list(Supplier.objects.owned_by(request.user).filter(merged_into__isnull=True).order_by("pk"))


def own_firm(request: HttpRequest, public_id: str, *more: str) -> Supplier:
    """One of them, with ``more`` rows that a firm has once; what one may not see is 404."""
    firms = Supplier.objects.owned_by(request.user).select_related(
        "organisation", "province", "contact", "household_number", *more
    )
    return get_object_or_404(
        with_answered(with_needed(firms), today()).prefetch_related(
            Prefetch("sectors", SupplierSector.objects.select_related("sector"))
        ),
        public_id=public_id,
        merged_into__isnull=True,
    )


def edited_firm(request: HttpRequest, public_id: str) -> Supplier:
    """One of them that the reader may change; a viewer is told why not."""
    firm = own_firm(request, public_id)
    if not may_edit(request.user, firm):
        raise PermissionDenied(
            _(
                "You may read what this firm says, but not change it. Ask an owner of the account to make you an editor."
            )
        )
    return firm


def letter_of(firm: Supplier) -> str:
    """The sector whose criteria the firm answers; mechanical until it says which."""
    return firm.main_sector.letter if firm.main_sector else "M"
