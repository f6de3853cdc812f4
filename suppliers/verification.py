"""The verification queue as its page shows it: what waits, for how long it may, and who may see it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import User
from suppliers.criteria_texts import SECTORS, criteria_for
from suppliers.models import Decision, Document, Evidence, Supplier, SupplierSector
from suppliers.queue_filters import KINDS, QueueFilter

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


def as_shown(evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """With what the desk says of each: its firm, its paper, and who reads it."""
    return evidence.select_related(
        "supplier__province", "certificate__standard", "document", "reading__reader"
    ).prefetch_related(Prefetch("supplier__sectors", SupplierSector.objects.select_related("sector")))


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


@dataclass(frozen=True)
class Desk:
    """The list at the left: a page of what waits under a filter, and what wants a second person. ``waiting`` and
    ``overdue`` count all that waits, ``found`` what the filter leaves."""

    rows: tuple[Waiting, ...]
    page: Page
    waiting: int
    overdue: int
    pending: tuple[Decision, ...]
    filter: QueueFilter

    @property
    def found(self) -> int:
        return self.page.paginator.count

    @property
    def narrowed(self) -> bool:
        """Whether more is asked than words and a kind."""
        return bool(self.filter.cleaned.keys() - {"q", "kind"}) or bool(self.filter.errors)

    @property
    def query(self) -> str:
        """The filter and the page, as an address ends: what links and forms of the desk keep."""
        return self.filter.query(self.page.number)

    @property
    def kinds(self) -> list[tuple[str, Any, int, bool]]:
        """(address, what, how many, chosen) of each kind, and of all of them."""
        asked = {name: value for name, value in self.filter.cleaned.items() if name != "kind"}
        chosen, counts = self.filter.cleaned.get("kind", ""), self.filter.kinds
        rows = [("", _("All"), sum(counts.values()))]
        rows += [(name, words, counts[name]) for name, (words, _what) in KINDS.items()]
        return [
            (f"?{urlencode(asked | ({'kind': name} if name else {}))}", words, n, name == chosen)
            for name, words, n in rows
        ]


def filter_of(user: User, asked: Mapping[str, str], now: datetime) -> QueueFilter:
    """The queue of this member of staff under what the address asks."""
    return QueueFilter(
        asked,
        queryset=queue_for(user),
        reader=user,
        promised=now - READ_WITHIN,
        due=now - READ_WITHIN + DUE_SOON,
    )


def desk_of(user: User, asked: Mapping[str, str], now: datetime) -> Desk:
    """The desk of this member of staff; ``asked`` is the address: a filter, and a page of what it leaves."""
    queue, narrowed = queue_for(user), filter_of(user, asked, now)
    pages = Paginator(as_shown(narrowed.qs), A_PAGE)
    # The kinds are counted for their chips anyway.
    pages.count = narrowed.found
    shown = pages.get_page(asked.get("page"))
    texts = {letter: criteria_for(letter) for letter in SECTORS}
    rows = []
    for evidence in shown.object_list:
        main = evidence.supplier.main_sector
        text = texts[main.letter if main else "M"].get(evidence.criterion)
        rows.append(Waiting(evidence, Clock.of(evidence, now), text.name if text else ""))
    counted = queue.order_by().aggregate(
        waiting=Count("pk"), overdue=Count("pk", filter=Q(queued_at__lt=now - READ_WITHIN))
    )
    return Desk(
        rows=tuple(rows),
        page=shown,
        waiting=counted["waiting"],
        overdue=counted["overdue"],
        pending=tuple(pending_second(user)[:A_PAGE]),
        filter=narrowed,
    )


def next_after(
    user: User, asked: Mapping[str, str], queued_at: datetime, pk: int, now: datetime
) -> tuple[Evidence | None, str]:
    """What comes after a piece of evidence under the same filter, the first again after the last; None where nothing
    is left. With it the address of the page of the list on which it stands."""
    narrowed = filter_of(user, asked, now)
    left = narrowed.qs.order_by("queued_at", "pk")
    later = left.filter(Q(queued_at__gt=queued_at) | Q(queued_at=queued_at, pk__gt=pk))
    found = later.first() or left.first()
    if found is None:
        return None, narrowed.query()
    before = left.filter(Q(queued_at__lt=found.queued_at) | Q(queued_at=found.queued_at, pk__lt=found.pk))
    return found, narrowed.query(before.count() // A_PAGE + 1)
