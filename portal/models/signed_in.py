"""Where a person is signed in. The device in words; neither its address nor a place is kept."""

from datetime import datetime
from typing import Self

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef

from portal.models.people import User


class SignedInQuerySet(models.QuerySet["SignedIn"]):
    def live(self, user: User, *, now: datetime) -> Self:
        """Those of this person whose session still opens the account, the latest seen first."""
        session = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
        return self.filter(Exists(session), user=user).order_by("-last_seen_at")


class SignedIn(models.Model):
    """One browser in which a person is signed in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=30, blank=True)
    system = models.CharField(max_length=30, blank=True)
    since = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    objects = SignedInQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} · {self.browser} · {self.system}"
