"""What a firm reads of its own readiness."""

import re
from datetime import date
from decimal import ROUND_DOWN, Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import Sector, Standard
from readiness import scoring
from readiness.models import Judgement
from suppliers.actions.changing import changing
from suppliers.models import (
    Certificate,
    Evidence,
    Finding,
    NotApplicableRequest,
    Renewal,
    SupplierSector,
    Waiver,
)
from tests.cast import NOW, TODAY
from tests.readiness.pages.proof import judge, prove, prove_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def visit(browse, cast):
    def page(**options) -> BeautifulSoup:
        url = reverse("readiness:firm", args=[cast.welding_shop.public_id]) + options.pop("query", "")
        return browse(
            url, user=options.pop("user", cast.duong), language=options.pop("language", "en"), **options
        )

    return page


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def number(tag: Tag) -> Decimal:
    return Decimal(re.search(r"\d+(\.\d+)?", words(tag)).group())


def row(page: BeautifulSoup, code: str) -> Tag:
    return page.find(id=f"c{code}")


def tenth(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.1"), ROUND_DOWN)


def test_a_firm_that_declared_nothing_reads_level_0_and_what_to_do_first(visit, cast):
    judge(cast.welding_shop)
    page = visit()
    assert "Level 0 of 5" in words(page.select_one(".verdict"))
    assert page.select_one(".gate p").text.startswith("Level 1 still needs:")
    assert words(page.select_one(".scoreline")) == "0.0 proven 0.0 , declared up to 0.0"
    states = {words(tag) for tag in page.select(".crit .status")}
    assert states == {"No data yet", "Not judged yet"}, "nothing known is unknown, not missed"
    assert words(page.select_one(".where .sum td")) == "100.0"
    assert not page.find(id="papers")
    assert page.select_one(".verdict a.primary")["href"].startswith(
        f"/profile/{cast.welding_shop.public_id}/"
    )


def test_the_numbers_of_the_page_are_those_of_assess(visit, cast):
    shop = cast.welding_shop
    prove_all(shop, 3, but=["2.1", "5.2", "7.5"])
    prove(shop, "2.1", 4, by="A1")
    prove(shop, "5.2", 5, by="A0")
    judge(shop)
    expected = scoring.assessed(shop, "M", today=TODAY)
    page = visit()
    total, proven, declared = (number(tag) for tag in page.select(".scoreline b, .scoreline strong"))
    assert (total, proven, declared) == (
        tenth(expected["total"]),
        tenth(expected["interval"][0]),
        tenth(expected["interval"][1]),
    )
    assert f"Level {expected['level']} of 5" in words(page.select_one(".verdict"))
    shown = [(number(tr.select("td")[2]), number(tr.select("td")[3])) for tr in page.select(".dims tbody tr")]
    assert shown == [(tenth(d["score"]), tenth(d["proven"])) for d in expected["dimensions"]]
    for criterion in expected["criteria"]:
        tr = row(page, criterion["code"])
        if criterion["status"] in ("unknown", "not_applicable"):
            continue
        level = Decimal(words(tr.select_one(".lv")).split()[-3])
        assert level == Decimal(criterion["final"]).normalize(), criterion["code"]
        assert abs(number(tr.select_one(".won")) - Decimal(criterion["gain"])) < Decimal("0.2")
        assert abs(
            number(tr.select_one(".lost")) - sum(map(Decimal, criterion["losses"].values()))
        ) < Decimal("0.2")


def test_beside_the_total_stands_how_even_the_dimensions_are(visit, cast):
    prove_all(cast.welding_shop, 4, but=["2.1"])
    judge(cast.welding_shop)
    framework, result = scoring.explained(cast.welding_shop, "M", today=TODAY)
    names = {d.code: d.name["en"] for d in framework.dimensions}
    said = words(visit().select_one(".score"))
    mean, least = (int(value * 10) / 10 for value in (result.geometric, result.weakest.score))
    assert f"Balance: the geometric mean of the dimensions is {mean:g};" in said
    assert f"the weakest is {names[result.weakest.code]} with {least:g}." in said
    assert result.geometric < result.total
    assert "Balance" not in words(visit(user=cast.binh).select_one(".score")), "costs are among them"


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_shown_parts_add_up_to_the_shown_total(visit, cast, level):
    prove_all(cast.welding_shop, level, but=["1.3", "2.4", "3.5", "6.4"])
    prove(cast.welding_shop, "1.3", 3, by="A1")
    judge(cast.welding_shop)
    page = visit()
    total = number(page.select_one(".scoreline b"))
    assert sum(number(td) for td in page.select(".crit .won")) == total
    assert sum(number(tr.select("td")[-1]) for tr in page.select(".dims tbody tr")) == total
    assert sum(number(td) for td in page.select(".crit .lost")) == 100 - total
    proven, declared, *lost = (number(td) for td in page.select(".where tbody tr:not(.sum) td"))
    assert proven + declared == total
    assert proven == number(page.select_one(".scoreline strong"))
    assert sum(lost) == 100 - total
    for group, tr in zip(page.select("details.fold"), page.select(".dims tbody tr"), strict=True):
        assert sum(number(td) for td in group.select(".won")) == number(tr.select("td")[-1])


def test_a_number_that_nobody_has_looked_up_in_a_register_is_the_firms_word(visit, cast):
    line = prove(cast.welding_shop, "1.1", 5, by="A0")
    Evidence.objects.filter(pk=line.pk).update(kind=Evidence.Kind.REGISTER)
    judge(cast.welding_shop)
    row = visit().find(id="c1.1").text
    assert "A0 · stated by the firm" in row
    assert "register match" not in row


def test_each_loss_has_its_cause_in_words(visit, cast):
    shop = cast.welding_shop
    prove(shop, "2.5", 4, by="A0")
    prove(shop, "2.6", 3, by="A2")
    prove(shop, "3.3", 3, by="A2", until=TODAY.replace(day=1))
    prove(shop, "3.7", 4, by="A3")
    with changing(shop):
        Finding.objects.create(supplier=shop, criterion="3.7", ceiling=1, opened_on=TODAY, reason="x")
    judge(shop)
    page = visit(query="?open=all")
    assert "You state 4; without a better proof 1 counts." in words(row(page, "2.5"))
    assert "Criterion level 4 needs:" in words(row(page, "2.6"))
    assert "The proof has lapsed: of 3 only 2.25 still counts." in words(row(page, "3.3"))
    assert "Expired" in words(row(page, "3.3"))
    assert "An open finding limits it to 1." in words(row(page, "3.7"))
    assert "that is not the same as not met" in words(row(page, "2.8"))
    assert page.select("details.fold") == page.select("details.fold[open]"), "all of them are open when asked"


def test_a_gate_that_is_shut_says_what_the_next_level_needs(visit, cast):
    prove_all(cast.welding_shop, 5, but=["2.1"])
    prove(cast.welding_shop, "2.1", 2)
    judge(cast.welding_shop)
    page = visit()
    assert page.select_one(".gate p").text.startswith("Level 3 still needs:")
    assert "It is the only condition that is open." in words(page.select_one(".gate"))
    gate = row(page, "2.1")
    assert "A gate of level 3" in words(gate)
    assert "Level 3 needs criterion level 3:" in words(gate)
    assert row(page, "2.1").find_parent("details").has_attr("open"), "the dimension that blocks is open"
    assert len(page.select("details.fold[open]")) == 1
    assert [words(tag) for tag in page.select(".gates .is-part")], "the shut gate is not ticked"


def test_what_is_proven_in_full_is_not_called_met_while_it_blocks_a_level(visit, cast):
    prove_all(cast.welding_shop, 3, but=["2.1"])
    prove(cast.welding_shop, "2.1", 2, by="A3")
    judge(cast.welding_shop)
    page = visit()
    assert words(row(page, "2.1").select_one(".status")) == "Not enough for level 3"
    assert words(row(page, "2.3").select_one(".status")) == "Met"
    assert "1 partly" in words(page.select_one("#D2 summary"))


def test_names_lead_members_to_the_place_where_the_fact_is_told(visit, cast):
    judge(cast.welding_shop)
    page = visit()
    shop = cast.welding_shop.public_id
    assert row(page, "2.5").th.a["href"] == f"/profile/{shop}/quality/#question-2.5"
    assert row(page, "3.1").th.a["href"] == f"/profile/{shop}/machines/#have"
    assert row(page, "6.4").th.a["href"] == f"/profile/{shop}/people/#new", "worked out from facts"
    assert not row(visit(user=cast.mai), "2.5").th.a, "staff read and do not edit"


def test_what_is_not_for_the_firm_to_tell_leads_nowhere_and_is_no_missing_data(visit, cast):
    judge(cast.welding_shop)
    page = visit()
    for code, why in (("5.3", "the table of the sector"), ("8.5", "The portal measures it")):
        told = row(page, code)
        assert "Not judged yet" in words(told)
        assert why in words(told)
        assert not told.select("a")
    unknown = sum(int(n) for n in re.findall(r"(\d+) without data", words(page)))
    assert unknown == len(page.select(".crit tr[id] .status.is-unknown")) - 2
    assert words(page).count("1 not judged yet") == 2


def test_level_5_says_that_nothing_is_missing(visit, cast):
    prove_all(cast.welding_shop, 5)
    judge(cast.welding_shop)
    page = visit()
    assert "Level 5 is held: nothing is missing." in words(page.select_one(".gate.held"))
    assert not page.select(".gates, .verdict a.primary, .ib-gate")
    assert len(page.select(".verdict .st-on")) == 5
    assert {words(td) for td in page.select(".where tbody tr:not(.sum) td")} == {"100.0", "0.0"}


def test_booked_renewal_makes_a_level_conditional_and_says_it_is_not_counted(visit, cast):
    shop = cast.welding_shop
    prove_all(shop, 3, but=["2.1"])
    prove(shop, "2.1", 3, by="A3", until=TODAY.replace(day=11))
    with changing(shop):
        Renewal.objects.create(
            supplier=shop,
            criterion="2.1",
            booked_for=TODAY.replace(month=12, day=15),
            accepted=True,
            decision_reason="x",
        )
    judge(shop)
    verdict = visit().select_one(".verdict")
    assert "Level 3 is conditional until 15 Dec 2026" in words(verdict)
    assert "not counted in the national figure" in words(verdict)
    assert verdict.select(".st-cond")
    assert verdict.select_one(".gate.bad p").text.endswith("The evidence expired on 11 Nov 2026.")


@pytest.mark.parametrize("stated_since", [False, True])
def test_where_an_audit_is_wanting_the_way_on_is_the_audit_and_not_a_renewal(visit, cast, stated_since):
    shop = cast.welding_shop
    prove_all(shop, 3, but=["2.1"])
    with changing(shop):
        held = Certificate.objects.create(
            supplier=shop, standard=Standard.objects.get(code="iso9001"), number="C-1", issued_on=date(2025, 10, 1),
            valid_to=date(2028, 9, 30), last_surveillance_on=TODAY if stated_since else None,
        )  # fmt: skip
        for klass, until in (
            ("A2", date(2026, 11, 1)),
            *([("A0", date(2027, 12, 21))] if stated_since else []),
        ):
            Evidence.objects.create(
                supplier=shop, criterion="2.1", kind="certificate", level=3, evidence_class=klass, certificate=held,
                scheme="iso9001", valid_from=date(2025, 10, 1), valid_to=until,
            )  # fmt: skip
    judge(shop)
    verdict = words(visit().select_one(".verdict"))
    assert ("State the surveillance audit" in verdict) != stated_since


def test_a_waived_gate_is_met_and_says_so(visit, cast):
    shop = cast.welding_shop
    SupplierSector.objects.filter(supplier=shop).update(sector=Sector.objects.current().get(letters=["A"]))
    prove_all(shop, 4, but=["2.1", "2.2"], letter="A")
    prove(shop, "2.1", 4)
    prove(shop, "2.2", 2)
    with changing(shop):
        Waiver.objects.create(supplier=shop, criterion="2.1", level=4, valid_from=TODAY, valid_to=TODAY,
                              buyer="Assembler", reason="x", approver="y", approved_at=NOW)  # fmt: skip
    judge(shop)
    checks = [words(tag) for tag in visit().select(".gates .is-met")]
    assert any(check.endswith("waived by a buyer") for check in checks), checks


def test_a_request_that_cannot_be_followed_is_named(visit, cast):
    with changing(cast.welding_shop):
        NotApplicableRequest.objects.create(
            supplier=cast.welding_shop,
            criterion="2.1",
            reason="không làm",
            approved=True,
            decision_reason="x",
        )
    judge(cast.welding_shop)
    assert "cannot be left out: a level rests on it." in words(visit().find(id="refused"))


def test_another_sector_is_one_link_away_and_a_wrong_one_is_404(visit, cast):
    plastics = Sector.objects.current().get(letters=["P"])
    SupplierSector.objects.create(supplier=cast.welding_shop, sector=plastics)
    judge(cast.welding_shop)
    page = visit()
    link = page.select_one(".meta a")
    assert link["href"] == "?sector=P"
    assert "Mechanical" in words(visit(query="?sector=P").select_one(".meta a"))
    visit(query="?sector=T", status=404)


def test_a_firm_without_a_sector_is_told_to_say_it(visit, cast):
    SupplierSector.objects.all().delete()
    page = visit()
    assert "Say first in which sector the firm works." in words(page.select_one(".empty"))


def test_vietnamese_readers_meet_no_english(visit, cast):
    prove_all(cast.welding_shop, 3, but=["2.1", "7.5"])
    prove(cast.welding_shop, "2.1", 3, by="A1")
    judge(cast.welding_shop)
    page = visit(language="vi", query="?open=all")
    text = words(page.main)
    for english in ("Level", "level", "Criterion", "needs", "Proven", "declared", "Total", "Weight", "criteria",
                    "Won", "lost", "checked", "Papers", "Framework"):  # fmt: skip
        assert not re.search(rf"\b{english}\b", text), english
    for vietnamese in ("Bậc 3 cần gì", "đã chứng minh", "100 điểm đi đâu", "Các nhóm", "9 tiêu chí"):
        assert vietnamese in text


@pytest.mark.parametrize("who", ["duong", "mai", "binh"])
def test_more_evidence_asks_no_more_questions(browse, client, cast, same_queries_for_more, who):
    judge(cast.welding_shop)
    client.force_login(getattr(cast, who))
    url = reverse("readiness:firm", args=[cast.welding_shop.public_id])

    def more():
        prove_all(cast.welding_shop, 3)
        judge(cast.welding_shop)

    same_queries_for_more(lambda: browse(url), more)


def test_the_page_and_its_poll_cost_little(client, cast):
    prove_all(cast.welding_shop, 3)
    judge(cast.welding_shop)
    client.force_login(cast.duong)
    url = reverse("readiness:firm", args=[cast.welding_shop.public_id])
    with CaptureQueriesContext(connection) as asked:
        page = BeautifulSoup(client.get(url).content, "html.parser")
    assert len(asked) <= 15, "\n".join(q["sql"][:150] for q in asked)
    with CaptureQueriesContext(connection) as asked_again:
        assert (
            client.get(url + page.find(id="live")["hx-get"], headers={"HX-Request": "true"}).status_code
            == 204
        )
    assert len(asked_again) <= 7


def test_a_new_framework_is_said_where_the_firm_was_judged_by_another(browse, cast):
    prove_all(cast.welding_shop, 3)
    judge(cast.welding_shop)
    url = reverse("readiness:firm", args=[cast.welding_shop.public_id])
    assert "firms are judged by" not in words(browse(url, user=cast.duong, language="en").main)
    Judgement.objects.create(
        supplier=cast.welding_shop, sector="M", framework_hash="0" * 64, facts_hash="0" * 64,
        as_of=TODAY, level=2, counted_level=2, total=1, proven=1,
    )  # fmt: skip
    assert "firms are judged by VN-SI" in words(browse(url, user=cast.duong, language="en").main)
