"""What is left out, what is waived and what is booked: asked, decided with a reason, read, taken back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from readiness import frameworks, scoring
from readiness.facts_reader import facts_of
from suppliers.actions import rulings as actions
from suppliers.models import Document, NotApplicableRequest, Renewal, Waiver
from tests.cast import NOW, TODAY, firm
from tests.readiness.scoring.facts import prove
from tests.suppliers.papers import waiting_paper
from tests.suppliers.rulings.test_findings import url

pytestmark = pytest.mark.django_db

YES = {"agreed": "yes", "reason": "Xưởng không có công đoạn này."}
NO = {"agreed": "no", "reason": "Xưởng có công đoạn này."}


def status(supplier, code, letter="M"):
    criteria = scoring.assessed(supplier, letter, today=TODAY)["criteria"]
    return next(c["status"] for c in criteria if c["code"] == code)


def ask(client, cast, criterion="3.6"):
    client.force_login(cast.duong)
    return client.post(
        url("ask_not_applicable", cast.welding_shop), {"criterion": criterion, "reason": "Không có"}
    )


def test_a_criterion_is_left_out_only_when_staff_agree(client, cast):
    shop = cast.welding_shop
    assert ask(client, cast).status_code == 302
    asked = NotApplicableRequest.objects.get()
    assert (asked.asked_by, asked.waits) == (cast.duong, True)
    assert status(shop, "3.6") != "not_applicable"
    client.force_login(cast.mai)
    assert client.post(url("decide_request", shop, asked.pk), YES | {"reason": ""}).status_code == 422
    client.post(url("decide_request", shop, asked.pk), YES)
    asked.refresh_from_db()
    assert (asked.approved, asked.decided_by, asked.decision_reason) == (True, cast.mai, YES["reason"])
    assert status(shop, "3.6") == "not_applicable"


def test_an_approval_is_taken_back_and_may_be_asked_again(client, cast):
    shop = cast.welding_shop
    ask(client, cast)
    asked = NotApplicableRequest.objects.get()
    client.force_login(cast.mai)
    client.post(url("decide_request", shop, asked.pk), YES)
    client.post(url("decide_request", shop, asked.pk), NO)
    asked.refresh_from_db()
    assert asked.approved is False
    assert status(shop, "3.6") != "not_applicable"
    assert client.post(url("decide_request", shop, asked.pk), YES).status_code == 404
    assert ask(client, cast).status_code == 302
    assert NotApplicableRequest.objects.count() == 2


def test_a_criterion_on_which_a_level_rests_is_not_offered(browse, client, cast):
    page = browse(url("ask_not_applicable", cast.welding_shop), user=cast.duong)
    offered = {o["value"] for o in page.select("#id_criterion option")}
    assert "3.6" in offered
    assert not {"1.1", "2.1", "2.2"} & offered
    assert ask(client, cast, "2.2").status_code == 422
    assert ask(client, cast).status_code == 302
    assert ask(client, cast).status_code == 422, "it waits already"
    assert NotApplicableRequest.objects.count() == 1


def test_the_firm_takes_its_request_back(client, cast):
    shop = cast.welding_shop
    ask(client, cast)
    asked = NotApplicableRequest.objects.get()
    client.post(url("withdraw_ruling", shop, "not-applicable", asked.pk))
    asked.refresh_from_db()
    assert asked.withdrawn_at
    client.force_login(cast.mai)
    assert client.post(url("decide_request", shop, asked.pk), YES).status_code == 404


@pytest.fixture
def stamper(cast):
    """An automotive firm: the only sector with a gate that a buyer may waive."""
    return firm("Dập Ô tô Việt", "0101243150", sector="A")


WAIVED = {
    "gate": "2.1|4",
    "buyer": "Assembler Vietnam",
    "valid_from": "21/11/2026",
    "valid_to": "21/05/2027",
    "reason": "Thư ngày 10/11/2026: chờ chứng nhận IATF.",
}


def test_a_waiver_takes_two_people(client, cast, stamper, second_reader):
    client.force_login(cast.mai)
    assert client.post(url("new_waiver", stamper), WAIVED).status_code == 302
    waiver = Waiver.objects.get()
    assert (waiver.criterion, waiver.level, waiver.waits) == ("2.1", 4, True)

    def waived():
        gates = scoring.assessed(stamper, "A", today=TODAY)["gates"]
        return next(g["waived"] for g in gates if (g["level"], g["criterion"]) == (4, "2.1"))

    assert not waived()
    client.post(url("second_waiver", stamper, waiver.pk))
    waiver.refresh_from_db()
    assert waiver.approved_at is None, "the second person must not be the first"
    client.force_login(second_reader)
    client.post(url("second_waiver", stamper, waiver.pk))
    waiver.refresh_from_db()
    assert (waiver.approved_by, waiver.approver) == (second_reader, "Phan Hùng")
    assert waived()
    answer = client.post(url("close_waiver", stamper, waiver.pk), {"reason": "Người mua rút lại."})
    assert answer.status_code == 302
    waiver.refresh_from_db()
    assert (waiver.valid_to, waiver.ended_by) == (TODAY, second_reader)


def test_a_waiver_that_is_not_approved_never_counts(client, cast, stamper, second_reader):
    waiver = actions.record_waiver(
        stamper, criterion="2.1", level=4, valid_from=TODAY, valid_to=TODAY + timedelta(90), buyer="A",
        reason="Thư", by=cast.mai, now=NOW,
    )  # fmt: skip
    client.force_login(second_reader)
    client.post(url("close_waiver", stamper, waiver.pk), {"reason": "Không có chữ ký."})
    waiver.refresh_from_db()
    assert (waiver.refused_by, waiver.approved_at) == (second_reader, None)
    client.post(url("second_waiver", stamper, waiver.pk))
    waiver.refresh_from_db()
    assert waiver.approved_at is None


def test_other_sectors_have_no_gate_to_waive(client, cast):
    client.force_login(cast.mai)
    answer = client.post(url("new_waiver", cast.welding_shop), WAIVED, follow=True)
    assert answer.redirect_chain == [(url("firm_rulings", cast.welding_shop), 302)]
    assert "Không có miễn trừ nào để ghi" in answer.content.decode()
    assert not Waiver.objects.exists()


def test_a_waiver_ends_after_it_begins_and_has_an_end(client, cast, stamper):
    client.force_login(cast.mai)
    for end in ("", "20/11/2026"):
        answer = client.post(url("new_waiver", stamper), WAIVED | {"valid_to": end})
        assert answer.status_code == 422
    assert not Waiver.objects.exists()


def test_a_booking_counts_once_staff_have_seen_it(client, cast):
    shop = cast.welding_shop
    prove(shop, "2.1", 4, valid_to=TODAY - timedelta(2))
    booked = actions.book_renewal(
        shop, criterion="2.1", booked_for=date(2026, 12, 15), body="TÜV", document=None, note="",
        by=cast.duong, now=NOW,
    )  # fmt: skip

    engine = frameworks.engine(frameworks.current())

    def told():
        return [r.booked_for for r in facts_of(engine, shop.pk, "M").renewals]

    assert told() == []
    with pytest.raises(actions.Refused):
        actions.book_renewal(
            shop, criterion="2.1", booked_for=date(2026, 12, 20), body="TÜV", document=None, note="",
            by=cast.duong, now=NOW,
        )  # fmt: skip
    client.force_login(cast.mai)
    answer = client.post(url("decide_renewal", shop, booked.pk), {"agreed": "yes", "reason": "Có hợp đồng."})
    assert answer.status_code == 302
    booked.refresh_from_db()
    assert (booked.accepted, booked.decided_by) == (True, cast.mai)
    assert told() == [date(2026, 12, 15)]
    client.force_login(cast.duong)
    client.post(url("withdraw_ruling", shop, "renewal", booked.pk))
    assert Renewal.objects.get().withdrawn_at
    assert told() == []


def test_a_booking_whose_paper_is_in_quarantine_is_not_accepted_unread(client, cast):
    shop = cast.welding_shop
    paper = waiting_paper(shop).document
    Document.objects.filter(pk=paper.pk).update(scan=Document.Scan.WAITING)
    booked = Renewal.objects.create(supplier=shop, criterion="2.1", booked_for=TODAY, document=paper)
    client.force_login(cast.mai)
    decide = url("decide_renewal", shop, booked.pk)
    assert client.post(decide, {"agreed": "yes", "reason": "Có hợp đồng."}).status_code == 409
    booked.refresh_from_db()
    assert booked.waits
    Document.objects.filter(pk=paper.pk).update(scan=Document.Scan.CLEAN)
    assert client.post(decide, {"agreed": "yes", "reason": "Có hợp đồng."}).status_code == 302


def test_the_database_asks_for_a_reason_too(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        NotApplicableRequest.objects.create(
            supplier=cast.welding_shop, criterion="3.6", reason="x", approved=True
        )


def test_what_firms_ask_for_is_for_staff_in_whose_scope_they_lie(browse, client, cast):
    ask(client, cast)
    cast.ministry.scope_provinces.set(
        [type(cast.welding_shop.province).objects.get(code="79", changes_after__isnull=True)]
    )
    assert not browse(reverse("suppliers:requests"), user=cast.mai).select("tbody tr")
    assert client.get(url("firm_rulings", cast.welding_shop)).status_code == 404
