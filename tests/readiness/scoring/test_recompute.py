"""Any past result once more, to the byte, from its facts, its framework and its day."""

from datetime import timedelta
from hashlib import sha256

import pytest

from readiness import scoring
from readiness.engine import to_json
from readiness.models import FactsSnapshot, Judgement
from suppliers.models import Evidence, Finding
from tests.cast import NOW, TODAY, Cast
from tests.readiness.scoring import facts

pytestmark = pytest.mark.django_db


def test_a_past_result_is_the_same_bytes_after_everything_has_changed(cast: Cast) -> None:
    shop = cast.welding_shop
    facts.identify(shop, valid_to=TODAY + timedelta(days=200))
    Evidence.objects.create(
        supplier=shop, criterion="2.2", kind="figures", evidence_class="A4", valid_from=facts.BEGUN,
        figures={"parts": 120_000, "rejected": 3, "months": 12, "coverage_of_sales": 0.75}, created_at=NOW,
    )  # fmt: skip
    Finding.objects.create(supplier=shop, criterion="2.5", ceiling=1, opened_on=facts.BEGUN, reason="Mẫu")
    then = to_json(scoring.assessed(shop, "M", today=TODAY))
    facts.rescore()
    judgement = Judgement.objects.get(supplier=shop)
    Evidence.objects.filter(supplier=shop).delete()
    facts.prove(shop, "2.1", 5, "A3")
    facts.rescore(TODAY + timedelta(days=300))
    assert scoring.recompute(judgement) == then
    assert scoring.recompute(judgement) == scoring.recompute(judgement)


def test_a_judgement_says_what_its_recomputation_says(cast: Cast) -> None:
    facts.identify(cast.welding_shop)
    facts.rescore()
    judgement = Judgement.objects.get(supplier=cast.welding_shop)
    assert f'"level":{judgement.level}' in scoring.recompute(judgement).replace(" ", "")
    assert judgement.level == 1


def test_facts_are_kept_under_their_hash_and_once(cast: Cast) -> None:
    twins = [facts.shop(1), facts.shop(2)]
    for twin in twins:
        facts.prove(twin, "2.1", 3)
    facts.rescore()
    hashes = set(Judgement.objects.filter(supplier__in=twins).values_list("facts_hash", flat=True))
    assert len(hashes) == 1
    kept = FactsSnapshot.objects.get(pk=hashes.pop())
    assert sha256(kept.document.encode()).hexdigest() == kept.hash == facts.score(twins[0]).facts_hash
