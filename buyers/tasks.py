"""Work that runs later. Safe to run twice; no rule lives here."""

from celery import shared_task
from django.utils import timezone

from buyers.enquiring.actions import forget_old_texts
from buyers.enquiring.answering import follow_answers
from buyers.reporting.sectors import follow_confirmed_sales
from portal.clock import today


@shared_task
def forget_messages() -> int:
    """The texts of enquiries in which nobody wrote for two years."""
    return forget_old_texts(now=timezone.now())


@shared_task
def follow_sales() -> int:
    """Main sectors of firms by what buyers reported buying from them."""
    return follow_confirmed_sales(today=today(), now=timezone.now())


@shared_task
def measure_answers() -> int:
    """How long firms take to answer enquiries, as evidence of theirs."""
    return follow_answers(now=timezone.now())
