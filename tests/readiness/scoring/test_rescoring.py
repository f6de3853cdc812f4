"""What a rescore writes, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Sector
from readiness import scoring
from readiness.models import FactsSnapshot, Judgement, Score
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Supplier, SupplierSector
from tests.cast import TODAY, Cast
from tests.readiness.scoring import facts

pytestmark = pytest.mark.django_db


def works_in(supplier: Supplier, letter: str, *, main: bool = False) -> None:
    sector = Sector.objects.current().get(letters=[letter])
    with changing(supplier):
        if main:
            SupplierSector.objects.filter(supplier=supplier).update(is_main=False)
        SupplierSector.objects.update_or_create(supplier=supplier, sector=sector, defaults={"is_main": main})


def test_a_sector_more_opens_a_score_and_one_less_deletes_it(cast: Cast) -> None:
    shop = cast.welding_shop
    facts.prove(shop, "2.1", 3)
    facts.rescore()
    works_in(shop, "A")
    facts.rescore()
    scores = dict(Score.objects.filter(supplier=shop).values_list("sector", "is_main"))
    assert scores == {"M": True, "A": False}
    assert facts.wrong([shop]) == []
    with changing(shop):
        SupplierSector.objects.filter(supplier=shop, is_main=False).delete()
    facts.rescore()
    assert list(Score.objects.filter(supplier=shop).values_list("sector", flat=True)) == ["M"]


def test_the_main_sector_moves_with_the_firm(cast: Cast) -> None:
    facts.rescore()
    works_in(cast.welding_shop, "A", main=True)
    facts.rescore()
    scores = dict(Score.objects.filter(supplier=cast.welding_shop).values_list("sector", "is_main"))
    assert scores == {"M": False, "A": True}


def test_two_codes_of_one_letter_are_one_score(cast: Cast) -> None:
    parts = Sector.objects.current().get(code="components")
    SupplierSector.objects.create(supplier=cast.welding_shop, sector=parts)
    facts.rescore()
    facts.rescore()
    assert list(Score.objects.filter(supplier=cast.welding_shop).values_list("sector", "is_main")) == [
        ("M", True)
    ]


def test_a_judgement_is_appended_only_when_something_changed(cast: Cast) -> None:
    shop = cast.welding_shop
    facts.prove(shop, "2.1", 3)
    facts.rescore()
    before = list(Judgement.objects.filter(supplier=shop).values())
    with changing(shop):
        pass
    assert facts.rescore() == 1
    assert list(Judgement.objects.filter(supplier=shop).values()) == before
    assert facts.score(shop).facts_version == Supplier.objects.get(pk=shop.pk).facts_version
    facts.prove(shop, "2.5", 2)
    facts.rescore()
    after = list(Judgement.objects.filter(supplier=shop).order_by("pk").values())
    assert after[:-1] == before
    assert len(after) == len(before) + 1


def test_a_claim_that_credits_no_more_is_no_judgement(cast: Cast) -> None:
    """What all claims would give is shown, not kept on record."""
    shop = cast.welding_shop
    facts.prove(shop, "2.5", 2, "A0")
    facts.rescore()
    before = facts.score(shop)
    with changing(shop):
        Evidence.objects.filter(supplier=shop).update(level=4)
    facts.rescore()
    after = facts.score(shop)
    assert (after.level, after.total, after.proven) == (before.level, before.total, before.proven)
    assert after.declared > before.declared
    assert Judgement.objects.filter(supplier=shop).count() == 1


def test_only_the_reason_changed_and_that_is_a_judgement(cast: Cast) -> None:
    """Level and total stay: what was proven too low has lapsed altogether."""
    shop = cast.welding_shop
    facts.prove(shop, "1.1", 0, valid_to=TODAY)
    facts.rescore()
    first = facts.score(shop)
    facts.rescore(TODAY + timedelta(days=61))
    second = facts.score(shop)
    assert (first.level, first.total) == (second.level, second.total)
    assert first.blockers != second.blockers
    assert Judgement.objects.filter(supplier=shop).count() == 2


def test_the_version_is_the_one_that_was_read_before_the_facts(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change between the two readings is judged once more, never lost."""
    shop = cast.welding_shop
    facts.rescore()
    facts.prove(shop, "2.1", 3)
    read = scoring.rescoring.read_firms

    def read_late(ids):
        facts.prove(shop, "2.5", 2)
        return read(ids)

    monkeypatch.setattr(scoring.rescoring, "read_firms", read_late)
    scoring.rescore_some(facts.framework(), today=TODAY)
    monkeypatch.undo()
    assert facts.said(facts.score(shop)) == facts.fresh(shop), "newer facts were read"
    assert facts.rescore() == 1, "and it knows that it may be behind them"
    assert facts.wrong([shop]) == []


def test_batches_go_on_where_the_last_one_ended(cast: Cast) -> None:
    shops = [facts.shop(number) for number in range(1, 8)]
    scoring.open_missing_scores()
    first = scoring.rescore_some(facts.framework(), today=TODAY, limit=3)
    second = scoring.rescore_some(facts.framework(), today=TODAY, limit=3, after=first[-1])
    assert (len(first), len(second)) == (3, 3)
    assert max(first) < min(second)
    assert scoring.rescore_all(facts.framework(), today=TODAY) == 2
    assert facts.wrong([*shops, cast.welding_shop]) == []


def test_a_walk_can_be_cut_short(cast: Cast) -> None:
    for number in range(1, 7):
        facts.shop(number)
    scoring.open_missing_scores()
    assert scoring.rescore_all(facts.framework(), today=TODAY, limit=3, batch=2) == 4
    assert scoring.rescore_all(facts.framework(), today=TODAY, limit=3, batch=2) == 3


def test_more_firms_are_no_more_questions(cast: Cast) -> None:
    shops = [facts.shop(number) for number in range(1, 20)]
    facts.rescore()
    asked = []
    for level, some in ((2, shops[:1]), (3, shops)):
        for shop in some:
            facts.prove(shop, "2.1", level)
        with CaptureQueriesContext(connection) as questions:
            assert len(scoring.rescore_some(facts.framework(), today=TODAY)) == len(some)
        asked.append(len(questions))
    assert asked[0] == asked[1]


def test_evidence_on_a_criterion_that_the_framework_lacks_is_left_out(cast: Cast) -> None:
    shop = cast.welding_shop
    facts.prove(shop, "9.9", 3)
    facts.rescore()
    assert facts.score(shop).total == 0
    judgement = Judgement.objects.get(supplier=shop)
    assert "9.9" not in FactsSnapshot.objects.get(pk=judgement.facts_hash).document
    assert '"level":0' in scoring.recompute(judgement).replace(" ", "")


def test_a_rejected_line_counts_no_longer(cast: Cast) -> None:
    facts.prove(cast.welding_shop, "2.1", 3)
    facts.rescore()
    with changing(cast.welding_shop):
        Evidence.objects.filter(supplier=cast.welding_shop).update(state=Evidence.State.REJECTED)
    facts.rescore()
    assert facts.score(cast.welding_shop).total == 0
