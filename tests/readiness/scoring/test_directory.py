"""The directory shows what the score says."""

import pytest

from readiness import frameworks, scoring
from suppliers import directory
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Offer, SearchDocument, Supplier
from tests.cast import NOW, TODAY, Cast
from tests.readiness.scoring import facts
from tests.readiness.scoring.test_rescoring import works_in

pytestmark = pytest.mark.django_db


def shown(supplier: Supplier) -> dict[str, object]:
    row = SearchDocument.objects.get(supplier=supplier)
    standing = row.standing
    return {
        "level": row.level, "rank": row.rank, "total": standing["total"], "proven": standing["proven"],
        "coverage": standing["coverage"],
    }  # fmt: skip


def expected(supplier: Supplier, sector: str = "M") -> dict[str, object]:
    score = facts.score(supplier, sector)
    return {
        "level": score.level, "rank": score.level * 200_000_000 + score.proven, "total": score.total,
        "proven": score.proven, "coverage": score.coverage,
    }  # fmt: skip


def test_the_standing_told_is_the_score(cast: Cast) -> None:
    shop = cast.welding_shop
    directory.index([shop.pk], TODAY)
    facts.identify(shop)
    facts.rescore()
    assert shown(shop) == expected(shop)
    assert shown(shop)["level"] == 1
    standing = SearchDocument.objects.get(supplier=shop).standing
    assert set(standing["name"]) == set(standing["blocker"]) == {"vi", "en"}
    assert all(standing["blocker"].values())
    facts.prove(shop, "2.5", 3)
    facts.rescore()
    assert shown(shop) == expected(shop)


def test_the_public_sentence_does_not_tell_what_is_merely_claimed(cast: Cast) -> None:
    """A claim shows as what is proven of it: nothing."""
    shop = cast.welding_shop
    directory.index([shop.pk], TODAY)
    facts.prove(shop, "1.1", 5, "A0")
    facts.rescore()
    assert facts.score(shop).blockers[0]["reason"] == "unproven"
    claimed = dict(SearchDocument.objects.get(supplier=shop).standing["blocker"])
    other = facts.shop(1)
    directory.index([other.pk], TODAY)
    facts.prove(other, "1.1", 0, "A0")
    facts.rescore()
    assert SearchDocument.objects.get(supplier=other).standing["blocker"] == claimed


def test_a_firm_that_enters_the_list_shows_its_standing(cast: Cast) -> None:
    shop = facts.shop(1, published=False)
    facts.identify(shop)
    facts.rescore()
    assert not SearchDocument.objects.filter(supplier=shop).exists()
    with changing(shop):
        Supplier.objects.filter(pk=shop.pk).update(published_at=NOW)
    directory.index([shop.pk], TODAY)
    scoring.rescore_firms([shop.pk], today=TODAY)
    assert shown(shop) == expected(shop)
    assert shown(shop)["level"] == 1


@pytest.mark.parametrize("announced", [True, False])
def test_the_sweep_tells_a_firm_that_entered_the_list_while_the_broker_was_down(
    cast: Cast, announced: bool
) -> None:
    """Whether its row was written before the sweep judged it or only afterwards."""
    shop = facts.shop(1, published=False)
    facts.identify(shop)
    facts.rescore()
    Supplier.objects.filter(pk=shop.pk).update(published_at=NOW)
    if announced:
        with changing(shop):
            pass
    directory.index([shop.pk], TODAY)
    assert SearchDocument.objects.get(supplier=shop).standing == {}
    assert facts.rescore() == 1
    assert shown(shop) == expected(shop)
    assert facts.rescore() == 0


def test_the_main_sector_is_what_the_directory_shows(cast: Cast) -> None:
    shop = cast.welding_shop
    directory.index([shop.pk], TODAY)
    facts.identify(shop)
    works_in(shop, "A")
    facts.rescore()
    assert shown(shop) == expected(shop, "M")
    works_in(shop, "A", main=True)
    facts.rescore()
    assert shown(shop) == expected(shop, "A")
    assert SearchDocument.objects.get(supplier=shop).standing["sector"] == "A"


def test_a_row_is_touched_only_when_what_it_shows_changed(cast: Cast) -> None:
    shop = cast.welding_shop
    directory.index([shop.pk], TODAY)
    facts.identify(shop)
    facts.rescore()
    SearchDocument.objects.filter(supplier=shop).update(standing={"sector": "M", "mark": "untouched"})
    with changing(shop):
        pass
    assert facts.rescore() == 1
    assert SearchDocument.objects.get(supplier=shop).standing["mark"] == "untouched"


def test_indexing_anew_keeps_what_was_told(cast: Cast) -> None:
    shop = cast.welding_shop
    directory.index([shop.pk], TODAY)
    facts.identify(shop)
    facts.rescore()
    directory.index([shop.pk], TODAY)
    assert shown(shop) == expected(shop)


def test_a_firm_that_is_not_listed_gets_no_row(cast: Cast) -> None:
    shop = facts.shop(1, published=False)
    facts.identify(shop)
    facts.rescore()
    assert facts.score(shop).level == 1
    assert not SearchDocument.objects.filter(supplier=shop).exists()


def test_matching_is_told_of_criteria_that_change_places_though_the_score_stays(cast: Cast) -> None:
    """3.3 and 3.4 weigh the same in a welding shop: one won what the other lost."""
    shop = cast.welding_shop
    directory.index([shop.pk], TODAY)
    facts.identify(shop)
    facts.prove(shop, "3.3", 2)
    facts.rescore()
    before, said = Offer.objects.get(pk=shop.pk), facts.said(facts.score(shop))
    with changing(shop):
        Evidence.objects.filter(supplier=shop, criterion="3.3", level=2).update(criterion="3.4")
    facts.rescore()
    after = Offer.objects.get(pk=shop.pk)
    assert facts.said(facts.score(shop)) == said
    assert sorted(after.proven) == sorted(before.proven)
    assert [p for p, (a, b) in enumerate(zip(before.proven, after.proven, strict=True)) if a != b] == [
        p for p, c in enumerate(frameworks.engine(frameworks.current()).criteria) if c.code in ("3.3", "3.4")
    ]
