from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from suppliers.claims import STATEMENT, Claim
from suppliers.clocks import add_months


def reached(*steps: bool) -> int:
    """How many of the anchors hold from the lowest up: one missing below stops the count."""
    level = 0
    for holds in steps:
        if not holds:
            break
        level += 1
    return level


def at_least(value: Decimal | int | None, limit: Decimal | int) -> bool:
    """Not known is not enough."""
    return value is not None and value >= limit


def claim_until(
    criterion: str,
    level: Decimal | int | None,
    months: Mapping[str, int],
    *,
    begins: date,
    ends: date | None = None,
) -> list[Claim]:
    """A level that facts of ``begins`` show, until the earlier of the criterion's clock and ``ends``."""
    if level is None:
        return []
    clocks = [add_months(begins, months[criterion])] if criterion in months else []
    until = min([*clocks, *([ends] if ends else [])], default=None)
    return [Claim(criterion, STATEMENT, begins, max(until, begins) if until else None, level=Decimal(level))]
