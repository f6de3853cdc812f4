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

    Raises ValidationError, by field, for a number that is taken: a firm that is here already is asked for
    (``suppliers.actions.joining``), never taken by typing its code. A household's number is kept apart.
    """
    if tax_code:
        _refuse_what_is_here(tax_code)
    if household_number and HouseholdNumber.objects.filter(number=household_number).exists():
        raise ValidationError(
            {"household_number": _("A household with this number is on the portal already.")}
        )
    supplier = Supplier.objects.create(
        enterprise=_enterprise(tax_code, name) if tax_code else None,
        name=name,
        tax_code=tax_code or None,
        synthetic=organisation.synthetic,
        created_at=now,
    )
    if household_number:
        held = HouseholdNumber.objects.create(supplier=supplier, number=household_number)
        PersonalChange.objects.create(
            by=user, model=HouseholdNumber._meta.label, object_id=held.pk, action="add", fields=["number"]
        )
    take_in_hand(supplier, organisation, user=user, months=months, today=today, now=now)
    return supplier


def take_in_hand(
    supplier: Supplier,
    organisation: Organisation,
    *,
    user: User,
    months: dict[str, int],
    today: date,
    now: datetime,
) -> None:
    """The firm is the organisation's from now on; its tax code waits to be matched with the register (1.1)."""
    with changing(supplier):
        Supplier.objects.filter(pk=supplier.pk).update(organisation=organisation)
        said = company_claims(
            tax_code=supplier.tax_code or "", ownership="unknown", months=months, today=today
        )
        say(supplier, said, kinds=[Evidence.Kind.REGISTER], criteria=["1.1"], by=user, now=now)


def _refuse_what_is_here(tax_code: str) -> None:
    """Whoever registers a firm that is here already must ask: its owners, or staff where nobody has it in hand."""
    held = Supplier.objects.filter(tax_code=tax_code).first()
    if held is None:
        return
    if held.claimed or held.merged_into_id:
        words = _("A firm with this tax code is on the portal already. Ask its owner below to add you.")
    else:
        words = _(
            "Staff entered this firm from a list, and nobody has taken it in hand. Ask for it below:"
            " staff check that you work there."
        )
    raise ValidationError({"tax_code": words})


def _enterprise(tax_code: str, name: str) -> Enterprise:
    """The legal entity of an establishment. Its own name is that of its head office, where that is known."""
    enterprise, _created = Enterprise.objects.get_or_create(code=tax_code[:10], defaults={"name": name})
    if tax_code == enterprise.code and enterprise.name != name:
        enterprise.name = name
        enterprise.save(update_fields=["name"])
    return enterprise
