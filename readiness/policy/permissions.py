"""Who may change the policy. All staff read it; the ministry's editors write it; a second person publishes."""

from portal.models import Membership, Organisation, User
from readiness.models import FrameworkDraft


def may_read_policy(user: User) -> bool:
    """Staff of the ministry, the provinces and the support centres."""
    return user.is_authenticated and user.is_ministry


def may_edit_policy(user: User) -> bool:
    """Owners and editors of the ministry itself: provinces and support centres carry the policy out."""
    if not user.is_authenticated:
        return False
    editing = (Membership.Role.OWNER, Membership.Role.EDITOR)
    return any(
        m.organisation.kind == Organisation.Kind.MINISTRY and m.role in editing for m in user.memberships_held
    )


def wrote(user: User, draft: FrameworkDraft) -> bool:
    """Whether this person copied, changed or proposed it."""
    return (
        user.pk in (draft.author_id, draft.proposed_by_id)
        or draft.changes.exclude(kind="published").filter(by=user).exists()
    )


def may_publish(user: User, draft: FrameworkDraft) -> bool:
    """The second person: an editor who had no hand in the draft."""
    return may_edit_policy(user) and not wrote(user, draft)
