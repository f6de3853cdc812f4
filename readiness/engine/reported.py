"""What buyers reported, in cells from which no buyer's purchases can be read, not even by subtraction.

Cells of one origin and their total are one system of equations; of a sector a rate is published only where all
its cells are, so systems share no unknown. A total is shown with some of its cells only where what is left, taken
as one cell, is safe itself.

Three rates are told of the country: what was bought in it, what of Vietnamese-owned firms, and what of the money
stayed in it once the suppliers' own imported inputs are taken off (readiness model (e) 1).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

IMPORTED, VIETNAMESE, FOREIGN, UNKNOWN = STATED = ("imported", "vietnamese", "foreign", "unknown")
# Published together: foreign-invested suppliers and those whose ownership the buyer does not know.
OTHER = "other"
ORIGINS = (IMPORTED, VIETNAMESE, OTHER)
FEWEST_BUYERS = 3
# Of weighted sums: who knows her own purchases has two sums over the others, and could solve them for two.
FEWEST_WEIGHED = 4
LARGEST_SHARE = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Purchase:
    """Money that one buyer spent in one sector from one origin, one of ``STATED``.

    ``local_content``: what share of its inputs the supplier buys in the country, 0 to 1; None where it is not known.
    """

    buyer: Hashable
    sector: str
    origin: str
    amount: Decimal
    local_content: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Whole per cent of all purchases that stay in the country, at least and at most; and of those from suppliers
    whose inputs are known."""

    least: int
    most: int
    of_known: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What may be shown of one year.

    ``cells`` are by sector and origin, ``totals`` by origin; what is left out of them is hidden where ``buyers_in``
    counts somebody, and otherwise empty. ``primary``: the cells that would give a buyer away by themselves; the
    other hidden ones would tell these. ``unknown``: the part of ``OTHER`` whose owner nobody knows, None if hidden.
    ``value``: what stays in the country, None where it would tell too much, or nothing (``weighed`` counts the buyers
    whose purchases say something of it).
    """

    cells: Mapping[tuple[str, str], Decimal]
    totals: Mapping[str, Decimal]
    buyers: int
    buyers_in: Mapping[tuple[str, str], int]
    buyers_of: Mapping[str, int]
    primary: frozenset[tuple[str, str]]
    unknown: Decimal | None
    value: Value | None
    weighed: int

    @property
    def silent(self) -> bool:
        """Too few buyers to say even what they did not buy: every cell is told as hidden."""
        return 0 < self.buyers < FEWEST_BUYERS

    def sector(self, sector: str) -> Mapping[str, Decimal] | None:
        """Amounts of one sector by origin; None unless all of them may be shown and there are some."""
        stated = [origin for origin in ORIGINS if (sector, origin) in self.buyers_in]
        if not stated or any((sector, origin) not in self.cells for origin in stated):
            return None
        return {origin: self.cells[sector, origin] for origin in stated}

    @property
    def country(self) -> Mapping[str, Decimal] | None:
        """Amounts of all sectors by origin; None unless all of them may be shown and there are some."""
        stated = {origin for _sector, origin in self.buyers_in}
        return self.totals if stated and stated == set(self.totals) else None

    @property
    def in_country(self) -> Decimal | None:
        return in_country(self.country)

    @property
    def vietnamese(self) -> Decimal | None:
        return vietnamese(self.country)

    @property
    def unknown_share(self) -> Decimal | None:
        """By how much the Vietnamese share may be higher; None where that is hidden."""
        return None if self.unknown is None else _share(self.country, self.unknown)


def in_country(amounts: Mapping[str, Decimal] | None) -> Decimal | None:
    """Bought in the country, as a share of all; None where that is not known."""
    return _share(amounts, sum((amounts or {}).get(o, Decimal()) for o in (VIETNAMESE, OTHER)))


def vietnamese(amounts: Mapping[str, Decimal] | None) -> Decimal | None:
    """Bought from suppliers known to be Vietnamese-owned, as a share of all: the least that it can be."""
    return _share(amounts, (amounts or {}).get(VIETNAMESE, Decimal()))


def _share(amounts: Mapping[str, Decimal] | None, part: Decimal | int) -> Decimal | None:
    return None if not amounts else part / sum(amounts.values(), Decimal())


def safe(purchases: Iterable[Purchase], fewest: int = FEWEST_BUYERS) -> bool:
    """Three buyers or more, none with over four fifths of the money."""
    by_buyer: dict[Hashable, Decimal] = {}
    for p in purchases:
        by_buyer[p.buyer] = by_buyer.get(p.buyer, Decimal()) + p.amount
    if len(by_buyer) < fewest:
        return False
    return max(by_buyer.values()) <= LARGEST_SHARE * sum(by_buyer.values())


def _published(origin: str) -> str:
    """The one of ``ORIGINS`` in which it is counted."""
    return origin if origin in ORIGINS else OTHER


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
    columns: dict[str, dict[str, list[Purchase]]] = {origin: {} for origin in ORIGINS}
    for p in stated:
        columns[_published(p.origin)].setdefault(p.sector, []).append(p)
    cells: dict[tuple[str, str], Decimal] = {}
    totals: dict[str, Decimal] = {}
    primary = set()
    for origin, column in columns.items():
        everything = [p for some in column.values() for p in some]
        if safe(everything):
            totals[origin] = _amount(everything)
        for sector in _shown(column, total=origin in totals):
            cells[sector, origin] = _amount(column[sector])
        primary |= {(sector, origin) for sector, some in column.items() if not safe(some)}
    sectors = {p.sector for p in stated}
    return Reported(
        cells=cells,
        totals=totals,
        buyers=len({p.buyer for p in stated}),
        buyers_in={
            (s, o): len({p.buyer for p in some})
            for o, column in columns.items()
            for s, some in column.items()
        },
        buyers_of={s: len({p.buyer for p in stated if p.sector == s}) for s in sectors},
        primary=frozenset(primary),
        unknown=_unknown(stated, totals),
        value=_value(stated, totals),
        weighed=len({p.buyer for p in stated if p.local_content is not None}),
    )


def _unknown(stated: list[Purchase], totals: Mapping[str, Decimal]) -> Decimal | None:
    """The total of unknown owners, unless it, or what is left of ``OTHER`` without it, gives a buyer away."""
    unknown = [p for p in stated if p.origin == UNKNOWN]
    foreign = [p for p in stated if p.origin == FOREIGN]
    if not unknown:
        return Decimal()
    if OTHER not in totals or not safe(unknown) or (foreign and not safe(foreign)):
        return None
    return _amount(unknown)


def _value(stated: list[Purchase], totals: Mapping[str, Decimal]) -> Value | None:
    """At least: what is not known of a supplier counts as imported. At most: it counts as made here.

    In whole per cents, the ends rounded outwards: from exact ones somebody could work out what a supplier imports.
    """
    local = [p for p in stated if p.origin != IMPORTED]
    known = [p for p in local if p.local_content is not None]
    silent = [p for p in local if p.local_content is None]
    if not safe(known, FEWEST_WEIGHED) or (silent and not safe(silent)):
        return None
    if any(_published(p.origin) not in totals for p in stated):
        return None
    whole = _amount(stated)
    least = sum((p.amount * (p.local_content or 0) for p in known), Decimal())
    return Value(
        least=floor(100 * least / whole),
        most=ceil(100 * (least + _amount(silent)) / whole),
        of_known=round(100 * least / _amount(known)),
    )
