"""What waits in enquiries: beside the entry of the menu, and on a firm's own page."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext

from buyers.models import Enquiry
from suppliers.models import Supplier


def waiting() -> Any:
    """Counted for the organisation of a membership: for a firm what it has to answer, for a buyer answers to read."""
    asked = _count(Enquiry.objects.in_state("waiting"), "supplier__organisation")
    return asked + _count(Enquiry.objects.in_state("answered"), "organisation")


def _count(enquiries: QuerySet[Enquiry], whose: str) -> Coalesce:
    own = enquiries.filter(**{whose: OuterRef("organisation")}).order_by()
    return Coalesce(Subquery(own.values(whose).annotate(n=Count("pk")).values("n")), 0)


def unanswered(firm: Supplier) -> list[tuple[str, str]]:
    waiting = Enquiry.objects.in_state("waiting").filter(supplier=firm).count()
    if not waiting:
        return []
    words = ngettext("Answer a buyer: %(n)s enquiry waits.", "Answer buyers: %(n)s enquiries wait.", waiting)
    return [(words % {"n": waiting}, reverse("buyers:enquiries") + "?state=waiting")]
