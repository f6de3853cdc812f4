"""Targets and standings by machine: staff alone, and small cells for those who see every firm."""

from datetime import date

import pytest
from django.conf import settings

from portal.models import Province
from portal.vocabulary import BEFORE
from readiness.models import Standing, Target
from tests.readiness.pages.proof import staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def standings(cast):
    province = Province.objects.get(code="01", changes_after__isnull=True)
    for day in (date(2026, 11, 1), date(2026, 11, 2)):
        for sector, place, firms in (("", None, 5), ("M", None, 2), ("M", province, 1)):
            Standing.objects.create(
                day=day, framework_hash="a" * 64, sector=sector, province=place, firms=firms,
                vietnamese_firms=1, synthetic=settings.DEMO,
            )  # fmt: skip


def test_every_target_comes_with_its_source(client, cast):
    client.force_login(cast.mai)
    targets = client.get("/api/v1/targets/").json()
    assert [t["code"] for t in targets] == sorted(Target.objects.values_list("code", flat=True))
    assert all(t["source"] and t["confidence"] for t in targets)
    assert not next(t for t in targets if "not checked" in t["confidence"])["checked"]


def test_standings_are_told_by_day_and_cell(client, cast, standings):
    client.force_login(cast.mai)
    assert len(client.get("/api/v1/standings/").json()) == 6
    told = client.get("/api/v1/standings/?since=2026-11-02").json()
    assert [(t["sector"], t["province"], t["firms"]) for t in told] == [
        ("", None, 5),
        ("M", "01", 1),
        ("M", None, 2),
    ]
    assert client.get("/api/v1/standings/?until=2026-10-31").json() == []
    assert "since" in client.get("/api/v1/standings/?since=yesterday").json()


def test_standings_by_the_provinces_of_before(client, cast, standings):
    """A code means another place in each list: only one of them is told at a time."""
    before = Province.objects.get(code="74", list__version=BEFORE)
    Standing.objects.create(
        day=date(2026, 11, 2), framework_hash="a" * 64, province=before, firms=3, vietnamese_firms=2,
        synthetic=settings.DEMO,
    )  # fmt: skip
    client.force_login(cast.mai)
    told = client.get("/api/v1/standings/?units=before&since=2026-11-02").json()
    assert [(t["sector"], t["province"], t["firms"]) for t in told] == [("", "74", 3), ("", None, 5)]
    assert "74" not in {t["province"] for t in client.get("/api/v1/standings/?units=now").json()}
    assert "units" in client.get("/api/v1/standings/?units=63").json()
    client.force_login(staff_of("79"))
    assert {t["province"] for t in client.get("/api/v1/standings/?units=before").json()} == {None}


def test_staff_of_one_province_read_no_cell_from_which_a_firm_could_be_picked(client, standings):
    client.force_login(staff_of("79"))
    assert {(t["sector"], t["province"]) for t in client.get("/api/v1/standings/").json()} == {("", None)}
