"""What people do with accounts and organisations: each verb one transaction."""

from portal.actions.people import Keeps, MustStay, accept_privacy_notice, delete_person, what_keeps
from portal.actions.registration import (
    NewPerson,
    create_ministry_account,
    register_buyer,
    register_person,
    register_supplier,
)
from portal.actions.scope import set_scope
from portal.actions.team import (
    Invited,
    LastOwner,
    NotOpen,
    accept_invitation,
    change_role,
    invite,
    join_team,
    remove_member,
    revoke_invitation,
)

__all__ = [
    "Invited",
    "Keeps",
    "LastOwner",
    "MustStay",
    "NewPerson",
    "NotOpen",
    "accept_invitation",
    "accept_privacy_notice",
    "change_role",
    "create_ministry_account",
    "delete_person",
    "invite",
    "join_team",
    "register_buyer",
    "register_person",
    "register_supplier",
    "remove_member",
    "revoke_invitation",
    "set_scope",
    "what_keeps",
]
