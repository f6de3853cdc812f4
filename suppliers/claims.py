"""What a firm's facts claim about the criteria: pure functions, no database and no clock.

A claim says at most what the facts show by themselves. Levels that need a reader's judgement (ISO 9001
"24 months without a major nonconformity") are chosen by the firm or granted by staff, never worked out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from suppliers.clocks import add_months, month_end

# Register of companies, declared criteria, certificates, figures: the kinds of suppliers.models.Evidence.
STATEMENT, CERTIFICATE, REGISTER, FIGURES = "statement", "certificate", "register", "figures"

SURVEILLANCE_MONTHS = 13  # readiness model (c): min(certificate end, last surveillance + 13 months)
FIGURES_STALE_AFTER = 3  # months after the last month with data (readiness model M-1)
FOREIGN_ABOVE = 50  # per cent of the charter capital (Law on Investment 2020, article 23)

# Standard -> criterion -> the anchor of VN-SI that the certificate or report meets word for word.
# Replaced standards (ISO/TS 16949, QS-9000, OHSAS 18001) are not here: they claim nothing.
LEVELS_BY_STANDARD: Mapping[str, Mapping[str, int]] = {
    "iso9001": {"2.1": 3},
    "iatf16949": {"2.1": 3},
    "iso13485": {"2.1": 3},
    "as9100": {"2.1": 3},
    "as9120": {"2.1": 3},
    "iso22163": {"2.1": 3},
    "iso17025": {"2.5": 5, "3.7": 5},
    "iso3834": {"3.6": 5},
    "asme_bpvc": {"3.6": 5},
    "nadcap": {"3.6": 5},
    "cqi9": {"3.6": 3},
    "cqi11": {"3.6": 3},
    "cqi12": {"3.6": 3},
    "cqi15": {"3.6": 3},
    "esd_s2020": {"3.8": 5},
    "iso14644": {"3.8": 5},
    "vda63": {"2.8": 1},
    "iso14001": {"7.1": 4},
    "iso45001": {"7.2": 4},
    "sa8000": {"7.3": 4},
    "smeta": {"7.3": 3},
    "bsci": {"7.3": 3},
    "wrap": {"7.3": 3},
    "rba_vap": {"7.3": 3},
    "slcp": {"7.3": 3},
    "better_work": {"7.3": 3},
    "oeko_tex_100": {"7.4": 3},
    "gots": {"7.3": 3, "7.4": 3},
    "qc080000": {"7.4": 5},
    "iso14064": {"7.5": 4},
    "iso50001": {"7.5": 5},
    "iso37001": {"7.6": 3},
    "iso27001": {"7.8": 5},
    "tisax": {"7.8": 5},
    "iso22301": {"1.6": 2},
}
# The sector's own certificate is anchor 5 of 2.1: IATF 16949 (automotive), ISO 13485 and AS9100 (high technology).
SECTOR_CERTIFICATES = {"iatf16949": "A", "iso13485": "H", "as9100": "H"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of evidence as facts alone make it. Exactly one of ``level`` and ``figures`` is given."""

    criterion: str
    kind: str
    valid_from: date
    valid_to: date | None
    level: Decimal | None = None
    figures: Mapping[str, Any] | None = None
    scheme: str = ""
    certificate: int | None = None


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate as the firm states it; ``surveyed`` says whether its scheme has surveillance audits."""

    id: int
    standard: str
    issued_on: date | None
    valid_to: date | None
    last_surveillance_on: date | None
    surveyed: bool = True


@dataclass(frozen=True, slots=True)
class InForce:
    """When a certificate counts: the one answer that list, page, matching, API and vault give.

    ``begins`` and ``until`` are its first and last day, None where it has none. ``unaudited``: it ends on ``until``
    for want of a surveillance audit since; the paper itself runs on.
    """

    begins: date | None
    until: date | None
    unaudited: bool = False

    def lapsed(self, on: date) -> bool:
        return self.until is not None and self.until < on

    def holds(self, on: date) -> bool:
        return (self.begins is None or self.begins <= on) and not self.lapsed(on)


@dataclass(frozen=True, slots=True)
class Month:
    """One customer's month: the first day of it, pieces, rejects, order lines. None is not known."""

    month: date
    parts: int | None = None
    rejected: int | None = None
    due: int | None = None
    on_time: int | None = None


def statement(
    criterion: str, level: Decimal | int | None, months: Mapping[str, int], today: date
) -> list[Claim]:
    """A level that the firm states today, counting for the criterion's months; nothing without a level."""
    if level is None:
        return []
    ends = add_months(today, months[criterion]) if criterion in months else None
    return [Claim(criterion, STATEMENT, today, ends, level=Decimal(level))]


def ownership_of(owners: Iterable[tuple[str, Decimal]]) -> str:
    """ "vietnamese", "foreign" or "unknown" from (country, share in per cent): who holds more than half."""
    held = {True: Decimal(0), False: Decimal(0)}
    for country, share in owners:
        held[country == "VN"] += share
    if held[False] > FOREIGN_ABOVE:
        return "foreign"
    return "vietnamese" if held[True] >= FOREIGN_ABOVE else "unknown"


