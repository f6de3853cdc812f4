"""Is the portal alive, and is it ready? Parts register what they know; nobody is asked twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

BEAT_KEY = "beat-was-here"
# Beat notes its presence every 30 seconds; three missed notes are too many.
BEAT_MAY_BE_SILENT = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """``value`` is what a person wants to see: an age in seconds, a number, a sentence."""

    ok: bool
    value: object = None


_checks: dict[str, Callable[[], Answer]] = {}


def register(name: str, check: Callable[[], Answer]) -> None:
    _checks[name] = check


def readiness() -> tuple[bool, dict[str, object]]:
    """Every check's answer; False if one of them is not ok."""
    answers = {name: check() for name, check in _checks.items()}
    return all(a.ok for a in answers.values()), {
        n: {"ok": a.ok, "value": a.value} for n, a in answers.items()
    }


def note_beat() -> None:
    cache.set(BEAT_KEY, timezone.now().timestamp(), timeout=None)


def _database() -> Answer:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Answer(True)
    except DatabaseError:
        return Answer(False, "does not answer")


def _migrations() -> Answer:
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        return Answer(waiting == 0, waiting)
    except DatabaseError:
        return Answer(False, "not known")


def _broker() -> Answer:
    from portal.celery import BELL, app

    try:
        with app.connection_for_write(transport_options=BELL) as broker:
            channel: Any = broker.default_channel
            channel.client.ping()
        return Answer(True)
    except (OSError, RedisError, OperationalError):
        return Answer(False, "does not answer")


def _beat() -> Answer:
    try:
        last = cache.get(BEAT_KEY)
    except RedisError:
        return Answer(False, "not known")
    if last is None:
        return Answer(settings.DEBUG, "not seen yet")
    age = round(timezone.now().timestamp() - last)
    return Answer(age < BEAT_MAY_BE_SILENT, age)


register("database", _database)
register("migrations", _migrations)
register("broker", _broker)
register("beat_age_seconds", _beat)
