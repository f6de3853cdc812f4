from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from suppliers.claims import Claim, statement
from suppliers.clocks import add_months
from suppliers.deciding.steps import at_least, claim_until, reached

SAQ_LEVELS = {"F": 0, "E": 1, "D": 2, "C": 3, "B": 4, "A": 5}
# The least EcoVadis score of levels 1 to 5 (readiness model, 7.7).
ECOVADIS = (25, 45, 55, 65, 75)
SAMPLES, TIER_3, TIER_2, TIER_1 = "samples", "tier3", "tier2", "tier1"


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer: what the firm is to it, since when, and its share of sales in per cent."""

    role: str
    since: date | None = None
    share: int | None = None

    def for_years(self, years: int, today: date) -> bool:
        return self.since is not None and self.since <= add_months(today, -12 * years)


def rating_claims(
    *,
    saq_grade: str,
    ecovadis_score: int | None,
    rated_on: date | None,
    months: Mapping[str, int],
    today: date,
) -> list[Claim]:
    """7.7: the better of both ratings, from the day of the rating."""
    levels = []
    if saq_grade:
        levels.append(SAQ_LEVELS[saq_grade])
    if ecovadis_score is not None:
        levels.append(sum(ecovadis_score >= limit for limit in ECOVADIS))
    return claim_until("7.7", max(levels, default=None), months, begins=min(rated_on or today, today))


def customer_claims(customers: Sequence[Buyer], *, months: Mapping[str, int], today: date) -> list[Claim]:
    """8.1 from the nearest tier, 8.2 from how many regular customers there are, since when, and the largest share."""
    if not customers:
        return []
    return [
        *statement("8.1", _tier(customers, today), months, today),
        *statement("8.2", _tenure(customers, today), months, today),
    ]


def _tier(customers: Sequence[Buyer], today: date) -> int:
    direct = [c for c in customers if c.role == TIER_1]
    if direct:
        return 5 if sum(c.for_years(2, today) for c in direct) >= 2 else 4
    roles = {c.role for c in customers}
    return 3 if TIER_2 in roles else 2 if TIER_3 in roles else 1


def _tenure(customers: Sequence[Buyer], today: date) -> int:
    regular = [c for c in customers if c.role != SAMPLES]
    old = [c for c in regular if c.for_years(5, today)]
    shares = [c.share for c in regular]
    return reached(
        len(regular) >= 1,
        len(regular) >= 2,
        sum(c.for_years(2, today) for c in regular) >= 3,
        len(regular) >= 5,
        len(old) >= 5 and all(share is not None and share <= 50 for share in shares),
    )


def export_claims(
    *, direct: int | None, indirect: int | None, months: Mapping[str, int], today: date
) -> list[Claim]:
    """8.3: ``direct`` and ``indirect`` in per cent of sales."""
    if direct is None and indirect is None:
        return []
    both = (direct or 0) + (indirect or 0)
    level = reached(both > 0, at_least(direct, 1), both >= 10, both >= 20, at_least(direct, 30))
    return statement("8.3", level, months, today)
