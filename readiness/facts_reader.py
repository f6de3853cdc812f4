"""Facts out of the tables as the engine takes them: plain tuples in, lines or facts out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from json import JSONDecoder
from operator import attrgetter
from typing import Any

from django.db import connection

from readiness.engine import Case, Exemption, Facts, Framework, Limit, Line, measured_line
from readiness.engine.explain import judge_for, refused_requests
from readiness.engine.facts import Evidence as EngineEvidence
from readiness.engine.facts import Finding as EngineFinding
from readiness.engine.facts import Measurement
from readiness.engine.facts import Renewal as EngineRenewal
from readiness.engine.facts import Waiver as EngineWaiver
from readiness.engine.judge import ALWAYS, NEVER, NOT_MEASURED
from readiness.engine.results import Refusal

# Levels are stored with two decimals.
DENOMINATOR = 100
_EXACT = JSONDecoder(parse_float=Fraction)
# Thirty of them a firm; the constructor of a named tuple takes three times as long.
_line: Callable[[tuple[Any, ...]], Line] = partial(tuple.__new__, Line)


@dataclass(slots=True)
class Firm:
    """What the tables say of one firm: rows as they come (the firm first, then the criterion), dates as
    ordinals, levels in hundredths."""

    evidence: list[tuple] = field(default_factory=list)
    findings: list[tuple] = field(default_factory=list)
    not_applicable: list[tuple] = field(default_factory=list)
    waivers: list[tuple] = field(default_factory=list)
    renewals: list[tuple] = field(default_factory=list)


_EVIDENCE = """
    SELECT supplier_id, criterion, (level * 100)::int, substr(evidence_class, 2)::int,
           valid_from - date '0001-01-01' + 1, valid_to - date '0001-01-01' + 1, scheme, figures
    FROM suppliers_evidence WHERE state = 'live' AND supplier_id = ANY(%s::bigint[])
"""
_FINDINGS = """
    SELECT supplier_id, criterion, (ceiling * 100)::int, opened_on - date '0001-01-01' + 1,
           closed_on - date '0001-01-01' + 1
    FROM suppliers_finding WHERE supplier_id = ANY(%s::bigint[])
"""
_REQUESTS = "SELECT supplier_id, criterion FROM suppliers_notapplicablerequest WHERE approved AND withdrawn_at IS NULL AND supplier_id = ANY(%s::bigint[])"
_WAIVERS = """
    SELECT supplier_id, criterion, level, valid_from - date '0001-01-01' + 1, valid_to - date '0001-01-01' + 1,
           buyer, reason, approver
    FROM suppliers_waiver WHERE approved_at IS NOT NULL AND supplier_id = ANY(%s::bigint[])
"""
_RENEWALS = """
    SELECT supplier_id, criterion, booked_for - date '0001-01-01' + 1
    FROM suppliers_renewal WHERE accepted AND withdrawn_at IS NULL AND supplier_id = ANY(%s::bigint[])
"""


def read_firms(supplier_ids: Iterable[int]) -> dict[int, Firm]:
    """Facts of many firms in five statements. Whoever rescores must have read their versions before."""
    firms = {supplier: Firm() for supplier in supplier_ids}
    ids = array(firms)
    with connection.cursor() as cursor:
        for statement, rows_of in (
            (_EVIDENCE, attrgetter("evidence")),
            (_FINDINGS, attrgetter("findings")),
            (_REQUESTS, attrgetter("not_applicable")),
            (_WAIVERS, attrgetter("waivers")),
            (_RENEWALS, attrgetter("renewals")),
        ):
            cursor.execute(statement, [ids])
            held = {supplier: rows_of(firm) for supplier, firm in firms.items()}
            for row in cursor.fetchall():
                held[row[0]].append(row)
    return firms


def array(numbers: Iterable[int | None]) -> str:
    """As PostgreSQL spells an array: one constant for both sides to read, not one a number."""
    return "{" + ",".join(["NULL" if n is None else str(n) for n in numbers]) + "}"


_KEPT_UP = """
    SELECT own.supplier_id, own.criterion, (own.level * 100)::int, substr(own.evidence_class, 2)::int,
           own.valid_from - date '0001-01-01' + 1,
           CASE WHEN own.valid_to < %(on)s THEN own.valid_to
                WHEN own.figures IS NOT NULL OR own.valid_to - own.valid_from <= %(yearly)s THEN NULL
                ELSE greatest(own.valid_to, held.valid_to) END - date '0001-01-01' + 1,
           own.scheme, own.figures
    FROM suppliers_evidence AS own LEFT JOIN suppliers_certificate AS held ON held.id = own.certificate_id
    WHERE own.state = 'live' AND own.supplier_id = ANY(%(ids)s::bigint[])
