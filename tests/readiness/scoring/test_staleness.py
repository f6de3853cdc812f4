"""Whether a score is stale is a question for the database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from readiness import frameworks
from readiness.models import Framework, Judgement, Score
from tests.cast import TODAY, Cast
from tests.readiness.scoring import facts

pytestmark = pytest.mark.django_db


def stale(today=TODAY) -> int:
    return Score.objects.stale(frameworks.current(), today=today).count()


def test_a_new_firm_gets_a_score_and_is_then_up_to_date(cast: Cast) -> None:
    assert facts.rescore() == 1
    assert facts.score(cast.welding_shop).framework == frameworks.current()
    assert facts.score(cast.welding_shop).judged_on == TODAY
    assert stale() == 0
    assert facts.rescore() == 0


def test_a_change_of_facts_makes_it_stale(cast: Cast) -> None:
    facts.rescore()
    facts.prove(cast.welding_shop, "2.1", 3)
    assert stale() == 1
    assert facts.rescore() == 1
    assert facts.wrong([cast.welding_shop]) == []
    assert facts.score(cast.welding_shop).total > 0


def test_evidence_that_nobody_announced_changes_nothing_until_a_change_is_announced(cast: Cast) -> None:
    facts.rescore()
    facts.lay_down(cast.welding_shop, "2.1", 3)
    assert facts.rescore() == 0


def test_another_framework_makes_every_score_stale(cast: Cast) -> None:
    facts.identify(cast.welding_shop)
    facts.rescore()
    old = frameworks.current()
    harder = old.document.replace('version = "1"', 'version = "2"', 1)
    Framework.objects.create(
        name=old.name,
        version="2",
        document=harder,
        hash=frameworks.parse_framework(harder).hash,
        published_at=timezone.now(),
    )
    assert stale() == 1
    assert facts.rescore() == 1
    assert facts.score(cast.welding_shop).framework.version == "2"


def test_the_file_that_came_with_the_code_never_replaces_a_published_edition(cast: Cast) -> None:
    published = frameworks.current()
    Framework.objects.filter(pk=published.pk).update(hash="0" * 64)
    assert not frameworks.publish_shipped()
    assert frameworks.current() == published
    assert Framework.objects.count() == 1


def test_a_day_that_passes_rescores_without_an_edit(cast: Cast) -> None:
    last = TODAY + timedelta(days=5)
    facts.identify(cast.welding_shop, valid_to=last)
    facts.rescore()
    held = facts.score(cast.welding_shop)
    assert (held.level, held.next_change_on) == (1, last + timedelta(days=1))
    assert facts.rescore(last) == 0, "the last day counts"
    assert facts.rescore(last + timedelta(days=1)) == 1
    lapsed = facts.score(cast.welding_shop)
    assert lapsed.level == 0
    assert lapsed.facts_version == held.facts_version
    assert facts.wrong([cast.welding_shop], last + timedelta(days=1)) == []


def test_each_step_of_decay_is_due_on_its_day_and_on_no_other(cast: Cast) -> None:
    facts.prove(cast.welding_shop, "2.1", 3, valid_to=TODAY)
    facts.rescore()
    days = [facts.rescore(TODAY + timedelta(days=after)) for after in range(70)]
    assert [after for after, judged in enumerate(days) if judged] == [1, 31, 61]
    assert facts.score(cast.welding_shop).total == 0
    assert Judgement.objects.filter(supplier=cast.welding_shop).count() == 4
