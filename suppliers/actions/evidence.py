"""What a firm lays before its readers: statements worked out from facts, papers, and taking them back.

What staff have decided (class A2 and better) is never touched from here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.models import User
from suppliers import claims
from suppliers.actions.changing import changing
from suppliers.claims import Claim
from suppliers.deciding.finance import scrap_claims
from suppliers.models import Document, Evidence, Supplier
from suppliers.models.evidence import PROVEN_CLASSES, EvidenceClass

Key = tuple[str, str, int | None]


class AlreadyChecked(Exception):
    """Staff decided on this evidence: the firm cannot take it back."""


def say(
    supplier: Supplier,
    said: Iterable[Claim],
    *,
    kinds: Collection[str],
    criteria: Collection[str] | None,
    by: User | None,
    now: datetime,
    edited: Collection[int] = (),
) -> None:
    """Bring the firm's own lines of ``kinds`` (on ``criteria``, or all) to what its facts now claim.

    A line not yet decided on is updated in place; one no longer claimed is withdrawn. Beside a decided
    line a new one appears only when the facts say something else than was decided, or when the
    certificate is among ``edited``. Called inside ``changing``.
    """
    held = Evidence.objects.filter(supplier=supplier, kind__in=kinds, state=Evidence.State.LIVE)
    if criteria is not None:
        held = held.filter(criterion__in=criteria)
    own: dict[Key, Evidence] = {}
    decided: dict[Key, list[Evidence]] = {}
    for line in held:
        if line.proven_class:
            decided.setdefault(_key(line), []).append(line)
        else:
            own[_key(line)] = line
    for claim in said:
        key = (claim.kind, claim.criterion, claim.certificate)
        if mine := own.pop(key, None):
            _update(mine, claim, now)
        elif not any(_covers(line, claim, edited, now.date()) for line in decided.get(key, ())):
            _add(supplier, claim, by, now)
    for line in own.values():
        _withdraw(line)


def _key(line: Evidence) -> Key:
    return line.kind, line.criterion, line.certificate_id


def _covers(decided: Evidence, claim: Claim, edited: Collection[int], today: date) -> bool:
    """What was decided says it already."""
    if claim.kind == claims.CERTIFICATE:
        return claim.certificate not in edited
    if claim.kind == claims.FIGURES:
        return decided.figures == claim.figures
    return decided.level == claim.level and (decided.valid_to is None or decided.valid_to >= today)


def _update(line: Evidence, claim: Claim, now: datetime) -> None:
    values: dict[str, Any] = {
        "level": claim.level,
        "claimed_level": claim.level,
        "figures": claim.figures,
        "scheme": claim.scheme,
        "valid_from": claim.valid_from,
        "valid_to": claim.valid_to,
    }
    changed = [name for name, value in values.items() if getattr(line, name) != value]
    for name in changed:
        setattr(line, name, values[name])
    waits = line.document_id is not None and bool(changed)
    if line.queued_at is None and (waits or line.kind == Evidence.Kind.REGISTER):
        line.queued_at = now
        changed.append("queued_at")
    if changed:
        line.save(update_fields=changed)


def _add(
    supplier: Supplier, claim: Claim, by: User | None, now: datetime, document: Document | None = None
) -> Evidence:
    return Evidence.objects.create(
        supplier=supplier,
        criterion=claim.criterion,
        kind=claim.kind,
        document=document,
        certificate_id=claim.certificate,
        claimed_level=claim.level,
        level=claim.level,
        figures=claim.figures,
        evidence_class=_class_with(document),
        scheme=claim.scheme,
        valid_from=claim.valid_from,
        valid_to=claim.valid_to,
        queued_at=now if document or claim.kind == claims.REGISTER else None,
        created_at=now,
        created_by=by,
    )


def _class_with(document: Document | None) -> EvidenceClass:
    """A paper that nobody may open yet shows nothing: the line counts as stated until the scanner has passed it.

    Read anew under the firm's lock, which the scan's result takes, too: neither misses the other.
    """
    if document is None:
        return EvidenceClass.A0
    withheld = Document.objects.filter(pk=document.pk, scan__in=Document.Scan.withheld()).exists()
    return EvidenceClass.A0 if withheld else EvidenceClass.A1


def _withdraw(line: Evidence) -> None:
    line.state, line.queued_at = Evidence.State.WITHDRAWN, None
    line.save(update_fields=["state", "queued_at"])


def attach_to_criterion(
    supplier: Supplier,
    document: Document,
    *,
    criterion: str,
    level: Decimal,
    valid_from: date,
    valid_to: date | None,
    paper_ends: date | None = None,
    note: str,
    by: User,
    now: datetime,
) -> Evidence:
    """A paper that shows ``level`` of ``criterion``: class A1 (A0 until it was scanned), and it waits to be read.
    ``paper_ends`` is the day that the paper names, also where it counts a shorter time."""
    with changing(supplier):
        return Evidence.objects.create(
            supplier=supplier,
            criterion=criterion,
            kind=Evidence.Kind.DOCUMENT,
            document=document,
            claimed_level=level,
            level=level,
            evidence_class=_class_with(document),
            valid_from=valid_from,
            valid_to=valid_to,
            paper_ends=paper_ends,
            note=note,
            queued_at=now,
            created_at=now,
            created_by=by,
        )


def attach_to_facts(
    supplier: Supplier, document: Document, said: Sequence[Claim], *, note: str, by: User, now: datetime
) -> list[Evidence]:
    """A paper for what the profile states already (a certificate, the delivery figures): each line of
    ``said`` becomes A1 (A0 until it was scanned) and waits to be read."""
    lines = []
    with changing(supplier):
        held = {
            _key(e): e
            for e in Evidence.objects.filter(supplier=supplier, state=Evidence.State.LIVE).exclude(
                evidence_class__in=PROVEN_CLASSES
            )
        }
        for claim in said:
            line = held.get((claim.kind, claim.criterion, claim.certificate))
            if line is None:
                line = _add(supplier, claim, by, now, document)
            line.document, line.evidence_class, line.note = document, _class_with(document), note
            line.queued_at = line.queued_at or now
            line.save(update_fields=["document", "evidence_class", "note", "queued_at"])
            lines.append(line)
    return lines


def withdraw(evidence: Evidence) -> None:
    """Take back what nobody has checked yet. Raises AlreadyChecked for what staff decided on: a worse
    result must not vanish because the firm wishes it."""
    with changing(evidence.supplier):
        line = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if line.proven_class or line.state == Evidence.State.REJECTED:
            raise AlreadyChecked
        _withdraw(line)


def claims_of_certificates(supplier: Supplier, months: Mapping[str, int], today: date) -> list[Claim]:
    """What the certificates of the profile claim, in the firm's sectors."""
    letters = "".join(s.letter for s in supplier.sectors.select_related("sector"))
    rows = supplier.certificates.select_related("standard").order_by("pk")
    return claims.certificate_claims(
        [row.as_held for row in rows], sectors=letters, months=months, today=today
    )


def certificates_that_bear(supplier: Supplier, months: Mapping[str, int], today: date) -> dict[str, int]:
    """Criterion -> the certificate of the profile that claims most of it, the one that counts longest first."""
    said = sorted(
        claims_of_certificates(supplier, months, today),
        key=lambda c: (c.level or Decimal(0), c.valid_to or date.max),
    )
    return {c.criterion: c.certificate for c in said if c.certificate is not None}


def claims_of_figures(supplier: Supplier) -> list[Claim]:
    """What the months of the profile claim."""
    rows = supplier.delivery_months.values_list("month", "parts", "rejected", "lines_due", "lines_on_time")
    return claims.figures_claims(
        [claims.Month(*row) for row in rows], sales_percent=supplier.delivery_sales_percent
    )


def claims_of_scrap(supplier: Supplier) -> list[Claim]:
    """What the months of scrap claim."""
    return scrap_claims(list(supplier.scrap_months.values_list("month", "made", "scrapped")))


def measured_claim(supplier: Supplier, criterion: str) -> list[Claim]:
    """What the figures of the profile claim of one criterion, to which a paper may be attached."""
    said = [*claims_of_figures(supplier), *claims_of_scrap(supplier)]
    return [claim for claim in said if claim.criterion == criterion]
