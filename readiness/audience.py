"""What of a result each reader may see.

The firm and staff in whose scope it lies see everything. Buyers and staff of elsewhere see what is credited and
what is proven, not what is merely claimed: anyone can claim 5; and nothing of what would tell them the firm's
finances, costs and prices. Other firms read no criterion of a competitor, only its public page.
"""

from typing import Any

from django.utils.translation import gettext, override

from portal.models import User
from readiness.engine import Framework
from readiness.engine.sentences import gate_text
from suppliers.models import Supplier
from suppliers.permissions import may_read_criteria, may_read_private

# Of a criterion, to those who are not told claims; causes of loss would tell them, and so would "expired".
SHOWN = ("code", "fresh", "final", "proven", "gain")


# Financial statements, and the dimension of cost and productivity: between the firm and staff.
FINANCES, COSTS = "1.3", "5."


def reads_criteria(user: User, supplier: Supplier) -> bool:
    """Whether the reader has a result at all; sees_claims says how much of it."""
    return may_read_criteria(user, supplier)


def is_withheld(code: str | None) -> bool:
    """Whether buyers are not told the level of a criterion."""
    return code is not None and (code == FINANCES or code.startswith(COSTS))


def sees_claims(user: User, supplier: Supplier) -> bool:
    return may_read_private(user, supplier)


def without_claims(result: dict[str, Any]) -> dict[str, Any]:
    """The object of ``assess`` for buyers: the interval ends at the total, no claim is told, and criteria of
    finances and costs are left out. A gate on one of them says that it is shut, its blocker not by how much.
    """
    shown = dict(result)
    shown["interval"] = [result["interval"][0], result["total"]]
    shown["criteria"] = [
        {name: row[name] for name in SHOWN}
        | {"status": status_shown(row["status"], float(row["final"]), float(row["proven"]))}
        for row in result["criteria"]
        if not is_withheld(row["code"])
    ]
    # "The firm claims more than is proven" is itself a claim told.
    shown["gates"] = [row | {"reason": untold(row["reason"])} for row in result["gates"]]
    shown["blockers"] = [
        row
        | {"reason": untold(row["reason"])}
        | ({"value": None} if row["kind"] == "gate" and is_withheld(row["code"]) else {})
        for row in result["blockers"]
    ]
    # The hash of facts would confirm a guess at them; a request to be excused is between the firm and staff.
    del shown["facts_hash"], shown["refused"]
    return shown


def untold(reason: str | None) -> str | None:
    """The reason of a gate without the claim in it."""
    return "short" if reason == "unproven" else reason


def gate_alone(framework: Framework, sector: str, level: int, code: str, language: str) -> str:
    """What a level still needs of a criterion that is withheld: the gate, and not how far the firm is from it."""
    gate = gate_text(framework, sector, level, code, language)
    with override(language):
        return gettext("Level %(level)s still needs: %(gate)s.") % {"level": level, "gate": gate}


def status_shown(status: str, final: Any, proven: Any) -> str:
    """The state of a criterion by what is credited and proven alone: "part" may mean that more is claimed."""
    if status not in ("met", "part"):
        return status
    return "met" if 0 < final == proven else "part"
