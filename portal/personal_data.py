"""What is kept on a person, for that person to take along: plain data, without secrets.

Rows that name the person are found by their keys, so that a new kind of record is in the file without a word here.
"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import models
from pghistory.models import Context

from portal.events import personal_data_asked
from portal.models import ApiToken, Invitation, Membership, PersonalChange, SignedIn, User

# Told in words of their own below, or secret altogether.
APART = {Membership, EmailAddress, Authenticator, ApiToken, SignedIn}


def kept_on(user: User, *, now: datetime) -> dict[str, Any]:
    return {
        "as_of": now,
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "joined_at": user.joined_at,
            "last_sign_in": user.last_login,
            "privacy_notice_version": user.privacy_notice_version,
            "privacy_accepted_at": user.privacy_accepted_at,
        },
        "email_addresses": _rows(EmailAddress, user, "email", "verified", "primary"),
        "organisations": [
            {"name": str(m.organisation), "kind": m.organisation.kind, "role": m.role}
            for m in Membership.objects.filter(user=user).select_related("organisation")
        ],
        "second_factors": _rows(Authenticator, user, "type", "created_at", "last_used_at"),
        "signed_in": _rows(SignedIn, user, "browser", "system", "since", "last_seen_at"),
        "api_keys": _rows(
            ApiToken, user, "name", "last_characters", "created_at", "last_used_at", "revoked_at"
        ),
        "invitations": list(
            Invitation.objects.filter(email__iexact=user.email).values(
                "organisation__name", "role", "created_at", "expires_at", "accepted_at", "revoked_at"
            )
        ),
        "changes_of_personal_data": list(
            PersonalChange.objects.filter(by=user).order_by("at").values("at", "model", "action", "fields")
        ),
        "saves": list(
            Context.objects.filter(metadata__user=user.pk)
            .order_by("created_at")
            .values_list("created_at", flat=True)
        ),
        "named_in": _named_in(user),
        **_told_above(user),
    }


def _told_above(user: User) -> dict[str, Any]:
    """The parts of upper floors, by their names."""
    parts: list[tuple[Any, Any]] = personal_data_asked.send(User, user=user)
    return {name: told for _receiver, part in parts for name, told in part.items()}


def _rows(model: type[models.Model], user: User, *fields: str) -> list[dict[str, Any]]:
    return list(model._default_manager.filter(user=user).order_by("pk").values(*fields))


def _named_in(user: User) -> list[dict[str, Any]]:
    """Which records name the person, and as what: (record, as, keys)."""
    found = []
    relations: list[Any] = User._meta.get_fields(include_hidden=True)
    for relation in relations:
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model = relation.related_model
        if model in APART or model is PersonalChange or model._meta.proxy:
            continue
        column = relation.field.name
        keys = list(
            model._base_manager.filter(**{column: user.pk}).order_by("pk").values_list("pk", flat=True)
        )
        if keys:
            found.append({"record": model._meta.label, "as": column, "keys": keys})
    return sorted(found, key=lambda row: (row["record"], row["as"]))
