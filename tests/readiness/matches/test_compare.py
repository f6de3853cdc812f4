"""Firms side by side: who may see what, what is said, and how a list leads there."""

from django.urls import reverse

from suppliers.models import Supplier
from tests.buyers.requirements.asking import begun
from tests.readiness.matches.test_pages import ASKED, matches, put_on_the_list, pytestmark, shops, stamping

__all__ = ["pytestmark", "shops"]

COMPARE = reverse("readiness:compare")


def address(*firms: Supplier, **query: str) -> str:
    asked = "&".join([*(f"firm={one.public_id}" for one in firms), *(f"{k}={v}" for k, v in query.items())])
    return f"{COMPARE}?{asked}"


def heads(page) -> list[str]:
    return [a.text for a in page.select(".sides thead th a")]


def said(page, name: str) -> list[str]:
    row = next(tr for tr in page.select(".sides tbody tr") if name in tr.th.get_text())
    return [" ".join(td.get_text(" ").split()) for td in row.select("td")]


def test_firms_stand_in_the_order_in_which_they_were_chosen(shops, browse):
    page = browse(address(shops["coarse"], shops["meets"]), language="en")
    assert heads(page) == ["Dập Thô", "Dập Đủ"]
    assert said(page, "Ownership") == ["Vietnamese-owned", "Vietnamese-owned"]
    assert all("Metal stamping" in cell for cell in said(page, "Process and material"))
    assert [a["href"] for a in page.select(".sides tbody tr:last-child a")] == [
        address(shops["meets"]), address(shops["coarse"]),
    ]  # fmt: skip


def test_against_a_requirement_each_line_is_answered(cast, shops, browse):
    asked = begun(cast, ASKED)
    firms = (shops["abroad"], shops["silent"], shops["meets"])
    page = browse(address(*firms, requirement=asked.public_id), user=cast.binh, language="en")
    assert said(page, "± 0.05 mm") == ["misses", "unknown", "meets"]
    assert said(page, "Ownership")[0].startswith("Foreign")
    assert said(page, "The South") == ["misses", "misses", "misses"]
    fits = said(page, "Fit")
    assert fits[1].startswith("50–75"), fits
    assert fits[2].startswith("75 "), fits


def test_a_requirement_is_its_buyers_alone(client, cast, shops):
    asked = begun(cast, ASKED)
    url = address(shops["meets"], requirement=asked.public_id)
    assert client.get(url).status_code == 404
    for user in (cast.duong, cast.mai):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_who_is_not_listed_or_does_not_exist_is_left_out(shops, browse):
    Supplier.objects.filter(pk=shops["meets"].pk).update(published_at=None)
    put_on_the_list([shops["meets"]])
    page = browse(f"{address(shops['meets'], shops['coarse'])}&firm=NOBODY&firm=%00", language="en")
    assert heads(page) == ["Dập Thô"]


def test_nobody_chosen_is_said(browse, db):
    assert "Nobody to compare yet" in browse(COMPARE, language="en").text


def test_five_at_a_time(shops, browse):
    more = [stamping(f"Dập {n}", f"010124315{n}") for n in (1, 2)]
    put_on_the_list(more)
    page = browse(address(*shops.values(), *more), language="en")
    assert len(heads(page)) == 5
    assert "the first 5 are shown" in page.text


def test_lists_lead_there(cast, shops, browse):
    page = browse("/suppliers/", language="en")
    assert page.select_one("form#compare")["action"] == COMPARE
    ticks = page.select("input[name=firm][form=compare]")
    assert {tick["value"] for tick in ticks} >= {one.public_id for one in shops.values()}
    asked = begun(cast, ASKED)
    page = browse(matches(asked), user=cast.binh, language="en")
    assert page.select_one("form#compare input[name=requirement]")["value"] == asked.public_id
    assert len(page.select("input[name=firm][form=compare]")) == 3
