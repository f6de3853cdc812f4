"""Deleting a person. Their row stays, emptied: decisions keep a first and a second person, history keeps its order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from portal import signing_in
from portal.events import person_deleted, person_leaves
from portal.models import (
    ApiToken,
    Invitation,
    Letter,
    Membership,
    Organisation,
    PersonalChange,
    SignedIn,
    User,
)
from portal.privacy import PRIVACY_NOTICE_VERSION


@dataclass(frozen=True, slots=True)
class Keeps:
    """What has to be settled before an account can go: organisations that would have no owner, and sentences of
    upper floors."""

    last_owner_of: tuple[Organisation, ...]
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.last_owner_of or self.others)


class MustStay(Exception):
    """Refused; ``keeps`` says why."""

    def __init__(self, keeps: Keeps) -> None:
        super().__init__()
        self.keeps = keeps


def what_keeps(user: User) -> Keeps:
    owned = Membership.objects.filter(user=user, role=Membership.Role.OWNER).select_related("organisation")
    left = tuple(
        each.organisation
        for each in owned
        if not each.organisation.is_staff_body
        and not each.organisation.memberships.filter(role=Membership.Role.OWNER, user__is_active=True)
        .exclude(user=user)
        .exists()
    )
    said: list[tuple[Any, Any]] = person_leaves.send(User, user=user)
    return Keeps(left, tuple(sentence for _receiver, sentences in said for sentence in sentences))


@transaction.atomic
def accept_privacy_notice(user: User, *, now: datetime) -> None:
    """The notice as it is today, noted with its version and the time."""
    user.privacy_notice_version, user.privacy_accepted_at = PRIVACY_NOTICE_VERSION, now
    fields = ["privacy_notice_version", "privacy_accepted_at"]
    user.save(update_fields=fields)
    PersonalChange.objects.create(
        at=now, by=user, model=User._meta.label, object_id=user.pk, action="change", fields=fields
    )


@transaction.atomic
def delete_person(user: User, *, by: User | None, now: datetime) -> None:
    """Take out everything that says who this was. Raises MustStay, and then nothing is changed."""
    teams = Organisation.objects.filter(memberships__user=user).order_by("pk")
    list(Organisation.objects.filter(pk__in=teams.values("pk")).order_by("pk").select_for_update())
    if keeps := what_keeps(user):
        raise MustStay(keeps)
    person_deleted.send(User, user=user)
    signing_in.end(list(SignedIn.objects.filter(user=user)))
    held: tuple[Any, ...] = (Membership, EmailAddress, Authenticator, ApiToken)
    for model in held:
        model.objects.filter(user=user).delete()
    Letter.objects.filter(to__iexact=user.email).delete()
    letters = Invitation.objects.filter(email__iexact=user.email)
    letters.filter(accepted_at__isnull=True).delete()
    letters.update(email="")
    user.email = f"deleted-{user.pk}@deleted.invalid"
    user.name, user.language = "", "vi"
    user.is_active = user.is_administrator = False
    user.last_login, user.deleted_at = None, now
    user.set_unusable_password()
    user.save()
    PersonalChange.objects.create(
        at=now,
        by=by,
        model=User._meta.label,
        object_id=user.pk,
        action="delete",
        fields=["name", "email"],
    )
