"""Who reads what waits: said to colleagues, so that two people do not read the same paper."""

from datetime import datetime

from django.db import transaction

from portal.models import User
from suppliers.models import Evidence, Reading


@transaction.atomic
def take(evidence: Evidence, *, by: User, now: datetime) -> None:
    """From nobody or from somebody else: whoever takes it last has it."""
    Reading.objects.update_or_create(evidence=evidence, defaults={"reader": by, "taken_at": now})


@transaction.atomic
def give_back(evidence: Evidence, *, by: User) -> None:
    """Only one's own; what a colleague has taken since stays theirs."""
    Reading.objects.filter(evidence=evidence, reader=by).delete()
