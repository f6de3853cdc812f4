"""The verification queue as its page shows it: what waits, how long it may, and both sources side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.folding import fold
from portal.models import User
from suppliers.models import Decision, Evidence, Supplier

# What we promise a firm: somebody reads its paper within five days.
READ_WITHIN = timedelta(days=5)
# Below this what is left of that time is shown as due.
DUE_SOON = timedelta(days=1)


def queue_for(user: User) -> QuerySet[Evidence]:
    """Evidence this member of staff may decide on, oldest first: in scope, and not of a firm of theirs."""
    return (
        Evidence.objects.waiting()
        .filter(
            supplier__in=Supplier.objects.in_scope_of(user).values("pk"), supplier__merged_into__isnull=True
        )
        .exclude(supplier__organisation__in=user.organisation_ids())
        .select_related("supplier", "certificate__standard", "document")
    )


def pending_second(user: User) -> QuerySet[Decision]:
    """Decisions that wait for a second person, oldest first; one's own are among them, to be seen."""
    return (
        Decision.objects.filter(needs_second=True, closed_at__isnull=True)
        .filter(supplier__in=Supplier.objects.in_scope_of(user).values("pk"))
        .exclude(supplier__organisation__in=user.organisation_ids())
        .select_related("supplier", "evidence__certificate__standard", "decided_by")
        .order_by("decided_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a piece of evidence may still wait. ``state`` is ok, due or over."""

    left: timedelta

    @classmethod
    def of(cls, evidence: Evidence, now: datetime) -> "Clock":
        assert evidence.queued_at is not None
        return cls(evidence.queued_at + READ_WITHIN - now)

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
            return (
                _("%(days)s days overdue") % {"days": days}
                if days
                else _("%(hours)s hours overdue") % {"hours": hours}
            )
        return (
            _("%(days)s days left") % {"days": days} if days else _("%(hours)s hours left") % {"hours": hours}
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that both the firm and the paper say. ``agreement`` is met, part or unknown."""

    label: str
    stated: str
    field: str
    read: str
    agreement: str
    words: str


def compare(pairs: Sequence[tuple[str, str, str, str]]) -> list[Compared]:
    """Rows of (label, what the firm wrote, form field, what the reader recorded) with their agreement.

    Names and numbers are compared folded, so that marks, case and punctuation do not count as a difference.
    """
    rows = []
    for label, stated, field, read in pairs:
        if not read:
            agreement, words = "unknown", _("Not recorded yet")
        elif not stated:
            agreement, words = "unknown", _("Only on the paper")
        elif fold(stated).replace(" ", "") == fold(read).replace(" ", ""):
            agreement, words = "met", _("Agrees")
        else:
            agreement, words = "part", _("Differs")
        rows.append(Compared(label, stated, field, read, agreement, words))
    return rows
