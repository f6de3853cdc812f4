"""Measured figures as evidence of the firm, one line a criterion: what buyers confirmed (class A4), and what the portal
measured itself (A2)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from portal.models import User
from suppliers.claims import Claim
from suppliers.models import Evidence, Supplier
from suppliers.models.evidence import EvidenceClass


def say_confirmed(supplier: Supplier, said: Iterable[Claim], *, by: User | None, now: datetime) -> None:
    """Bring the firm's A4 figures to what its buyers now confirm. Called inside ``changing``."""
    lines = _figures(supplier).filter(evidence_class=EvidenceClass.A4)
    _bring(supplier, lines, said, EvidenceClass.A4, by=by, now=now)


def say_measured(supplier: Supplier, criterion: str, said: Iterable[Claim], *, now: datetime) -> None:
    """The same for a criterion that only the portal measures. Called inside ``changing``."""
    _bring(supplier, _figures(supplier).filter(criterion=criterion), said, EvidenceClass.A2, by=None, now=now)


def _figures(supplier: Supplier) -> QuerySet[Evidence]:
    return Evidence.objects.counting().filter(supplier=supplier, kind=Evidence.Kind.FIGURES)


def _bring(
    supplier: Supplier,
    lines: QuerySet[Evidence],
    said: Iterable[Claim],
    vouched: EvidenceClass,
    *,
    by: User | None,
    now: datetime,
) -> None:
    """The line is updated in place, so that a bad month lowers what a good one raised; its history is in the audit. A
    criterion of which nothing is said any more loses its line."""
    held: dict[str, Evidence] = {}
    over: list[Evidence] = []
    # A merge of two firms may have left two lines: the newest goes on.
    for line in lines.order_by("-pk"):
        over += [line] if held.setdefault(line.criterion, line) is not line else []
    for claim in said:
        mine = held.pop(claim.criterion, None)
        values = {
            "figures": dict(claim.figures or {}),
            "valid_from": claim.valid_from,
            "valid_to": claim.valid_to,
        }
        if mine is None:
            Evidence.objects.create(
                supplier=supplier,
                criterion=claim.criterion,
                kind=Evidence.Kind.FIGURES,
                evidence_class=vouched,
                created_at=now,
                created_by=by,
                **values,
            )
        elif changed := [name for name, value in values.items() if getattr(mine, name) != value]:
            for name in changed:
                setattr(mine, name, values[name])
            mine.save(update_fields=changed)
    for line in [*held.values(), *over]:
        line.state = Evidence.State.WITHDRAWN
        line.save(update_fields=["state"])
