"""Work that runs later. Each is safe to run twice; no rule lives here."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from portal.clock import today
from suppliers import directory, feed, reminding
from suppliers.actions import scanning
from suppliers.actions.drafts import forget_old_drafts
from suppliers.duplicates import finding
from suppliers.importing import running
from suppliers.registers import recording


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def sweep_directory() -> int:
    """Rows of the directory that a date has overtaken, or that were not written when the facts changed; then the
    counts of a long list."""
    written = directory.index_due(today()) + directory.index_behind(today())
    directory.count_whole_list(timezone.now())
    return written


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def take_in_lists() -> int:
    """Every list that waits, the first asked first."""
    done = 0
    while running.take_next(today=today(), now=timezone.now()):
        done += 1
    if done:
        find_duplicates.delay()
    return done


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def record_registers() -> int:
    """Rows of register files that staff asked to record, some at a time; the rest goes to the next run."""
    done, more = recording.record_some(now=timezone.now())
    if more:
        record_registers.delay()
    return done


@shared_task
def find_duplicates() -> int:
    """Pairs of firms that may be one, for a person to judge."""
    return finding.propose(now=timezone.now())


@shared_task
def forget_lists() -> int:
    """What lists hold of persons, once nobody goes on with them."""
    return running.forget(now=timezone.now())


@shared_task
def clear_changes() -> int:
    """Changes of the directory that are older than readers may stay away."""
    feed.number()
    return feed.clear(timezone.now())


@shared_task
def scan_document(document_id: int) -> bool:
    """A file that was uploaded a moment ago; where the scanner is down the next run asks again."""
    return scanning.scan_document(document_id, now=timezone.now())


@shared_task
def scan_what_waits() -> int:
    """Files in quarantine, and those kept before there was a scanner."""
    return scanning.scan_what_waits(now=timezone.now())


@shared_task
def remind_of_papers() -> int:
    """Letters about papers that lapse; each window is spoken of once, whenever this runs."""
    return reminding.remind(today(), now=timezone.now())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def forget_drafts() -> int:
    """What was typed and never saved, thirty days after the last word."""
    return forget_old_drafts(now=timezone.now())
