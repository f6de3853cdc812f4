"""What a buyer needs to know before a firm may enter the list: the minimum decidable set."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suppliers.models import Capability, Certificate, Contact, Supplier


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing of the set: the section where it is told and the id of the control there."""

    key: str
    section: str
    anchor: str
    label: str | Promise


NEEDED = (
    Needed("process", "processes", "id_process-0-process", _("A process")),
    Needed("material", "processes", "id_process-0-materials", _("A material it is done in")),
    Needed("capacity", "capacity", "id_monthly_capacity", _("Capacity a month")),
    Needed(
        "certificate",
        "certificates",
        "id_certificate-0-standard",
        _("A certificate, or the word that you hold none"),
    ),
    Needed("ownership", "company", "id_owner-0-name", _("Who owns the firm")),
    Needed("address", "site", "id_address", _("Address and province")),
    Needed("contact", "site", "id_contact-name", _("A person buyers may ask for")),
)


def with_needed(firms: QuerySet[Supplier]) -> QuerySet[Supplier]:
    """Firms that know what of the set is told in rows of their own, for ``lacking``."""
    of = {"supplier": OuterRef("pk")}
    return firms.annotate(
        has_process=Exists(Capability.objects.filter(**of)),
        has_material=Exists(Capability.objects.filter(**of, materials__isnull=False)),
        has_certificate=Exists(Certificate.objects.filter(**of)),
        has_contact=Exists(Contact.objects.filter(**of).exclude(name="")),
    )


def lacking(firm: Any) -> list[Needed]:
    """What is still missing of a firm read ``with_needed``, in reading order; empty when it may be listed."""
    there = {
        "process": firm.has_process,
        "material": firm.has_material,
        "capacity": firm.monthly_capacity is not None,
        "certificate": firm.has_certificate or firm.declares_no_certificate,
        "ownership": firm.ownership != Supplier.Ownership.UNKNOWN,
        "address": bool(firm.address) and firm.province_id is not None,
        "contact": firm.has_contact,
    }
    return [needed for needed in NEEDED if not there[needed.key]]


def missing_for_listing(supplier: Supplier) -> list[Needed]:
    """What is missing as the database has it now: ``supplier`` may have been read before a save. One query."""
    return lacking(with_needed(Supplier.objects.filter(pk=supplier.pk)).get())
