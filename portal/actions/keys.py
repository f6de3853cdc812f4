"""Keys to the API: made and revoked by the person who uses them."""

from datetime import datetime

from django.db import transaction

from portal.models import ApiToken, User

# Of one person at a time: enough for one a program, too few to lose sight of.
MOST_KEYS = 10


class TooMany(Exception):
    """This person has as many keys as anybody may have."""


@transaction.atomic
def make_key(user: User, name: str) -> str:
    """The key itself, which nobody can read again. Raises TooMany, and then there is none."""
    held = User.objects.select_for_update().get(pk=user.pk)
    if ApiToken.objects.live().filter(user=held).count() >= MOST_KEYS:
        raise TooMany
    return ApiToken.issue(held, name)


def revoke_key(token: ApiToken, *, now: datetime) -> bool:
    """Out of use from now on; False where it was already."""
    return bool(ApiToken.objects.live().filter(pk=token.pk).update(revoked_at=now))
