"""Purchase reports of buyers, brought to the engine and back: what the reported measure counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Case, DecimalField, Exists, F, Max, OuterRef, Q, Sum, When
from django.utils import timezone

from buyers.models import PurchaseReport, PurchaseRow
from portal.models import Organisation
from readiness.engine.reported import Purchase, Reported, publish
from suppliers.models import Evidence
from suppliers.models.evidence import PROVEN_CLASSES

# Where a firm's inputs come from; what speaks for the share that it states.
ORIGIN_OF_INPUTS = "4.7"


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year as it may be shown. ``as_of``: the day on which the last report of it was sent."""

    year: int
    published: Reported
    as_of: date


def years(today: date) -> tuple[Year, ...]:
    """Every year with a report in force, the latest first; demo buyers or real ones, never both. One query.

    What a supplier imports is not asked of buyers: it is what the firm itself states and proves today.
    """
    proof = Evidence.objects.counting().filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        supplier=OuterRef("supplier"),
        criterion=ORIGIN_OF_INPUTS,
        evidence_class__in=PROVEN_CLASSES,
    )
    content = Case(
        When(Exists(proof), then=F("supplier__local_content_percent")), output_field=DecimalField()
    )
    sums = (
        PurchaseRow.objects.filter(report__in=PurchaseReport.objects.counting())
        .order_by()
        .annotate(content=content)
        .values_list("report__year", "report__organisation", "sector__letters", "origin", "content")
        .annotate(money=Sum("amount"), sent=Max("report__sent_at"))
    )
    stated: dict[int, list[Purchase]] = {}
    sent: dict[int, date] = {}
    for year, buyer, letters, origin, content, money, at in sums:
        share = None if content is None else content / 100
        stated.setdefault(year, []).append(Purchase(buyer, "".join(letters), origin, money, share))
        day = timezone.localtime(at).date()
        sent[year] = max(day, sent.get(year, day))
    return tuple(Year(y, publish(stated[y]), sent[y]) for y in sorted(stated, reverse=True))


def headline_year(found: Sequence[Year], today: date) -> Year | None:
    """The last year that is over; a running year is not compared with whole ones."""
    return next((y for y in found if y.year < today.year), None)


def buyers_on_the_portal() -> int:
    """Those whose reports would count."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.BUYER, synthetic=settings.DEMO, verified_at__isnull=False
    ).count()


def reporters(year: int) -> Mapping[str, date]:
    """Who reported, and when it was sent: staff may know that, not what stands in a report."""
    sent = (
        PurchaseReport.objects.counting()
        .filter(year=year)
        .values_list("organisation__name", "sent_at")
        .order_by("organisation__name")
    )
    return {name: timezone.localtime(at).date() for name, at in sent if at}
