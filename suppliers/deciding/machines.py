from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from suppliers.claims import Claim, statement
from suppliers.deciding.steps import at_least, reached

# Bands are rounded down to quarters (criterion 3.5).
QUARTER = Decimal("0.25")
# OEE of the main machines in per cent: levels 3, 4 and 5 of criterion 3.3.
OEE = (60, 75, 85)


@dataclass(frozen=True, slots=True)
class Kept:
    """How machines are kept ("", "repairs", "plan"), and the bands of automation: a SIRI report's mean, or the
    answers of the short self-check (None where not answered)."""

    maintenance: str = ""
    oee_percent: int | None = None
    siri_band: Decimal | None = None
    self_check: Sequence[int | None] = ()


def equipment_claims(kept: Kept, *, months: Mapping[str, int], today: date) -> list[Claim]:
    """3.3 from maintenance and OEE, 3.5 from the mean band."""
    upkeep = None
    if kept.maintenance or kept.oee_percent is not None:
        upkeep = reached(
            bool(kept.maintenance),
            kept.maintenance == "plan",
            *(at_least(kept.oee_percent, limit) for limit in OEE),
        )
    return [
        *statement("3.3", upkeep, months, today),
        *statement("3.5", mean_band(kept), months, today),
    ]


def mean_band(kept: Kept) -> Decimal | None:
    """0 to 5 in quarters; None while neither a report nor every answer is there."""
    if kept.siri_band is not None:
        mean = kept.siri_band
    elif kept.self_check and None not in kept.self_check:
        answers = [Decimal(answer) for answer in kept.self_check if answer is not None]
        mean = sum(answers, Decimal(0)) / len(answers)
    else:
        return None
    return (mean / QUARTER).to_integral_value(ROUND_FLOOR) * QUARTER
