"""A firm as others may see it: facts by section, each with how it is proven and until when.

What is not known is said to be unknown; a proof that lapsed stays, marked as lapsed. Documents, decisions,
delivery figures, owners' names and serial numbers are not here: they are the firm's and the ministry's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.i18n import in_language
from suppliers.claims import InForce
from suppliers.directory.rows import AGEING_DAYS, Headline, headline, ownership
from suppliers.directory.tags import same_place
from suppliers.languages import in_words
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Evidence,
    Machine,
    Supplier,
)
from suppliers.models.evidence import PROVEN_CLASSES
from suppliers.permissions import Sight
from suppliers.public_facts import MORE_SPOKEN_OF, Fact, Proof, Told, more_panels, number
from suppliers.sections import SECTIONS

# The criterion that speaks for a fact (VN-SI): register of companies, owners, machines, tolerances, capacity;
# rejects and deliveries.
REGISTER, OWNERS, MACHINES, TOLERANCE, CAPACITY = "1.1", "1.2", "3.1", "3.2", "4.2"
REJECTS, DELIVERIES = "2.2", "4.1"
# Below this level of 3.2 no sample was measured: such a proof says nothing of a tolerance.
MEASURED = 2
SPOKEN_OF = (REGISTER, OWNERS, MACHINES, TOLERANCE, CAPACITY, REJECTS, DELIVERIES, *MORE_SPOKEN_OF)


@dataclass(frozen=True, slots=True)
class Able:
    """A process with its materials; ``proof`` is the check of the machines it is done on."""

    capability: Capability
    materials: str
    proof: Proof | None

    @property
    def proven(self) -> bool:
        return self.proof is not None and not self.proof.lapsed


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate with its proof; ``lapsed`` as the engine counts it (``suppliers.claims.InForce``)."""

    certificate: Certificate
    proof: Proof | None
    counts: InForce
    lapsed: bool


@dataclass(frozen=True, slots=True)
class Freshness:
    """When somebody of the firm, or staff for a firm nobody claimed, last said that a section is right."""

    confirmed_on: date | None
    ageing: bool
    claimed: bool

    @property
    def words(self) -> str:
        if self.confirmed_on is None:
            return _("Not confirmed yet")
        words = (
            _("As the firm states it, confirmed %(day)s")
            if self.claimed
            else _("As staff entered it from a list, confirmed %(day)s")
        )
        said = words % {"day": date_format(self.confirmed_on)}
        return f"{said} · {_('ageing')}" if self.ageing else said


@dataclass(frozen=True, slots=True)
class PublicPage:
    """``not_in_register``: since when the register of companies does not confirm the firm, as staff looked it up."""

    firm: Supplier
    headline: Headline | None
    place: str
    former: str
    company: tuple[Fact, ...]
    capacity: tuple[Fact, ...] | None
    capabilities: tuple[Able, ...]
    tolerances: Proof | None
    machines: tuple[Machine, ...]
    machine_list: Proof | None
    certificates: tuple[Paper, ...]
    measured: tuple[Fact, ...]
    contact: Contact | None
    reachable: tuple[Fact, ...]
    fresh: dict[str, Freshness]
    more: tuple[Told, ...]
    not_in_register: date | None


def public_page(firm: Any, sight: Sight, *, today: date) -> PublicPage:
    """As much of a firm that was read ``with_facts`` as ``sight`` lets its reader see."""
    spoken, lines = _proofs(firm, today)
    place, former = _place(firm)
    person = getattr(firm, "contact", None) if sight.contact else None
    document = getattr(firm, "search_document", None)
    fresh = _fresh(firm, today)
    return PublicPage(
        firm=firm,
        headline=headline(document.level, document.standing) if document else None,
        place=place,
        former=former,
        company=_company(firm, spoken, place, former),
        capacity=_capacity(firm, spoken) if sight.capacity else None,
        capabilities=tuple(_able(each, spoken.get(MACHINES), today) for each in firm.capabilities.all()),
        tolerances=spoken.get(TOLERANCE),
        machines=tuple(firm.machines.all()),
        machine_list=spoken.get(MACHINES),
        certificates=_certificates(firm, lines, today),
        measured=(
            Fact(_("Rejected pieces"), "", spoken.get(REJECTS), withheld=True),
            Fact(_("On time and in full"), "", spoken.get(DELIVERIES), withheld=True),
        ),
        contact=person,
        reachable=_reachable(person) if person else (),
        fresh=fresh,
        more=tuple(replace(t, confirmed=fresh[t.section].words) for t in more_panels(firm, sight, spoken)),
        not_in_register=firm.register_on if firm.register_state == Evidence.State.REJECTED else None,
    )


def _fresh(firm: Any, today: date) -> dict[str, Freshness]:
    """By section; a section that nobody saved is not confirmed."""
    limit = today - timedelta(days=AGEING_DAYS)
    said = {row["section"]: date.fromisoformat(row["confirmed_on"]) for row in firm.told_sections}
    return {
        key: Freshness(said.get(key), key in said and said[key] < limit, firm.claimed) for key in SECTIONS
    }


