"""Draw synthetic firms one after another from a seed. Pure: the same arguments give the same firms.

Each firm has an intended level; its evidence satisfies the gates of that level more often than not,
and then something is broken on purpose in many of them (a lapsed certificate, a claim nobody checked),
because that is what a country looks like. The level it really has is for the engine to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from portal.folding import fold
from readiness.demo import words
from suppliers.clocks import add_months, month_end

SEED = 115
# From this level on a firm supplies directly, and its proof goes back so many months.
DIRECT = 4
PAST_MONTHS = 13
# Intended level -> share. Few firms supply directly; the ministry's own texts say several hundred.
LEVELS = {0: 44, 1: 27, 2: 17, 3: 9, 4: 2.6, 5: 0.4}
# By intended level: how much of the framework is answered, how much of that is proven, the usual level.
ANSWERED = (0.38, 0.55, 0.68, 0.86, 0.97, 1.0)
PROVEN = (0.12, 0.5, 0.65, 0.84, 0.95, 1.0)
USUAL = (0.9, 1.6, 2.2, 3.0, 3.9, 4.9)
# Figures of a year: pieces, and which of them were bad. So many show level 5 in every sector.
OF_A_YEAR = (("parts", "rejected"), ("made", "scrapped"))
LEAST_A_YEAR = 120_000
# A workshop that has little left, in per cent of its capacity.
FULL = 95
BROKEN = (0.0, 0.35, 0.4, 0.42, 0.3, 0.2)
ISO9001 = (0.05, 0.14, 0.25, 0.97, 1.0, 1.0)
ISO14001 = (0.02, 0.05, 0.12, 0.35, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Proof:
    """One line of evidence. ``level`` is None where ``figures`` are given; ``replaced``: later proof took its
    place."""

    criterion: str
    evidence_class: str
    valid_from: date
    valid_to: date | None
    level: Decimal | int | None = None
    figures: Mapping[str, Any] | None = None
    standard: str = ""
    queued_days: int | None = None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate as the firm states it."""

    standard: str
    number: str
    issued_on: date
    valid_to: date
    surveillance_on: date


@dataclass(frozen=True, slots=True)
class Firm:
    name: str
    name_latin: str
    sector: str
    tax_code: str
    description_vi: str
    description_en: str
    place: str
    address: str
    established: int
    workers: int
    ownership: str
    owner_country: str
    contact: str
    monthly_capacity: int
    load_percent: int
    processes: tuple[tuple[str, tuple[str, ...], str, str | None], ...]
    listed: bool
    claimed: bool
    certificates: tuple[Held, ...] = ()
    proofs: tuple[Proof, ...] = ()
    findings: tuple[tuple[str, int, date], ...] = ()
    confirmed_days: int = 0
    key: str = ""
    product: str = ""

    @property
    def local_content_percent(self) -> int | None:
        """Drawn from the size, so that nothing else is drawn anew; every fourth firm says nothing."""
        return None if self.workers % 4 == 0 else 15 + self.workers * 7 % 80


def _weighted(rng: Random, pairs: Any) -> Any:
    values, weights = zip(*pairs, strict=True)
    return rng.choices(values, weights)[0]


def tax_code(number: int) -> str:
    """A ten-digit code with a right check digit in a range (99...) that no tax office gives out."""
    body = f"99{number:07d}"
    weighted = sum(w * int(d) for w, d in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), body, strict=True))
    check = 10 - weighted % 11
    return body + str(check) if check < 10 else tax_code(number + 5_000_000)


def sectors_for(count: int) -> list[str]:
    """The sector of each of ``count`` firms, in the mix of the ministry's 2020 database, interleaved."""
    mix = {**words.SECTOR_MIX, **{s: share * 3652 for s, share in words.ALSO.items()}}
    total = sum(mix.values())
    drawn = [
        (s, (n + 0.5) / (mix[s] * count / total))
        for s in mix
        for n in range(round(mix[s] * count / total) + 1)
    ]
    return [s for s, _ in sorted(drawn, key=lambda pair: (pair[1], pair[0]))][:count]


# Every so many-th firm that is ready, or nearly, lets its papers run out before it renews them.
LATE = 3


