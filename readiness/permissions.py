"""Who may act on what staff plan with: asked by pages, API and templates alike."""

from portal.models import Membership, User


def may_plan(user: User) -> bool:
    """Owners and editors of a body whose scope is the whole country enter demand, ask for a run and keep pages;
    other staff read. What the country is short of is nobody's who answers for one province or sector."""
    return user.is_authenticated and any(
        m.role in (Membership.Role.OWNER, Membership.Role.EDITOR)
        and m.organisation.kind in m.organisation.STAFF_KINDS
        and not m.limited  # type: ignore[attr-defined]
        for m in user.memberships_held
    )
