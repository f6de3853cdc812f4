"""Buyers that exist nowhere, and what they report for the three years before ``on``.

The shares lie around what JETRO found for Japanese firms in Viet Nam (36 to 38 % bought in the country, 16 to 18 %
from Vietnamese-owned firms). Two categories are reported by too few buyers, so that a hidden cell is seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from django.apps import apps

from buyers.models import PurchaseReport, PurchaseRow
from portal.models import Organisation, Sector
from readiness.demo.times import bygone
from readiness.models import Score
from readiness.standings import DIRECT

SEED = 1157
YEARS = 3
Origin = PurchaseRow.Origin


@dataclass(frozen=True, slots=True)
class Buyer:
    """``buys``: category -> billion VND in the first year."""

    name: str
    country: str
    buys: Mapping[str, int]


ACCOUNT = Buyer("Sample Assembler Vietnam", "JP", {"M": 620, "P": 380, "E": 240, "A": 300})
BUYERS = (
    Buyer("Sample Motors Vietnam", "JP", {"M": 900, "P": 420, "E": 350, "A": 1500}),
    Buyer("Sample Motorcycles Vietnam", "JP", {"M": 760, "P": 310, "A": 980}),
    Buyer("Sample Electronics Vietnam", "KR", {"M": 540, "P": 880, "E": 3200, "H": 260}),
    Buyer("Sample Printers Vietnam", "JP", {"M": 480, "P": 740, "E": 1100, "H": 140}),
    Buyer("Sample Appliances Vietnam", "KR", {"M": 650, "P": 690, "E": 870}),
    Buyer("Sample Footwear Vietnam", "TW", {"P": 90, "T": 160, "F": 1400}),
    Buyer("Sample Garments Vietnam", "CN", {"T": 1250, "F": 60}),
    Buyer("Sample Workwear Vietnam", "US", {"T": 740, "F": 45}),
)
# Bought from whom, in per cent, in the first and in the last of the years.
SHARES = {
    Origin.IMPORTED: (63.4, 62.2),
    Origin.VIETNAMESE: (16.3, 17.4),
    Origin.FOREIGN: (18.4, 18.6),
    Origin.UNKNOWN: (1.9, 1.8),
}
# Of the firms counted as ready, which part buyers name; of the others, how many at most.
NAMED_OF_READY, NAMED_OF_OTHERS = 0.6, 6


def make(on: date) -> int:
    """Buyers with a sent report a year, and a draft of the running year for the buyer's account; how many rows."""
    draw = Random(SEED)
    sectors = {s.letters[0]: s.pk for s in Sector.objects.current() if len(s.letters) == 1}
    firms = _named(draw)
    rows: list[PurchaseRow] = []
    for place, buyer in enumerate((ACCOUNT, *BUYERS)):
        organisation, _made = Organisation.objects.get_or_create(
            kind=Organisation.Kind.BUYER, name=buyer.name, synthetic=True, defaults={"country": buyer.country}
        )
        mine = firms[place :: len(BUYERS) + 1]
        for number in range(YEARS):
            year = on.year - YEARS + number
            report = PurchaseReport.objects.create(
                organisation=organisation, year=year, synthetic=True, sent_at=_sent(year, place, on)
            )
            rows += _rows(report, buyer, number, mine if number == YEARS - 1 else [], sectors, draw)
    rows += _draft(on, sectors)
    PurchaseRow.objects.bulk_create(rows)
    return len(rows)


def remove() -> None:
    """Take the reports away with their history; the buyers go with the other organisations of the demo."""
    PurchaseReport.objects.filter(synthetic=True).delete()
    events = apps.get_model("buyers", "PurchaseReportEvent").objects.filter(synthetic=True)
    rows = apps.get_model("buyers", "PurchaseRowEvent").objects
    rows.filter(report__in=list(events.values_list("pgh_obj_id", flat=True).distinct())).delete()
    events.delete()


def _named(draw: Random) -> list[Score]:
    """Firms that buyers name: most of those that are ready, and some that are not counted yet."""
    scores = Score.objects.main().filter(supplier__synthetic=True, supplier__tax_code__isnull=False)
    shown = scores.select_related("supplier").order_by("supplier__public_id")
    known = [s for s in shown if s.supplier.ownership in (Origin.VIETNAMESE, Origin.FOREIGN)]
    ready = [s for s in known if s.counted_level >= DIRECT]
    others = [s for s in known if s.counted_level < DIRECT and s.level >= 2]
    named = draw.sample(ready, round(NAMED_OF_READY * len(ready)))
    return named + draw.sample(others, min(NAMED_OF_OTHERS, len(others)))


def _rows(
    report: PurchaseReport,
    buyer: Buyer,
    number: int,
    firms: list[Score],
    sectors: Mapping[str, int],
    draw: Random,
) -> Iterator[PurchaseRow]:
    """The rows of one year; what is named to a firm is taken from the row of its category and owner."""
    along = number / (YEARS - 1)
    for letter, billions in buyer.buys.items():
        money = billions * 1000 * 1.07**number
        shares = {o: (a + (b - a) * along) * draw.uniform(0.97, 1.03) for o, (a, b) in SHARES.items()}
        whole = sum(shares.values())
        left = {origin: Decimal(round(money * share / whole)) for origin, share in shares.items()}
        for score in firms:
            origin = score.supplier.ownership
            if score.sector != letter:
                continue
            part = (left[Origin(origin)] * Decimal("0.2")).quantize(Decimal(1))
            left[Origin(origin)] -= part
            yield PurchaseRow(
                report=report, sector_id=sectors[letter], origin=origin, amount=part, supplier=score.supplier
            )
        for origin, amount in left.items():
            yield PurchaseRow(report=report, sector_id=sectors[letter], origin=origin, amount=amount)


def _draft(on: date, sectors: Mapping[str, int]) -> Iterator[PurchaseRow]:
    organisation = Organisation.objects.get(kind=Organisation.Kind.BUYER, name=ACCOUNT.name, synthetic=True)
    report = PurchaseReport.objects.create(organisation=organisation, year=on.year, synthetic=True)
    for letter, origin, amount in (("M", Origin.IMPORTED, 310_000), ("P", Origin.VIETNAMESE, 42_500)):
        yield PurchaseRow(report=report, sector_id=sectors[letter], origin=origin, amount=Decimal(amount))


def registered(place: int, on: date) -> datetime:
    """In January of the year in which the first report is sent, one buyer a day."""
    return bygone(date(on.year - YEARS + 1, 1, 10 + place), 10, on=on)


def _sent(year: int, place: int, on: date) -> datetime:
    """In March of the year after, one buyer a day."""
    return bygone(date(year + 1, 3, 3 + place), 10, on=on)
