"""The history of a firm: its profile, evidence, decisions and rulings, and the roles of its people.

Personal data have no values here: ``personal_changes`` says who changed which field when. Staff are named to
staff; to the firm they are the body that they work for.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.history import Record, Who, a_month, labelled
from portal.models import Membership, PersonalChange, User
from suppliers.criteria_texts import named
from suppliers.forms.capacity import CapacityForm
from suppliers.forms.machines import MachineRow
from suppliers.forms.products import OriginForm
from suppliers.forms.quality import CoverageForm
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Decision,
    DeliveryMonth,
    Document,
    Evidence,
    Finding,
    HouseholdNumber,
    Machine,
    NotApplicableRequest,
    Owner,
    Renewal,
    Supplier,
    SupplierName,
    SupplierSector,
    Waiver,
)
from suppliers.section_records import MACHINE_SIZES, section_records, written_of

LEVEL, CLASS = lazy("criterion level"), lazy("evidence class")
FROM, UNTIL, REASON, ANSWER = (
    lazy("valid from"),
    lazy("valid until"),
    lazy("reason"),
    lazy("answer of the firm"),
)
# A criterion is named in full: its bare code says nothing to who reads a history.
CRITERION = {"criterion": named}
SUPPLIER = (
    "tax_code", "name", "name_latin", "description", "description_en", "established", "workers", "website",
    "ownership", "address", "province", "former_province", "monthly_capacity", "load_percent",
    "local_content_percent", "declares_no_certificate", "delivery_sales_percent",
)  # fmt: skip
MACHINE = ("process", "name", "maker", "serial_number", "year", "quantity", "size", "monthly_capacity")
CERTIFICATE = ("standard", "number", "issuer", "scope", "issued_on", "valid_to", "last_surveillance_on")
DELIVERIES = ("month", "customer", "parts", "rejected", "lines_due", "lines_on_time")

# Personal data of a firm: how each kind is called.
PERSONAL = {Contact: lazy("Contact person"), Owner: lazy("Owners"), HouseholdNumber: lazy("Household number")}
SHOWN_PERSONAL = 20


def records(firm: Supplier, *, as_staff: bool) -> list[Record]:
    """What is told of a firm. What two people must agree on is told to the firm once they do."""
    of_firm = Q(supplier=firm.pk)
    decided, waived = of_firm, of_firm
    if not as_staff:
        closed = Decision.objects.filter(supplier=firm, closed_at__isnull=False, refused_by__isnull=True)
        decided &= Q(pgh_obj__in=closed.values("pk"))
        waived &= Q(pgh_obj__in=Waiver.objects.filter(supplier=firm, approved_at__isnull=False).values("pk"))
    return [
        Record(
            Supplier,
            lazy("Profile"),
            (),
            {
                **labelled(Supplier, SUPPLIER),
                "published_at": lazy("on the list since"),
                "checked_at": lazy("checked by staff"),
                "facts_confirmed_on": lazy("confirmed by the firm"),
                "organisation": lazy("organisation that has it in hand"),
                "merged_into": lazy("merged into"),
            },
            Q(pgh_obj=firm.pk),
            written=written_of(CapacityForm, OriginForm, CoverageForm),
        ),
        Record(
            SupplierName, lazy("Other name"), ("name",), {"name": lazy("name"), "kind": lazy("kind")}, of_firm
        ),
        Record(
            SupplierSector,
            lazy("Sector"),
            ("sector",),
            {"is_main": lazy("main sector"), "main_since": lazy("main since"), "reason": REASON},
            of_firm,
        ),
        Record(
            Capability,
            lazy("Process"),
            ("process",),
            {
                "process": lazy("process"),
                **labelled(Capability, ("tolerance_mm", "largest_size", "largest_mm")),
            },
            of_firm,
        ),
        Record(
            Machine,
            lazy("Machine"),
            ("name",),
            {**labelled(Machine, MACHINE), **MACHINE_SIZES},
            of_firm,
            written=written_of(MachineRow),
        ),
        *section_records(of_firm),
        Record(Certificate, lazy("Certificate"), ("standard",), labelled(Certificate, CERTIFICATE), of_firm),
        Record(
            DeliveryMonth,
            lazy("Deliveries"),
            ("month", "customer"),
            labelled(DeliveryMonth, DELIVERIES),
            of_firm,
            written={"month": a_month},
        ),
        Record(
            Document,
            lazy("File"),
            ("original_name",),
            {
                "original_name": lazy("file name"),
                "scan": lazy("scan"),
                "scan_found": lazy("found by the scanner"),
            },
            of_firm,
        ),
        Record(
            Evidence,
            lazy("Evidence"),
            ("criterion",),
            {
                "kind": lazy("kind"),
                "state": lazy("state"),
                "document": lazy("file"),
                "certificate": lazy("certificate"),
                "claimed_level": lazy("level the firm states"),
                "level": LEVEL,
                "evidence_class": CLASS,
                "valid_from": FROM,
                "valid_to": UNTIL,
                "paper_ends": lazy("end that the paper names"),
                "note": lazy("note"),
            },
            of_firm,
            codes=CRITERION,
        ),
        Record(
            Decision,
            lazy("Decision"),
            ("criterion",),
            {
                "outcome": lazy("outcome"),
                "level": LEVEL,
                "evidence_class": CLASS,
                "valid_from": FROM,
                "valid_to": UNTIL,
                "scope": lazy("scope"),
                "reason": REASON,
                "body": lazy("decided for"),
                "answer": ANSWER,
            },
            decided,
            codes=CRITERION,
        ),
        Record(
            Finding,
            lazy("Finding"),
            ("criterion",),
            {
                "ceiling": lazy("counts at most"),
                "evidence_class": CLASS,
                "opened_on": lazy("opened on"),
                "closed_on": lazy("closed on"),
                "reason": REASON,
                "closed_reason": lazy("reason for closing"),
                "in_error": lazy("opened in error"),
                "answer": ANSWER,
            },
            of_firm,
            codes=CRITERION,
        ),
        Record(
            NotApplicableRequest,
            lazy("Request to leave a criterion out"),
            ("criterion",),
            {
                "reason": REASON,
                "approved": lazy("approved"),
                "decision_reason": lazy("reason of the decision"),
                "withdrawn_at": lazy("taken back"),
                "answer": ANSWER,
            },
            of_firm,
            codes=CRITERION,
        ),
        Record(
            Waiver,
            lazy("Waiver"),
            ("criterion",),
            {
                "level": lazy("level whose condition is waived"),
                "buyer": lazy("buyer"),
                "valid_from": FROM,
                "valid_to": UNTIL,
                "reason": REASON,
                "approved_at": lazy("approved"),
                "closed_reason": lazy("reason for ending"),
                "answer": ANSWER,
            },
            waived,
            codes=CRITERION,
        ),
        Record(
            Renewal,
            lazy("Booked renewal"),
            ("criterion",),
            {
                "booked_for": lazy("booked for"),
                "body": lazy("booked with"),
                "document": lazy("file"),
                "note": lazy("note"),
                "accepted": lazy("accepted"),
                "decision_reason": lazy("reason of the decision"),
                "withdrawn_at": lazy("taken back"),
                "answer": ANSWER,
            },
            of_firm,
            codes=CRITERION,
        ),
    ]


def team_record(organisation_id: int) -> Record:
    """Who came, who left, whose role changed."""
    return Record(
        Membership, lazy("Member"), ("user",), {"role": lazy("role")}, Q(organisation=organisation_id)
    )


def named_to(reader: User, firm: Supplier) -> Who:
    """How the people of a history are called: members by name; staff by their body, and to staff by name too."""

    def who(keys: Collection[int]) -> Mapping[int, str]:
        people = User.objects.filter(pk__in=keys, deleted_at__isnull=True).prefetch_related(
            "memberships__organisation"
        )
        return {person.pk: _called(person, reader, firm) for person in people}

    return who


def _called(person: User, reader: User, firm: Supplier) -> str:
    bodies = [m.organisation for m in person.memberships.all()]
    if any(body.pk == firm.organisation_id for body in bodies):
        return str(person)
    body = next((each for each in bodies if each.is_staff_body), None)
    if reader.is_ministry:
        return f"{person} · {body}" if body else str(person)
    if body:
        return _("staff of %(body)s") % {"body": body}
    if any(each.kind == each.Kind.BUYER for each in bodies):
        return _("a buyer")
    return _("somebody who no longer acts for the firm")


@dataclass(frozen=True, slots=True)
class PersonalEntry:
    at: datetime
    by: str
    noun: str
    action: str
    fields: tuple[str, ...]


def personal_changes(firm: Supplier, who: Who) -> list[PersonalEntry]:
    """The latest changes of the personal data that the firm has now; never the values."""
    of = Q(pk__in=[])
    by_label = {model._meta.label: model for model in PERSONAL}
    for label, model in by_label.items():
        of |= Q(model=label, object_id__in=model._base_manager.filter(supplier=firm).values("pk"))
    rows = list(PersonalChange.objects.filter(of).order_by("-at", "-pk")[:SHOWN_PERSONAL])
    actors = who({row.by_id for row in rows if row.by_id})
    return [
        PersonalEntry(
            row.at,
            actors.get(row.by_id or 0, _("somebody whose account was deleted")),
            str(PERSONAL[by_label[row.model]]),
            {"add": "insert", "change": "update", "delete": "delete"}[row.action],
            _fields_in_words(by_label[row.model], row.fields),
        )
        for row in rows
    ]


def _fields_in_words(model: type[models.Model], names: Iterable[str]) -> tuple[str, ...]:
    """A field that the noun says already has no words of its own."""
    words = (getattr(model._meta.get_field(name), "verbose_name", "") for name in names)
    return tuple(str(each) for each in words if isinstance(each, Promise))
