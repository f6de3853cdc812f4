"""The change feed of the directory: every change once, none missed, however writers overlap.

Changes get their place only once they are committed, under a lock that one reader holds until its own commit.
So places come to be seen in rising order, and a reader who has seen place n has seen all before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from suppliers.models import DirectoryChange

# For so long a reader may stay away without reading the whole directory again.
KEPT = timedelta(days=90)
_LOCK = 770_100_116
_NUMBER = """
    UPDATE suppliers_directorychange AS change SET place = numbered.place
    FROM (
        SELECT id, nextval('suppliers_directorychange_place') AS place
        FROM (SELECT id FROM suppliers_directorychange WHERE place IS NULL ORDER BY id) AS waiting
    ) AS numbered
    WHERE change.id = numbered.id
"""


class TooOld(Exception):
    """Changes after this cursor were cleared away: read the whole directory, then begin at its newest place."""


@dataclass(frozen=True, slots=True)
class Part:
    """``next`` is the cursor for the part after this one; ``more`` says that there is one already."""

    changes: Sequence[DirectoryChange]
    next: int
    more: bool


def number() -> None:
    """Give every committed change its place."""
    if not DirectoryChange.objects.filter(place__isnull=True).exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        # A statement of its own, so that it sees what was committed while the lock was waited for.
        cursor.execute(_NUMBER)


def newest() -> int:
    """The cursor of somebody who reads the whole directory now and its changes from here on."""
    number()
    return DirectoryChange.objects.filter(place__isnull=False).order_by("-place").values_list(
        "place", flat=True
    ).first() or 0  # fmt: skip


def after(cursor: int, *, most: int) -> Part:
    """At most ``most`` changes after ``cursor``, in order. Raises TooOld."""
    number()
    placed = DirectoryChange.objects.filter(place__gt=cursor)
    if placed.filter(cleared_up_to_here=True).exists():
        raise TooOld
    found = list(placed.order_by("place")[: most + 1])
    more, found = len(found) > most, found[:most]
    last = found[-1].place if found else None
    return Part(found, cursor if last is None else last, more)


@transaction.atomic
def clear(now: datetime) -> int:
    """Take away what is older than ``KEPT``, all but its newest, which marks how far it went; how many."""
    old = DirectoryChange.objects.filter(place__isnull=False, at__lt=now - KEPT)
    last = old.order_by("-place").first()
    if last is None:
        return 0
    gone, _by_model = DirectoryChange.objects.filter(place__lt=last.place).delete()
    if gone:
        DirectoryChange.objects.filter(pk=last.pk).update(cleared_up_to_here=True)
    return gone
