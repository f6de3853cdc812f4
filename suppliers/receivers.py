"""What happens here when something happens on the ground."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from portal.clock import today
from portal.events import supplier_registered
from portal.models import Organisation, User
from suppliers import directory
from suppliers.actions.registration import register_supplier
from suppliers.criteria_texts import validity_months
from suppliers.events import facts_changed


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


@receiver(facts_changed)
def write_the_directory(sender: object, supplier_id: int, **kwargs: Any) -> None:
    """After the commit and in the same request: who saved finds it, who left the list is off it."""
    directory.index([supplier_id], today())
