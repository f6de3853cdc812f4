"""Who may act on what a buyer keeps: asked by pages, API and templates alike. Who may see is ``visible_to``."""

from buyers.models import PurchaseReport, Requirement
from portal.models import Membership, Organisation, User

EDITING = (Membership.Role.OWNER, Membership.Role.EDITOR)


def asks_for(user: User) -> Organisation | None:
    """The buyer for which this person may write requirements; the first where there are several."""
    if not user.is_authenticated:
        return None
    held = [m for m in user.memberships_held if m.organisation.kind == Organisation.Kind.BUYER]
    return next((m.organisation for m in held if m.role in EDITING), None)


def may_read_requirements(user: User) -> bool:
    """Members of a buyer, whatever their role, read what it asks."""
    return user.is_authenticated and user.is_buyer


def may_change(user: User, requirement: Requirement) -> bool:
    """Owners and editors of the buyer write, publish, revise and close."""
    return user.is_authenticated and requirement.organisation_id in user.organisation_ids(*EDITING)


def reports_for(user: User) -> list[Organisation]:
    """The buyers whose purchases this person reports."""
    if not user.is_authenticated:
        return []
    held = [m for m in user.memberships_held if m.organisation.kind == Organisation.Kind.BUYER]
    return [m.organisation for m in held if m.role in EDITING]


def reporter(user: User, wanted: int | None) -> Organisation | None:
    """The one of them that a program names by its key, the first where it names none; None where it is not theirs."""
    buyers = reports_for(user)
    return next((o for o in buyers if wanted is None or o.pk == wanted), None)


def may_report(user: User, report: PurchaseReport) -> bool:
    """Owners and editors of the buyer write, send and correct."""
    return user.is_authenticated and report.organisation_id in user.organisation_ids(*EDITING)
