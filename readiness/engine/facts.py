"""What is known of a firm in one sector, as the engine takes it. Format: readiness model (h)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from readiness.engine.exact import Refused, canonical, day, digest, number, plain
from readiness.engine.framework import CLASSES, TOP, Framework
from readiness.engine.reading import Reader


@dataclass(frozen=True, slots=True)
class Evidence:
    """A level of one criterion vouched for by a class of evidence, from and to a day (both included)."""

    criterion: str
    level: Fraction
    rank: int
    valid_from: date | None
    valid_to: date | None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Limits a criterion to ``ceiling`` from ``opened`` (included) to ``closed`` (excluded)."""

    criterion: str
    ceiling: Fraction
    opened: date
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """The pooled result of one class over the rolling twelve months; ``figures`` as the rule wants them."""

    criterion: str
    rank: int
    figures: Mapping[str, Fraction | int]
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Excuses a firm from the waivable gates of framework level ``level`` on a criterion."""

    criterion: str
    level: int
    valid_from: date | None
    valid_to: date | None
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Renewal:
    """The next audit or certificate is booked for a day."""

    criterion: str
    booked_for: date


@dataclass(frozen=True)
class Facts:
    sector: str
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_applicable: tuple[tuple[str, bool], ...] = ()
    measurements: tuple[Measurement, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    renewals: tuple[Renewal, ...] = ()

    def document(self) -> dict[str, Any]:
        """The canonical facts: lists sorted and without duplicates, one spelling for each number."""

        def iso(value: date | None) -> str | None:
            return None if value is None else value.isoformat()

        lists: dict[str, list[dict[str, Any]]] = {
            "evidence": [
                {"criterion": e.criterion, "level": plain(e.level), "class": CLASSES[e.rank],
                 "valid_from": iso(e.valid_from), "valid_to": iso(e.valid_to), "scheme": e.scheme}
                for e in self.evidence
            ],
            "findings": [
                {"criterion": f.criterion, "ceiling": plain(f.ceiling), "opened": iso(f.opened), "closed": iso(f.closed)}
                for f in self.findings
            ],
            "not_applicable": [{"criterion": c, "approved": a} for c, a in self.not_applicable],
            "measurements": [
                {"criterion": m.criterion, "class": CLASSES[m.rank], "valid_to": iso(m.valid_to),
                 **{k: plain(v) for k, v in m.figures.items()}}
                for m in self.measurements
            ],
            "waivers": [
                {"criterion": w.criterion, "level": w.level, "valid_from": iso(w.valid_from),
                 "valid_to": iso(w.valid_to), **w.words}
                for w in self.waivers
            ],
            "renewals": [{"criterion": r.criterion, "booked_for": iso(r.booked_for)} for r in self.renewals],
        }  # fmt: skip
        document: dict[str, Any] = {"sector": self.sector}
        for name, rows in lists.items():
            spelled = [{k: v for k, v in row.items() if v is not None} for row in rows]
            unique = {canonical(row): row for row in spelled}
            document[name] = [unique[key] for key in sorted(unique)]
        return document

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical document."""
        return digest(self.document())


FIGURES = (
    "months", "coverage_of_sales", "parts", "rejected", "due", "on_time", "made", "scrapped", "percentile", "requests",
    "median_hours",
)  # fmt: skip
_WAIVER_WORDS = ("buyer", "reason", "approver")


def parse_facts(document: object, framework: Framework) -> Facts:
    """Facts from their JSON document. Raises Refused with the place and the reason.

    Rows of criteria outside the sector are kept here and ignored by the judge; a code that is not in the
    framework is refused, and so is a sector where the framework lists its own.
    """
    read = Reader(document, "facts")
    sector = read.text("sector")
    if framework.sectors and sector not in framework.sectors:
        raise Refused(
            "facts.sector", f"there is no sector {sector!r} in {framework.name} {framework.version}"
        )
    return Facts(
        sector=sector,
        evidence=tuple(_evidence(r, framework) for r in read.tables("evidence")),
        findings=tuple(_finding(r, framework) for r in read.tables("findings")),
        not_applicable=tuple(
            (_code(r, framework), r.flag("approved")) for r in read.tables("not_applicable")
        ),
        measurements=tuple(_measurement(r, framework) for r in read.tables("measurements")),
        waivers=tuple(_waiver(r, framework) for r in read.tables("waivers")),
        renewals=tuple(_renewal(r, framework) for r in read.tables("renewals")),
    )


def _code(read: Reader, framework: Framework) -> str:
    code = read.text("criterion")
    if code not in framework.by_code:
        raise Refused(
            f"{read.place}.criterion",
            f"there is no criterion {code!r} in {framework.name} {framework.version}",
        )
    return code


def _rank(read: Reader) -> int:
    name = read.text("class")
    if name not in CLASSES:
        raise Refused(f"{read.place}.class", f"{name!r} is not a class A0 to A4")
    return CLASSES.index(name)


def _said(read: Reader, key: str) -> str:
    """A text, or "" where nothing is said."""
    return "" if read.document.get(key) is None else read.text(key)


def _period(read: Reader, first: str, last: str) -> tuple[date | None, date | None]:
    begins = day(read.document.get(first), f"{read.place}.{first}")
    ends = day(read.document.get(last), f"{read.place}.{last}")
    if begins and ends and ends < begins:
        raise Refused(f"{read.place}.{last}", f"{ends} is before {first} {begins}")
    return begins, ends


def _level(read: Reader, key: str) -> Fraction:
    return read.fraction(key, low=Fraction(0), high=Fraction(TOP))


def _evidence(read: Reader, framework: Framework) -> Evidence:
    begins, ends = _period(read, "valid_from", "valid_to")
    scheme = _said(read, "scheme") or None
    return Evidence(_code(read, framework), _level(read, "level"), _rank(read), begins, ends, scheme)


def _finding(read: Reader, framework: Framework) -> Finding:
    opened, closed = _period(read, "opened", "closed")
    if opened is None:
        raise Refused(f"{read.place}.opened", "is missing")
    return Finding(_code(read, framework), _level(read, "ceiling"), opened, closed)


def _measurement(read: Reader, framework: Framework) -> Measurement:
    figures = {
        name: number(read.document[name], f"{read.place}.{name}")
        for name in FIGURES
        if read.document.get(name) is not None
    }
    for name, value in figures.items():
        if value < 0:
            raise Refused(f"{read.place}.{name}", "is less than 0")
    if figures.get("coverage_of_sales", 0) > 1:
        raise Refused(f"{read.place}.coverage_of_sales", "is a share of sales, 0 to 1")
    for part, whole in (("rejected", "parts"), ("on_time", "due"), ("scrapped", "made")):
        if part in figures and whole in figures and figures[part] > figures[whole]:
            raise Refused(f"{read.place}.{part}", f"is more than {whole}")
    ends = day(read.document.get("valid_to"), f"{read.place}.valid_to")
    return Measurement(_code(read, framework), _rank(read), figures, ends)


def _waiver(read: Reader, framework: Framework) -> Waiver:
    begins, ends = _period(read, "valid_from", "valid_to")
    level = _level(read, "level")
    if level.denominator != 1:
        raise Refused(f"{read.place}.level", "a level of the framework is a whole number")
    words = {name: _said(read, name) for name in _WAIVER_WORDS}
    return Waiver(_code(read, framework), int(level), begins, ends, words)


def _renewal(read: Reader, framework: Framework) -> Renewal:
    booked = day(read.document.get("booked_for"), f"{read.place}.booked_for")
    if booked is None:
        raise Refused(f"{read.place}.booked_for", "is missing")
    return Renewal(_code(read, framework), booked)
