"""Whether a member of staff may work yet."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from portal.models import User


def lacks_second_factor(user: User) -> bool:
    """Whether this is staff who may not work yet, by page or by key."""
    return user.is_ministry and not exempt(user) and not is_mfa_enabled(user)


def exempt(user: object) -> bool:
    """A demo account of a demo portal is nobody's: no factor is asked of it, and no notice put to it."""
    return bool(settings.DEMO and getattr(user, "synthetic", False))
