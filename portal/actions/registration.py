"""Making accounts: a person, the organisation they act for, and their role there, in one transaction."""

from dataclasses import dataclass

import pghistory
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from portal.events import supplier_registered
from portal.models import Membership, Organisation, User
from portal.privacy import PRIVACY_NOTICE_VERSION


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What a person gives to have an account; the privacy notice was accepted."""

    email: str
    name: str
    password: str


@transaction.atomic
def register_supplier(
    person: NewPerson, *, firm: str, tax_code: str = "", household_number: str = ""
) -> User:
    """An account that owns a new supplier organisation; the firm itself is made by whoever listens.

    A listener that cannot keep the firm raises ``ValidationError`` by field, and nothing is kept.
    """
    user = _register(person, Organisation(kind=Organisation.Kind.SUPPLIER, name=firm))
    supplier_registered.send(
        Organisation,
        organisation=user.memberships_held[0].organisation,
        user=user,
        name=firm,
        tax_code=tax_code,
        household_number=household_number,
    )
    return user


@transaction.atomic
def register_buyer(
    person: NewPerson, *, company: str, country: str, registration: str = "", website: str = ""
) -> User:
    """An account that owns a new buyer organisation; ``registration`` and ``website`` as it states them."""
    buyer = Organisation(
        kind=Organisation.Kind.BUYER,
        name=company,
        country=country,
        registration=registration,
        website=website,
    )
    return _register(person, buyer)


@transaction.atomic
def register_person(person: NewPerson, *, address_confirmed: bool = False) -> User:
    """An account that acts for nobody yet; ``address_confirmed`` where a letter to it was answered."""
    user = User.objects.create_user(
        person.email,
        person.password,
        name=person.name,
        language=get_language() or "vi",
        privacy_notice_version=PRIVACY_NOTICE_VERSION,
        privacy_accepted_at=timezone.now(),
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=address_confirmed)
    # Nobody was signed in when the request began: what it changes from here on is theirs.
    pghistory.context(user=user.pk)
    return user


def _register(person: NewPerson, organisation: Organisation) -> User:
    """What is registered in a demo portal is of the demo: it is found, matched and counted beside the sample firms."""
    user = register_person(person)
    organisation.synthetic = settings.DEMO
    organisation.save()
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.OWNER)
    return user


@transaction.atomic
def create_ministry_account(
    email: str, password: str, *, name: str, body: str, kind: str, administrator: bool = False
) -> User:
    """An account for staff of ``body``, which is made when it is new. Its address counts as confirmed."""
    user = User.objects.create_user(email, password, name=name, is_administrator=administrator)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    organisation, _made = Organisation.objects.get_or_create(kind=kind, name=body, synthetic=False)
    Membership.objects.create(user=user, organisation=organisation, role=Membership.Role.EDITOR)
    return user
