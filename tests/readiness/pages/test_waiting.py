"""What is sent and not read yet is said, and not asked for again."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from suppliers.models import Evidence
from tests.readiness.pages.proof import judge, prove, prove_all
from tests.readiness.pages.test_readiness_page import row, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SENT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


@pytest.fixture
def page(browse, cast):
    def visit(language="en"):
        judge(cast.welding_shop)
        url = reverse("readiness:firm", args=[cast.welding_shop.public_id]) + "?open=all"
        return browse(url, user=cast.duong, language=language)

    return visit


def test_a_paper_that_waits_is_said_in_place_of_asking_for_it(page, cast):
    prove_all(cast.welding_shop, 3, but=["2.5"])
    paper = prove(cast.welding_shop, "2.5", 3, by="A1")
    before = page()
    assert "claims 3" in words(before.select_one(".gate"))
    Evidence.objects.filter(pk=paper.pk).update(queued_at=SENT)
    after = page()
    waits = "A paper waits to be read, sent on 18 Nov 2026."
    assert waits in words(after.select_one(".verdict"))
    assert "claims" not in words(after.select_one(".gate"))
    assert after.select_one(".verdict a.btn")["href"] == reverse(
        "suppliers:firm_evidence", args=[cast.welding_shop.public_id]
    )
    assert waits in words(after.select_one(".gates"))
    assert waits in words(row(after, "2.5"))
    assert "waits to be read since 18 Nov 2026" in words(after.find(id="way-up"))
    assert not after.select("#way-up a[href*='criterion=2.5']")
    assert "waits for staff, nothing more to pay" in words(after.find(id="way-up"))


def test_a_paper_for_less_than_the_gate_asks_is_not_enough(page, cast):
    prove_all(cast.welding_shop, 3, but=["2.5"])
    paper = prove(cast.welding_shop, "2.5", 1, by="A1")
    Evidence.objects.filter(pk=paper.pk).update(queued_at=SENT)
    assert "waits to be read" not in words(page().select_one(".verdict"))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_after_registration_the_tax_code_waits_to_be_matched(page, cast, language):
    Evidence.objects.create(
        supplier=cast.welding_shop, criterion="1.1", kind="register", level=5, claimed_level=5,
        evidence_class="A0", valid_from=SENT.date(), queued_at=SENT,
    )  # fmt: skip
    said = words(page(language).select_one(".verdict"))
    assert ("It waits to be matched by staff" if language == "en" else "chờ cán bộ đối chiếu") in said
    assert ("claims 5" if language == "en" else "khai mức 5") not in said