class Country:
    """Draws firms for ``on`` under a framework document (the parsed TOML of the readiness model (h))."""

    def __init__(self, document: Mapping[str, Any], on: date) -> None:
        self.on = on
        self.criteria = {c["code"]: c for c in document["criterion"]}
        self.gates: dict[tuple[str, int], dict[str, int]] = {}
        for sector in "MPEATFH":
            needed: dict[str, int] = {}
            for level in sorted(document["level"], key=lambda lv: lv["number"]):
                for gate in level["gates"]:
                    if sector in gate.get("sectors", "MPEATFH"):
                        needed[gate["criterion"]] = max(
                            needed.get(gate["criterion"], 0), int(gate["at_least"])
                        )
                self.gates[sector, level["number"]] = dict(needed)

    def firms(self, count: int, *, first: int = 0) -> Iterator[Firm]:
        taken: dict[str, int] = {}
        for number, sector in enumerate(sectors_for(count), start=first):
            firm = self.firm(number, sector)
            taken[firm.name] = again = taken.get(firm.name, 0) + 1
            if again > 1:
                firm = replace(firm, name=f"{firm.name} {again}", name_latin=f"{firm.name_latin} {again}")
            yield firm

    def firm(self, number: int, sector: str) -> Firm:
        rng = Random(f"{SEED}:{number}")
        level = _weighted(rng, LEVELS.items())
        trade = rng.choice(words.TRADES[sector])
        foreign = rng.random() < 0.12 + 0.07 * level
        ownership = "unknown" if level == 0 and rng.random() < 0.2 else "foreign" if foreign else "vietnamese"
        brand = f"{rng.choice(words.FIRST)} {rng.choice(words.SECOND)}"
        form = _weighted(rng, words.LEGAL_FORMS)
        place = _weighted(rng, words.PLACES[sector])
        # 88 % of the firms have fewer than 200 workers.
        small = rng.random() < 0.88 - 0.05 * level + 0.04
        workers = int(rng.triangular(8, 199, 30 + 25 * level) if small else rng.triangular(200, 2400, 320))
        kept = (
            1
            + (rng.random() < 0.6) * (len(trade.processes) > 1)
            + (rng.random() < 0.4) * (len(trade.processes) > 2)
        )
        early = level >= DIRECT - 1 and number % LATE != 0
        certificates = self._certificates(rng, sector, level, early=early)
        proofs, findings = self._proofs(rng, sector, level, certificates, early=early)
        if level >= DIRECT:
            proofs += self._before(Random(f"{SEED}:{number}:before"), proofs)
        firm = Firm(
            name=f"{form} {trade.vi} {brand} Mẫu",
            name_latin=f"{_ascii(brand)} Sample {trade.en}",
            sector=sector,
            tax_code=tax_code(number + 100),
            description_vi=f"{trade.makes_vi}. {workers:_} người.".replace("_", "."),
            description_en=f"{trade.makes_en}. {workers:,} people.",
            product=trade.makes_vi,
            place=place,
            address=f"Lô {rng.choice('ABCDEK')}{rng.randint(1, 40)}, Khu công nghiệp Mẫu số {rng.randint(1, 9)}",
            established=rng.randint(1992, 2024),
            workers=workers,
            ownership=ownership,
            owner_country="VN" if ownership != "foreign" else _weighted(rng, words.FOREIGN),
            contact=f"{rng.choice(words.FAMILY)} {rng.choice(words.GIVEN)}",
            monthly_capacity=rng.choice((5, 8, 12, 20, 40, 60, 90, 150)) * 1000 * (1 + level),
            load_percent=rng.randint(35, 98),
            processes=trade.processes[:kept],
            listed=rng.random() < 0.8 + 0.04 * level,
            claimed=rng.random() < 0.95 or level > 1,
            certificates=certificates,
            proofs=proofs,
            findings=findings,
            confirmed_days=rng.randint(1, 400 - 60 * level),
        )
        year = max(LEAST_A_YEAR, 12 * firm.monthly_capacity * firm.load_percent // 100)
        return able(replace(firm, proofs=tuple(_at_most(year, p) for p in firm.proofs)))

    def _certificates(self, rng: Random, sector: str, level: int, *, early: bool) -> tuple[Held, ...]:
        names: list[str] = []
        if rng.random() < ISO9001[level]:
            names.append("iatf16949" if sector == "A" and level >= 4 else "iso9001")
        if rng.random() < ISO14001[level] or (level >= 4 and sector in "EH"):
            names.append("iso14001")
        if rng.random() < 0.02 + 0.05 * level:
            names.append("iso45001")
        if level >= 4 or rng.random() < 0.03 * level:
            names.append("smeta" if sector in "TF" else "rba_vap")
        held = []
        for name in names:
            months = 24 if name in ("smeta", "rba_vap") else 36
            issued = self.on - timedelta(days=_age(rng.randint(30, 1000), months, early=early))
            held.append(
                Held(
                    standard=name,
                    number=f"MAU-{rng.randint(10000, 99999)}",
                    issued_on=issued,
                    valid_to=add_months(issued, months),
                    surveillance_on=max(issued, self.on - timedelta(days=rng.randint(10, 380))),
                )
            )
        return tuple(held)

    def _proofs(
        self, rng: Random, sector: str, level: int, certificates: tuple[Held, ...], *, early: bool
    ) -> tuple[tuple[Proof, ...], tuple[tuple[str, int, date], ...]]:
        needed = self.gates[sector, level]
        by_standard = {c.standard: c for c in certificates}
        proofs: list[Proof] = []
        for code, criterion in self.criteria.items():
            if sector not in criterion["sectors"] or criterion["rule"] in ("percentile", "response_hours"):
                continue
            must = needed.get(code, 0)
            if not must and rng.random() > ANSWERED[level]:
                continue
            proven = bool(must) or rng.random() < PROVEN[level]
            if criterion["rule"] in ("ppm", "on_time", "scrap"):
                proofs.append(self._measured(rng, criterion, sector, level if level > 1 else 0, must, proven))
                continue
            wanted = max(must, min(5, max(1, round(rng.gauss(USUAL[level], 0.8)))))
            proofs.append(self._stated(rng, code, criterion, wanted, proven, by_standard, early=early))
        findings: tuple[tuple[str, int, date], ...] = ()
        gates = [
            code
            for code, at_least in needed.items()
            if at_least > self.gates[sector, max(0, level - 1)].get(code, 0)
        ]
        if gates and rng.random() < BROKEN[level]:
            broken = rng.choice(sorted(gates))
            if rng.random() < 0.05:
                findings = ((broken, needed[broken] - 1, self.on - timedelta(days=rng.randint(5, 120))),)
            else:
                lapsed = rng.random() < 0.6
                proofs = [self._break(rng, p, lapsed) if p.criterion == broken else p for p in proofs]
        return tuple(proofs), findings

    def _stated(
        self,
        rng: Random,
        code: str,
        criterion: Mapping[str, Any],
        level: int,
        proven: bool,
        by_standard: Mapping[str, Held],
        *,
        early: bool,
    ) -> Proof:
        certificate = self._certificate_for(code, by_standard)
        if code == "2.1":
            # Without the certificate nobody is above a gap audit.
            level = min(level, 2) if certificate is None else 5 if certificate.standard == "iatf16949" else 3
        if code in ("7.1", "7.2") and certificate is None:
            level = min(level, 3)
        if certificate:
            end = min(certificate.valid_to, add_months(certificate.surveillance_on, 13))
            klass = ("A3" if rng.random() < 0.8 else "A2") if proven or rng.random() < 0.7 else "A0"
            return Proof(
                code, klass, certificate.issued_on, end, max(level, 3), standard=certificate.standard
            )
        months = int(criterion["validity_months"])
        days = _age(rng.randint(5, int(months * 30.4) - 5), months, early=early)
        begun = self.on - timedelta(days=days)
        if not proven:
            uploaded = rng.random() < 0.015
            return Proof(
                code,
                "A1" if uploaded else "A0",
                begun,
                add_months(begun, months),
                level,
                queued_days=rng.randint(0, 6) if uploaded else None,
            )
        cap = int(criterion["caps"].get("A2", "4"))
        if level > cap:
            klass = "A4" if criterion["verifiers"] == ["BUY"] else "A3"
        elif "BUY" in criterion["verifiers"] and rng.random() < 0.5:
            klass = "A4"
        else:
            klass = "A3" if criterion["verifiers"] == ["CB"] else "A2"
        return Proof(code, klass, begun, add_months(begun, months), level)

    def _before(self, rng: Random, proofs: tuple[Proof, ...]) -> tuple[Proof, ...]:
        """What stood for each criterion until today's proof took its place, so that a ready firm has a past.
        Every second one became ready at some time within it."""
        began = add_months(self.on, -(rng.randint(1, PAST_MONTHS) if rng.random() < 0.5 else PAST_MONTHS))
        return tuple(
            replace(p, valid_from=began, valid_to=p.valid_from - timedelta(days=1), replaced=True)
            for p in proofs
            if p.evidence_class >= "A2" and p.valid_from > began
        )

    @staticmethod
    def _certificate_for(code: str, by_standard: Mapping[str, Held]) -> Held | None:
        wanted = {
            "2.1": ("iatf16949", "iso9001"),
            "7.1": ("iso14001",),
            "7.2": ("iso45001",),
            "7.3": ("smeta", "rba_vap"),
        }
        return next((by_standard[s] for s in wanted.get(code, ()) if s in by_standard), None)

    def _measured(
        self, rng: Random, criterion: Mapping[str, Any], sector: str, level: int, must: int, proven: bool
    ) -> Proof:
        """Pooled figures of twelve months that reach about ``level``, and certainly ``must``."""
        reach = max(must, min(5, max(0, round(rng.gauss(level, 0.6)))))
        klass = ("A4" if reach > 2 or rng.random() < 0.5 else "A2") if proven else "A0"
        last = add_months(self.on.replace(day=1), -rng.randint(1, 2))
        valid_to = month_end(add_months(last, 3))
        if criterion["rule"] == "on_time":
            due = rng.randint(320, 3000)
            share = (0.74, 0.85, 0.93, 0.964, 0.984, 0.994)[reach]
            figures: dict[str, Any] = {"due": due, "on_time": -int(-due * share // 1), "months": 12}
        elif criterion["rule"] == "scrap":
            made = rng.randint(200, 4000) * 1000
            figures = {
                "made": made,
                "scrapped": int(made * (0.06, 0.045, 0.03, 0.018, 0.009, 0.004)[reach]),
                "months": 12,
            }
        else:
            parts = rng.randint(400, 6000) * 1000
            if sector in "TF":
                share = (0.11, 0.07, 0.045, 0.027, 0.017, 0.008)[reach]
            elif sector in "MP":
                share = (0.02, 0.008, 0.0045, 0.0009, 0.0002, 0.00008)[reach]
            else:
                share = (0.009, 0.004, 0.0009, 0.0002, 0.00009, 0.00002)[reach]
            figures = {"parts": parts, "rejected": int(parts * share), "months": 12}
        return Proof(criterion["code"], klass, add_months(last, -11), valid_to, figures=figures)

    def _break(self, rng: Random, proof: Proof, lapsed: bool) -> Proof:
        if lapsed and proof.valid_from < self.on - timedelta(days=3):
            room = (self.on - proof.valid_from).days - 1
            return replace(proof, valid_to=self.on - timedelta(days=rng.randint(1, min(room, 150))))
        return replace(proof, evidence_class="A0", standard="")


def able(firm: Firm) -> Firm:
    """With a stated capacity that makes every month of its figures; who has to say more than drawn has little left,
    so that the country as a whole can make what it could before."""
    year = max(
        (int(p.figures.get(n, 0)) for p in firm.proofs if p.figures for n, _part in OF_A_YEAR), default=0
    )
    if year * 100 <= 12 * firm.monthly_capacity * firm.load_percent:
        return firm
    needed = -(-year * 100 // (12 * FULL))
    return replace(firm, monthly_capacity=-(-needed // 1_000) * 1_000, load_percent=FULL)


def _at_most(year: int, proof: Proof) -> Proof:
    """Figures of no more pieces than were made in the year; what share of them was bad stays."""
    figures = dict(proof.figures or {})
    for name, part in OF_A_YEAR:
        if figures.get(name, 0) > year:
            figures |= {name: year, part: figures[part] * year // figures[name]}
    return replace(proof, figures=figures) if figures else proof


def _age(days: int, months: int, *, early: bool) -> int:
    """Of a paper that lasts so many months; who renews early holds papers in force that last a year more."""
    if not early or months <= 13 or days >= months * 30:
        return days
    return max(1, days * (months - 13) // months)


def _ascii(text: str) -> str:
    return fold(text).title()
