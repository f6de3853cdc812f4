from collections.abc import Mapping
from datetime import date

from suppliers.claims import Claim
from suppliers.deciding.steps import claim_until

# Land or lease, building, fire safety (question of criterion 1.4).
KINDS = ("land", "building", "fire")


def permit_claims(
    permits: Mapping[str, tuple[str, date | None]], *, months: Mapping[str, int], today: date
) -> list[Claim]:
    """1.4 is 5 while every paper that the law asks for is held and in force, else 0; nothing before all three are
    answered. ``permits``: kind -> (state, last day). The claim ends with the first paper that ends."""
    if not all(kind in permits for kind in KINDS):
        return []
    ends = [end for state, end in permits.values() if state == "held" and end]
    whole = all(state != "missing" for state, _end in permits.values()) and all(end >= today for end in ends)
    return claim_until(
        "1.4", 5 if whole else 0, months, begins=today, ends=min(ends, default=None) if whole else None
    )
