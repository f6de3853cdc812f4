"""Work that runs later. Safe to run twice; no rule lives here."""

from celery import shared_task
from django.utils import timezone

from buyers.enquiring.actions import forget_old_texts


@shared_task
def forget_messages() -> int:
    """The texts of enquiries in which nobody wrote for two years."""
    return forget_old_texts(now=timezone.now())
