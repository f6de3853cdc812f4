"""What a buyer does with a purchase report. Each refuses with an exception of its own, and then nothing changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from buyers.models import PurchaseReport, PurchaseRow
from portal.models import Organisation, User
from suppliers.forms.rows import MOST

# What the page of a draft takes; small suppliers of one category are added up.
MOST_ROWS = MOST


@dataclass(frozen=True, slots=True)
class Bought:
    """Money spent in one category from one origin, in million VND. ``sector`` and ``supplier`` are keys."""

    sector: int
    origin: str
    amount: Decimal
    supplier: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What rows of a spreadsheet do to a draft: new ones, those that take another amount, each with the amount that
    stands there now, and how many are there with the same."""

    added: tuple[Bought, ...]
    replaced: tuple[tuple[Bought, Decimal], ...]
    there: int

    def __bool__(self) -> bool:
        return bool(self.added or self.replaced)


class Refused(Exception):
    """The report does not allow this now."""


class Exists(Refused):
    """There is a report for this year; ``report`` is the one to go on with."""

    def __init__(self, report: PurchaseReport) -> None:
        super().__init__(str(report))
        self.report = report


class AlreadySent(Refused):
    """What was sent stays as it was."""


class NothingBought(Refused):
    """A report without a row says nothing."""


class NoReason(Refused):
    """A correction says why."""


class TooMany(Refused):
    """More rows than a report takes."""


class StaleDraft(Refused):
    """Somebody else has saved since; ``report`` is what is saved now."""

    def __init__(self, report: PurchaseReport) -> None:
        super().__init__(report.stamp)
        self.report = report


@transaction.atomic
def start(organisation: Organisation, year: int, *, now: datetime) -> PurchaseReport:
    """An empty draft for a year of which nothing was reported yet."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if found := organisation.purchase_reports.filter(year=year).order_by("-number").first():
        raise Exists(found)
    return PurchaseReport.objects.create(
        organisation=organisation, year=year, synthetic=organisation.synthetic, saved_at=now
    )


@transaction.atomic
def save(
    report: PurchaseReport, rows: Sequence[Bought], *, seen: str, reason: str = "", now: datetime
) -> PurchaseReport:
    """Write the rows of a draft anew. ``seen`` is the stamp of the draft that the writer has read."""
    held = _draft(report)
    if held.stamp != seen:
        raise StaleDraft(held)
    if len(rows) > MOST_ROWS:
        raise TooMany
    held.rows.all().delete()
    held.reason = reason.strip()
    _add(held, rows, now)
    return held


def change_by(report: PurchaseReport, rows: Sequence[Bought]) -> Change:
    """What ``take_in`` would do. A row of the same category, origin and supplier is the same row. One question."""
    saved = {(row.sector_id, row.origin, row.supplier_id): row.amount for row in report.rows.all()}
    added, replaced = [], []
    for row in rows:
        amount = saved.get((row.sector, row.origin, row.supplier))
        if amount is None:
            added.append(row)
        elif amount != row.amount:
            replaced.append((row, amount))
    if len(saved) + len(added) > MOST_ROWS:
        raise TooMany
    return Change(tuple(added), tuple(replaced), len(rows) - len(added) - len(replaced))


@transaction.atomic
def take_in(report: PurchaseReport, rows: Sequence[Bought], *, seen: str, now: datetime) -> Change:
    """Bring the clean rows of a spreadsheet into a draft; what else stood in it stays.

    ``seen`` is the stamp of the draft for which the writer was shown what would change.
    """
    held = _draft(report)
    if held.stamp != seen:
        raise StaleDraft(held)
    change = change_by(held, rows)
    if change:
        amounts = {(row.sector, row.origin, row.supplier): row.amount for row, _before in change.replaced}
        same = [r for r in held.rows.all() if (r.sector_id, r.origin, r.supplier_id) in amounts]
        for row in same:
            row.amount = amounts[row.sector_id, row.origin, row.supplier_id]
        PurchaseRow.objects.bulk_update(same, ["amount"])
        _add(held, change.added, now)
    return change


@transaction.atomic
def send(report: PurchaseReport, *, by: User, now: datetime) -> PurchaseReport:
    """The draft counts from now on, in place of what was sent for the year before."""
    held = _draft(report)
    if not held.rows.exists():
        raise NothingBought
    if held.number > 1 and not held.reason:
        raise NoReason
    same_year = PurchaseReport.objects.in_force().filter(organisation=held.organisation_id, year=held.year)
    same_year.update(replaced_at=now)
    held.sent_at, held.sent_by = now, by
    held.save(update_fields=["sent_at", "sent_by"])
    return held


@transaction.atomic
def correct(report: PurchaseReport, *, now: datetime) -> PurchaseReport:
    """A draft with the rows of what was sent; that one counts until the draft is sent."""
    Organisation.objects.select_for_update().get(pk=report.organisation_id)
    same_year = PurchaseReport.objects.filter(organisation=report.organisation_id, year=report.year)
    latest = same_year.order_by("-number")[:1].get()
    if latest.draft:
        raise Exists(latest)
    draft = PurchaseReport.objects.create(
        organisation_id=latest.organisation_id,
        year=latest.year,
        number=latest.number + 1,
        synthetic=latest.synthetic,
        saved_at=now,
    )
    _write(draft, [Bought(r.sector_id, r.origin, r.amount, r.supplier_id) for r in latest.rows.all()])
    return draft


@transaction.atomic
def discard(report: PurchaseReport) -> None:
    """Throw a draft away; what was sent stays in force."""
    _draft(report).delete()


def _draft(report: PurchaseReport) -> PurchaseReport:
    """The draft as it is now, locked until the end: one writer at a time."""
    held = PurchaseReport.objects.select_for_update().get(pk=report.pk)
    if not held.draft:
        raise AlreadySent
    return held


def _add(report: PurchaseReport, rows: Sequence[Bought], now: datetime) -> None:
    report.saved_at = now
    report.save(update_fields=["saved_at", "reason"])
    _write(report, rows)


def _write(report: PurchaseReport, rows: Sequence[Bought]) -> None:
    PurchaseRow.objects.bulk_create(
        PurchaseRow(
            report=report,
            sector_id=row.sector,
            origin=row.origin,
            amount=row.amount,
            supplier_id=row.supplier,
        )
        for row in rows
    )
