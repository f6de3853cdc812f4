"""The reported measure: what buyers' purchase reports of the latest year say, as far as it may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Subquery

from buyers.models import PurchaseReport, PurchaseRow
from portal.models import Organisation, Sector
from readiness.engine.reported import FOREIGN, IMPORTED, VIETNAMESE, Reported, publish
from readiness.engine.reported import Purchase as Spent


@dataclass(frozen=True, slots=True)
class Line:
    """One sector: an amount that is None is hidden or empty."""

    label: str
    vietnamese: Decimal | None
    foreign: Decimal | None
    imported: Decimal | None


@dataclass(frozen=True, slots=True)
class ReportedYear:
    """The latest year for which a buyer sent a report."""

    year: int
    registered: int
    figures: Reported
    lines: tuple[Line, ...]

    @property
    def in_country(self) -> Decimal | None:
        return _per_cent(self.figures.in_country)

    @property
    def vietnamese(self) -> Decimal | None:
        return _per_cent(self.figures.vietnamese)


def _per_cent(share: Decimal | None) -> Decimal | None:
    return None if share is None else (share * 100).quantize(Decimal("0.1"))


def latest(sectors: Iterable[Sector]) -> ReportedYear | None:
    """What was reported last; None before the first report."""
    sent = PurchaseReport.objects.filter(sent_at__isnull=False, synthetic=settings.DEMO)
    last = sent.filter(rows__isnull=False).order_by("-year").values("year")[:1]
    rows = PurchaseRow.objects.filter(report__in=sent, report__year=Subquery(last))
    stated = list(rows.values_list("report__year", "report__organisation", "sector", "origin", "amount"))
    if not stated:
        return None
    year = stated[0][0]
    figures = publish(Spent(buyer, str(sector), *bought) for _year, buyer, sector, *bought in stated)
    lines = []
    for sector in sectors:
        amounts = [figures.cells.get((str(sector.pk), o)) for o in (VIETNAMESE, FOREIGN, IMPORTED)]
        if any(amount is not None for amount in amounts):
            lines.append(Line(sector.label, *amounts))
    registered = Organisation.objects.filter(kind=Organisation.Kind.BUYER, synthetic=settings.DEMO).count()
    return ReportedYear(year, registered, figures, tuple(lines))
