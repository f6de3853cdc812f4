"""What a firm is asked to read of its buyers' confirmations, on its own page."""

from django.urls import reverse
from django.utils.translation import ngettext

from buyers.models import ConfirmedMonth
from suppliers.models import Supplier


def unread(firm: Supplier) -> list[tuple[str, str]]:
    new = ConfirmedMonth.objects.current().filter(customer__supplier=firm, read_by_firm_at=None).count()
    if not new:
        return []
    words = ngettext(
        "Read what buyers confirmed: %(n)s month is new.",
        "Read what buyers confirmed: %(n)s months are new.",
        new,
    )
    return [(words % {"n": new}, reverse("buyers:firm_confirmations", args=[firm.public_id]))]
