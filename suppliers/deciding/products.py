from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from suppliers.claims import Claim, statement
from suppliers.deciding.steps import reached


@dataclass(frozen=True, slots=True)
class Bought:
    """A material or part that is bought. ``share`` in per cent of all purchases, ``sources`` approved suppliers."""

    country: str
    share: Decimal | None = None
    sources: int | None = None
    stock_days: int | None = None
    watched: bool = False
    tested: bool = False

    @property
    def alone(self) -> bool:
        """Not known to have a second source."""
        return self.sources is None or self.sources < 2


def input_claims(
    bought: Sequence[Bought], *, local_percent: int | None, months: Mapping[str, int], today: date
) -> list[Claim]:
    """4.7: the share of inputs bought in the country, then item by item. 4.5: the list, somebody in charge and a
    least stock of what has one source, a second source or stock of everything, second sources, tried ones."""
    origin = None
    if local_percent is not None or bought:
        itemised = bool(bought) and all(b.share is not None for b in bought)
        origin = reached(local_percent is not None or itemised, itemised)
    return [
        *statement("4.5", _supply_risk(bought), months, today),
        *statement("4.7", origin, months, today),
    ]


def _supply_risk(bought: Sequence[Bought]) -> int | None:
    if not bought:
        return None
    return reached(
        all(b.sources for b in bought),
        all(b.watched and b.stock_days for b in bought if b.alone),
        all(b.stock_days or not b.alone for b in bought),
        not any(b.alone for b in bought),
        all(b.tested for b in bought),
    )