def _place(firm: Supplier) -> tuple[str, str]:
    """(place, its old name if that was another)."""
    now, before = firm.province, firm.former_province
    renamed = before is not None and (now is None or not same_place(before.label_vi, now.label_vi))
    return now.label if now else "", before.label if before and renamed else ""


def _proofs(firm: Supplier, today: date) -> tuple[dict[str, Proof], dict[int, list[Any]]]:
    """The proof that speaks for each criterion, and what rests on each certificate."""
    by_certificate = defaultdict(list)
    lines = list(Evidence.objects.counting().filter(supplier=firm).with_audit_read().order_by("pk"))
    for line in lines:
        if line.certificate_id:
            by_certificate[line.certificate_id].append(line)
    return spoken_of(lines, today), by_certificate


def spoken_of(lines: Iterable[Evidence], today: date) -> dict[str, Proof]:
    """The proof that speaks for each criterion, out of what counts of one firm."""
    by_criterion = defaultdict(list)
    for line in lines:
        measured = line.criterion != TOLERANCE or (line.level is not None and line.level >= MEASURED)
        if line.valid_from <= today and line.criterion in SPOKEN_OF and measured:
            by_criterion[line.criterion].append(line)
    return {code: _speaks(found, today) for code, found in by_criterion.items()}


def _speaks(lines: Iterable[Evidence], today: date) -> Proof:
    """The highest proof in force; without one the last that lapsed; a mere claim only where there was none."""

    def order(line: Evidence) -> tuple[bool, bool, str, date]:
        proven, in_force = line.evidence_class in PROVEN_CLASSES, _counts(line, today)
        klass = line.evidence_class if in_force else ""
        return proven, in_force, klass, line.valid_to or date.max

    best = max(lines, key=order)
    return Proof(best.evidence_class, best.valid_to, not _counts(best, today))


def _counts(line: Evidence, today: date) -> bool:
    return line.valid_to is None or line.valid_to >= today


def _company(firm: Any, spoken: dict[str, Proof], place: str, former: str) -> tuple[Fact, ...]:
    where = place if not former else _("%(place)s (formerly %(former)s)") % {"place": place, "former": former}
    known = firm.ownership != Supplier.Ownership.UNKNOWN
    return (
        Fact(_("Tax code"), firm.tax_code or "", spoken.get(REGISTER) if firm.tax_code else None),
        Fact(
            _("Ownership"),
            ownership(firm.ownership, firm.owner_countries.split()) if known else "",
            spoken.get(OWNERS) if known else None,
        ),
        Fact(_("Address"), firm.address),
        Fact(_("Province"), where),
        Fact(_("Industry classes (VSIC 2025)"), " · ".join(_industries(firm))),
        Fact(_("Year founded"), str(firm.established or "")),
        Fact(_("Workers"), number(firm.workers)),
        Fact(_("Website"), firm.website, link=firm.website),
    )


def _industries(firm: Any) -> Iterator[str]:
    for row in firm.told_industries:
        yield f"{row['code']} {in_language(row['vi'], row['en'])}"


def _capacity(firm: Supplier, spoken: dict[str, Proof]) -> tuple[Fact, ...]:
    load = "" if firm.load_percent is None else f"{firm.load_percent}\u00a0%"
    if firm.load_percent is not None and firm.load_percent > 100:
        load = _("%(load)s: more than the normal capacity, with overtime or a third shift") % {"load": load}
    return (
        Fact(_("Pieces a month"), number(firm.monthly_capacity), spoken.get(CAPACITY)),
        Fact(_("In use"), load),
        Fact(_("Free a month"), number(firm.free_capacity)),
    )


def _reachable(person: Contact) -> tuple[Fact, ...]:
    return (
        Fact(_("Telephone"), person.phone, link=f"tel:{person.phone.replace(' ', '')}"),
        Fact(_("E-mail"), person.email, link=f"mailto:{person.email}"),
        Fact(_("Languages"), in_words(person.languages)),
    )


def _able(capability: Capability, machines: Proof | None, today: date) -> Able:
    """Proven by the check of the list of ``machines``, whoever made it."""
    until, by = capability.proven_until, "A2"
    if machines and machines.evidence_class in PROVEN_CLASSES:
        by = machines.evidence_class
    proof = Proof(by, until, not capability.proven(today)) if until else None
    return Able(capability, ", ".join(m.label for m in capability.materials.all()), proof)


def _certificates(firm: Supplier, lines: Mapping[int, list[Any]], today: date) -> tuple[Paper, ...]:
    """The lapsed ones on top; below them the one that counts longest first."""
    rows = []
    for certificate in firm.certificates.all():
        own = lines.get(certificate.pk, [])
        begun = [line for line in own if line.valid_from <= today]
        counts = certificate.counts(own)
        proof = _speaks(begun, today) if begun else None
        rows.append(Paper(certificate, proof, counts, counts.lapsed(today)))
    return tuple(sorted(rows, key=lambda p: (not p.lapsed, -(p.counts.until or date.max).toordinal())))
