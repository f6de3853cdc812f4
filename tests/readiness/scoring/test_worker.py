"""A real Celery worker on the real broker, killed at the worst moment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, transaction
from redis import Redis

from portal.local.stamps import BASE_DIR
from readiness import scoring
from readiness.models import Score
from tests.brokers import broker
from tests.cast import TODAY
from tests.readiness.scoring import facts
from tests.suppliers import typing
from tests.suppliers.firms import Firm, open_firm

pytestmark = pytest.mark.local
PATIENCE = 60.0
# A message that a dead worker had in hand comes back after this; a portal waits for minutes.
VISIBILITY_SECONDS = 1


def wait_for(question: Callable[[], Any], what: str, worker: "Worker | None" = None) -> Any:
    until = time.monotonic() + PATIENCE
    while not (answer := question()):
        if time.monotonic() > until:
            said = worker.log.read_text() if worker else ""
            raise AssertionError(f"still waiting for {what}\n{said}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02)")
    return answer


class Worker:
    """``celery worker`` on the queue of edits and this test's database; killed with all its processes."""

    def __init__(self, prefix: str, log: Path) -> None:
        self.log = log
        url = urlsplit(os.environ["DATABASE_URL"])
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "portal", "worker", "-Q", "edits", "-c", "1", "-l", "INFO",
                 "-n", f"{log.stem}@test", "--without-gossip", "--without-mingle"],
                cwd=BASE_DIR,
                env={
                    **os.environ,
                    "DATABASE_URL": url._replace(path="/" + connection.settings_dict["NAME"]).geturl(),
                    "BROKER_PREFIX": prefix,
                    "VISIBILITY_TIMEOUT": str(VISIBILITY_SECONDS),
                },
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def said(self, words: str) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return words in self.log.read_text()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Callable[[str], Worker]]:
    workers: list[Worker] = []

    def start(prefix: str) -> Worker:
        workers.append(Worker(prefix, tmp_path / f"worker{len(workers)}.log"))
        wait_for(lambda: workers[-1].said("ready."), "a worker")
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()


@pytest.fixture
def shop(committed: None, monkeypatch: pytest.MonkeyPatch) -> Firm:
    """A firm with a score. The workers look at the real clock; so do its pages here."""
    shop = open_firm("Cơ khí Anh Dương", "0100109106")
    scoring.rescore_firms([shop.supplier.pk], today=TODAY)
    return shop


def behind(shop: Firm) -> bool:
    return facts.score(shop.supplier).facts_version < shop.fresh().facts_version


def session_waiting_for_us() -> int | None:
    """Who waits for a lock that this session holds. (Not from pg_stat_activity: a transaction sees that as it
    was when first asked.)"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        )
        found = cursor.fetchone()
    return found and found[0]


def overdue(prefix: str) -> int:
    """Messages that somebody took so long ago that a worker which starts delivers them again."""
    with Redis.from_url(settings.REDIS_URL) as valkey:
        return valkey.zcount(f"{prefix}unacked_index", 0, time.time() - VISIBILITY_SECONDS - 0.1)


def session_lives(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [pid])
        return cursor.fetchone() is not None


def test_a_worker_killed_between_the_commit_and_the_score_loses_nothing(
    shop: Firm, start_worker: Callable[[str], Worker]
) -> None:
    prefix = f"kill-{shop.supplier.pk}:"
    with broker(settings.CELERY_BROKER_URL, prefix):
        first = start_worker(prefix)
        with transaction.atomic():
            # Whoever wants to score the firm waits here, with the message in hand.
            Score.objects.select_for_update().get(supplier=shop.supplier)
            save_beside(shop)
            session = wait_for(session_waiting_for_us, "the worker to reach the score", first)
            first.kill()
            assert behind(shop), "committed, and not scored"
        wait_for(lambda: not session_lives(session), "the dead worker's session to end")
        assert behind(shop), "the dead worker wrote nothing"
        wait_for(lambda: overdue(prefix), "the message to be overdue")
        start_worker(prefix)
        wait_for(lambda: not behind(shop), "the message to be delivered again")
    assert facts.score(shop.supplier).total > 0
    score = facts.score(shop.supplier)
    assert score.judged_on is not None
    assert facts.wrong([shop.supplier], score.judged_on) == []


def test_a_worker_killed_for_good_is_made_up_for_by_the_sweep(
    shop: Firm, start_worker: Callable[[str], Worker]
) -> None:
    prefix = f"gone-{shop.supplier.pk}:"
    with broker(settings.CELERY_BROKER_URL, prefix):
        worker = start_worker(prefix)
        with transaction.atomic():
            Score.objects.select_for_update().get(supplier=shop.supplier)
            save_beside(shop)
            session = wait_for(session_waiting_for_us, "the worker to reach the score", worker)
            worker.kill()
        wait_for(lambda: not session_lives(session), "the dead worker's session to end")
    assert behind(shop)
    assert facts.rescore() == 1
    assert facts.wrong([shop.supplier]) == []


def save_beside(shop: Firm) -> None:
    """Save a section from a session of its own, while this one holds the score."""
    answers: list[int] = []

    def save() -> None:
        try:
            answers.append(typing.save(shop, "site", typing.site(level_1_6="2")).status_code)
        finally:
            connection.close()

    saving = Thread(target=save)
    saving.start()
    saving.join(PATIENCE)
    assert answers == [302]
