"""What staff conclude of a firm beside its evidence, and what the firm asks for and answers.

Each verb refuses with ``Refused``, whose sentence is for the reader, and then nothing changed.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.models import User
from suppliers.actions.changing import changing
from suppliers.models import (
    Decision,
    Document,
    Evidence,
    Finding,
    NotApplicableRequest,
    Renewal,
    Supplier,
    Waiver,
)
from suppliers.models.evidence import PROVEN_CLASSES, ReadByFirm

# Proof that is booked to be renewed makes a level conditional for so many days at most (readiness model (b)).
CONDITIONAL_DAYS = 60

Ruling = TypeVar("Ruling", Finding, NotApplicableRequest, Waiver, Renewal, Decision)


class Refused(Exception):
    """This cannot be done now; the words say why."""


def _locked(row: Ruling, **still: Any) -> Ruling:
    """The row as it is now, held until the end of the change; Refused where it is no longer as ``still`` says."""
    found = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk, **still).first()
    if found is None:
        raise Refused(_("Somebody decided on this while you were reading. Nothing of yours was saved."))
    return found


def _write(row: models.Model, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def open_finding(
    supplier: Supplier,
    *,
    criterion: str,
    ceiling: Decimal,
    evidence_class: str,
    opened_on: date,
    reason: str,
    by: User,
) -> Finding:
    """From ``opened_on`` the criterion counts at most ``ceiling``, whatever its evidence says."""
    with changing(supplier):
        return Finding.objects.create(
            supplier=supplier,
            criterion=criterion,
            ceiling=ceiling,
            evidence_class=evidence_class,
            opened_on=opened_on,
            reason=reason,
            opened_by=by,
        )


def closing_evidence(finding: Finding, on: date) -> models.QuerySet[Evidence]:
    """What may close a finding: proof in force of the same class or better, that shows more than the ceiling
    and begins no earlier than the finding."""
    better = [c for c in PROVEN_CLASSES if c >= finding.evidence_class]
    return (
        Evidence.objects.counting()
        .filter(
            supplier=finding.supplier_id,
            criterion=finding.criterion,
            evidence_class__in=better,
            valid_from__gte=finding.opened_on,
            valid_from__lte=on,
        )
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .filter(Q(level__gt=finding.ceiling) | Q(figures__isnull=False))
        .select_related("certificate__standard")
        .order_by("-valid_from", "-pk")
    )


def close_finding(finding: Finding, *, evidence: Evidence, reason: str, by: User, today: date) -> None:
    """Closed by better proof; the criterion is limited no longer from today on."""
    with changing(finding.supplier):
        held = _locked(finding, closed_on__isnull=True)
        if not closing_evidence(held, today).filter(pk=evidence.pk).exists():
            raise Refused(_("This evidence does not close the finding: it takes proof of the same class or better, of its day or later."))  # fmt: skip
        _write(held, closed_on=today, closed_by=by, closed_reason=reason, closing_evidence=evidence, read_by_firm_at=None)  # fmt: skip


def lift_finding(finding: Finding, *, reason: str, by: User) -> None:
    """Opened in error: as if it had never been. Somebody else than the one who opened it says so."""
    with changing(finding.supplier):
        held = _locked(finding, closed_on__isnull=True)
        if held.opened_by_id == by.pk:
            raise Refused(_("The second person must not be the first."))
        _write(held, closed_on=held.opened_on, closed_by=by, closed_reason=reason, in_error=True, read_by_firm_at=None)  # fmt: skip


def ask_not_applicable(
    supplier: Supplier, *, criterion: str, reason: str, by: User, now: datetime
) -> NotApplicableRequest:
    """The firm asks to leave a criterion out; nothing changes until staff agree."""
    with changing(supplier):
        held = NotApplicableRequest.objects.filter(supplier=supplier, criterion=criterion, withdrawn_at=None)
        if held.exclude(approved=False).exists():
            raise Refused(_("This was asked already."))
        return NotApplicableRequest.objects.create(
            supplier=supplier, criterion=criterion, reason=reason, asked_by=by, asked_at=now
        )


def withdraw_request(asked: NotApplicableRequest, *, now: datetime) -> None:
    """The firm takes its request back, also after it was approved: the criterion applies again."""
    with changing(asked.supplier):
        held = _locked(asked, withdrawn_at__isnull=True)
        if held.approved is False:
            raise Refused(_("Staff have decided on this already."))
        _write(held, withdrawn_at=now)


def decide_request(
    asked: NotApplicableRequest, *, approved: bool, reason: str, by: User, now: datetime
) -> None:
    """Staff agree or not; an approval may later be taken back with another decision."""
    with changing(asked.supplier):
        held = _locked(asked, withdrawn_at__isnull=True, approved=asked.approved)
        if held.approved is False:
            raise Refused(_("This was refused already; the firm may ask again."))
        _write(held, approved=approved, decision_reason=reason, decided_by=by, decided_at=now, read_by_firm_at=None)  # fmt: skip


def record_waiver(
    supplier: Supplier,
    *,
    criterion: str,
    level: int,
    valid_from: date,
    valid_to: date,
    buyer: str,
    reason: str,
    by: User,
    now: datetime,
) -> Waiver:
    """What a buyer wrote, recorded by one person; it has no effect until another approves it."""
    with changing(supplier):
        return Waiver.objects.create(
            supplier=supplier,
            criterion=criterion,
            level=level,
            valid_from=valid_from,
            valid_to=valid_to,
            buyer=buyer,
            reason=reason,
            recorded_by=by,
            recorded_at=now,
        )


def approve_waiver(waiver: Waiver, *, by: User, now: datetime) -> None:
    with changing(waiver.supplier):
        held = _locked(waiver, approved_at__isnull=True, refused_at__isnull=True)
        if held.recorded_by_id == by.pk:
            raise Refused(_("The second person must not be the first."))
        _write(held, approved_by=by, approved_at=now, approver=by.name or by.email)


def refuse_waiver(waiver: Waiver, *, reason: str, by: User, now: datetime) -> None:
    """The second person does not approve; who recorded it may take it back in the same way."""
    with changing(waiver.supplier):
        held = _locked(waiver, approved_at__isnull=True, refused_at__isnull=True)
        _write(held, refused_by=by, refused_at=now, closed_reason=reason)


def end_waiver(waiver: Waiver, *, on: date, reason: str, by: User) -> None:
    """The buyer took it back: it counts until ``on``, included, and no longer."""
    with changing(waiver.supplier):
        held = _locked(waiver, approved_at__isnull=False)
        if not held.valid_from <= on < held.valid_to:
            raise Refused(_("It ends by itself before that day."))
        _write(held, valid_to=on, ended_by=by, closed_reason=reason, read_by_firm_at=None)


def book_renewal(
    supplier: Supplier,
    *,
    criterion: str,
    booked_for: date,
    body: str,
    document: Document,
    note: str,
    by: User,
    now: datetime,
) -> Renewal:
    """The firm shows that the next audit or certificate is booked; it has effect once staff accept it."""
    with changing(supplier):
        if Renewal.objects.waiting().filter(supplier=supplier, criterion=criterion).exists():
            raise Refused(_("A booking for this criterion waits already."))
        return Renewal.objects.create(
            supplier=supplier,
            criterion=criterion,
            booked_for=booked_for,
            body=body,
            document=document,
            note=note,
            recorded_by=by,
            recorded_at=now,
        )


def withdraw_renewal(renewal: Renewal, *, now: datetime) -> None:
    with changing(renewal.supplier):
        _write(_locked(renewal, withdrawn_at__isnull=True), withdrawn_at=now)


def decide_renewal(renewal: Renewal, *, accepted: bool, reason: str, by: User, now: datetime) -> None:
    with changing(renewal.supplier):
        held = _locked(renewal, withdrawn_at__isnull=True, accepted__isnull=True)
        if accepted and held.document and held.document.withheld:
            raise Refused(_("The paper is still being scanned: nobody can have read it yet."))
        _write(held, accepted=accepted, decision_reason=reason, decided_by=by, decided_at=now)


def answer(ruling: ReadByFirm, words: str, *, by: User, now: datetime) -> None:
    """The firm has read it, and says something about it or nothing. A new answer waits for staff again;
    facts do not change by it."""
    values: dict[str, Any] = {"read_by_firm_at": ruling.read_by_firm_at or now}
    if words:
        values |= {"answer": words, "answered_at": now, "answered_by": by, "answer_read_at": None}
    _write(ruling, **values)


def note_answer(ruling: ReadByFirm, *, now: datetime) -> None:
    """Staff have read the answer."""
    _write(ruling, answer_read_at=now)


KINDS: Mapping[str, Any] = {
    "finding": Finding,
    "not-applicable": NotApplicableRequest,
    "waiver": Waiver,
    "renewal": Renewal,
    "decision": Decision,
}
