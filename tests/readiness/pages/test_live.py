"""The page and the panel renew themselves: a save moves them, and while nothing changes they are answered 204."""

import pytest
from django.urls import reverse

from readiness import tasks
from suppliers.models import Evidence
from tests.readiness.pages.proof import judge, prove, prove_all
from tests.readiness.pages.test_readiness_page import words
from tests.suppliers import typing
from tests.suppliers.firms import open_firm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(params=["readiness:firm", "readiness:panel"])
def live(request, client, cast):
    """What the open page sends every two seconds; the answer, and the address for the next time."""
    prove_all(cast.welding_shop, 2)
    judge(cast.welding_shop)
    client.force_login(cast.duong)
    url = reverse(request.param, args=[cast.welding_shop.public_id])

    def ask(address=url, **headers):
        return client.get(address, headers={"HX-Request": "true", "Accept-Language": "en"} | headers)

    return ask


def following(response, browse_url: str) -> str:
    """The address that the answered part will ask next."""
    from bs4 import BeautifulSoup

    part = BeautifulSoup(response.content, "html.parser").select_one("[hx-get]")
    address = part["hx-get"]
    return browse_url + address if address.startswith("?") else address


def test_nothing_changed_is_204_and_a_change_is_the_part_alone(live, cast):
    first = live()
    again = following(first, reverse("readiness:firm", args=[cast.welding_shop.public_id]))
    assert live(again).status_code == 204
    assert not live(again).content
    prove(cast.welding_shop, "2.6", 5)
    judge(cast.welding_shop)
    changed = live(again)
    assert changed.status_code == 200
    assert b"<html" not in changed.content
    assert changed.content != first.content
    assert (
        live(following(changed, reverse("readiness:firm", args=[cast.welding_shop.public_id]))).status_code
        == 204
    )


def test_what_changes_with_the_day_alone_is_not_204(live, cast, monkeypatch):
    again = following(live(), reverse("readiness:firm", args=[cast.welding_shop.public_id]))
    tomorrow = cast.welding_shop.facts_confirmed_on.replace(day=22)
    monkeypatch.setattr("portal.clock.timezone.localdate", lambda *_: tomorrow)
    assert live(again).status_code == 200


def test_the_part_keeps_the_sector_and_what_is_opened(client, cast):
    judge(cast.welding_shop)
    client.force_login(cast.duong)
    url = reverse("readiness:firm", args=[cast.welding_shop.public_id])
    response = client.get(url + "?sector=M&open=all")
    again = following(response, url)
    assert "sector=M" in again
    assert "open=all" in again
    assert client.get(again, headers={"HX-Request": "true"}).status_code == 204


def test_without_a_script_the_same_address_is_the_whole_page(browse, cast):
    judge(cast.welding_shop)
    url = reverse("readiness:firm", args=[cast.welding_shop.public_id])
    page = browse(url, user=cast.duong)
    seen = page.select_one("#live")["hx-get"]
    assert browse(url + seen).select_one("header.top"), "a plain visit never gets an empty answer"


KINDS = ("land", "building", "fire")


def test_a_section_that_is_saved_moves_the_panel(client, monkeypatch):
    """Facts -> score -> panel, as the firm meets it: save the form, the worker judges, the panel answers anew."""
    firm = open_firm("Cơ khí Anh Dương", "0100109106")
    monkeypatch.setattr("suppliers.views.section.today", lambda: tasks.today())
    judge(firm.supplier)
    client.force_login(firm.owner)
    url = reverse("readiness:panel", args=[firm.supplier.public_id])
    before = client.get(url, headers={"HX-Request": "true"})
    again = following(before, url)
    assert client.get(again, headers={"HX-Request": "true"}).status_code == 204
    answer = typing.save(firm, "site", typing.site(**{f"permit-{kind}-state": "held" for kind in KINDS}))
    assert answer.status_code == 302
    assert Evidence.objects.filter(supplier=firm.supplier, criterion="1.4").exists()
    assert tasks.rescore_supplier(firm.supplier.pk) == 1
    after = client.get(again, headers={"HX-Request": "true"})
    assert after.status_code == 200
    assert after.content != before.content
    page = client.get(
        reverse("readiness:firm", args=[firm.supplier.public_id]), headers={"Accept-Language": "en"}
    )
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page.content, "html.parser")
    assert "You state 5" in words(soup.find(id="c1.4"))
