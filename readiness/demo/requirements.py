"""What the demo buyer looks for: two parts that are asked for, one that is still being written."""

from datetime import date
from decimal import Decimal

from buyers import actions
from buyers.asking import Asked
from buyers.models import Requirement
from portal.demo import BUYER
from portal.models import Organisation, User
from readiness.demo.times import at

LEFT_BRACKET, BOX = "Seat-rail bracket, left", "Control-box housing"
BRACKET = [
    Asked("process", ("forming.stamping",)),
    Asked("material", ("steel",)),
    Asked("tolerance", limit=Decimal("0.1")),
    Asked("volume", limit=Decimal(20_000), weight=2),
    Asked("standard", ("iso9001",), weight=3),
    Asked("level", limit=Decimal(3), must=False, weight=2),
    Asked("region", ("north",), must=False),
]
HOUSING = [
    Asked("process", ("moulding.injection",)),
    Asked("size", limit=Decimal(300)),
    Asked("volume", limit=Decimal(30_000), weight=2),
    Asked("standard", ("iso9001",), weight=2),
    Asked("language", ("en", "ja"), must=False),
    Asked("distance", limit=Decimal(150), place="79", must=False),
]


def make(on: date) -> None:
    """Two published requirements and a draft of the demo buyer; nothing where there is no such buyer."""
    by = User.objects.filter(email=BUYER).first()
    buyer = Organisation.objects.filter(kind=Organisation.Kind.BUYER, synthetic=True, members=by).first()
    if by is None or buyer is None:
        return
    now = at(on, 0)
    for title, lines in ((LEFT_BRACKET, BRACKET), (BOX, HOUSING)):
        actions.publish(actions.draft(buyer, title, "", lines, by=by, now=now), by=by, now=now)
    actions.draft(buyer, "Seat-rail bracket, right", "", BRACKET[:4], by=by, now=now)


def remove() -> None:
    Requirement.objects.filter(synthetic=True).delete()
