"""Letters to firms about papers that lapse: 90, 30 and 7 days before the end and once it is over.

A day on which nothing ran loses nothing, and nothing is sent twice: what is due is a window, not a day, and each
window of each end is claimed in a ledger before its letter is sent. Where a later paper has taken the place of one
that lapses, nothing is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from portal.letters import send_letter
from portal.models import Membership, User
from suppliers.criteria_texts import criteria_for
from suppliers.models import Evidence, Reminder, Supplier, SupplierSector
from suppliers.models.evidence import EvidenceClass
from suppliers.vault import outlasted

WINDOWS = (90, 30, 7)
LAPSED = 0
# Figures count for three months after the last month anyway: a letter each month would be noise.
FIGURES_WINDOWS = (30, 7)
# What lapsed longer ago than this was lapsed before there were letters.
LOOK_BACK = timedelta(days=30)
# Firms that are looked at together.
AT_ONCE = 1000
WRITERS = (Membership.Role.OWNER, Membership.Role.EDITOR)


@dataclass(frozen=True, slots=True)
class Due:
    """A paper and the window that the day lies in."""

    line: Evidence
    ends: date
    window: int

    @property
    def key(self) -> tuple[int, date, int]:
        return self.line.pk, self.ends, self.window


def window_of(line: Evidence, on: date) -> int | None:
    """The narrowest window that the day lies in; None while the end is far."""
    if line.valid_to is None:
        return None
    left = (line.valid_to - on).days
    if left < 0:
        return LAPSED
    windows = FIGURES_WINDOWS if line.kind == Evidence.Kind.FIGURES else WINDOWS
    return min((w for w in windows if left <= w), default=None)


def _ending(on: date) -> QuerySet[Evidence]:
    """Papers of claimed firms whose end lies near the day."""
    return (
        Evidence.objects.counting()
        .filter(
            valid_to__gte=on - LOOK_BACK,
            valid_to__lte=on + timedelta(days=max(WINDOWS)),
            evidence_class__gte=EvidenceClass.A1,
            supplier__organisation__isnull=False,
            supplier__merged_into__isnull=True,
        )
        .exclude(kind=Evidence.Kind.STATEMENT)
        .select_related("certificate__standard")
        .with_audit_read()
    )


def due(on: date, suppliers: Sequence[int]) -> list[Due]:
    """What of these firms is to be spoken of on a day and was not yet."""
    ending = _ending(on).filter(supplier__in=suppliers)
    found = [
        Due(line, line.valid_to, window)
        for line in ending
        if line.valid_to and (window := window_of(line, on)) is not None
    ]
    beside = Evidence.objects.counting().filter(supplier__in=suppliers, evidence_class__gte=EvidenceClass.A1)
    renewed = set[int]()
    for lines in _by_firm(beside.exclude(kind=Evidence.Kind.STATEMENT)).values():
        renewed |= outlasted(lines, unread=True)
    sent = Reminder.objects.filter(evidence__supplier__in=suppliers, sent_at__isnull=False)
    told = set(sent.values_list("evidence", "valid_to", "window"))
    return [row for row in found if row.line.pk not in renewed and row.key not in told]


def _by_firm(lines: Iterable[Evidence]) -> dict[int, list[Evidence]]:
    firms: dict[int, list[Evidence]] = defaultdict(list)
    for line in lines:
        firms[line.supplier_id].append(line)
    return firms


def remind(on: date, *, now: datetime) -> int:
    """Send what is due on a day, one letter a firm and person; how many papers were spoken of."""
    firms = list(_ending(on).order_by("supplier").values_list("supplier", flat=True).distinct())
    return sum(_remind(firms[at : at + AT_ONCE], on, now) for at in range(0, len(firms), AT_ONCE))


def _remind(suppliers: Sequence[int], on: date, now: datetime) -> int:
    rows = due(on, suppliers)
    Reminder.objects.bulk_create(
        [Reminder(evidence=r.line, valid_to=r.ends, window=r.window, claimed_at=now) for r in rows],
        ignore_conflicts=True,
    )
    firms: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        firms[row.line.supplier_id].append(row)
    return sum(_write(supplier, mine, now) for supplier, mine in firms.items())


@transaction.atomic
def _write(supplier_id: int, rows: list[Due], now: datetime) -> int:
    """The letters of one firm. Whoever holds the claims sends; where the post is down they stay unsent."""
    claims = Reminder.objects.select_for_update(skip_locked=True).filter(
        evidence__in=[row.line.pk for row in rows], sent_at__isnull=True
    )
    held: dict[tuple[int, date, int], int] = {(c.evidence_id, c.valid_to, c.window): c.pk for c in claims}
    mine = [row for row in rows if row.key in held]
    if not mine:
        return 0
    firm = Supplier.objects.get(pk=supplier_id)
    people = User.objects.filter(
        is_active=True, memberships__organisation=firm.organisation_id, memberships__role__in=WRITERS
    )
    main = SupplierSector.objects.filter(supplier=firm, is_main=True).select_related("sector").first()
    sent = [_send(person, firm, main.letter if main else "M", mine) for person in people.distinct()]
    if sent and not any(sent):
        return 0
    Reminder.objects.filter(pk__in=[held[row.key] for row in mine]).update(sent_at=now)
    return len(mine)


@dataclass(frozen=True, slots=True)
class Line:
    """A paper as the letter names it; ``unaudited``: a surveillance audit is what it wants."""

    criterion: str
    name: str
    until: date
    lapsed: bool
    unaudited: bool


def _send(person: User, firm: Supplier, letter: str, papers: list[Due]) -> bool:
    with override(person.language):
        texts = criteria_for(letter)
        lines = [
            Line(
                row.line.criterion,
                texts[row.line.criterion].name if row.line.criterion in texts else "",
                row.ends,
                row.window == LAPSED,
                row.line.certificate is not None and row.line.certificate.counts([row.line]).unaudited,
            )
            for row in sorted(papers, key=lambda row: (row.ends, row.line.criterion))
        ]
    address = settings.PORTAL_URL.rstrip("/") + reverse("suppliers:vault", args=[firm.public_id])
    return send_letter(
        "papers_lapse", to=person.email, language=person.language, firm=firm, lines=lines, address=address
    )
