"""Alive and ready, as a load balancer and an operator ask."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from portal import health
from tests.brokers import broker

PARTS = {"database", "migrations", "broker", "beat_age_seconds", "oldest_stale_score_seconds"}


@pytest.fixture(autouse=True)
def _beat_was_here(db: None) -> None:
    health.note_beat()


def ready(client) -> tuple[int, dict]:
    answer = client.get("/readyz")
    assert answer["Content-Type"] == "application/json"
    return answer.status_code, answer.json()


def test_alive_asks_nobody(client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_ready_names_each_part(client) -> None:
    status, body = ready(client)
    assert status == 200, body
    assert body["ready"] is True
    assert set(body["parts"]) >= PARTS
    assert all(part["ok"] for part in body["parts"].values())
    assert body["parts"]["migrations"]["value"] == 0
    assert body["parts"]["oldest_stale_score_seconds"]["value"] == 0


def test_none_redirects_to_https_nor_to_the_sign_in_page(client, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    paths = ("/healthz", "/readyz", "/metrics")
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]


def test_they_are_read_only(client) -> None:
    assert [client.post(path).status_code for path in ("/healthz", "/readyz")] == [405, 405]


@pytest.mark.parametrize(
    "url", ["redis+socket:///nowhere/valkey.sock?virtual_host=0", "redis://127.0.0.1:1/0"]
)
def test_a_broker_that_is_down_is_named(client, url) -> None:
    with broker(url):
        status, body = ready(client)
    assert status == 503
    assert body["ready"] is False
    assert body["parts"]["broker"] == {"ok": False, "value": "does not answer"}
    assert body["parts"]["database"]["ok"], "the others are told beside it"


def test_a_beat_that_stopped_is_named(client) -> None:
    cache.set(
        health.BEAT_KEY, (timezone.now() - timedelta(seconds=health.BEAT_MAY_BE_SILENT + 5)).timestamp()
    )
    status, body = ready(client)
    assert status == 503
    assert body["parts"]["beat_age_seconds"]["value"] >= health.BEAT_MAY_BE_SILENT


def test_a_beat_that_was_never_seen_is_not_ready_in_production(client, settings) -> None:
    cache.delete(health.BEAT_KEY)
    settings.DEBUG = False
    status, body = ready(client)
    assert status == 503
    assert body["parts"]["beat_age_seconds"] == {"ok": False, "value": "not seen yet"}


def test_migrations_that_wait_are_counted(client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'readiness' AND name ="
            " (SELECT max(name) FROM django_migrations WHERE app = 'readiness')"
        )
    status, body = ready(client)
    assert status == 503
    assert body["parts"]["migrations"]["ok"] is False
    assert body["parts"]["migrations"]["value"] >= 1


def test_a_database_that_does_not_answer_is_named(client, monkeypatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(health.connection, "cursor", fails)
        status, body = ready(client)
    assert status == 503
    assert body["parts"]["database"] == {"ok": False, "value": "does not answer"}


def test_a_part_registers_what_it_knows(client, monkeypatch) -> None:
    monkeypatch.setattr(health, "_checks", dict(health._checks))
    health.register("disk", lambda: health.Answer(False, "full"))
    status, body = ready(client)
    assert status == 503
    assert body["parts"]["disk"] == {"ok": False, "value": "full"}
