"""What happens here when something happens on the ground."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from portal.clock import today
from portal.events import supplier_registered
from portal.models import Organisation, User
from suppliers.actions.registration import register_supplier
from suppliers.criteria_texts import validity_months


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
