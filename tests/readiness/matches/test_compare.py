"""Firms side by side: who may see what, what is said, and how a list leads there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.models import Process
from suppliers.models import Capability, Delivery, Evidence, Machine, Supplier
from tests.buyers.requirements.asking import begun
from tests.cast import TODAY
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
    assert said(page, "± 0.05 mm") == ["misses +0", "unknown +0–25", "meets +25"]
    assert said(page, "Ownership")[0].startswith("Foreign")
    assert said(page, "The South") == ["wish not met +0"] * 3
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


class TestWhatBuyersWeigh:
    """Free capacity, tolerance, size, time and least order, each with who vouches for it."""

    SHOWN = ("Free a month", "Tolerance", "Size of a piece", "Days from order", "Least order")

    def told(self, shops, browse, user, *wanted):
        page = browse(address(*(shops[name] for name in wanted)), user=user, language="en")
        return {label: said(page, label) for label in self.SHOWN}

    @pytest.fixture
    def delivering(self, shops):
        firm = shops["meets"]
        Delivery.objects.create(supplier=firm, lead_days=21, minimum_order=1500)
        Capability.objects.filter(supplier=firm).update(largest_mm=400)
        Machine.objects.create(
            supplier=firm, process=Process.objects.get(code="forming.stamping"), name="Máy dập", smallest_mm=5
        )
        Evidence.objects.create(
            supplier=firm, criterion="4.2", kind="document", level=3, evidence_class="A3",
            valid_from=TODAY, valid_to=TODAY + timedelta(days=300),
        )  # fmt: skip

    def test_a_buyer_reads_each_with_its_proof_and_unknown_as_unknown(self, cast, shops, browse, delivering):
        told = self.told(shops, browse, cast.binh, "meets", "silent")
        capacity, unknown = told["Free a month"]
        assert capacity.startswith("5,000 A3 · accredited body or visit on site")
        assert unknown == "No data yet"
        tolerance, unknown = told["Tolerance"]
        assert tolerance.startswith("Metal stamping: ± 0.02 mm A2 · checked by staff")
        assert unknown == "No data yet"
        assert told["Size of a piece"][0].startswith("Metal stamping: 5–400 mm")
        assert told["Days from order"][0] == "21 A0 · stated by the firm"
        assert told["Least order"] == ["1,500 A0 · stated by the firm", "No data yet"]

    def test_strangers_and_other_firms_read_what_is_public(self, cast, shops, browse, delivering):
        for user, words in (
            (None, "Shown to buyers who signed in"),
            (cast.duong, "Shown to buyers and staff"),
        ):
            told = self.told(shops, browse, user, "meets")
            for label in ("Free a month", "Days from order", "Least order"):
                assert told[label] == [words]
            assert told["Tolerance"][0].startswith("Metal stamping: ± 0.02 mm")
            assert told["Size of a piece"][0].startswith("Metal stamping: up to 400 mm")

    def test_a_proof_that_lapsed_stays_lapsed(self, cast, shops, browse, delivering):
        Evidence.objects.filter(criterion="4.2").update(valid_from=TODAY - timedelta(days=9), valid_to=TODAY - timedelta(days=1))  # fmt: skip
        page = browse(address(shops["meets"]), user=cast.binh, language="en")
        assert page.select_one(".sides .ev.lapsed")

    def test_more_firms_cost_no_query(self, cast, shops, client, same_queries_for_more):
        client.force_login(cast.binh)
        firms = [shops["meets"]]
        same_queries_for_more(lambda: client.get(address(*firms)), lambda: firms.extend([shops["silent"], shops["coarse"]]))  # fmt: skip


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
