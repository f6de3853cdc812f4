"""Letters that something was written: never the text, which stays on the portal."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from buyers.models import Enquiry, Message
from buyers.permissions import EDITING
from portal.letters import post_letter
from portal.models import Organisation, User


def tell_firm(enquiry: Enquiry, what: str, *, now: datetime) -> None:
    """``what``: asked, written or closed."""
    firm = enquiry.supplier.organisation
    _tell(enquiry, firm, _people(firm), what, now)


def tell_buyer(enquiry: Enquiry, what: str, *, now: datetime) -> None:
    """Whoever wrote for the buyer and still acts for it, else all who may."""
    people = _people(enquiry.organisation)
    writers = enquiry.messages.filter(side=Message.Side.BUYER).values("written_by")
    told = people.filter(pk__in=writers)
    _tell(enquiry, enquiry.organisation, told if told.exists() else people, what, now)


def _people(organisation: Organisation | None) -> QuerySet[User]:
    return User.objects.filter(
        is_active=True, memberships__organisation=organisation, memberships__role__in=EDITING
    ).distinct()


def _tell(
    enquiry: Enquiry, to: Organisation | None, people: QuerySet[User], what: str, now: datetime
) -> None:
    writer = enquiry.supplier.name if to == enquiry.organisation else enquiry.organisation.name
    address = settings.PORTAL_URL.rstrip("/") + reverse("buyers:enquiry", args=[enquiry.public_id])
    for person in people:
        post_letter(
            "enquiry",
            to=person.email,
            language=person.language,
            now=now,
            what=what,
            enquiry=enquiry,
            writer=writer,
            address=address,
        )
