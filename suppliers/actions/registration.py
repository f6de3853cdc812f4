"""A person registered a firm: its records, in the transaction that makes the account."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.models import Organisation, PersonalChange, User
from suppliers.actions.changing import changing
from suppliers.actions.evidence import say
from suppliers.claims import company_claims
from suppliers.models import Enterprise, Evidence, HouseholdNumber, Supplier


def register_supplier(
    organisation: Organisation,
    *,
    user: User,
    name: str,
    tax_code: str,
    household_number: str,
    months: dict[str, int],
    today: date,
    now: datetime,
) -> Supplier:
    """The establishment of a new account, by its tax code (10 or 13 digits) or a household's number.

    A firm that was entered by staff or imported, and that nobody has taken in hand, becomes the account's.
    Either way the tax code waits to be matched by staff (1.1). Raises ValidationError, by field, for a
    number that is taken. A household's number is kept apart from the firm.
    """
    held_by_code = None
    if tax_code:
        held_by_code = Supplier.objects.select_for_update().filter(tax_code=tax_code).first()
    if held_by_code and (held_by_code.claimed or held_by_code.merged_into_id):
        raise ValidationError(
            {
                "tax_code": _(
                    "A firm with this tax code is on the portal already. Ask its owner there to add you."
                )
            }
        )
    if household_number and HouseholdNumber.objects.filter(number=household_number).exists():
        raise ValidationError(
            {"household_number": _("A household with this number is on the portal already.")}
        )
    supplier = held_by_code or Supplier(
        enterprise=_enterprise(tax_code, name) if tax_code else None,
        name=name,
        tax_code=tax_code or None,
        synthetic=organisation.synthetic,
        created_at=now,
    )
    supplier.organisation = organisation
    supplier.save()
    if household_number:
        held = HouseholdNumber.objects.create(supplier=supplier, number=household_number)
        PersonalChange.objects.create(
            by=user, model=HouseholdNumber._meta.label, object_id=held.pk, action="add", fields=["number"]
        )
    with changing(supplier):
        said = company_claims(tax_code=tax_code, ownership="unknown", months=months, today=today)
        say(supplier, said, kinds=[Evidence.Kind.REGISTER], criteria=["1.1"], by=user, now=now)
    return supplier


def _enterprise(tax_code: str, name: str) -> Enterprise:
    """The legal entity of an establishment. Its own name is that of its head office, where that is known."""
    enterprise, _created = Enterprise.objects.get_or_create(code=tax_code[:10], defaults={"name": name})
    if tax_code == enterprise.code and enterprise.name != name:
        enterprise.name = name
        enterprise.save(update_fields=["name"])
    return enterprise
