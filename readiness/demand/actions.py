"""What staff do with a scenario. Each refuses with an exception of its own, and then nothing changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from portal.models import User
from readiness.models import DemandLine, DemandScenario

Values = Mapping[str, Any]


class Refused(Exception):
    """The scenario does not allow this now."""


class Stale(Refused):
    """Somebody saved it since it was read."""


class Retired(Refused):
    """It stays as it was."""


class Empty(Refused):
    """Without a line there is nothing to count."""


class NoReason(Refused):
    """Activating and retiring want a reason."""


@transaction.atomic
def draft(values: Values, lines: Sequence[Values], *, by: User, now: datetime) -> DemandScenario:
    """A new scenario that does not count yet."""
    scenario = DemandScenario.objects.create(
        **values, author=by, synthetic=settings.DEMO, created_at=now, changed_at=now
    )
    for position, line in enumerate(lines):
        DemandLine.objects.create(scenario=scenario, position=position, **line)
    return scenario


@transaction.atomic
def describe(scenario: DemandScenario, values: Values, *, stamp: str, now: datetime) -> None:
    """Its names and where its figures come from."""
    held = _held(scenario, stamp, now)
    for name, value in values.items():
        setattr(held, name, value)
    held.save()


@transaction.atomic
def write_line(
    scenario: DemandScenario, line: DemandLine | None, values: Values, *, stamp: str, now: datetime
) -> None:
    """Change a line, or add one where ``line`` is None."""
    held = _held(scenario, stamp, now)
    if line is None:
        last = held.lines.order_by("position").last()
        line = DemandLine(scenario=held, position=last.position + 1 if last else 0)
    for name, value in values.items():
        setattr(line, name, value)
    line.save()
    held.save()


@transaction.atomic
def remove_line(scenario: DemandScenario, line: DemandLine, *, stamp: str, now: datetime) -> None:
    held = _held(scenario, stamp, now)
    line.delete()
    held.save()


@transaction.atomic
def move(scenario: DemandScenario, status: str, reason: str, *, stamp: str, now: datetime) -> None:
    """Activate a draft or retire an active one, for a reason that is kept."""
    held = _held(scenario, stamp, now)
    if not reason.strip():
        raise NoReason
    if status == DemandScenario.Status.ACTIVE and not held.lines.exists():
        raise Empty
    held.status, held.reason = status, reason.strip()
    held.save()


def _held(scenario: DemandScenario, stamp: str, now: datetime) -> DemandScenario:
    """The scenario as it is, held until the end of the transaction; its moment moves on when it is saved."""
    held = DemandScenario.objects.select_for_update().get(pk=scenario.pk)
    if held.status == DemandScenario.Status.RETIRED:
        raise Retired
    if held.stamp != stamp:
        raise Stale
    held.changed_at = now
    return held
