"""How far scores are behind is seen from outside."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from readiness import lag
from readiness.models import Framework
from suppliers.models import Supplier
from tests.cast import Cast
from tests.readiness.scoring import facts

pytestmark = pytest.mark.django_db


def changed(supplier: Supplier, ago: timedelta) -> None:
    Supplier.objects.filter(pk=supplier.pk).update(facts_changed_at=timezone.now() - ago)


def test_nothing_is_stale(cast: Cast) -> None:
    facts.rescore()
    changed(cast.welding_shop, timedelta(days=200))
    assert lag.oldest_stale_score() == lag.Answer(True, 0)


def test_the_age_is_that_of_the_oldest_change_without_a_score(cast: Cast) -> None:
    other = facts.shop(1)
    facts.rescore()
    for supplier, ago in ((cast.welding_shop, 40), (other, 100)):
        facts.prove(supplier, "2.1", 3)
        changed(supplier, timedelta(seconds=ago))
    answer = lag.oldest_stale_score()
    assert answer.ok
    assert 100 <= answer.value < 110
    facts.rescore()
    assert lag.oldest_stale_score() == lag.Answer(True, 0)


def test_a_change_notes_its_moment(cast: Cast) -> None:
    """A firm whose profile is old is not far behind because staff decided on it a second ago."""
    facts.rescore()
    changed(cast.welding_shop, timedelta(days=200))
    facts.prove(cast.welding_shop, "2.1", 3)
    answer = lag.oldest_stale_score()
    assert answer.ok
    assert answer.value < 60


def test_minutes_behind_is_not_ready(cast: Cast) -> None:
    facts.rescore()
    facts.prove(cast.welding_shop, "2.1", 3)
    changed(cast.welding_shop, timedelta(seconds=lag.MAY_LAG_SECONDS + 1))
    assert not lag.oldest_stale_score().ok


def test_no_framework_is_not_ready(db: None) -> None:
    Framework.objects.update(published_at=None)
    assert lag.oldest_stale_score() == lag.Answer(False, "no framework is published")


def test_a_database_that_fails_is_not_ready(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise DatabaseError

    monkeypatch.setattr(Framework.objects, "current", fails)
    assert lag.oldest_stale_score() == lag.Answer(False, "not known")
