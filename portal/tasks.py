"""Work that runs later. Each is safe to run twice; no rule lives here."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from portal import health, letters


@shared_task
def note_beat() -> None:
    """Say that beat and a worker are alive; /readyz reads how long ago."""
    health.note_beat()


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def send_letters() -> int:
    """Letters that wait, some at a time; the rest goes to the next run."""
    sent, more = letters.send_waiting(now=timezone.now())
    if more:
        send_letters.delay()
    return sent
