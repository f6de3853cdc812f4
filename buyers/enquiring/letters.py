"""Letters that something was written: never the text, which stays on the portal."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from buyers.models import Enquiry, Message
from buyers.permissions import EDITING
from portal.letters import send_letter
from portal.models import Organisation, User


def tell_firm(enquiry_id: int, what: str) -> int:
    """``what``: asked, written or closed. How many letters went out."""
    enquiry = _of(enquiry_id)
    return _send(enquiry, enquiry.supplier.organisation, _people(enquiry.supplier.organisation), what)


def tell_buyer(enquiry_id: int, what: str) -> int:
    """Whoever wrote for the buyer and still acts for it, else all who may."""
    enquiry = _of(enquiry_id)
    people = _people(enquiry.organisation)
    writers = enquiry.messages.filter(side=Message.Side.BUYER).values("written_by")
    told = people.filter(pk__in=writers)
    return _send(enquiry, enquiry.organisation, told if told.exists() else people, what)


def _of(enquiry_id: int) -> Enquiry:
    return Enquiry.objects.select_related("supplier__organisation", "organisation").get(pk=enquiry_id)


def _people(organisation: Organisation | None) -> QuerySet[User]:
    return User.objects.filter(
        is_active=True, memberships__organisation=organisation, memberships__role__in=EDITING
    ).distinct()


def _send(enquiry: Enquiry, to: Organisation | None, people: QuerySet[User], what: str) -> int:
    writer = enquiry.supplier.name if to == enquiry.organisation else enquiry.organisation.name
    address = settings.PORTAL_URL.rstrip("/") + reverse("buyers:enquiry", args=[enquiry.public_id])
    return sum(
        send_letter(
            "enquiry",
            to=person.email,
            language=person.language,
            what=what,
            enquiry=enquiry,
            writer=writer,
            address=address,
        )
        for person in people
    )
