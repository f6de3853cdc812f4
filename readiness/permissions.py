"""Who may act on what staff plan with: asked by pages, API and templates alike."""

from portal.models import Membership, User


def may_plan(user: User) -> bool:
    """Owners and editors of a body of staff enter demand and ask for a run; other staff read."""
    if not user.is_authenticated:
        return False
    editing = user.organisation_ids(Membership.Role.OWNER, Membership.Role.EDITOR)
    return any(
        m.organisation_id in editing and m.organisation.kind in m.organisation.STAFF_KINDS
        for m in user.memberships_held
    )