def company_claims(*, tax_code: str, ownership: str, months: Mapping[str, int], today: date) -> list[Claim]:
    """1.1: the tax code, to be matched by staff (5 or nothing). 1.2: owners stated is level 3.

    ``months``: how long a statement on each criterion counts.
    """
    claims = []
    if tax_code:
        ends = add_months(today, months["1.1"]) if "1.1" in months else None
        claims.append(Claim("1.1", REGISTER, today, ends, level=Decimal(5)))
    return claims + statement("1.2", None if ownership == "unknown" else 3, months, today)


def precision_claims(
    tolerances: Sequence[Decimal | None], *, months: Mapping[str, int], today: date
) -> list[Claim]:
    """3.2 from stated tolerances."""
    stated = 1 if any(t is not None for t in tolerances) else None
    return statement("3.2", stated, months, today)


def machine_claims(serial_numbers: Sequence[str], *, months: Mapping[str, int], today: date) -> list[Claim]:
    """3.1 from the list of machines: their serial numbers, "" where none."""
    listed = None
    if serial_numbers:
        listed = 2 if all(serial_numbers) else 1
    return statement("3.1", listed, months, today)


def capacity_claims(
    monthly: int | None, *, by_machine: bool, months: Mapping[str, int], today: date
) -> list[Claim]:
    """4.2 from the stated capacity, and whether it is stated machine by machine."""
    stated = None
    if monthly:
        stated = 2 if by_machine else 1
    return statement("4.2", stated, months, today)


def in_force(
    held: HeldCertificate, lines: Sequence[tuple[date, date | None]] = (), *, audits: Iterable[date] = ()
) -> InForce:
    """``lines``: first and last day of each line of evidence that rests on it, as the engine is told; the firm's own
    dates speak only where there is none. ``audits``: surveillance audits that staff read on its papers."""
    audited = held.last_surveillance_on or held.issued_on
    clocks = {add_months(day, SURVEILLANCE_MONTHS) for day in (*audits, audited) if day and held.surveyed}
    if lines:
        begins: date | None = min(first for first, _last in lines)
        ends = [last for _first, last in lines]
        until = None if None in ends else max(filter(None, ends))
    else:
        begins = held.issued_on
        until = min(filter(None, (held.valid_to, *clocks)), default=None)
    runs_on = until is not None and (held.valid_to is None or until < held.valid_to)
    return InForce(begins, until, runs_on and until in clocks)


def rests_on_issue(held: HeldCertificate) -> date | None:
    """Until when a surveyed certificate counts for want of a stated surveillance audit; None where its own
    end comes first, or an audit is stated."""
    if not held.surveyed or held.issued_on is None or held.last_surveillance_on is not None:
        return None
    until = add_months(held.issued_on, SURVEILLANCE_MONTHS)
    return until if held.valid_to is None or until < held.valid_to else None


def certificate_end(held: HeldCertificate, months: int, today: date) -> date:
    """Until when a certificate counts: the earlier of its end and the last surveillance plus 13 months.

    A certificate just issued was audited for it. One without an end counts ``months`` from its issue.
    """
    begun = held.issued_on or today
    ends = [held.valid_to] if held.valid_to else []
    surveillance = held.last_surveillance_on or held.issued_on
    if held.surveyed and surveillance:
        ends.append(add_months(surveillance, SURVEILLANCE_MONTHS))
    return min(ends, default=add_months(begun, months))


def certificate_claims(
    held: Iterable[HeldCertificate], *, sectors: str, months: Mapping[str, int], today: date
) -> list[Claim]:
    """One claim for each criterion a certificate bears on. ``sectors``: the firm's letters, "MA"."""
    claims = []
    for certificate in held:
        for criterion, level in LEVELS_BY_STANDARD.get(certificate.standard, {}).items():
            if criterion not in months:
                continue
            if SECTOR_CERTIFICATES.get(certificate.standard, "-") in sectors:
                level = 5
            begins = certificate.issued_on or today
            ends = certificate_end(certificate, months[criterion], today)
            claims.append(
                Claim(
                    criterion,
                    CERTIFICATE,
                    begins,
                    max(begins, ends),
                    level=Decimal(level),
                    scheme=certificate.standard,
                    certificate=certificate.id,
                )
            )
    return claims


def figures_claims(rows: Sequence[Month], *, sales_percent: int | None) -> list[Claim]:
    """2.2 and 4.1: all customers pooled over the twelve months up to the last with data (M-1, convention 11)."""
    claims = []
    for criterion, names in (("2.2", ("parts", "rejected")), ("4.1", ("due", "on_time"))):
        known = [r for r in rows if all(getattr(r, n) is not None for n in names) and getattr(r, names[0])]
        if not known:
            continue
        last = max(r.month for r in known)
        window = [r for r in known if r.month > add_months(last, -12)]
        figures: dict[str, Any] = {n: sum(getattr(r, n) for r in window) for n in names}
        figures["months"] = len({r.month for r in window})
        if sales_percent is not None:
            figures["coverage_of_sales"] = str(Decimal(sales_percent) / 100)
        begins = min(r.month for r in window)
        ends = month_end(add_months(last, FIGURES_STALE_AFTER))
        claims.append(Claim(criterion, FIGURES, begins, ends, figures=figures))
    return claims
