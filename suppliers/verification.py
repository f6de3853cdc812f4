"""The verification queue as its page shows it: what waits, for how long it may, and who may see it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import User
from suppliers.criteria_texts import SECTORS, criteria_for
from suppliers.models import Decision, Document, Evidence, Supplier

# What we promise a firm: somebody reads its paper within five days.
READ_WITHIN = timedelta(days=5)
# Below this what is left of that time is shown as due.
DUE_SOON = timedelta(days=1)
A_PAGE = 20


def readable_by(user: User) -> QuerySet[Evidence]:
    """Evidence of the firms in this person's scope, but of none of their own."""
    return (
        Evidence.objects.filter(
            supplier__in=Supplier.objects.in_scope_of(user).values("pk"), supplier__merged_into__isnull=True
        )
        .exclude(supplier__organisation__in=user.organisation_ids())
        .select_related("supplier__province", "certificate__standard", "document")
    )


def queue_for(user: User) -> QuerySet[Evidence]:
    """Evidence this member of staff may decide on, oldest first. What waits for a second person is not there."""
    open_decision = Decision.objects.filter(
        evidence=OuterRef("pk"), needs_second=True, closed_at__isnull=True
    )
    return (
        readable_by(user)
        .filter(state=Evidence.State.LIVE, queued_at__isnull=False)
        .exclude(Exists(open_decision))
        .exclude(document__scan__in=Document.Scan.withheld())
        .order_by("queued_at", "pk")
    )


def pending_second(user: User) -> QuerySet[Decision]:
    """Decisions that wait for a second person, oldest first; one's own are among them, to be seen."""
    return (
        Decision.objects.filter(
            needs_second=True, closed_at__isnull=True, evidence__in=readable_by(user).values("pk")
        )
        .filter(evidence__state=Evidence.State.LIVE)
        .select_related(
            "supplier__province", "evidence__certificate__standard", "evidence__document", "decided_by"
        )
        .order_by("decided_at", "pk")
    )


def mark_of(evidence: Evidence) -> str:
    """What a reader has seen, in one word: another one once the firm has changed it."""
    held = evidence.certificate
    seen: list[Any] = [
        evidence.claimed_level,
        evidence.figures,
        evidence.document_id,
        evidence.valid_from,
        evidence.valid_to,
        evidence.note,
    ]
    if held is not None:
        seen += [held.standard_id, held.number, held.issuer, held.scope]
        seen += [held.issued_on, held.valid_to, held.last_surveillance_on]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a piece of evidence may still wait. ``state`` is ok, due or over."""

    left: timedelta
    waited: timedelta

    @classmethod
    def of(cls, evidence: Evidence, now: datetime) -> "Clock":
        assert evidence.queued_at is not None
        return cls(evidence.queued_at + READ_WITHIN - now, now - evidence.queued_at)

    @property
    def state(self) -> str:
        if self.left < timedelta(0):
            return "over"
        return "due" if self.left < DUE_SOON else "ok"

    @property
    def words(self) -> str:
        days = abs(self.left) // timedelta(days=1)
        hours = abs(self.left) // timedelta(hours=1)
        if self.state == "over":
            if days:
                return ngettext("%(n)s day overdue", "%(n)s days overdue", days) % {"n": days}
            return ngettext("%(n)s hour overdue", "%(n)s hours overdue", hours) % {"n": hours}
        if days:
            return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
        return ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": hours}

    @property
    def waiting(self) -> str:
        days = self.waited // timedelta(days=1)
        if not days:
            return _("came in today")
        return ngettext("waiting for %(n)s day", "waiting for %(n)s days", days) % {"n": days}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list at the left."""

    evidence: Evidence
    clock: Clock
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The list at the left: a page of what waits, and what wants a second person."""

    rows: tuple[Waiting, ...]
    page: Page
    overdue: int
    pending: tuple[Decision, ...]

    @property
    def waiting(self) -> int:
        return self.page.paginator.count


def desk_of(user: User, page: str | None, now: datetime) -> Desk:
    """The desk of this member of staff; ``page`` as it stands in the address."""
    queue = queue_for(user)
    shown = Paginator(queue.prefetch_related("supplier__sectors__sector"), A_PAGE).get_page(page)
    texts = {letter: criteria_for(letter) for letter in SECTORS}
    rows = []
    for evidence in shown.object_list:
        main = evidence.supplier.main_sector
        text = texts[main.letter if main else "M"].get(evidence.criterion)
        rows.append(Waiting(evidence, Clock.of(evidence, now), text.name if text else ""))
    return Desk(
        rows=tuple(rows),
        page=shown,
        overdue=queue.filter(queued_at__lt=now - READ_WITHIN).count(),
        pending=tuple(pending_second(user)[:A_PAGE]),
    )
