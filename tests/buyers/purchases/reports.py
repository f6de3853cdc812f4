"""Purchase reports for tests: who writes them, and rows as a page sends them."""

from decimal import Decimal

from buyers.models import PurchaseReport
from buyers.reporting import actions
from buyers.reporting.actions import Bought
from portal.models import Membership, Organisation, Sector, User
from tests.cast import NOW, member, person

FIELDS = ("sector", "origin", "amount", "supplier")


def sector(letter: str) -> int:
    return next(s.pk for s in Sector.objects.current() if s.letters == [letter])


def viewer(buyer: Organisation) -> User:
    return member(person("viewer@assembler.example", "Vi", "en"), buyer, Membership.Role.VIEWER)


def another_buyer(name: str = "Other Assembler") -> tuple[Organisation, User]:
    buyer = Organisation.objects.create(kind=Organisation.Kind.BUYER, name=name)
    return buyer, member(person(f"{name.split()[0].lower()}@other.example", name, "en"), buyer)


def bought(letter: str, origin: str, amount: int | str, supplier: int | None = None) -> Bought:
    return Bought(sector(letter), origin, Decimal(amount), supplier)


def draft(buyer: Organisation, year: int, *rows: Bought) -> PurchaseReport:
    report = actions.start(buyer, year, now=NOW)
    return actions.save(report, rows, seen=report.stamp, now=NOW) if rows else report


def sent(buyer: Organisation, year: int, *rows: Bought) -> PurchaseReport:
    return actions.send(draft(buyer, year, *rows), by=None, now=NOW)


def typed(report: PurchaseReport, *rows: tuple, **more: str) -> dict[str, str]:
    """What the page of a draft sends: (sector letter, origin, amount, supplier) a row."""
    data = {"seen": report.stamp, "row-count": str(len(rows)), "then": "stay"} | more
    for number, (letter, *others) in enumerate(rows):
        values = [str(sector(letter)) if letter else "", *others]
        data |= {f"row-{number}-{name}": value for name, value in zip(FIELDS, values, strict=True)}
    return data
