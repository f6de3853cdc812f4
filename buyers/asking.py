"""One line of a requirement as it is passed about: typed, checked, not yet or no longer a row.

Units of ``limit``: mm (size, tolerance ±), pieces a month, levels, km, per cent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from buyers.models import LineKind, RequirementLine

# Kind -> (decimals, the least that may be asked, the most).
LIMITS: dict[str, tuple[int, Decimal, Decimal]] = {
    LineKind.SIZE: (0, Decimal(1), Decimal(100_000)),
    LineKind.TOLERANCE: (4, Decimal("0.0001"), Decimal(100)),
    LineKind.VOLUME: (0, Decimal(1), Decimal(2_000_000_000)),
    LineKind.LEVEL: (0, Decimal(1), Decimal(5)),
    LineKind.CRITERION: (0, Decimal(1), Decimal(5)),
    LineKind.DISTANCE: (0, Decimal(1), Decimal(2_500)),
    LineKind.LOCAL_CONTENT: (0, Decimal(1), Decimal(100)),
}
HEAVIEST = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Any of ``codes`` will do, or ``limit`` is the least or the most that may be. ``place``: a province's code."""

    kind: str
    codes: tuple[str, ...] = ()
    limit: Decimal | None = None
    place: str = ""
    must: bool = True
    weight: int = 1


def asked_of(lines: Iterable[RequirementLine]) -> list[Asked]:
    """Rows as lines; ``place`` is read, so select it with them."""
    return [
        Asked(
            line.kind,
            tuple(line.codes),
            None if line.limit is None else plain(line.limit),
            line.place.code if line.place else "",
            line.must,
            line.weight,
        )
        for line in lines
    ]


def plain(limit: Decimal) -> Decimal:
    """0.0500 is 0.05, and 120000 not 1.2E+5."""
    whole = limit.to_integral_value()
    return whole if whole == limit else limit.normalize()
