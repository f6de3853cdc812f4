"""Figures of the operation for Prometheus. Each floor registers what it knows; they are asked when they are read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from os import environ
from pathlib import Path
from shutil import disk_usage
from tempfile import gettempdir
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import Max, Min
from django.utils import timezone
from kombu.exceptions import OperationalError
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from redis.exceptions import RedisError

from portal.health import BEAT_KEY, readiness
from portal.models import KeptBackup, Letter

DOWN = (DatabaseError, RedisError, OperationalError, OSError)


@dataclass(frozen=True, slots=True)
class Figure:
    """A gauge: ``read`` gives its value, or one for each value of ``label``; None where there is none."""

    name: str
    words: str
    read: Callable[[], float | Mapping[str, float] | None]
    label: str = ""


_figures: list[Figure] = []


def register(name: str, words: str, read: Callable[[], Any], *, label: str = "") -> None:
    _figures.append(Figure(f"portal_{name}", words, read, label))


class _Asked:
    """What the floors know now. A part that does not answer is left out and counted as down."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        down = 0
        for figure in _figures:
            gauge = GaugeMetricFamily(
                figure.name, figure.words, labels=[figure.label] if figure.label else None
            )
            try:
                value = figure.read()
            except DOWN:
                down += 1
                continue
            for label, number in value.items() if isinstance(value, Mapping) else [("", value)]:
                if number is not None:
                    gauge.add_metric([label] if figure.label else [], float(number))
            yield gauge
        yield GaugeMetricFamily("portal_figures_down", "Figures that could not be read.", value=down)


def text() -> bytes:
    """All figures in Prometheus' text format; with several web processes those of all of them."""
    asked = CollectorRegistry()
    asked.register(_Asked())
    if "PROMETHEUS_MULTIPROC_DIR" in environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    else:
        counted = REGISTRY
    return generate_latest(asked) + generate_latest(counted)


def _queue_depth() -> dict[str, float]:
    from portal.celery import BELL, app

    with app.connection_for_write(transport_options={**app.conf.broker_transport_options, **BELL}) as broker:
        channel: Any = broker.default_channel
        return {queue.name: channel._size(queue.name) for queue in settings.CELERY_TASK_QUEUES}


def _beat_age() -> float | None:
    last = cache.get(BEAT_KEY)
    return None if last is None else timezone.now().timestamp() - last


def _ready() -> dict[str, float]:
    _all, parts = readiness()
    return {name: float(bool(part["ok"])) for name, part in parts.items()}  # type: ignore[index]


def _folders() -> dict[str, Path]:
    """The folders that this process writes to; volumes of one host lie on one disk, the database's among them."""
    return {"media": Path(settings.MEDIA_ROOT), "temporary": Path(gettempdir())}


def _disk(part: str) -> Callable[[], dict[str, float]]:
    return lambda: {
        name: float(getattr(disk_usage(folder), part))
        for name, folder in _folders().items()
        if folder.exists()
    }


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _backup_age() -> float | None:
    last = KeptBackup.objects.aggregate(last=Max("finished_at"))["last"]
    return None if last is None else (timezone.now() - last).total_seconds()


def _oldest_letter() -> float:
    since = Letter.objects.aggregate(since=Min("written_at"))["since"]
    return 0.0 if since is None else max(0.0, (timezone.now() - since).total_seconds())


register("ready", "1 where a part of /readyz is in order, else 0.", _ready, label="part")
register("disk_free_bytes", "Left on the disk of a folder.", _disk("free"), label="folder")
register("disk_bytes", "Size of the disk of a folder.", _disk("total"), label="folder")
register("database_bytes", "What the database takes up.", _database_bytes)
register("backup_age_seconds", "Since the last backup was written and read again.", _backup_age)
register("queue_depth", "Tasks that wait for a worker.", _queue_depth, label="queue")
register("oldest_letter_seconds", "For which the oldest letter has waited for the post.", _oldest_letter)
register("beat_age_seconds", "Since beat and a worker were last seen alive.", _beat_age)
