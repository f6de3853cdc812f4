"""/metrics: what it tells, and to whom."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from portal import health, metrics
from portal.models import KeptBackup
from readiness import scoring
from suppliers.models import Supplier
from tests.cast import TODAY
from tests.suppliers.directory.listed import listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client, monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)

    def read(**headers):
        answer = client.get("/metrics", headers=headers)
        assert answer.status_code == 200
        lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}

    return read


def test_it_tells_how_far_behind_work_is(told, cast):
    firm = listed("Cơ khí Một")
    scoring.open_missing_scores()
    scoring.rescore_all(
        scoring.frameworks.current() if hasattr(scoring, "frameworks") else _current(), today=TODAY
    )
    calm = told()
    assert calm["portal_index_lag_seconds"] <= calm["portal_oldest_stale_score_seconds"] + 5
    Supplier.objects.filter(pk=firm.pk).update(
        facts_version=9, facts_changed_at=timezone.now() - timedelta(seconds=90)
    )
    late = told()
    assert 90 <= late["portal_index_lag_seconds"] < 150
    assert 90 <= late["portal_oldest_stale_score_seconds"] < 150


def _current():
    from readiness import frameworks

    return frameworks.current()


def test_requests_are_counted_by_route_not_by_address(told, client, cast):
    client.get(f"/suppliers/{cast.welding_shop.public_id}/")
    names = [name for name in told() if name.startswith("portal_request_seconds_count")]
    assert any('route="suppliers/<str:public_id>/"' in name for name in names)
    assert cast.welding_shop.public_id not in "".join(names)


def test_a_part_that_is_down_is_counted_and_the_rest_is_told(told, monkeypatch):
    def down():
        raise DatabaseError

    monkeypatch.setattr(
        metrics, "_figures", [metrics.Figure("portal_a", "", down), metrics.Figure("portal_b", "", lambda: 3)]
    )
    figures = told()
    assert (figures["portal_b"], figures["portal_figures_down"]) == (3, 1)
    assert "portal_a" not in figures


def test_each_part_of_readiness_is_a_figure(told, monkeypatch):
    assert told()['portal_ready{part="database"}'] == 1
    monkeypatch.setitem(health._checks, "database", lambda: health.Answer(False, "does not answer"))
    assert told()['portal_ready{part="database"}'] == 0


def test_disk_and_database_are_measured(told, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    figures = told()
    assert (
        0 < figures['portal_disk_free_bytes{folder="media"}'] < figures['portal_disk_bytes{folder="media"}']
    )
    assert figures["portal_database_bytes"] > 1_000_000
    settings.MEDIA_ROOT = tmp_path / "not yet"
    assert 'portal_disk_free_bytes{folder="media"}' not in told()


def test_the_age_of_the_last_backup_is_told_and_missing_where_there_was_none(told):
    assert "portal_backup_age_seconds" not in told()
    for hours in (30, 3):
        KeptBackup.objects.create(
            finished_at=timezone.now() - timedelta(hours=hours), rows=1, files=0, size=1
        )
    assert 3 * 3600 <= told()["portal_backup_age_seconds"] < 3 * 3600 + 60


def test_who_is_not_inside_finds_nothing_without_the_token(client, told, settings):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert (
        client.get("/metrics", REMOTE_ADDR="203.0.113.7", headers={"Authorization": "Bearer "}).status_code
        == 404
    )
    settings.METRICS_TOKEN = "a long token for the collector"
    assert (
        client.get(
            "/metrics", REMOTE_ADDR="203.0.113.7", headers={"Authorization": "Bearer wrong"}
        ).status_code
        == 404
    )
    known = {"Authorization": "Bearer a long token for the collector"}
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7", headers=known).status_code == 200


def test_queues_are_counted_by_name(told):
    assert {name for name in told() if name.startswith("portal_queue_depth")} == {
        'portal_queue_depth{queue="edits"}', 'portal_queue_depth{queue="bulk"}',
    }  # fmt: skip
