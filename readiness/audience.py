"""What of a result each reader may see.

The firm and staff in whose scope it lies see everything. Buyers and other firms see what is credited and what
is proven, not what is merely claimed: anyone can claim 5.
"""

from typing import Any

from portal.models import User
from suppliers.models import Supplier
from suppliers.permissions import may_read_private

# Of a criterion, to those who are not told claims; causes of loss would tell them, and so would "expired".
SHOWN = ("code", "fresh", "final", "proven", "gain")


def sees_claims(user: User, supplier: Supplier) -> bool:
    return may_read_private(user, supplier)


def without_claims(result: dict[str, Any]) -> dict[str, Any]:
    """The object of ``assess`` for buyers and other firms: the interval ends at the total, and no claim is told."""
    shown = dict(result)
    shown["interval"] = [result["interval"][0], result["total"]]
    shown["criteria"] = [
        {name: row[name] for name in SHOWN}
        | {"status": status_shown(row["status"], float(row["final"]), float(row["proven"]))}
        for row in result["criteria"]
    ]
    # "The firm claims more than is proven" is itself a claim told.
    shown["gates"] = [row | {"reason": untold(row["reason"])} for row in result["gates"]]
    shown["blockers"] = [row | {"reason": untold(row["reason"])} for row in result["blockers"]]
    # The hash of facts would confirm a guess at them; a request to be excused is between the firm and staff.
    del shown["facts_hash"], shown["refused"]
    return shown


def untold(reason: str | None) -> str | None:
    """The reason of a gate without the claim in it."""
    return "short" if reason == "unproven" else reason


def status_shown(status: str, final: Any, proven: Any) -> str:
    """The state of a criterion by what is credited and proven alone: "part" may mean that more is claimed."""
    if status not in ("met", "part"):
        return status
    return "met" if 0 < final == proven else "part"
