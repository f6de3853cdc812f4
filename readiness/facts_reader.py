"""Facts out of the tables as the engine takes them: plain tuples for many firms, a document for one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import connection

from readiness.engine import Case, Exemption, Facts, Framework, Limit, Line, measured_line, parse_facts
from readiness.engine.explain import judge_for, refused_requests
from readiness.engine.judge import ALWAYS, NEVER
from suppliers.models import Evidence, Finding, NotApplicableRequest, Renewal, Waiver

# Levels are stored with two decimals.
DENOMINATOR = 100


@dataclass(slots=True)
class Firm:
    """What the tables say of one firm: rows as they come, dates as ordinals, levels in hundredths."""

    evidence: list[tuple] = field(default_factory=list)
    findings: list[tuple] = field(default_factory=list)
    not_applicable: list[str] = field(default_factory=list)
    waivers: list[tuple] = field(default_factory=list)
    renewals: list[tuple] = field(default_factory=list)


_EVIDENCE = """
    SELECT supplier_id, criterion, (level * 100)::int, substr(evidence_class, 2)::int,
           valid_from - date '0001-01-01' + 1, valid_to - date '0001-01-01' + 1, scheme, figures
    FROM suppliers_evidence WHERE state = 'live' AND supplier_id = ANY(%s)
"""
_FINDINGS = """
    SELECT supplier_id, criterion, (ceiling * 100)::int, opened_on - date '0001-01-01' + 1,
           closed_on - date '0001-01-01' + 1
    FROM suppliers_finding WHERE supplier_id = ANY(%s)
"""
_REQUESTS = "SELECT supplier_id, criterion FROM suppliers_notapplicablerequest WHERE approved AND supplier_id = ANY(%s)"
_WAIVERS = """
    SELECT supplier_id, level, criterion, valid_from - date '0001-01-01' + 1, valid_to - date '0001-01-01' + 1
    FROM suppliers_waiver WHERE supplier_id = ANY(%s)
"""
_RENEWALS = """
    SELECT supplier_id, criterion, booked_for - date '0001-01-01' + 1
    FROM suppliers_renewal WHERE supplier_id = ANY(%s)
"""


def read_firms(supplier_ids: Iterable[int]) -> dict[int, Firm]:
    """Facts of many firms in five statements. Whoever rescores must have read their versions before."""
    ids = list(supplier_ids)
    firms: dict[int, Firm] = defaultdict(Firm)
    with connection.cursor() as cursor:
        for statement, name in (
            (_EVIDENCE, "evidence"),
            (_FINDINGS, "findings"),
            (_WAIVERS, "waivers"),
            (_RENEWALS, "renewals"),
        ):
            cursor.execute(statement, [ids])
            for supplier, *row in cursor.fetchall():
                getattr(firms[supplier], name).append(row)
        cursor.execute(_REQUESTS, [ids])
        for supplier, criterion in cursor.fetchall():
            firms[supplier].not_applicable.append(criterion)
    return firms


def case_for(framework: Framework, firm: Firm, sector: str) -> Case:
    """One firm of ``read_firms`` brought to the plan of a sector."""
    judge = judge_for(framework, DENOMINATOR)
    left_out, refused = frozenset[str](), ()
    if firm.not_applicable:
        asked = Facts(sector, not_applicable=tuple((c, True) for c in firm.not_applicable if c in framework.by_code))
        left_out, refused = refused_requests(framework, asked)
    plan = judge.plan(sector, left_out)
    index, step = plan.index, judge.unit // DENOMINATOR
    lines: list[Line] = []
    for criterion, level, rank, begins, ends, scheme, figures in firm.evidence:
        place = index.get(criterion)
        if place is None:
            continue
        if figures is None:
            lines.append(Line(place, level * step, rank, begins, NEVER if ends is None else ends, scheme or None))
            continue
        measured = measured_line(
            framework, judge, plan, criterion, rank, as_figures(figures), NEVER if ends is None else ends
        )
        if measured:
            lines.append(measured)
    return Case(
        framework,
        judge,
        plan,
        lines,
        [
            Limit(index[c], ceiling * step, opened, NEVER if closed is None else closed)
            for c, ceiling, opened, closed in firm.findings
            if c in index
        ],
        [
            Exemption(level, index[c], begins or ALWAYS, ends or NEVER)
            for level, c, begins, ends in firm.waivers
            if c in index
        ],
        [(index[c], booked) for c, booked in firm.renewals if c in index],
        refused,
    )


def as_figures(figures: dict[str, Any]) -> dict[str, Fraction]:
    return {k: Fraction(str(v)) for k, v in figures.items() if v is not None}


def facts_document(supplier_id: int, sector: str) -> dict[str, Any]:
    """FACTS.json of one firm in one sector, as the readiness model (h) has it."""
    evidence: list[dict[str, Any]] = []
    measurements: list[dict[str, Any]] = []
    for e in Evidence.objects.counting().filter(supplier=supplier_id).order_by("pk"):
        if e.figures is not None:
            row = {"criterion": e.criterion, "class": e.evidence_class, "valid_to": _iso(e.valid_to)}
            measurements.append(row | {k: str(v) for k, v in e.figures.items() if v is not None})
            continue
        row = {
            "criterion": e.criterion,
            "level": _plain(e.level),
            "class": e.evidence_class,
            "valid_from": _iso(e.valid_from),
            "valid_to": _iso(e.valid_to),
        }
        evidence.append(row | ({"scheme": e.scheme} if e.scheme else {}))
    return {
        "sector": sector,
        "evidence": evidence,
        "findings": [
            {"criterion": f.criterion, "ceiling": _plain(f.ceiling), "opened": _iso(f.opened_on), "closed": _iso(f.closed_on)}
            for f in Finding.objects.filter(supplier=supplier_id)
        ],
        "not_applicable": [
            {"criterion": r.criterion, "approved": True}
            for r in NotApplicableRequest.objects.filter(supplier=supplier_id, approved=True)
        ],
        "measurements": measurements,
        "waivers": [
            {
                "criterion": w.criterion,
                "level": w.level,
                "valid_from": _iso(w.valid_from),
                "valid_to": _iso(w.valid_to),
                "buyer": w.buyer,
                "reason": w.reason,
                "approver": w.approver,
            }
            for w in Waiver.objects.filter(supplier=supplier_id)
        ],
        "renewals": [
            {"criterion": r.criterion, "booked_for": _iso(r.booked_for)}
            for r in Renewal.objects.filter(supplier=supplier_id)
        ],
    }


def facts_of(framework: Framework, supplier_id: int, sector: str) -> Facts:
    """The facts of one firm; rows on criteria that this framework does not have are left out."""
    document = facts_document(supplier_id, sector)
    for name, rows in document.items():
        if isinstance(rows, list):
            document[name] = [row for row in rows if row["criterion"] in framework.by_code]
    return parse_facts(document, framework)


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _plain(value: Decimal | None) -> str:
    return "0" if value is None else format(value.normalize(), "f")


