"""What a register says of a firm, as evidence with the decision on it: one look-up, or a file of them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.models import Organisation, User
from suppliers.actions.changing import changing
from suppliers.actions.decisions import (
    Verdict,
    decide,
    proposed_end,
)
from suppliers.actions.rulings import open_finding
from suppliers.criteria_texts import criterion
from suppliers.models import Certificate, Decision, Evidence, Finding, RegisterFile, Supplier
from suppliers.models.evidence import PROVEN_CLASSES, EvidenceClass
from suppliers.permissions import may_decide
from suppliers.registers.matching import LEGAL_IDENTITY, Row
from suppliers.registers.sheet import COMPANIES
from suppliers.verification import mark_of

TOP = Decimal(5)


@dataclass(frozen=True, slots=True)
class LookUp:
    """What one look-up in a register found: ``level`` None where the register does not confirm the firm."""

    criterion: str
    level: Decimal | None
    register: str
    entry: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class By:
    """Who records, for which body, when."""

    user: User
    body: Organisation | None
    now: datetime


def record_match(supplier: Supplier, found: LookUp, by: By) -> Evidence:
    """A register match (A2) in place of the earlier ones on the criterion; where the register does not confirm the
    firm, these are rejected, and other proof of the criterion is limited by a finding."""
    with changing(supplier):
        earlier = Evidence.objects.counting().filter(
            supplier=supplier, criterion=found.criterion, kind=Evidence.Kind.REGISTER
        )
        line = earlier.filter(queued_at__isnull=False).order_by("pk").first() or _line(supplier, found, by)
        for old in earlier.exclude(pk=line.pk):
            old.state = Evidence.State.REJECTED if found.level is None else Evidence.State.WITHDRAWN
            old.queued_at = None
            old.save(update_fields=["state", "queued_at"])
        decide(line, _verdict(line, found), by=by.user, body=by.body, now=by.now)
        if found.level is None:
            _contradict(supplier, found, by)
    line.refresh_from_db()
    return line


def _contradict(supplier: Supplier, found: LookUp, by: By) -> None:
    """Papers that staff accepted before would go on counting: a contradiction is a finding (readiness model (c))."""
    of = {"supplier": supplier, "criterion": found.criterion}
    proof = Evidence.objects.counting().filter(**of, evidence_class__in=PROVEN_CLASSES)
    if proof.exists() and not Finding.objects.filter(**of, closed_on=None, ceiling=0).exists():
        open_finding(
            supplier,
            criterion=found.criterion,
            ceiling=Decimal(0),
            evidence_class=EvidenceClass.A2,
            opened_on=found.on,
            reason=found.reason,
            by=by.user,
        )


def _line(supplier: Supplier, found: LookUp, by: By) -> Evidence:
    line = Evidence.objects.create(
        supplier=supplier,
        criterion=found.criterion,
        kind=Evidence.Kind.REGISTER,
        claimed_level=found.level or 0,
        level=found.level or 0,
        valid_from=found.on,
        queued_at=by.now,
        created_at=by.now,
        created_by=by.user,
    )
    # As it is stored: what a reader has seen of it is compared with that.
    line.refresh_from_db()
    return line


def _verdict(line: Evidence, found: LookUp) -> Verdict:
    seen = ", ".join(part for part in (found.register, found.entry) if part)[:250]
    common: dict[str, Any] = {"reason": found.reason, "source": Decision.Source.REGISTER, "source_seen": seen}
    if found.level is None:
        return Verdict(outcome=Decision.Outcome.REJECTED, mark=mark_of(line), **common)
    text = criterion(found.criterion)
    end, _rule = proposed_end(line, found.on, text.validity_months if text else 12)
    return Verdict(
        outcome=Decision.Outcome.ACCEPTED,
        mark=mark_of(line),
        level=found.level,
        evidence_class=EvidenceClass.A2,
        valid_from=found.on,
        valid_to=end,
        **common,
    )


def record_row(row: Row, file: RegisterFile, by: By) -> bool:
    """What a file of a register says of one firm; False, and nothing recorded, where that firm is no longer there, or
    no longer for this person to decide. Raises AlreadyDecided and ChangedMeanwhile."""
    confirmed = row.fate == "matched"
    if confirmed:
        words = _("Found in %(register)s of %(day)s: %(entry)s.")
    else:
        words = _("%(register)s of %(day)s says of %(entry)s: %(status)s.")
    reason = words % {
        "register": file.register,
        "day": file.as_of.strftime("%d/%m/%Y"),
        "entry": row.written,
        "status": row.status or row.valid_to,
    }
    if file.kind == COMPANIES:
        supplier = Supplier.objects.filter(pk=row.target or 0, merged_into=None).first()
        if supplier is None or not may_decide(by.user, supplier):
            return False
        level = TOP if confirmed else None
        found = LookUp(LEGAL_IDENTITY, level, file.register, row.written, file.as_of, reason)
        record_match(supplier, found, by)
        return True
    return _apply_certificate(row, file, by, reason, confirmed=confirmed)


def _apply_certificate(row: Row, file: RegisterFile, by: By, reason: str, *, confirmed: bool) -> bool:
    """Every criterion that the certificate bears on: found in its accredited body's register it is A3."""
    certificate = Certificate.objects.select_related("supplier").filter(pk=row.target or 0).first()
    if certificate is None or not may_decide(by.user, certificate.supplier):
        return False
    stated = date.fromisoformat(row.valid_to) if row.valid_to else None
    with changing(certificate.supplier):
        lines = Evidence.objects.counting().filter(certificate=certificate).order_by("pk")
        mine = [line for line in lines if line.evidence_class < EvidenceClass.A2] or list(lines)
        for line in mine:
            if line.queued_at is None:
                line.queued_at = by.now
                line.save(update_fields=["queued_at"])
            decide(line, _of_certificate(line, file, row, reason, stated, confirmed), by=by.user, body=by.body, now=by.now)  # fmt: skip
    return bool(mine)


def _of_certificate(
    line: Evidence, file: RegisterFile, row: Row, reason: str, stated: date | None, confirmed: bool
) -> Verdict:
    seen = f"{file.register}, {row.written}"[:250]
    common: dict[str, Any] = {"reason": reason, "source": Decision.Source.REGISTER, "source_seen": seen}
    if not confirmed:
        return Verdict(outcome=Decision.Outcome.REJECTED, mark=mark_of(line), **common)
    begins = min(line.valid_from, file.as_of)
    text = criterion(line.criterion)
    end, _rule = proposed_end(line, begins, text.validity_months if text else 12, end=stated)
    return Verdict(
        outcome=Decision.Outcome.ACCEPTED,
        mark=mark_of(line),
        level=line.claimed_level if line.claimed_level is not None else line.level,
        evidence_class=EvidenceClass.A3,
        scheme=line.scheme,
        valid_from=begins,
        valid_to=max(begins, end),
        **common,
    )
