"""What happens here when something happens on the ground."""

import logging
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from portal.celery import ring
from portal.clock import today
from portal.events import person_deleted, person_leaves, personal_data_asked, supplier_registered
from portal.models import Membership, Organisation, User
from suppliers import directory, scanning, tasks
from suppliers.actions.registration import register_supplier
from suppliers.criteria_texts import validity_months
from suppliers.events import document_kept, facts_changed
from suppliers.models import Contact, HouseholdNumber, JoinRequest, Reading, SectionDraft, Supplier

logger = logging.getLogger(__name__)


@receiver(supplier_registered)
def open_the_firm(
    sender: object,
    organisation: Organisation,
    user: User,
    name: str,
    tax_code: str,
    household_number: str,
    **kwargs: Any,
) -> None:
    """Inside the transaction of the registration: a refusal here keeps nothing of it."""
    register_supplier(
        organisation,
        user=user,
        name=name,
        tax_code=tax_code,
        household_number=household_number,
        months=validity_months(),
        today=today(),
        now=timezone.now(),
    )


@receiver(person_leaves)
def say_where_the_person_is_contact(sender: object, user: User, **kwargs: Any) -> list[str]:
    """Buyers ask the contact: the firm names another one first."""
    firms = Supplier.objects.filter(contact__email__iexact=user.email, merged_into__isnull=True).order_by(
        "name"
    )
    return [
        _("You are the contact person of %(firm)s. Name another one first.") % {"firm": f.name} for f in firms
    ]


@receiver(person_deleted)
def forget_what_the_person_asked_or_began(sender: object, user: User, **kwargs: Any) -> None:
    JoinRequest.objects.filter(user=user).delete()
    SectionDraft.objects.filter(by=user).delete()
    Reading.objects.filter(reader=user).delete()


@receiver(personal_data_asked)
def tell_what_is_kept_here(sender: object, user: User, **kwargs: Any) -> dict[str, Any]:
    asked = JoinRequest.objects.filter(user=user).order_by("pk")
    contact = Contact.objects.filter(email__iexact=user.email).order_by("pk")
    drafts = SectionDraft.objects.filter(by=user).order_by("pk")
    # The number of a household is that of the person who owns it.
    owned = user.memberships.filter(role=Membership.Role.OWNER).values("organisation")
    numbers = HouseholdNumber.objects.filter(supplier__organisation__in=owned).order_by("pk")
    return {
        "household_numbers": list(numbers.values("supplier__public_id", "number")),
        "drafts_of_sections": list(drafts.values("supplier__public_id", "section", "typed", "typed_at")),
        "requests_to_join": list(
            asked.values("supplier__public_id", "words", "asked_at", "answered_at", "accepted", "reason")
        ),
        "contact_of": list(
            contact.values("supplier__public_id", "name", "position", "phone", "email", "languages")
        ),
    }


@receiver(facts_changed)
def write_the_directory(sender: object, supplier_id: int, **kwargs: Any) -> None:
    """After the commit and in the same request: who saved finds it, who left the list is off it."""
    directory.index([supplier_id], today())


@receiver(document_kept)
def have_it_scanned(sender: object, document_id: int, **kwargs: Any) -> None:
    """At once where a scanner is configured; with the broker down the next run finds it."""
    if not scanning.configured():
        return
    try:
        ring(tasks.scan_document, document_id)
    except OperationalError:
        logger.warning("The broker does not answer; document %s is scanned with the next run", document_id)
