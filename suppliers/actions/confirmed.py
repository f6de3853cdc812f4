"""Measured figures that buyers confirmed (class A4), as evidence of the firm: one line a criterion."""

from collections.abc import Iterable
from datetime import datetime

from portal.models import User
from suppliers.claims import Claim
from suppliers.models import Evidence, Supplier
from suppliers.models.evidence import EvidenceClass


def say_confirmed(supplier: Supplier, said: Iterable[Claim], *, by: User | None, now: datetime) -> None:
    """Bring the firm's A4 figures to what its buyers now confirm. Called inside ``changing``.

    The line is updated in place, so that a bad month lowers what a good one raised; its history is in the
    audit. A criterion that is no longer confirmed loses its line.
    """
    lines = Evidence.objects.counting().filter(
        supplier=supplier, kind=Evidence.Kind.FIGURES, evidence_class=EvidenceClass.A4
    )
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
                evidence_class=EvidenceClass.A4,
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
