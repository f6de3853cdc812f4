"""Work that runs later. Each is safe to run twice; no rule lives here."""

from typing import Any

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from portal.clock import today
from readiness import frameworks, scoring, standings
from readiness.kept import keeping, recounting
from readiness.models import SimulationRun
from readiness.policy.simulation.running import simulate as simulate_run
from readiness.supply import running

# Judged in one task at most, so that it stays far below the time after which a task is delivered again.
AT_ONCE = 50_000


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def rescore_supplier(supplier_id: int) -> int:
    """One firm whose facts changed a moment ago."""
    return scoring.rescore_firms([supplier_id], today=today())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def sweep() -> int:
    """Whatever is stale: a message that was lost, a date that passed, a framework that is new."""
    scoring.open_missing_scores()
    framework, day = frameworks.current(), today()
    done = scoring.rescore_all(framework, today=day, limit=AT_ONCE)
    told = scoring.tell_the_untold(today=day)
    standings.keep_first(framework, day)
    if done >= AT_ONCE:
        sweep.delay()
    return done + told


@shared_task
def keep_standings() -> int:
    """The count of today, kept for the line of the target page."""
    return standings.keep(frameworks.current(), today())


@shared_task
def recount() -> bool:
    """A day of a kept page by the framework in force, then the next, until it has counted them all."""
    more = recounting.recount_one(frameworks.current()) is not None
    if more:
        recount.delay()
    return more


# Of a large country it may outlast the time after which a message that is not acknowledged is delivered again, so it
# is acknowledged at once. One lost with its worker is made good by ``catch_up_supply``.
@shared_task(acks_late=False, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def compute_supply(*wished: Any) -> int:
    """The potential of today for every level, ownership and horizon; nothing where the facts are the same.

    ``wished``: level, ownership, horizon and million VND of a budget that one run is to be solved for as well.
    """
    return running.compute(today=today(), wish=running.Wish(*wished) if wished else None)


@shared_task(acks_late=False, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def catch_up_supply() -> int:
    """The same where a run of today is missing: the message of the night, or its worker, was lost."""
    return 0 if running.complete(today=today()) else running.compute(today=today())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def simulate(run_id: int) -> bool:
    """The whole country under a draft; two processes, so that the ministry waits half as long."""
    run = SimulationRun.objects.select_related("draft").get(pk=run_id)
    return simulate_run(run, now=timezone.now(), processes=2)


@shared_task
def keep_month() -> bool:
    """The target page of the first night of a month, kept for good; on every other night nothing."""
    return keeping.keep_month(today=today(), now=timezone.now()) is not None
