"""The main sector of a firm: the one in which it is counted."""

from collections.abc import Mapping
from datetime import date, datetime

from suppliers.actions.changing import changing
from suppliers.actions.evidence import claims_of_certificates, say
from suppliers.models import Evidence, Supplier, SupplierSector


def make_main(firm: Supplier, sector: int, reason: str, today: date) -> None:
    """One of the firm's sectors becomes its main one; the reason and the day stay with it."""
    held = SupplierSector.objects.filter(supplier=firm)
    held.filter(is_main=True).update(is_main=False, main_since=None, reason="")
    held.filter(sector=sector).update(is_main=True, main_since=today, reason=reason)


def follow_sales(
    firm: Supplier, sector: int, *, reason: str, months: Mapping[str, int], today: date, now: datetime
) -> None:
    """The main sector becomes the one of the firm's confirmed sales; those that it states stay beside it."""
    with changing(firm):
        SupplierSector.objects.get_or_create(supplier=firm, sector_id=sector)
        make_main(firm, sector, reason, today)
        said = claims_of_certificates(firm, months, today)
        say(firm, said, kinds=[Evidence.Kind.CERTIFICATE], criteria=None, by=None, now=now)
