"""Facts out of the tables as the engine takes them: plain tuples in, lines or facts out."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db import connection

from readiness.engine import Case, Exemption, Facts, Framework, Limit, Line, measured_line
from readiness.engine.explain import judge_for, refused_requests
from readiness.engine.facts import Evidence as EngineEvidence
from readiness.engine.facts import Finding as EngineFinding
from readiness.engine.facts import Measurement
from readiness.engine.facts import Renewal as EngineRenewal
from readiness.engine.facts import Waiver as EngineWaiver
from readiness.engine.judge import ALWAYS, NEVER

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
    SELECT supplier_id, level, criterion, valid_from - date '0001-01-01' + 1, valid_to - date '0001-01-01' + 1,
           buyer, reason, approver
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
        asked = Facts(
            sector, not_applicable=tuple((c, True) for c in firm.not_applicable if c in framework.by_code)
        )
        left_out, refused = refused_requests(framework, asked)
    plan = judge.plan(sector, left_out)
    index, step = plan.index, judge.unit // DENOMINATOR
    lines: list[Line] = []
    for criterion, level, rank, begins, ends, scheme, figures in firm.evidence:
        place = index.get(criterion)
        if place is None:
            continue
        if figures is None:
            lines.append(
                Line(place, level * step, rank, begins, NEVER if ends is None else ends, scheme or None)
            )
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
            for level, c, begins, ends, *_words in firm.waivers
            if c in index
        ],
        [(index[c], booked) for c, booked in firm.renewals if c in index],
        refused,
    )


def as_figures(figures: str) -> dict[str, Fraction]:
    """Figures from their JSON text: Django leaves jsonb of raw statements undecoded."""
    return {k: Fraction(str(v)) for k, v in json.loads(figures, parse_float=str).items() if v is not None}


def firm_facts(firm: Firm, sector: str) -> Facts:
    """One firm of ``read_firms`` as the engine's facts: what is hashed, kept and explained."""
    evidence, measurements = [], []
    for criterion, level, rank, begins, ends, scheme, figures in firm.evidence:
        if figures is not None:
            measurements.append(Measurement(criterion, rank, as_figures(figures), _day(ends)))
        else:
            evidence.append(
                EngineEvidence(
                    criterion, Fraction(level, DENOMINATOR), rank, _day(begins), _day(ends), scheme or None
                )
            )
    return Facts(
        sector=sector,
        evidence=tuple(evidence),
        findings=tuple(
            EngineFinding(c, Fraction(ceiling, DENOMINATOR), date.fromordinal(opened), _day(closed))
            for c, ceiling, opened, closed in firm.findings
        ),
        not_applicable=tuple((criterion, True) for criterion in firm.not_applicable),
        measurements=tuple(measurements),
        waivers=tuple(
            EngineWaiver(
                c, level, _day(begins), _day(ends), {"buyer": buyer, "reason": reason, "approver": approver}
            )
            for level, c, begins, ends, buyer, reason, approver in firm.waivers
        ),
        renewals=tuple(EngineRenewal(c, date.fromordinal(booked)) for c, booked in firm.renewals),
    )


def facts_of(framework: Framework, supplier_id: int, sector: str) -> Facts:
    """The facts of one firm; rows on criteria that this framework does not have are left out."""
    firm = read_firms([supplier_id])[supplier_id]
    for name, place in (("evidence", 0), ("findings", 0), ("waivers", 1), ("renewals", 0)):
        setattr(firm, name, [row for row in getattr(firm, name) if row[place] in framework.by_code])
    firm.not_applicable = [code for code in firm.not_applicable if code in framework.by_code]
    return firm_facts(firm, sector)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
