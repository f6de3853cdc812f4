"""Firms for the tests of this floor: their people, and their pages as each of them opens them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from django.test import Client
from django.urls import reverse

from portal.models import Membership, Organisation, Process, Province, Sector, Standard, User
from portal.privacy import PRIVACY_NOTICE_VERSION
from suppliers.models import Supplier, SupplierSector

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=7)))


@dataclass
class Firm:
    """A firm and its people, and its pages as each of them opens them."""

    supplier: Supplier
    owner: User
    editor: User
    viewer: User

    def client(self, user: User | None = None, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(user or self.owner)
        return client

    def url(self, name: str, *more: Any) -> str:
        return reverse(f"suppliers:{name}", args=[self.supplier.public_id, *more])

    def fresh(self) -> Supplier:
        return Supplier.objects.get(pk=self.supplier.pk)


def person(email: str, organisation: Organisation, role: str) -> User:
    # Signed in without a password: hashing one takes longer than most tests.
    user = User.objects.create_user(
        email, name=email.split("@")[0], privacy_notice_version=PRIVACY_NOTICE_VERSION
    )
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def sector(letter: str) -> int:
    return next(s.pk for s in Sector.objects.current() if s.letters == [letter])


def process(code: str = "machining.cnc_turning") -> int:
    return Process.objects.current().get(code=code).pk


def standard(code: str) -> int:
    return Standard.objects.current().get(code=code).pk


def province(name: str, *, former: bool = False) -> int:
    return Province.objects.get(label_vi=name, changes_after__isnull=not former).pk


def open_firm(name: str, tax_code: str, letter: str = "M") -> Firm:
    organisation = Organisation.objects.create(kind="supplier", name=name)
    supplier = Supplier.objects.create(organisation=organisation, name=name, tax_code=tax_code)
    SupplierSector.objects.create(supplier=supplier, sector_id=sector(letter), is_main=True, main_since=TODAY)
    people = [
        person(f"{role}@{tax_code}.example", organisation, role) for role in ("owner", "editor", "viewer")
    ]
    return Firm(supplier, *people)
