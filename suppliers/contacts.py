"""How many firms' contacts somebody opens who merely registered as a buyer, so that nobody harvests them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from portal.models import User
from suppliers.models import Supplier
from suppliers.permissions import may_read_contact, reads_contacts_freely

# So many different firms within so long, until staff have verified the buyer.
FIRMS, WINDOW = 20, timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a contact is shown now. ``left``: how many further firms' contacts this reader opens, None without
    limit. A contact that is withheld for the limit alone says why in ``withheld``, and when another opens in
    ``again`` (None where the counter does not answer)."""

    shown: bool
    left: int | None = None
    again: datetime | None = None
    withheld: str = ""


def open_contact(user: User, firm: Supplier, *, now: datetime) -> Opening:
    """The contact of a firm for this reader; for a buyer whom nobody verified it counts as opened from here on.

    The same firm again is free, and a firm that names nobody costs nothing. Without its counter (a cache that is
    down) nothing opens: what protects persons fails closed.
    """
    if not may_read_contact(user, firm):
        return Opening(shown=False)
    if reads_contacts_freely(user, firm) or getattr(firm, "contact", None) is None:
        return Opening(shown=True)
    try:
        return _counted(user, firm, now)
    except (RedisError, OSError):
        return Opening(
            shown=False, withheld=_("The contact cannot be opened just now. Try again in a few minutes.")
        )


def _counted(user: User, firm: Supplier, now: datetime) -> Opening:
    """Each slot holds one firm for the window. ``cache.add`` writes a slot only if it is empty, so requests at the
    same moment cannot open more than there are slots."""
    slots = [f"contact-opened-{user.pk}-{number}" for number in range(FIRMS)]
    since = (now - WINDOW).timestamp()
    held = {slot: value for slot, value in cache.get_many(slots).items() if value[1] > since}
    if firm.pk in {opened for opened, _at in held.values()}:
        return Opening(shown=True, left=FIRMS - len(held))
    for slot in slots:
        if slot in held:
            continue
        # What the cache still holds beyond its time makes room.
        if (past := cache.get(slot)) and past[1] <= since:
            cache.delete(slot)
        if cache.add(slot, (firm.pk, now.timestamp()), int(WINDOW.total_seconds())):
            return Opening(shown=True, left=FIRMS - len(held) - 1)
    first = min((at for _firm, at in held.values()), default=now.timestamp())
    again = datetime.fromtimestamp(first, tz=now.tzinfo) + WINDOW
    return Opening(shown=False, left=0, again=again, withheld=_withheld(again))


def _withheld(again: datetime) -> str:
    return _(
        "You have opened the contacts of %(firms)s firms within 24 hours; those stay open. Another one opens at"
        " %(when)s. Once staff have verified your company there is no limit."
    ) % {"firms": FIRMS, "when": date_format(timezone.localtime(again), "DATETIME_FORMAT")}
