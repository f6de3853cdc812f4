"""Who acts for an organisation: invitations, roles, and leaving. An organisation is never left without an owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from portal.models import Invitation, Membership, Organisation, User

INVITATION_LASTS = timedelta(days=14)


class LastOwner(Exception):
    """Refused: the organisation would have nobody left who may manage it."""


class NotOpen(Exception):
    """The invitation was used, taken back or is too old; or it was written to somebody else."""


@dataclass(frozen=True, slots=True)
class Invited:
    """``key`` opens the invitation. It is for the letter; nobody can read it again."""

    invitation: Invitation
    key: str


@contextmanager
def team_held(organisation: Organisation) -> Iterator[None]:
    """One change of a team at a time: two owners who leave at once must not both see the other stay."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        yield


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, by: User, now: datetime) -> Invited:
    """A letter's worth of invitation. One that went to the same address before and is still out is taken back:
    only the latest letter works."""
    out = Invitation.objects.filter(
        organisation=organisation, email__iexact=email, accepted_at__isnull=True, revoked_at__isnull=True
    )
    out.update(revoked_at=now, revoked_by=by)
    key = Invitation.new_key()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.lower(),
        role=role,
        digest=Invitation.digest_of(key),
        invited_by=by,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    return Invited(invitation, key)


def revoke_invitation(invitation: Invitation, *, by: User, now: datetime) -> bool:
    """Take it back; False where it was used or taken back meanwhile."""
    open_ones = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True)
    return bool(open_ones.update(revoked_at=now, revoked_by=by))


def accept_invitation(invitation: Invitation, *, user: User, now: datetime) -> Membership:
    """Make ``user`` a member. A member already keeps the higher of both roles. Raises NotOpen."""
    with team_held(invitation.organisation):
        used = Invitation.objects.open(now=now).filter(pk=invitation.pk, email__iexact=user.email)
        if not used.update(accepted_at=now, accepted_by=user):
            raise NotOpen
        return _join(invitation.organisation, user=user, role=invitation.role)


def join_team(organisation: Organisation, *, user: User, role: str) -> Membership:
    """A member from now on; one who was already keeps the higher of both roles."""
    with team_held(organisation):
        return _join(organisation, user=user, role=role)


def _join(organisation: Organisation, *, user: User, role: str) -> Membership:
    held, made = Membership.objects.get_or_create(
        user=user, organisation=organisation, defaults={"role": role}
    )
    if not made and _rank(role) > _rank(held.role):
        held.role = role
        held.save(update_fields=["role"])
    return held


def change_role(membership: Membership, *, role: str) -> None:
    """Raises LastOwner."""
    with team_held(membership.organisation):
        if role != Membership.Role.OWNER:
            _keep_an_owner(membership)
        Membership.objects.filter(pk=membership.pk).update(role=role)


def remove_member(membership: Membership) -> None:
    """A member leaves, or is asked to. What they wrote stays. Raises LastOwner."""
    with team_held(membership.organisation):
        _keep_an_owner(membership)
        Membership.objects.filter(pk=membership.pk).delete()


def _keep_an_owner(going: Membership) -> None:
    organisation = going.organisation
    if organisation.is_staff_body:
        return
    owners = organisation.memberships.filter(role=Membership.Role.OWNER, user__is_active=True)
    if not owners.exclude(pk=going.pk).exists() and owners.filter(pk=going.pk).exists():
        raise LastOwner


def _rank(role: str) -> int:
    return [Membership.Role.VIEWER, Membership.Role.EDITOR, Membership.Role.OWNER].index(
        Membership.Role(role)
    )


class Verified(Exception):
    """Refused: staff have verified the company by what it stated before."""


def describe_company(organisation: Organisation, *, registration: str, website: str) -> None:
    """What a buyer states of itself for staff to look up. Raises Verified."""
    with team_held(organisation):
        held = Organisation.objects.get(pk=organisation.pk)
        if held.verified_at is not None:
            raise Verified
        held.registration, held.website = registration, website
        held.save(update_fields=["registration", "website"])
