"""Work that runs later. Each is safe to run twice; no rule lives here."""

from celery import shared_task
from django.db import OperationalError

from portal.clock import today
from suppliers import directory


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def sweep_directory() -> int:
    """Rows of the directory that a date has overtaken, or that were not written when the facts changed."""
    return directory.index_due(today()) + directory.index_behind(today())
