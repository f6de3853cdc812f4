from collections.abc import Mapping
from datetime import date

from suppliers.claims import Claim, statement
from suppliers.deciding.steps import at_least, reached


def delivery_claims(
    *,
    lead_days: int | None,
    kept_lead_days: int | None,
    flex_percent: int | None,
    flex_weeks: int | None,
    months: Mapping[str, int],
    today: date,
) -> list[Claim]:
    """4.3: both are stated, orders kept the promise, volume moves 10 % and 20 % within four weeks. That a move was
    made and confirmed (level 5) a paper shows."""
    told = [lead_days, kept_lead_days, flex_percent, flex_weeks]
    if all(figure is None for figure in told):
        return []
    soon = flex_weeks is not None and flex_weeks <= 4
    level = reached(
        lead_days is not None and flex_percent is not None and flex_weeks is not None,
        lead_days is not None and kept_lead_days is not None and kept_lead_days <= lead_days,
        soon and at_least(flex_percent, 10),
        soon and at_least(flex_percent, 20),
    )
    return statement("4.3", level, months, today)
