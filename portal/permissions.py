"""Who may act on an organisation: asked by pages and templates alike. Who may see is ``visible_to``."""

from portal.models import Membership, Organisation, User


def may_set_scope(user: User) -> bool:
    """The administrator of the portal, who works with a second factor as all staff do."""
    return user.is_authenticated and user.is_administrator and user.is_ministry


def may_read_team(user: User, organisation: Organisation) -> bool:
    """Members see who else acts for their organisation."""
    return user.is_authenticated and organisation.pk in user.organisation_ids()


def may_manage_team(user: User, organisation: Organisation) -> bool:
    """Owners invite, remove and give roles. Bodies of staff are looked after by an administrator's command."""
    return (
        user.is_authenticated
        and not organisation.is_staff_body
        and organisation.pk in user.organisation_ids(Membership.Role.OWNER)
    )
