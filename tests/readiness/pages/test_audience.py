"""Who reads what of a firm's readiness: the page and the panel. The API has the same table in its own tests."""

from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

import pytest
from django.urls import reverse

from readiness import scoring
from suppliers.models import Supplier
from tests.cast import TODAY, firm, member, person
from tests.readiness.pages.proof import judge, prove, prove_all, staff_of
from tests.readiness.pages.test_readiness_page import row, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def readers(cast):
    """Everybody who may come by; the shop stands in Hà Nội (01)."""
    other = firm("Nhựa Bình Minh", "0100686209", sector="P")
    return {
        "stranger": None,
        "own supplier": cast.duong,
        "other supplier": member(person("minh@other.example", "Minh"), other.organisation),
        "buyer": cast.binh,
        "nobody": cast.chi,
        "ministry": cast.mai,
        "staff of the province": staff_of("01"),
        "staff of another province": staff_of("79"),
    }


@pytest.fixture
def shop(cast):
    prove_all(cast.welding_shop, 3, but=["3.2", "3.3", "5.1", "5.2"])
    prove(cast.welding_shop, "3.2", 5, by="A0")
    prove(cast.welding_shop, "3.3", 4, by="A1")
    prove(cast.welding_shop, "5.1", 5, by="A0")
    prove(cast.welding_shop, "5.2", 4, by="A1")
    judge(cast.welding_shop)
    return cast.welding_shop


def end(shop, who):
    """How far the bar reaches for a reader: to what is declared, or to what is credited."""
    result = scoring.assessed(shop, "M", today=TODAY)
    points = Decimal(result["interval"][1] if who in TOLD else result["total"])
    assert result["interval"][1] != result["total"], "the two must differ to be told apart"
    return f"up to {points.quantize(Decimal('0.1'), ROUND_DOWN)}"


TOLD = {"own supplier", "ministry", "staff of the province"}
WHO = ["own supplier", "buyer", "ministry", "staff of the province", "staff of another province"]
COMPETITORS = ["other supplier", "nobody"]


def hide(shop):
    Supplier.objects.filter(pk=shop.pk).update(published_at=None)


def test_the_page_asks_a_stranger_to_sign_in(client, shop):
    response = client.get(reverse("readiness:firm", args=[shop.public_id]))
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("who", WHO)
def test_the_page_tells_claims_to_the_firm_and_staff_in_scope_only(browse, readers, shop, who):
    url = reverse("readiness:firm", args=[shop.public_id]) + "?open=all"
    page = browse(url, user=readers[who], language="en")
    told = who in TOLD
    text = words(page.main)
    assert ("declared up to" in text) is told
    assert ("You state 5" in text) is told
    assert (page.find(id="hundred") is not None) is told
    assert bool(row(page, "3.2").select(".ev")) is told, "the firm's own word is a claim"
    assert bool(row(page, "3.3").select(".ev")) is told, "a paper nobody read is a claim"
    assert row(page, "2.5").select(".ev"), "proof is shown to everyone"
    bar = page.select_one(".score svg.ib")
    assert bar["aria-label"].split(";")[0].endswith(end(shop, who))
    assert bool(row(page, "3.2").th.a) is (who == "own supplier")


FINANCES = ["1.3", "5.1", "5.2", "5.3", "5.4", "5.5"]


@pytest.mark.parametrize("who", WHO)
def test_finances_costs_and_papers_about_to_lapse_are_for_the_firm_and_staff_in_scope(
    browse, readers, shop, who
):
    prove(shop, "2.5", 3, until=TODAY + timedelta(days=10))
    url = reverse("readiness:firm", args=[shop.public_id]) + "?open=all"
    page = browse(url, user=readers[who], language="en")
    told = who in TOLD
    for code in FINANCES:
        assert bool(page.find(id=f"c{code}")) is told, code
    assert page.find(id="c2.5"), "what a buyer decides by stays"
    assert "Cost and productivity" in words(page.find(id="dimensions"))
    assert ("shown to the firm and staff only" in words(page.main)) is not told
    assert "Level 2 still needs: the 5S score is 60 or more." in words(page.main), "gates stay"
    assert ("The firm claims 4" in words(page.main)) is told
    assert ("must be at level 2" in words(page.main)) is False


