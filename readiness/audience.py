"""What of a result each reader may see.

The firm and staff see everything. Buyers and other firms see what is credited and what is proven, not what
is merely claimed: anyone can claim 5.
"""

from typing import Any

from portal.models import User
from suppliers.models import Supplier
from suppliers.permissions import may_read_private


def sees_claims(user: User, supplier: Supplier) -> bool:
    return may_read_private(user, supplier)


def without_claims(result: dict[str, Any]) -> dict[str, Any]:
    """The result without the declared end, ``claimed``, ``capped`` and losses that would tell them."""
    shown = dict(result)
    shown["interval"] = [result["interval"][0], result["total"]]
    shown["criteria"] = [
        {k: row[k] for k in ("code", "fresh", "final", "proven", "gain", "status", "expired") if k in row}
        for row in result["criteria"]
    ]
    # "The firm claims more than is proven" is itself a claim told.
    shown["gates"] = [row | {"reason": _untold(row["reason"])} for row in result["gates"]]
    shown["blockers"] = [row | {"reason": _untold(row["reason"])} for row in result["blockers"]]
    # The hash of facts would confirm a guess at them.
    del shown["facts_hash"]
    return shown


def _untold(reason: str | None) -> str | None:
    return "short" if reason == "unproven" else reason
