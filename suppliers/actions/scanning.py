"""What follows from scanning an uploaded file. Safe to do twice, and in two places at once."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from suppliers import scanning
from suppliers.actions.changing import changing
from suppliers.models import Document, Evidence, Renewal
from suppliers.models.evidence import PROVEN_CLASSES, EvidenceClass

logger = logging.getLogger(__name__)

# Files that one run takes in hand; the next run takes the rest.
AT_ONCE = 100


def scan_document(pk: int, *, now: datetime) -> bool:
    """Scan one file that was not scanned yet; False where the scanner does not answer, and it stays as it is."""
    document = Document.objects.exclude(scan__in=Document.Scan.settled()).filter(pk=pk).first()
    if document is None or not scanning.configured():
        return True
    try:
        found = scanning.scan(_chunks(document))
    except scanning.ScannerDown as why:
        logger.warning("the scanner does not answer (%s); document %s stays as it is", why, pk)
        return False
    except FileNotFoundError:
        logger.warning("document %s is not in storage", pk)
        return True
    if found:
        _quarantine(document, found, now)
    elif document.scan == Document.Scan.WAITING:
        _release(document, now)
    else:
        # Kept before there was a scanner: it was served, and what rests on it counts already.
        Document.objects.filter(pk=pk).update(scan=Document.Scan.CLEAN, scanned_at=now)
    return True


def scan_what_waits(*, now: datetime) -> int:
    """Files in quarantine first, then those kept before there was a scanner; stops at the first that it does not
    answer. How many were scanned."""
    if not scanning.configured():
        return 0
    waiting = Document.objects.filter(Q(scan=Document.Scan.WAITING) | Q(scan=Document.Scan.NONE))
    done = 0
    for pk in waiting.order_by("-scan", "pk").values_list("pk", flat=True)[:AT_ONCE]:
        if not scan_document(pk, now=now):
            break
        done += 1
    return done


def _chunks(document: Document) -> Iterator[bytes]:
    with document.file.open("rb") as file:
        yield from file.chunks(scanning.CHUNK)


def _release(document: Document, now: datetime) -> None:
    """A clean file may be opened, and what rests on it counts as uploaded from now on."""
    with transaction.atomic(), changing(document.supplier):
        Document.objects.filter(pk=document.pk).update(scan=Document.Scan.CLEAN, scanned_at=now)
        Evidence.objects.counting().filter(document=document, evidence_class=EvidenceClass.A0).update(
            evidence_class=EvidenceClass.A1
        )


def _quarantine(document: Document, found: str, now: datetime) -> None:
    """An infected file is given to nobody, and what rests on it and nobody has checked counts no longer."""
    with transaction.atomic(), changing(document.supplier):
        held = Document.objects.select_for_update().get(pk=document.pk)
        held.scan, held.scanned_at, held.scan_found = Document.Scan.INFECTED, now, found
        held.save(update_fields=["scan", "scanned_at", "scan_found"])
        Evidence.objects.counting().filter(document=held).exclude(evidence_class__in=PROVEN_CLASSES).update(
            state=Evidence.State.WITHDRAWN, queued_at=None
        )
        Renewal.objects.waiting().filter(document=held).update(withdrawn_at=now)