@pytest.mark.parametrize("who", COMPETITORS)
@pytest.mark.parametrize("route", ["readiness:firm", "readiness:panel", "readiness:way_up"])
def test_a_competitor_reads_the_public_page_only(browse, readers, shop, route, who):
    browse(reverse(route, args=[shop.public_id]) + "?open=all", user=readers[who], status=404)
    page = browse(reverse("suppliers:supplier", args=[shop.public_id]), user=readers[who], language="en")
    assert "claims 4" not in words(page.main)
    assert "must be at level" not in words(page.main)
    assert not page.main.find("a", href=lambda href: href and href.startswith("/readiness/"))
    assert not page.main.select("[hx-get*=readiness]")


@pytest.mark.parametrize("who", WHO)
def test_the_page_of_a_firm_that_is_not_listed_is_404_for_the_others(browse, client, readers, shop, who):
    hide(shop)
    browse_status = 200 if who in TOLD else 404
    browse(reverse("readiness:firm", args=[shop.public_id]), user=readers[who], status=browse_status)


@pytest.mark.parametrize("who", WHO)
def test_the_panel_ends_at_the_total_for_all_but_the_firm_and_staff_in_scope(browse, readers, shop, who):
    page = browse(reverse("readiness:panel", args=[shop.public_id]), user=readers[who], language="en")
    panel = page.find(id="readiness-panel")
    told = who in TOLD
    assert panel.select_one("svg.ib")["aria-label"].endswith(end(shop, who))
    assert bool(panel.select(".gate")) is told
    assert "Level 1 Identified" in words(panel)
    assert "Level 2 still needs: the 5S score is 60 or more." in words(panel)
    assert ("The firm claims 4" in words(panel)) is told


@pytest.mark.parametrize("who", [*WHO, *COMPETITORS])
def test_the_panel_of_a_firm_that_is_not_listed(browse, readers, shop, who):
    hide(shop)
    browse(reverse("readiness:panel", args=[shop.public_id]), user=readers[who],
           status=200 if who in TOLD else 404)  # fmt: skip


def test_unknown_firms_are_404(browse, cast):
    browse(reverse("readiness:firm", args=["00000000"]), user=cast.mai, status=404)
    browse(reverse("readiness:panel", args=["00000000"]), status=404)


def test_my_readiness_leads_to_my_firm_and_is_404_without_one(client, cast):
    client.force_login(cast.duong)
    assert client.get(reverse("readiness:mine")).url == reverse(
        "readiness:firm", args=[cast.welding_shop.public_id]
    )
    client.force_login(cast.chi)
    assert client.get(reverse("readiness:mine")).status_code == 404


@pytest.mark.parametrize("route", ["readiness:target", "readiness:ready_firms", "readiness:measured"])
def test_the_ministrys_pages_are_for_staff(browse, client, readers, route):
    assert client.get(reverse(route)).status_code == 302
    for who in (*WHO, *COMPETITORS):
        expected = 200 if who == "ministry" or who.startswith("staff") else 404
        browse(reverse(route), user=readers[who], status=expected)


def test_the_panel_says_why_nothing_is_worked_out(browse, readers, shop):
    shop.sectors.all().delete()
    page = browse(
        reverse("readiness:panel", args=[shop.public_id]), user=readers["own supplier"], language="en"
    )
    panel = page.find(id="readiness-panel")
    assert "the firm has not said its main sector" in words(panel)
    assert panel.find("a", href=reverse("suppliers:section", args=[shop.public_id, "company"]) + "#id_sector")
