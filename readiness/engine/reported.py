"""What buyers reported, in cells from which no buyer's purchases can be read, not even by subtraction.

Cells of one origin and their total are one system of equations; totals over origins in one sector are never
published, so systems share no unknown. A total is shown with some of its cells only where what is left, taken
as one cell, is safe itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

IMPORTED, VIETNAMESE, FOREIGN = ORIGINS = ("imported", "vietnamese", "foreign")
FEWEST_BUYERS = 3
LARGEST_SHARE = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Purchase:
    """Money that one buyer spent in one sector from one origin."""

    buyer: int
    sector: str
    origin: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Reported:
    """What may be shown: a cell or total that is left out is hidden or empty, and nobody learns which."""

    cells: Mapping[tuple[str, str], Decimal]
    totals: Mapping[str, Decimal]
    buyers: int

    def _rate(self, *origins: str) -> Decimal | None:
        if len(self.totals) < len(ORIGINS):
            return None
        return sum(self.totals[o] for o in origins) / sum(self.totals.values(), Decimal())

    @property
    def in_country(self) -> Decimal | None:
        """Bought in the country, as a share of all; None unless every total may be shown."""
        return self._rate(VIETNAMESE, FOREIGN)

    @property
    def vietnamese(self) -> Decimal | None:
        """Bought from Vietnamese-owned suppliers, as a share of all."""
        return self._rate(VIETNAMESE)


def safe(purchases: Iterable[Purchase]) -> bool:
    """Three buyers or more, none with over four fifths of the money."""
    by_buyer: dict[int, Decimal] = {}
    for p in purchases:
        by_buyer[p.buyer] = by_buyer.get(p.buyer, Decimal()) + p.amount
    if len(by_buyer) < FEWEST_BUYERS:
        return False
    return max(by_buyer.values()) <= LARGEST_SHARE * sum(by_buyer.values())


def _amount(purchases: Iterable[Purchase]) -> Decimal:
    return sum((p.amount for p in purchases), Decimal())


def _shown(cells: Mapping[str, list[Purchase]], *, total: bool) -> set[str]:
    """The sectors of one origin that may stand beside its total; the smallest give way first."""
    shown = {sector for sector, purchases in cells.items() if safe(purchases)}
    if not total:
        return shown
    for sector in sorted(shown, key=lambda s: (_amount(cells[s]), s)):
        left = [p for s, purchases in cells.items() if s not in shown for p in purchases]
        if not left or safe(left):
            break
        shown.discard(sector)
    return shown


def publish(purchases: Iterable[Purchase]) -> Reported:
    """The cells and totals of one year that may be shown."""
    stated = list(purchases)
    cells: dict[tuple[str, str], Decimal] = {}
    totals: dict[str, Decimal] = {}
    for origin in ORIGINS:
        column: dict[str, list[Purchase]] = {}
        for p in stated:
            if p.origin == origin:
                column.setdefault(p.sector, []).append(p)
        everything = [p for some in column.values() for p in some]
        if safe(everything):
            totals[origin] = _amount(everything)
        for sector in _shown(column, total=origin in totals):
            cells[sector, origin] = _amount(column[sector])
    return Reported(cells, totals, len({p.buyer for p in stated}))
