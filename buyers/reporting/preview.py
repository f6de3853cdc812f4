"""What a spreadsheet would change in a draft, before it does; the rows wait in the page, signed, until they are taken in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core import signing

from buyers.models import PurchaseReport, PurchaseRow
from buyers.reporting.actions import Bought, Change
from portal.models import Sector
from suppliers.models import Supplier

_SALT = "buyers.purchase-sheet"
_A_DAY = 24 * 60 * 60


class Expired(Exception):
    """What waited in the page is too old, or not what this portal wrote: the file is read again."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words. ``before``: the amount that stands in the draft, None where the row is new."""

    sector: str
    origin: str
    supplier: Supplier | None
    before: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Preview:
    """``rows``: those whose amount would be replaced, then the new ones."""

    rows: tuple[Told, ...]
    change: Change
    waiting: str
    seen: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """``returned``: how many rows of the file came back."""

    rows: tuple[Bought, ...]
    returned: int


def preview(report: PurchaseReport, rows: Sequence[Bought], change: Change, *, returned: int) -> Preview:
    """Two questions, however many rows."""
    waiting = {
        "report": report.pk,
        "returned": returned,
        "rows": [[row.sector, row.origin, str(row.amount), row.supplier] for row in rows],
    }
    return Preview(
        tuple(_told(change)), change, signing.dumps(waiting, salt=_SALT, compress=True), report.stamp
    )


def waiting_for(report: PurchaseReport, signed: str) -> Waiting:
    """The rows of a preview of this report. Raises Expired."""
    try:
        said = signing.loads(signed, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature:
        raise Expired from None
    if said["report"] != report.pk:
        raise Expired
    rows = (Bought(sector, origin, Decimal(amount), firm) for sector, origin, amount, firm in said["rows"])
    return Waiting(tuple(rows), said["returned"])


def _told(change: Change) -> Iterator[Told]:
    both = [*change.replaced, *((row, None) for row in change.added)]
    sectors = Sector.objects.in_bulk({row.sector for row, _before in both})
    firms = Supplier.objects.in_bulk({row.supplier for row, _before in both if row.supplier})
    for row, before in both:
        origin = str(PurchaseRow.Origin(row.origin).label)
        firm = firms.get(row.supplier) if row.supplier else None
        yield Told(sectors[row.sector].label, origin, firm, before, row.amount)
