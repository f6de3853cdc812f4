"""Where people are signed in: noted when they come, refreshed while they read, ended when they say so."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from portal.devices import device_of
from portal.models import SignedIn, User

# "Last seen" is told in minutes; writing it at each page would cost a write a page.
REFRESH = timedelta(minutes=5)
# What the session calls it: (its key then, seconds since 1970).
SEEN = "seen"


@receiver(user_logged_in)
def note_sign_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new row; those of sessions that ended by themselves go."""
    now = timezone.now()
    _note(request, user, now=now)
    alive = SignedIn.objects.live(user, now=now).values("pk")
    SignedIn.objects.filter(user=user).exclude(pk__in=alive).delete()


@receiver(user_logged_out)
def note_sign_out(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    SignedIn.objects.filter(session_key=request.session.session_key).delete()


def note_visit(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Write once in five minutes. The session remembers when and under which key, so that no page asks for it; a
    key that changed with a new password is noted anew."""
    key, seen = request.session.get(SEEN, ("", 0))
    if key != request.session.session_key or now.timestamp() - seen >= REFRESH.total_seconds():
        _note(request, user, now=now)


def _note(request: HttpRequest, user: User, *, now: datetime) -> None:
    if not request.session.session_key:
        request.session.save()
    device = device_of(request.headers.get("User-Agent", ""))
    row = SignedIn(
        user=user,
        session_key=str(request.session.session_key),
        browser=device.browser,
        system=device.system,
        since=now,
        last_seen_at=now,
    )
    SignedIn.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "browser", "system", "last_seen_at"],
    )
    request.session[SEEN] = (row.session_key, int(now.timestamp()))


@transaction.atomic
def end(signed_in: list[SignedIn]) -> int:
    """Those browsers must sign in again; how many there were."""
    keys = [each.session_key for each in signed_in]
    Session.objects.filter(session_key__in=keys).delete()
    SignedIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_others(user: User, *, but: str | None, now: datetime) -> int:
    """Every browser of this person except the one with the session key ``but``; rows of dead sessions go too."""
    others = list(SignedIn.objects.filter(user=user).exclude(session_key=but))
    alive = set(SignedIn.objects.live(user, now=now).values_list("session_key", flat=True))
    end(others)
    return sum(each.session_key in alive for each in others)
