"""What waits in enquiries: beside the entry of the menu, and on a firm's own page."""

from django.urls import reverse
from django.utils.translation import ngettext

from buyers.models import Enquiry
from portal.models import User
from suppliers.models import Supplier


def waiting_for(user: User) -> int:
    return Enquiry.objects.waiting_for(user).count()


def unanswered(firm: Supplier) -> list[tuple[str, str]]:
    waiting = Enquiry.objects.in_state("waiting").filter(supplier=firm).count()
    if not waiting:
        return []
    words = ngettext("Answer a buyer: %(n)s enquiry waits.", "Answer buyers: %(n)s enquiries wait.", waiting)
    return [(words % {"n": waiting}, reverse("buyers:enquiries") + "?state=waiting")]
