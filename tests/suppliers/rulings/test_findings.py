"""A finding limits a criterion until better proof closes it; the firm reads it and answers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.models import Membership
from readiness.models import Score
from suppliers.models import Finding
from tests.cast import TODAY, firm, member, person
from tests.readiness.scoring.facts import prove, rescore
from tests.suppliers.papers import upload

pytestmark = pytest.mark.django_db

FOUND = {
    "criterion": "2.5",
    "ceiling": "1",
    "evidence_class": "A3",
    "opened_on": "20/11/2026",
    "reason": "Ba thước cặp ở xưởng đã quá hạn hiệu chuẩn.",
}


def url(name, supplier, *more):
    return reverse(f"suppliers:{name}", args=[supplier.public_id, *more])


def find(supplier, **changes) -> Finding:
    given = {"criterion": "2.5", "ceiling": 1, "evidence_class": "A3", "opened_on": TODAY - timedelta(1), "reason": "Quá hạn"}  # fmt: skip
    return Finding.objects.create(supplier=supplier, **(given | changes))


def total(supplier) -> int:
    rescore()
    return Score.objects.get(supplier=supplier).total


def test_a_finding_limits_the_criterion_from_its_day(client, cast):
    shop = cast.welding_shop
    prove(shop, "2.5", 4)
    before = total(shop)
    client.force_login(cast.mai)
    answer = client.post(url("new_finding", shop), FOUND)
    assert (answer.status_code, answer.url) == (302, url("firm_rulings", shop))
    opened = Finding.objects.get()
    assert (opened.criterion, opened.ceiling, opened.opened_on) == ("2.5", 1, date(2026, 11, 20))
    assert opened.opened_by == cast.mai
    assert total(shop) < before


@pytest.mark.parametrize(
    "wrong",
    [{"ceiling": "5"}, {"opened_on": "22/11/2026"}, {"reason": ""}, {"criterion": "9.9"}, {"evidence_class": "A1"}],
    ids=["limits nothing", "in the future", "no reason", "no such criterion", "a mere claim"],
)  # fmt: skip
def test_what_is_no_finding_is_said_beside_the_field(browse, cast, wrong):
    page = browse(url("new_finding", cast.welding_shop), user=cast.mai, data=FOUND | wrong, status=422)
    assert page.select(".errsum a"), "each line leads to its field"
    assert page.find(attrs={"name": "opened_on"})["value"] == (wrong.get("opened_on") or FOUND["opened_on"])
    assert not Finding.objects.exists()


def test_only_proof_of_the_same_class_and_a_later_day_closes_it(client, cast):
    shop = cast.welding_shop
    finding = find(shop)
    prove(shop, "2.5", 4, "A2", valid_from=TODAY)
    prove(shop, "2.5", 4, "A3", valid_from=TODAY - timedelta(30))
    client.force_login(cast.mai)
    for piece in shop.evidence.all():
        typed = {"by": str(piece.pk), "reason": "Đã hiệu chuẩn lại."}
        assert client.post(url("close_finding", shop, finding.pk), typed).status_code == 422
    prove(shop, "2.5", 4, "A3", valid_from=TODAY)
    limited = total(shop)
    good = shop.evidence.latest("pk")
    client.post(url("close_finding", shop, finding.pk), {"by": str(good.pk), "reason": "Đã hiệu chuẩn lại."})
    finding.refresh_from_db()
    assert (finding.closed_on, finding.closing_evidence, finding.closed_by) == (TODAY, good, cast.mai)
    assert total(shop) > limited


def test_a_finding_opened_in_error_is_lifted_by_somebody_else(client, cast, second_reader):
    shop = cast.welding_shop
    finding = find(shop, opened_by=cast.mai)
    typed = {"by": "error", "reason": "Nhầm cơ sở."}
    client.force_login(cast.mai)
    assert client.post(url("close_finding", shop, finding.pk), typed).status_code == 422
    client.force_login(second_reader)
    assert client.post(url("close_finding", shop, finding.pk), typed).status_code == 302
    finding.refresh_from_db()
    assert (finding.in_error, finding.closed_on) == (True, finding.opened_on)
    assert client.post(url("close_finding", shop, finding.pk), typed).status_code == 404


def test_the_firm_reads_it_answers_and_staff_read_the_answer(browse, client, cast):
    shop = cast.welding_shop
    finding = find(shop)
    home = browse(reverse("suppliers:home"), user=cast.duong, language="vi")
    (link,) = home.select(f"main a[href$='#finding-{finding.pk}']")
    page = browse(link["href"].split("#")[0], user=cast.duong)
    assert "Quá hạn" in page.find(id=f"finding-{finding.pk}").text
    client.post(url("answer", shop, "finding", finding.pk), {"words": "Đã gửi thước đi hiệu chuẩn."})
    finding.refresh_from_db()
    assert finding.read_by_firm_at
    assert (finding.answer, finding.answered_by) == ("Đã gửi thước đi hiệu chuẩn.", cast.duong)
    desk = browse(reverse("suppliers:requests"), user=cast.mai)
    assert desk.select(f"a[href$='#finding-{finding.pk}']")
    client.post(url("answer_read", shop, "finding", finding.pk))
    assert not browse(reverse("suppliers:requests"), user=cast.mai).select("tbody tr")
    assert not browse(reverse("suppliers:home"), user=cast.duong).select("a[href*='#finding-']")


def test_nobody_decides_on_a_firm_of_his_own_nor_reads_another_s(client, cast):
    shop, other = cast.welding_shop, firm("Khuôn Việt", "0101243150")
    finding = find(other)
    member(cast.mai, shop.organisation)
    client.force_login(cast.mai)
    assert client.post(url("new_finding", shop), FOUND).status_code == 404
    assert client.get(url("firm_rulings", shop)).status_code == 404
    client.force_login(cast.duong)
    assert client.get(url("own_rulings", other)).status_code == 404
    assert client.post(url("answer", other, "finding", finding.pk), {"words": "x"}).status_code == 404
    assert client.post(url("answer", shop, "finding", finding.pk), {"words": "x"}).status_code == 404
    viewer = member(person("v@shop.example", "Vi"), shop.organisation, Membership.Role.VIEWER)
    client.force_login(viewer)
    mine = find(shop)
    assert client.post(url("answer", shop, "finding", mine.pk), {"words": "x"}).status_code == 403
    assert not Finding.objects.exclude(answer="").exists()
    assert Finding.objects.count() == 2


def test_every_page_asks_the_same_however_much_there_is(client, cast, same_queries_for_more):
    shop = cast.welding_shop
    find(shop)
    client.force_login(cast.mai)

    def more():
        for code in ("2.1", "2.3", "2.6"):
            find(shop, criterion=code, answer="x", answered_at="2026-11-20T00:00Z")

    same_queries_for_more(lambda: client.get(url("firm_rulings", shop)), more)
    same_queries_for_more(lambda: client.get(reverse("suppliers:requests")), lambda: more())
    client.force_login(cast.duong)
    same_queries_for_more(lambda: client.get(url("own_rulings", shop)), lambda: more())


def test_a_paper_is_attached_to_a_booking_not_lost_with_an_error(client, cast):
    shop = cast.welding_shop
    prove(shop, "2.1", 4, valid_to=TODAY - timedelta(2))
    client.force_login(cast.duong)
    typed = {"criterion": "2.1", "booked_for": "01/11/2026", "body": "TÜV", "file": upload()}
    answer = client.post(url("book_renewal", shop), typed)
    assert answer.status_code == 422
    kept = shop.documents.get()
    typed = {"criterion": "2.1", "booked_for": "15/12/2026", "body": "TÜV", "document": str(kept.pk)}
    assert client.post(url("book_renewal", shop), typed).status_code == 302
    assert shop.renewals.get().document == kept
