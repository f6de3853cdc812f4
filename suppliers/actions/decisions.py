"""What staff conclude from evidence, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from portal.models import Organisation, User
from suppliers.actions.changing import changing
from suppliers.claims import SURVEILLANCE_MONTHS
from suppliers.clocks import add_months
from suppliers.comparing import stated_end
from suppliers.models import Capability, Decision, Evidence, Reading
from suppliers.models.evidence import EvidenceClass
from suppliers.verification import mark_of


class AlreadyDecided(Exception):
    """Somebody else decided while this reader was reading, or the firm took it back."""


class ChangedMeanwhile(Exception):
    """The firm changed what it says since the reader saw it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reader wrote down. Level, class and dates only count where the outcome is accepted;
    ``level`` is None for measured figures, whose level the rule decides."""

    outcome: str
    reason: str
    source: str
    # ``mark_of`` the evidence as the reader saw it.
    mark: str
    source_seen: str = ""
    level: Decimal | None = None
    evidence_class: str = ""
    scheme: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    scope: str = ""
    # What stands on the paper, as the reader recorded it, beside what the firm wrote.
    read: Mapping[str, str] = field(default_factory=dict)


def proposed_end(
    evidence: Evidence,
    valid_from: date,
    validity_months: int,
    *,
    end: date | None = None,
    surveillance: date | None = None,
) -> tuple[date, str]:
    """Until when a decision may count at most, and the rule that says so.

    Management certificates: the earlier of the certificate's end and the last surveillance audit plus
    13 months (readiness model (c)); measured figures: as the figures say; else the criterion's months,
    or the end on the paper before that. ``end`` and ``surveillance`` are what the reader recorded; without
    them the firm's word stands. The rule is one of "certificate", "surveillance", "figures", "paper", "months".
    """
    clock = add_months(valid_from, validity_months), "months"
    if evidence.figures is not None:
        return (evidence.valid_to, "figures") if evidence.valid_to else clock
    held = evidence.certificate
    if held is None:
        paper = end or stated_end(evidence, validity_months)
        return min((paper, "paper"), clock) if paper else clock
    ends = [(at, "certificate") for at in (end or held.valid_to,) if at]
    audited = surveillance or held.last_surveillance_on or held.issued_on
    if audited and held.standard.surveillance_months is not None:
        ends.append((add_months(audited, SURVEILLANCE_MONTHS), "surveillance"))
    return min(ends, default=clock)


def needs_second(verdict: Verdict) -> bool:
    """A3 given by staff takes a second person; A3 read from an accredited body's register does not."""
    return (
        verdict.outcome == Decision.Outcome.ACCEPTED
        and verdict.evidence_class == EvidenceClass.A3
        and verdict.source != Decision.Source.REGISTER
    )


def decide(
    evidence: Evidence, verdict: Verdict, *, by: User, body: Organisation | None, now: datetime
) -> Decision:
    """Record a decision and let it take effect, unless it waits for a second person.

    Raises AlreadyDecided when the evidence no longer waits, and ChangedMeanwhile when it is not what was read.
    """
    with changing(evidence.supplier):
        waiting = (
            Evidence.objects.waiting()
            .select_related("certificate")
            .select_for_update(of=("self",))
            .filter(pk=evidence.pk)
            .first()
        )
        if waiting is None or waiting.decisions.filter(needs_second=True, closed_at__isnull=True).exists():
            raise AlreadyDecided
        if mark_of(waiting) != verdict.mark:
            raise ChangedMeanwhile
        decision = Decision.objects.create(
            evidence=waiting,
            supplier_id=waiting.supplier_id,
            criterion=waiting.criterion,
            outcome=verdict.outcome,
            level=verdict.level,
            evidence_class=verdict.evidence_class,
            scheme=verdict.scheme,
            valid_from=verdict.valid_from,
            valid_to=verdict.valid_to,
            scope=verdict.scope,
            source=verdict.source,
            source_seen=verdict.source_seen,
            read=dict(verdict.read),
            mark=verdict.mark,
            reason=verdict.reason,
            decided_at=now,
            decided_by=by,
            body=body,
            needs_second=needs_second(verdict),
        )
        if not decision.needs_second:
            _take_effect(decision, waiting, now)
    return decision


def confirm(decision: Decision, *, by: User, now: datetime) -> None:
    """The second person agrees: the decision takes effect. Raises AlreadyDecided when it no longer waits,
    and ChangedMeanwhile when the firm says something else than the first person read."""
    with changing(decision.supplier):
        pending = _pending(decision)
        if mark_of(pending.evidence) != pending.mark:
            raise ChangedMeanwhile
        pending.confirmed_by, pending.confirmed_at = by, now
        _take_effect(pending, pending.evidence, now)


def refuse(decision: Decision, *, by: User, reason: str, now: datetime) -> None:
    """The second person does not agree: the evidence waits again. Raises AlreadyDecided as above."""
    with changing(decision.supplier):
        pending = _pending(decision)
        pending.closed_at, pending.refused_by, pending.refusal_reason = now, by, reason
        pending.save(update_fields=["closed_at", "refused_by", "refusal_reason"])


def _pending(decision: Decision) -> Decision:
    pending = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("evidence__certificate")
        .filter(pk=decision.pk, needs_second=True, closed_at__isnull=True)
        .filter(evidence__state=Evidence.State.LIVE)
        .first()
    )
    if pending is None:
        raise AlreadyDecided
    return pending


def _take_effect(decision: Decision, evidence: Evidence, now: datetime) -> None:
    decision.closed_at = now
    decision.save(update_fields=["closed_at", "confirmed_by", "confirmed_at"])
    Reading.objects.filter(evidence=evidence).delete()
    evidence.queued_at = None
    changed = ["queued_at"]
    if decision.outcome == Decision.Outcome.REJECTED:
        evidence.state = Evidence.State.REJECTED
        changed += ["state"]
    elif decision.outcome == Decision.Outcome.ACCEPTED:
        for field, value in _granted(decision).items():
            setattr(evidence, field, value)
            changed.append(field)
        if decision.criterion == "3.1" and decision.level is not None and decision.level >= 3:
            # The machine list was checked: what stands on it is proven as long as the check counts.
            Capability.objects.filter(supplier=evidence.supplier_id).update(proven_until=decision.valid_to)
    evidence.save(update_fields=changed)


def _granted(decision: Decision) -> Mapping[str, object]:
    granted: dict[str, object] = {
        "evidence_class": decision.evidence_class,
        "scheme": decision.scheme,
        "valid_from": decision.valid_from,
        "valid_to": decision.valid_to,
    }
    if decision.level is not None:
        granted["level"] = decision.level
    return granted
