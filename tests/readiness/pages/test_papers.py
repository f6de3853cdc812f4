"""Papers about to lapse: which are named, in what order, and what rests on them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.models import Standard
from suppliers.actions.changing import changing
from suppliers.models import Certificate
from tests.cast import TODAY
from tests.readiness.pages.proof import judge, prove, prove_all
from tests.readiness.pages.test_readiness_page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def papers(browse, cast):
    def read() -> list[str]:
        judge(cast.welding_shop)
        page = browse(
            reverse("readiness:firm", args=[cast.welding_shop.public_id]), user=cast.duong, language="en"
        )
        return [words(li) for li in page.select("#papers li")]

    return read


def on(days: int):
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    "days, said",
    [
        pytest.param(-1, "Expired 20 Nov 2026 , 1 day ago", id="lapsed yesterday"),
        pytest.param(0, "Lapses soon 21 Nov 2026 , today", id="last day"),
        pytest.param(1, "Lapses soon 22 Nov 2026 , in 1 day", id="tomorrow"),
        pytest.param(90, "Lapses soon 19 Feb 2027 , in 90 days", id="within ninety days"),
        pytest.param(91, None, id="later"),
    ],
)
def test_proof_is_named_ninety_days_before_it_lapses_and_stays_after(papers, cast, days, said):
    prove(cast.welding_shop, "2.9", 2, by="A2", until=on(days))
    named = papers()
    if said is None:
        assert not named
    else:
        assert len(named) == 1
        assert said in named[0]


def test_the_lapsed_stand_on_top_then_the_nearest(papers, cast):
    for code, days in (("2.5", 40), ("2.6", -40), ("2.9", 10), ("3.3", -5)):
        prove(cast.welding_shop, code, 2, by="A2", until=on(days))
    ends = [text.split("2026 ,")[0].split("2027 ,")[0].strip()[-6:] for text in papers()]
    assert ends == ["12 Oct", "16 Nov", " 1 Dec", "31 Dec"]


def test_claims_are_no_papers(papers, cast):
    prove(cast.welding_shop, "2.5", 2, by="A0", until=on(5))
    prove(cast.welding_shop, "2.6", 2, by="A1", until=on(5))
    assert papers() == []


def test_what_better_proof_outlasts_is_left_out_and_what_lesser_proof_outlasts_is_not(papers, cast):
    prove(cast.welding_shop, "2.5", 2, by="A2", until=on(10))
    prove(cast.welding_shop, "2.5", 3, by="A3", until=on(400))
    prove(cast.welding_shop, "2.6", 3, by="A3", until=on(10))
    prove(cast.welding_shop, "2.6", 1, by="A2", until=None)
    assert len(papers()) == 1
    assert "Traceability" in papers()[0]


def test_a_lapsed_paper_that_shuts_a_gate_says_which_level_it_blocks(papers, cast):
    prove_all(cast.welding_shop, 3, but=["2.1"])
    prove(cast.welding_shop, "2.1", 3, by="A3", until=on(-5))
    assert papers()[0].endswith("Blocks level 3")


def test_a_paper_on_which_a_level_rests_says_which_level_is_lost(papers, cast):
    prove_all(cast.welding_shop, 3, but=["1.4", "2.9"])
    prove(cast.welding_shop, "1.4", 5, by="A2", until=on(18))
    prove(cast.welding_shop, "2.9", 3, by="A2", until=on(18))
    permits, incoming = sorted(papers(), key=lambda text: "Level" not in text)
    assert permits.endswith("Level 2 is lost with it")
    assert "is lost" not in incoming


def test_one_certificate_that_vouches_for_several_criteria_is_one_paper(papers, cast):
    shop = cast.welding_shop
    with changing(shop):
        held = Certificate.objects.create(
            supplier=shop, standard=Standard.objects.current().get(code="iso9001")
        )
    for code in ("2.1", "2.5"):
        piece = prove(shop, code, 3, by="A3", until=on(20))
        piece.certificate = held
        piece.save()
    named = papers()
    assert len(named) == 1
    assert named[0].startswith("ISO 9001")
