"""Work that runs later. Each is safe to run twice; no rule lives here."""

from celery import shared_task
from django.db import OperationalError

from portal.clock import today
from readiness import frameworks, scoring, standings


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def rescore_supplier(supplier_id: int) -> int:
    """One firm whose facts changed a moment ago."""
    return scoring.rescore_supplier(supplier_id, today=today())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def sweep() -> int:
    """Whatever is stale: a message that was lost, a date that passed, a framework that is new."""
    scoring.open_missing_scores()
    return scoring.rescore_all(frameworks.current(), today=today())


@shared_task
def keep_standings() -> int:
    """The count of today, kept for the line of the target page."""
    return standings.keep(frameworks.current(), today())
