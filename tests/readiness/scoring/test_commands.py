"""What an operator types: rescore one day, rebuild everything that was concluded."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from readiness.models import Framework, Judgement, Score, Standing
from suppliers import directory
from suppliers.models import SearchDocument
from tests.cast import TODAY, Cast
from tests.readiness.scoring import facts

pytestmark = pytest.mark.django_db


def run(name: str, **options: object) -> str:
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def conclusions() -> tuple[list[dict], list[dict], list[dict]]:
    """Everything concluded, by what it is of; keys and moments of writing left out."""
    scores = Score.objects.order_by("supplier", "sector").values()
    shown = SearchDocument.objects.order_by("supplier").values("supplier", "level", "rank", "standing")
    cells = Standing.objects.order_by("sector", "province").values()
    return (
        [{k: v for k, v in row.items() if k != "id"} for row in scores],
        list(shown),
        [{k: v for k, v in row.items() if k not in ("id", "kept_at")} for row in cells],
    )


def test_rescore_judges_what_is_stale_as_of_a_day(cast: Cast, today) -> None:
    facts.identify(cast.welding_shop, valid_to=TODAY)
    assert "1 scores judged" in run("rescore")
    assert facts.score(cast.welding_shop).level == 1
    assert "0 scores judged" in run("rescore")
    assert "1 scores judged" in run("rescore", on=TODAY + timedelta(days=1))
    assert facts.score(cast.welding_shop).level == 0


def test_rebuild_concludes_the_same_from_the_facts(cast: Cast, today) -> None:
    shops = [cast.welding_shop, *(facts.shop(number) for number in range(1, 5))]
    for shop in shops:
        facts.identify(shop)
    facts.prove(shops[2], "2.1", 5, "A3")
    directory.index([shop.pk for shop in shops], TODAY)
    run("rescore")
    run("rebuild")
    before = conclusions()
    assert len(before[0]) == len(before[1]) == 5
    history = list(Judgement.objects.order_by("pk").values())
    Score.objects.update(level=5, total=1, proven=1)
    SearchDocument.objects.update(level=5, standing={"sector": "M"})
    run("rebuild")
    assert conclusions() == before
    assert facts.wrong(shops) == []
    assert list(Judgement.objects.order_by("pk").values()) == history, (
        "what was concluded once stays on record"
    )


def test_rescore_publishes_the_shipped_framework_if_there_is_none(db: None, today) -> None:
    Framework.objects.all().delete()
    run("rescore")
    assert Framework.objects.current() is not None
