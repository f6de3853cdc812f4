"""The four sections of a profile, saved one by one: rows first, then what they claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.models import User
from suppliers import claims
from suppliers.actions.evidence import claims_of_certificates, claims_of_figures, say
from suppliers.actions.sections import note_personal, replace_rows, saving
from suppliers.claims import Claim
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    DeliveryMonth,
    Evidence,
    Machine,
    Owner,
    Supplier,
    SupplierIndustry,
    SupplierSector,
)
from suppliers.sections import SECTIONS

Values = Mapping[str, Any]
Levels = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Save:
    """Who saves, when, having seen which version; ``months``: how long a statement on each criterion counts."""

    version: int
    by: User
    today: date
    now: datetime
    months: Mapping[str, int]


def save_company(
    supplier: Supplier,
    company: Values,
    *,
    sector: int,
    other_sectors: Sequence[int],
    sector_reason: str,
    industries: Sequence[int],
    owners: Sequence[Values],
    contact: Values | None,
    levels: Levels,
    save: Save,
) -> None:
    """Company and ownership. ``company`` are columns of the firm; ``contact`` None removes it."""
    with saving(supplier, "company", save.version, by=save.by, today=save.today, now=save.now) as firm:
        replace_rows(Owner, firm, owners, personal=save.by)
        stated = [(owner["country"], owner["share_percent"]) for owner in owners]
        _write(
            firm,
            {
                **company,
                "ownership": claims.ownership_of(stated),
                "owner_countries": " ".join(sorted({country for country, _share in stated})),
            },
        )
        head_office = firm.enterprise
        if head_office and head_office.code == firm.tax_code and head_office.name != firm.name:
            head_office.name = firm.name
            head_office.save(update_fields=["name"])
        _save_contact(firm, contact, save.by)
        _save_industries(firm, industries)
        sectors_changed = _save_sectors(firm, sector, other_sectors, sector_reason, save.today)
        said = claims.company_claims(
            tax_code=firm.tax_code or "", ownership=firm.ownership, months=save.months, today=save.today
        )
        if Evidence.objects.filter(
            supplier=firm, kind=Evidence.Kind.REGISTER, state=Evidence.State.REJECTED
        ).exists():
            # The register said no: the firm answers with a paper, not by saving again.
            said = [claim for claim in said if claim.kind != claims.REGISTER]
        _say_section(firm, "company", said, levels, save)
        if sectors_changed:
            _say_certificates(firm, save)


def save_processes(
    supplier: Supplier,
    capacity: Values,
    *,
    capabilities: Sequence[Values],
    machines: Sequence[Values],
    levels: Levels,
    save: Save,
) -> None:
    """Processes and machines. Where other machines or processes are stated, what was checked was the old ones."""
    with saving(supplier, "processes", save.version, by=save.by, today=save.today, now=save.now) as firm:
        _write(firm, capacity)
        before = dict(Machine.objects.filter(supplier=firm).values_list("pk", "process"))
        _save_capabilities(firm, capabilities)
        touched, gone = replace_rows(Machine, firm, machines, foreign=["process"])
        after = dict(Machine.objects.filter(supplier=firm).values_list("pk", "process"))
        edited = {before[pk] for pk in gone | touched if pk in before} | {after[pk] for pk in touched}
        Capability.objects.filter(supplier=firm, process__in=edited).update(proven_until=None)
        said = claims.processes_claims(
            machines=[m["serial_number"] for m in machines],
            tolerances=[c["tolerance_mm"] for c in capabilities],
            monthly_capacity=firm.monthly_capacity,
            capacity_by_machine=bool(machines) and all(m["monthly_capacity"] for m in machines),
            months=save.months,
            today=save.today,
        )
        _say_section(firm, "processes", said, levels, save)


def save_certificates(
    supplier: Supplier, certificates: Sequence[Values], *, none_held: bool, levels: Levels, save: Save
) -> None:
    """Certificates, or the word that there are none (which a certificate contradicts, and wins)."""
    with saving(supplier, "certificates", save.version, by=save.by, today=save.today, now=save.now) as firm:
        _write(firm, {"declares_no_certificate": none_held and not certificates})
        edited, _gone = replace_rows(
            Certificate, firm, certificates, foreign=["standard"], identity=["standard_id"]
        )
        _say_section(firm, "certificates", [], levels, save)
        _say_certificates(firm, save, edited)


def save_quality(
    supplier: Supplier, coverage: Values, *, months: Sequence[Values], levels: Levels, save: Save
) -> None:
    """Quality and delivery figures."""
    with saving(supplier, "quality", save.version, by=save.by, today=save.today, now=save.now) as firm:
        _write(firm, coverage)
        replace_rows(DeliveryMonth, firm, months, identity=["month", "customer"])
        _say_section(firm, "quality", [], levels, save)
        say(
            firm,
            claims_of_figures(firm),
            kinds=[Evidence.Kind.FIGURES],
            criteria=SECTIONS["quality"].worked_out,
            by=save.by,
            now=save.now,
        )


def _write(firm: Supplier, values: Values) -> None:
    changed = [name for name, value in values.items() if getattr(firm, name) != value]
    for name in changed:
        setattr(firm, name, values[name])
    if changed:
        firm.save(update_fields=changed)


def _say_section(firm: Supplier, key: str, said: list[Claim], levels: Levels, save: Save) -> None:
    """Statements of one section: what is worked out, and the levels the firm chose."""
    section = SECTIONS[key]
    chosen = [
        c for code, level in levels.items() for c in claims.statement(code, level, save.months, save.today)
    ]
    say(
        firm,
        [*said, *chosen],
        kinds=[Evidence.Kind.STATEMENT, Evidence.Kind.REGISTER],
        criteria=[*section.worked_out, *levels],
        by=save.by,
        now=save.now,
    )


def _say_certificates(firm: Supplier, save: Save, edited: set[int] = frozenset()) -> None:  # type: ignore[assignment]
    said = claims_of_certificates(firm, save.months, save.today)
    say(firm, said, kinds=[Evidence.Kind.CERTIFICATE], criteria=None, by=save.by, now=save.now, edited=edited)


def _save_contact(firm: Supplier, values: Values | None, by: User) -> None:
    contact = Contact.objects.filter(supplier=firm).first()
    if values is None:
        if contact:
            note_personal(contact, "delete", [], by=by)
            contact.delete()
    elif contact is None:
        note_personal(Contact.objects.create(supplier=firm, **values), "add", list(values), by=by)
    elif changed := [name for name, value in values.items() if getattr(contact, name) != value]:
        for name in changed:
            setattr(contact, name, values[name])
        contact.save(update_fields=changed)
        note_personal(contact, "change", changed, by=by)


def _save_sectors(firm: Supplier, main: int, others: Sequence[int], reason: str, today: date) -> bool:
    """The sectors; the reason and the day stay with the main one. Says whether anything changed."""
    held = {s.sector_id: s for s in SupplierSector.objects.filter(supplier=firm)}
    wanted = {main, *others}
    was_main = next((s.sector_id for s in held.values() if s.is_main), None)
    if set(held) == wanted and was_main == main:
        return False
    SupplierSector.objects.filter(supplier=firm).exclude(sector__in=wanted).delete()
    if was_main != main:
        SupplierSector.objects.filter(supplier=firm, is_main=True).update(
            is_main=False, main_since=None, reason=""
        )
    for sector in wanted - set(held):
        SupplierSector.objects.create(supplier=firm, sector_id=sector)
    if was_main != main:
        SupplierSector.objects.filter(supplier=firm, sector=main).update(
            is_main=True, main_since=today, reason=reason
        )
    return True


def _save_industries(firm: Supplier, wanted: Sequence[int]) -> None:
    held = SupplierIndustry.objects.filter(supplier=firm)
    held.exclude(industry__in=wanted).delete()
    for industry in set(wanted) - set(held.values_list("industry", flat=True)):
        SupplierIndustry.objects.create(supplier=firm, industry_id=industry)


def _save_capabilities(firm: Supplier, rows: Sequence[Values]) -> None:
    """What the check of the machines speaks for, the process and its materials, is proven no longer where it
    becomes something else or more; a figure beside it is not what was checked."""
    plain = [{k: v for k, v in row.items() if k != "materials"} for row in rows]
    before = dict(Capability.objects.filter(supplier=firm).values_list("pk", "process"))
    replace_rows(Capability, firm, plain, foreign=["process"], identity=["process_id"])
    edited = set()
    materials = {row["process"]: set(row["materials"]) for row in rows}
    for capability in Capability.objects.filter(supplier=firm).prefetch_related("materials"):
        wanted, held = materials[capability.process_id], {m.pk for m in capability.materials.all()}
        if held != wanted:
            capability.materials.set(wanted)
        if before.get(capability.pk) != capability.process_id or wanted - held:
            edited.add(capability.pk)
    Capability.objects.filter(pk__in=edited, proven_until__isnull=False).update(proven_until=None)
