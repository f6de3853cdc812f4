"""What matching reads of a firm is written with its row of the directory, and found again when it is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest

from portal.models import Material, Process, Standard
from readiness.scoring import rescore_firms, tell_the_untold
from suppliers import directory
from suppliers.directory.offers import region_tag
from suppliers.directory.tags import SPACE, Words, tag
from suppliers.models import Capability, Certificate, Offer, Supplier
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast, today) -> Supplier:
    capability = Capability.objects.create(
        supplier=cast.welding_shop,
        process=Process.objects.get(code="forming.stamping"),
        tolerance_mm=Decimal("0.05"),
        largest_mm=400,
        proven_until=TODAY + timedelta(days=30),
    )
    capability.materials.add(Material.objects.get(code="steel.carbon"))
    return cast.welding_shop


def offer(shop: Supplier, on=TODAY) -> Offer:
    directory.index([shop.pk], on)
    return Offer.objects.get(pk=shop.pk)


def word(kind: str, code: str) -> int:
    return Words.load().by_kind[kind][code].tag


def test_what_is_proven_is_sure_and_what_is_said_may_be(shop):
    stamping, steel = word("process", "forming.stamping"), word("material", "steel")
    found = offer(shop)
    assert {stamping, steel, word("process", "forming")} <= set(found.sure), "with the words above"
    assert (found.tolerance_proven, found.largest_proven) == (Decimal("0.05"), 400)
    later = offer(shop, TODAY + timedelta(days=31))
    assert not {stamping, steel} & set(later.sure)
    assert {stamping, steel} <= set(later.may)
    assert (later.tolerance, later.tolerance_proven) == (Decimal("0.05"), None)


def test_the_row_is_due_when_the_proof_of_a_process_ends(shop):
    directory.index([shop.pk], TODAY)
    after = TODAY + timedelta(days=31)
    assert directory.index_due(after - timedelta(days=1)) == 0
    assert directory.index_due(after) == 1
    assert Offer.objects.get(pk=shop.pk).tolerance_proven is None


def test_silence_is_told_from_a_no(shop):
    silent = tag("standard", 0)
    assert silent in offer(shop).may
    Certificate.objects.create(
        supplier=shop, standard=Standard.objects.get(code="iso9001"), valid_to=TODAY - timedelta(days=1)
    )
    told = offer(shop)
    assert silent not in told.may, "it told its certificates; the one it had has lapsed"
    assert word("standard", "iso9001") not in told.may


def test_a_place_is_its_province_and_its_part_of_the_country(shop):
    assert {tag("province", shop.province_id), region_tag("north")} <= set(offer(shop).sure)
    Supplier.objects.filter(pk=shop.pk).update(province=None)
    nowhere = offer(shop)
    assert tag("province", 0) in nowhere.may
    assert not [t for t in nowhere.sure if t // SPACE == 2]


def test_who_leaves_the_list_offers_nothing(shop):
    offer(shop)
    Supplier.objects.filter(pk=shop.pk).update(published_at=None)
    directory.index([shop.pk], TODAY)
    assert not Offer.objects.exists()


def test_a_lost_row_is_found_and_told_its_level_again(shop):
    directory.index([shop.pk], TODAY)
    rescore_firms([shop.pk], today=TODAY)
    before = Offer.objects.values().get()
    assert before["level"] == 0
    assert len(before["proven"]) == len(before["declared"]) > 50
    Offer.objects.all().delete()
    assert directory.index_behind(TODAY) == 1
    assert Offer.objects.get().level is None
    assert tell_the_untold(today=TODAY) == 1
    assert Offer.objects.values().get() == before


def test_rewriting_the_row_keeps_what_readiness_told(shop):
    directory.index([shop.pk], TODAY)
    rescore_firms([shop.pk], today=TODAY)
    before = Offer.objects.get(pk=shop.pk).proven
    assert offer(shop).proven == before
    assert offer(shop).level == 0
