"""The privacy notice that is in force, and whether somebody has accepted it."""

from datetime import date, timedelta

from portal.models import User

# The day from which the words of templates/portal/privacy.html are in force; it rises with them.
PRIVACY_NOTICE_VERSION = "2026-11-30"
# A program has nobody in front of it: its key goes on for so long, for its owner to read the notice.
KEYS_GO_ON = timedelta(days=30)


def must_accept(user: User) -> bool:
    """Whether this person has not accepted the notice as it is today."""
    return user.privacy_notice_version != PRIVACY_NOTICE_VERSION


def keys_rest(user: User, today: date) -> bool:
    """Whether keys of this person open nothing until they have accepted."""
    return must_accept(user) and today > date.fromisoformat(PRIVACY_NOTICE_VERSION) + KEYS_GO_ON
