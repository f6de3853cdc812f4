"""Criterion 8.5: how many hours a firm takes to answer what buyers ask on the portal, by the portal's own record.

Of the last twelve months count the enquiries of buyers whom staff have verified and who do not act for the firm
themselves. One that nobody has answered counts from a week on, the slowest answer that is worth a level, and then as
if the answer took a year.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_UP, Decimal
from statistics import median
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from buyers.models import Enquiry, Message
from portal.models import Membership
from suppliers.actions.changing import changing
from suppliers.actions.confirmed import say_measured
from suppliers.claims import FIGURES, Claim
from suppliers.clocks import add_months, month_end
from suppliers.models import Evidence, Supplier

ANSWERS, MONTHS = "8.5", 12
PATIENCE, SILENCE = timedelta(hours=168), timedelta(days=365)
Asked = tuple[datetime, datetime | None]
# Figures, the first and the last day of what the evidence says already.
Stands = tuple[Any, ...]


def follow_answers(*, now: datetime) -> int:
    """Bring every firm to what its answers show today; how many changed. Safe to run twice."""
    today = timezone.localtime(now).date()
    asked: defaultdict[int, list[Asked]] = defaultdict(list)
    for key, sent, answered in _counted(today):
        asked[key].append((sent, answered))
    stands: defaultdict[int, list[Stands]] = defaultdict(list)
    held = Evidence.objects.counting().filter(kind=Evidence.Kind.FIGURES, criterion=ANSWERS)
    for key, *said_before in held.values_list("supplier", "figures", "valid_from", "valid_to"):
        stands[key].append(tuple(said_before))
        asked.setdefault(key, [])
    changed = 0
    for firm in Supplier.objects.filter(pk__in=asked).order_by("pk"):
        said = answering(asked[firm.pk], now=now)
        if stands[firm.pk] != [(claim.figures, claim.valid_from, claim.valid_to) for claim in said]:
            with changing(firm):
                say_measured(firm, ANSWERS, said, now=now)
            changed += 1
    return changed


def answering(asked: Iterable[Asked], *, now: datetime) -> list[Claim]:
    """(sent, answered or None) of each enquiry as one measurement; none where nothing counts yet."""
    waited = [
        (sent, answered - sent if answered else SILENCE)
        for sent, answered in asked
        if answered or now - sent >= PATIENCE
    ]
    if not waited:
        return []
    days = [timezone.localtime(sent).date() for sent, _took in waited]
    hours = Decimal(median(took.total_seconds() for _sent, took in waited)) / 3600
    figures = {"requests": len(waited), "median_hours": str(hours.quantize(Decimal("0.1"), ROUND_UP))}
    return [Claim(ANSWERS, FIGURES, min(days), month_end(add_months(max(days), MONTHS)), figures=figures)]


def _counted(today: date) -> Iterable[tuple[int, datetime, datetime | None]]:
    """(firm, sent, first answer). One query."""
    first = Min("messages__written_at", filter=Q(messages__side=Message.Side.FIRM))
    of_the_buyer = Membership.objects.filter(organisation=OuterRef(OuterRef("organisation"))).values("user")
    both = Membership.objects.filter(organisation=OuterRef("supplier__organisation"), user__in=of_the_buyer)
    return (
        Enquiry.objects.filter(
            ~Exists(both),
            sent_at__date__gte=add_months(today, -MONTHS),
            organisation__verified_at__isnull=False,
        )
        .annotate(first=first)
        .order_by("supplier", "pk")
        .values_list("supplier", "sent_at", "first")
    )
