"""Write drawn firms into the tables, by COPY, in one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model

from portal.models import Material, Organisation, Process, Province, ProvinceChange, Sector, Standard, User
from portal.vocabulary import BEFORE
from readiness.demo import accounts
from readiness.demo.copying import checked_at_the_end, copy_rows, reserve_ids, without_history
from readiness.demo.firms import Firm
from readiness.demo.paper import sample_pdf
from readiness.demo.sections import SAID, Sayings
from readiness.demo.times import at, bygone
from suppliers.clocks import add_months
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Decision,
    DeliveryMonth,
    Document,
    Enterprise,
    Evidence,
    Finding,
    Machine,
    Owner,
    SectionVersion,
    Supplier,
    SupplierSector,
)
from suppliers.public_ids import public_id

PAPER = "evidence/sample-document.pdf"
# The longest side of a piece, mm, of one process after another; some never said.
LONGEST = (400, 1200, None, 250, 800, 2500, None, 600, 160)
# Public numbers of drawn firms are spread over the whole range by a fixed odd step, so that they are
# deterministic without being consecutive.
_STEP, _RANGE = 8_589_934_583, 32**7


def public_number(index: int) -> str:
    return public_id(index * _STEP % _RANGE)


class Words:
    """Codes of the reference lists -> primary keys."""

    def __init__(self) -> None:
        self.process = dict(Process.objects.current().values_list("code", "pk"))
        self.material = dict(Material.objects.current().values_list("code", "pk"))
        self.standard = dict(Standard.objects.current().values_list("code", "pk"))
        self.sector = {s.letters[0]: s.pk for s in Sector.objects.current() if len(s.letters) == 1}
        now = {p.pk: p.pk for p in Province.objects.filter(changes_after__isnull=True)}
        self.after = {c.before_id: c.after_id for c in ProvinceChange.objects.all()} or now
        self.former = dict(Province.objects.filter(list__version=BEFORE).values_list("code", "pk"))


@transaction.atomic
def load(firms: Sequence[Firm], on: date) -> None:
    """Write ``firms`` with everything they say, and the decisions of a synthetic ministry on it."""
    words = Words()
    if not default_storage.exists(PAPER):
        default_storage.save(PAPER, ContentFile(sample_pdf()))
    tables = _Tables(words, on, accounts.demo_ministry())
    tables.reserve(firms)
    for index, firm in enumerate(firms):
        tables.add(index, firm)
    tables.write()


class _Tables:
    def __init__(self, words: Words, on: date, ministry: Organisation) -> None:
        self.words = words
        self.on = on
        self.ministry = ministry
        self.reader = User.objects.filter(memberships__organisation=ministry).order_by("pk").first()
        self.rows: dict[type, list[dict[str, Any]]] = defaultdict(list)

    def reserve(self, firms: Sequence[Firm]) -> None:
        """Take the keys that rows of other tables will name."""
        proofs = sum(len(f.proofs) for f in firms)
        self.organisations = iter(reserve_ids(Organisation, sum(f.claimed for f in firms)))
        self.enterprises = iter(reserve_ids(Enterprise, len(firms)))
        self.suppliers = iter(reserve_ids(Supplier, len(firms)))
        self.certificates = iter(reserve_ids(Certificate, sum(len(f.certificates) for f in firms)))
        self.documents = iter(
            reserve_ids(Document, sum(p.queued_days is not None for f in firms for p in f.proofs))
        )
        self.evidence = iter(reserve_ids(Evidence, proofs))
        self.capabilities = iter(reserve_ids(Capability, sum(len(f.processes) for f in firms)))

    def add(self, index: int, firm: Firm) -> None:
        supplier = next(self.suppliers)
        self._firm(index, supplier, firm)
        self._capabilities(index, supplier, firm)
        certificates = self._certificates(supplier, firm)
        for number, proof in enumerate(firm.proofs):
            self._proof(index + number, supplier, proof, certificates)
        for criterion, ceiling, opened in firm.findings:
            self.rows[Finding].append(
                {
                    "supplier_id": supplier,
                    "criterion": criterion,
                    "ceiling": ceiling,
                    "opened_on": opened,
                    "reason": "Dữ liệu mẫu: kết luận khi kiểm tra tại chỗ.",
                    "opened_by_id": self.reader and self.reader.pk,
                }
            )

    def _firm(self, index: int, supplier: int, firm: Firm) -> None:
        organisation = next(self.organisations) if firm.claimed else None
        if organisation:
            self.rows[Organisation].append(
                {
                    "id": organisation,
                    "kind": "supplier",
                    "name": firm.name,
                    "synthetic": True,
                    "created_at": at(self.on, 0),
                }
            )
        enterprise = next(self.enterprises)
        self.rows[Enterprise].append({"id": enterprise, "code": firm.tax_code, "name": firm.name})
        former = self.words.former[firm.place]
        confirmed = self.on - timedelta(days=firm.confirmed_days)
        # One of eight came within the last months, the others longer ago than any standing of the past.
        earlier = 20 if index % 8 == 0 else 420
        listed_at = at(confirmed - timedelta(days=earlier), 8)
        self.rows[Supplier].append(
            {
                "id": supplier,
                "public_id": public_number(index + 1),
                "enterprise_id": enterprise,
                "organisation_id": organisation,
                "tax_code": firm.tax_code,
                "name": firm.name,
                "name_latin": firm.name_latin,
                "description": firm.description_vi,
                "description_en": firm.description_en,
                "established": firm.established,
                "workers": firm.workers,
                "ownership": firm.ownership,
                "owner_countries": firm.owner_country if firm.ownership != "unknown" else "",
                "address": firm.address,
                "province_id": self.words.after[former],
                "former_province_id": former,
                "monthly_capacity": firm.monthly_capacity,
                "load_percent": firm.load_percent,
                "local_content_percent": firm.local_content_percent,
                "declares_no_certificate": not firm.certificates,
                "synthetic": True,
                "published_at": listed_at if firm.listed and firm.claimed else None,
                "checked_at": listed_at if firm.listed and not firm.claimed else None,
                "facts_confirmed_on": confirmed,
                "created_at": listed_at,
            }
        )
        self.rows[SupplierSector].append(
            {
                "supplier_id": supplier,
                "sector_id": self.words.sector[firm.sector],
                "is_main": True,
                "main_since": confirmed,
            }
        )
        self.rows[Contact].append(
            {"supplier_id": supplier, "name": firm.contact, "position": "Phụ trách kinh doanh",
             "email": f"firm{index + 1}@demo.example", "phone": "", "languages": "vi en"}
        )  # fmt: skip
        if firm.ownership != "unknown":
            self.rows[Owner].append(
                {
                    "supplier_id": supplier,
                    "name": firm.contact,
                    "country": firm.owner_country,
                    "share_percent": 100,
                }
            )
        said = Sayings(firm, self.on)
        self.rows[SectionVersion].extend(
            {
                "supplier_id": supplier,
                "section": s,
                "version": 1,
                "confirmed_on": confirmed,
                "saved_at": listed_at,
            }
            for s in said.sections()
        )
        for model, row in said.rows():
            self.rows[model].append({"supplier_id": supplier, **row})

    def _capabilities(self, index: int, supplier: int, firm: Firm) -> None:
        checked = next(
            (
                p.valid_to
                for p in firm.proofs
                if p.criterion == "3.1" and p.evidence_class >= "A2" and p.valid_to
            ),
            None,
        )
        for number, (process, materials, machine, tolerance) in enumerate(firm.processes):
            capability = next(self.capabilities)
            self.rows[Capability].append(
                {
                    "id": capability,
                    "supplier_id": supplier,
                    "process_id": self.words.process[process],
                    "tolerance_mm": tolerance,
                    "largest_mm": LONGEST[(index + number) % len(LONGEST)],
                    # The last process of every third firm was added after the check.
                    "proven_until": None if number and index % 3 == 0 else checked,
                }
            )
            self.rows[Capability.materials.through].extend(
                {"capability_id": capability, "material_id": self.words.material[m]} for m in materials
            )
            self.rows[Machine].append(
                {
                    "supplier_id": supplier,
                    "process_id": self.words.process[process],
                    "name": machine,
                    "serial_number": f"MAU{index + 1:05}{number}" if checked else "",
                    "year": 2008 + (index + number) % 16,
                    "quantity": 1 + firm.workers // 60,
                }
            )

    def _certificates(self, supplier: int, firm: Firm) -> dict[str, int]:
        keys = {}
        for held in firm.certificates:
            keys[held.standard] = next(self.certificates)
            self.rows[Certificate].append(
                {
                    "id": keys[held.standard],
                    "supplier_id": supplier,
                    "standard_id": self.words.standard[held.standard],
                    "number": held.number,
                    "issuer": "Tổ chức chứng nhận mẫu",
                    "scope": firm.description_vi[:200],
                    "issued_on": held.issued_on,
                    "valid_to": held.valid_to,
                    "last_surveillance_on": held.surveillance_on,
                }
            )
        return keys

    def _proof(self, number: int, supplier: int, proof: Any, certificates: dict[str, int]) -> None:
        evidence = next(self.evidence)
        certificate = certificates.get(proof.standard)
        document = None
        if proof.queued_days is not None:
            document = next(self.documents)
            self.rows[Document].append(
                {"id": document, "supplier_id": supplier, "file": PAPER, "original_name": "tai-lieu-mau.pdf",
                 "content_type": "application/pdf", "size": len(sample_pdf()), "digest": "",
                 "uploaded_at": self._waits_since(proof, 8)}
            )  # fmt: skip
        checked = proof.evidence_class >= "A2"
        kind = (
            "figures" if proof.figures is not None
            else "certificate" if certificate
            else "document" if document or checked
            else "statement"
        )  # fmt: skip
        self.rows[Evidence].append(
            {
                "id": evidence,
                "supplier_id": supplier,
                "criterion": proof.criterion,
                "kind": kind,
                "document_id": document,
                "certificate_id": certificate,
                "claimed_level": proof.level,
                "level": proof.level,
                "evidence_class": proof.evidence_class,
                "valid_from": proof.valid_from,
                "valid_to": proof.valid_to,
                "figures": proof.figures,
                "queued_at": document and self._waits_since(proof, 8 - number % 7),
                "created_at": bygone(proof.valid_from, 9, on=self.on),
            }
        )
        if proof.figures is not None and proof.criterion in ("2.2", "4.1") and not proof.replaced:
            self._months(supplier, proof)
        if checked:
            self._decision(supplier, evidence, proof, certificate)

    def _waits_since(self, proof: Any, hour: int) -> datetime:
        return bygone(self.on - timedelta(days=proof.queued_days), hour, on=self.on)

    def _decision(self, supplier: int, evidence: int, proof: Any, certificate: int | None) -> None:
        source = {"A4": "buyer", "A3": "register" if certificate else "site_visit"}.get(
            proof.evidence_class, "document"
        )
        decided = bygone(proof.valid_from + timedelta(days=3), 10, on=self.on)
        self.rows[Decision].append(
            {
                "evidence_id": evidence,
                "supplier_id": supplier,
                "criterion": proof.criterion,
                "outcome": "accepted",
                "level": proof.level,
                "evidence_class": proof.evidence_class,
                "valid_from": proof.valid_from,
                "valid_to": proof.valid_to,
                "source": source,
                "source_seen": "Hồ sơ mẫu",
                "reason": "Dữ liệu mẫu: đã xem hồ sơ và thấy khớp.",
                "decided_at": decided,
                "closed_at": decided,
                "decided_by_id": self.reader and self.reader.pk,
                "body_id": self.ministry.pk,
            }
        )

    def _months(self, supplier: int, proof: Any) -> None:
        """The twelve months of which ``figures`` are the sum; 2.2 and 4.1 share a row a month."""
        months = self.rows[DeliveryMonth]
        same = {row["month"]: row for row in months[-12:] if row["supplier_id"] == supplier}
        given = {"parts": "parts", "rejected": "rejected", "due": "lines_due", "on_time": "lines_on_time"}
        first = proof.valid_from.replace(day=1)
        for number in range(12):
            month = add_months(first, number)
            row = same.get(month)
            if row is None:
                row = {"supplier_id": supplier, "month": month, "customer": "Khách hàng mẫu A",
                       "parts": None, "rejected": None, "lines_due": None, "lines_on_time": None}  # fmt: skip
                months.append(row)
            for figure, column in given.items():
                if figure in proof.figures:
                    total = proof.figures[figure]
                    row[column] = total // 12 + (number < total % 12)

    def write(self) -> None:
        with without_history(ORDER), checked_at_the_end(ORDER):
            for model in ORDER:
                copy_rows(model, self.rows.pop(model, []))


# Whom a row names stands before it.
ORDER: tuple[type[Model], ...] = (
    Organisation, Enterprise, Supplier, SupplierSector, Contact, Owner, SectionVersion, Capability,
    Capability.materials.through, Machine, Certificate, Document, Evidence, Decision, DeliveryMonth, Finding,
    *SAID,
)  # fmt: skip