"""
# Thirteen months: the longest clock of what is due every year.
YEARLY = 400


def kept_up(firms: Mapping[int, Firm], on: date) -> dict[int, Firm]:
    """The same firms if they hand in again what is due every year: proof in force ``on`` that day for thirteen
    months at most, and measured figures. Certificates last until their end, with surveillance passed; audits and
    permits with a longer clock end when they end."""
    kept = {supplier: replace(firm, evidence=[]) for supplier, firm in firms.items()}
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_UP, {"on": on, "yearly": YEARLY, "ids": array(firms)})
        for row in cursor.fetchall():
            kept[row[0]].evidence.append(row)
    return kept


def case_for(framework: Framework, firm: Firm, sector: str) -> Case:
    """One firm of ``read_firms`` brought to the plan of a sector."""
    judge = judge_for(framework, DENOMINATOR)
    left_out = frozenset[str]()
    refused: tuple[Refusal, ...] = ()
    if firm.not_applicable:
        asked = Facts(sector, not_applicable=_requests(framework, firm))
        left_out, refused = refused_requests(framework, asked)
    plan = judge.plan(sector, left_out)
    index, step = plan.index, judge.unit // DENOMINATOR
    lines: list[Line] = []
    for _firm, criterion, level, rank, begins, ends, scheme, figures in firm.evidence:
        place = index.get(criterion)
        if place is None:
            continue
        last = NEVER if ends is None else ends
        if figures is None:
            lines.append(_line((place, level * step, rank, begins, last, scheme or None, NOT_MEASURED)))
        elif line := measured_line(framework, judge, plan, criterion, rank, as_figures(figures), last):
            lines.append(line)
    return Case(
        framework,
        judge,
        plan,
        lines,
        [
            Limit(index[c], ceiling * step, opened, NEVER if closed is None else closed)
            for _firm, c, ceiling, opened, closed in firm.findings
            if c in index
        ],
        [
            Exemption(level, index[c], begins or ALWAYS, ends or NEVER)
            for _firm, c, level, begins, ends, *_words in firm.waivers
            if c in index
        ],
        [(index[c], booked) for _firm, c, booked in firm.renewals if c in index],
        refused,
    )


def as_figures(figures: str) -> dict[str, Fraction | int]:
    """Figures from their JSON text: Django leaves jsonb of raw statements undecoded."""
    return {
        name: value if type(value) is int else Fraction(value)
        for name, value in _EXACT.raw_decode(figures)[0].items()
        if value is not None
    }


def firm_facts(framework: Framework, firm: Firm, sector: str) -> Facts:
    """One firm of ``read_firms`` as the engine's facts: what is hashed, kept and explained.

    Rows on criteria that this framework does not have are left out: the engine would refuse them.
    """
    known = framework.by_code
    evidence, measurements = [], []
    for _firm, criterion, level, rank, begins, ends, scheme, figures in firm.evidence:
        if criterion not in known:
            continue
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
            for _firm, c, ceiling, opened, closed in firm.findings
            if c in known
        ),
        not_applicable=_requests(framework, firm),
        measurements=tuple(measurements),
        waivers=tuple(
            EngineWaiver(
                c, level, _day(begins), _day(ends), {"buyer": buyer, "reason": reason, "approver": approver}
            )
            for _firm, c, level, begins, ends, buyer, reason, approver in firm.waivers
            if c in known
        ),
        renewals=tuple(
            EngineRenewal(c, date.fromordinal(booked)) for _firm, c, booked in firm.renewals if c in known
        ),
    )


def facts_of(framework: Framework, supplier_id: int, sector: str) -> Facts:
    """The facts of one firm."""
    return firm_facts(framework, read_firms([supplier_id])[supplier_id], sector)


def _requests(framework: Framework, firm: Firm) -> tuple[tuple[str, bool], ...]:
    """Approved requests "does not apply"."""
    return tuple((c, True) for _firm, c in firm.not_applicable if c in framework.by_code)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
