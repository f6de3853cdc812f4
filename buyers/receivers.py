"""What happens here when something happens on the ground."""

from typing import Any

from django.dispatch import receiver

from buyers.models import Message
from portal.events import person_deleted, personal_data_asked
from portal.models import User


@receiver(person_deleted)
def empty_what_the_person_wrote(sender: object, user: User, **kwargs: Any) -> None:
    """That and when something was written stays; a text may say who wrote it."""
    Message.objects.filter(written_by=user).update(text="")


@receiver(personal_data_asked)
def tell_what_the_person_wrote(sender: object, user: User, **kwargs: Any) -> dict[str, Any]:
    wrote = Message.objects.filter(written_by=user).order_by("pk")
    return {"messages": list(wrote.values("enquiry__public_id", "enquiry__subject", "text", "written_at"))}
