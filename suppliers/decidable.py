"""What a buyer needs to know before a firm may enter the list: the minimum decidable set."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
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


def missing_for_listing(supplier: Supplier) -> list[Needed]:
    """What is still missing, in reading order; empty when the firm may be listed. One query."""
    of = {"supplier": OuterRef("pk")}
    has = (
        Supplier.objects.filter(pk=supplier.pk)
        .annotate(
            process=Exists(Capability.objects.filter(**of)),
            material=Exists(Capability.objects.filter(**of, materials__isnull=False)),
            certificate=Exists(Certificate.objects.filter(**of)),
            contact_given=Exists(Contact.objects.filter(**of).exclude(name="")),
        )
        .values()
        .get()
    )
    there = {
        "process": has["process"],
        "material": has["material"],
        "capacity": has["monthly_capacity"] is not None,
        "certificate": has["certificate"] or has["declares_no_certificate"],
        "ownership": has["ownership"] != Supplier.Ownership.UNKNOWN,
        "address": bool(has["address"]) and has["province_id"] is not None,
        "contact": has["contact_given"],
    }
    return [needed for needed in NEEDED if not there[needed.key]]
