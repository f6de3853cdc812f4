"""Rulings by machine: the rules, the people and the sentences of the pages; a refusal changes nothing."""

from datetime import timedelta
from typing import Any

import pytest

from portal.models import Membership
from suppliers.models import Decision, Evidence, Finding, NotApplicableRequest, Renewal, Waiver
from tests.cast import NOW, TODAY, firm, member, person
from tests.readiness.pages.proof import staff_of
from tests.readiness.scoring.facts import prove
from tests.suppliers.papers import upload, waiting_match, waiting_paper
from tests.suppliers.rulings.test_findings import find

pytestmark = pytest.mark.django_db

FOUND = {"criterion": "2.5", "ceiling": 1, "evidence_class": "A3", "opened_on": "2026-11-20", "reason": "Quá hạn"}  # fmt: skip
LOOKED_UP = {"criterion": "1.1", "level": 5, "register": "CSDL", "entry": "0100109106", "on": "2026-11-21", "reason": "Khớp."}  # fmt: skip
WAIVED = {"criterion": "2.1", "level": 4, "buyer": "Assembler", "valid_from": "2026-11-21", "valid_to": "2027-05-21", "reason": "Thư"}  # fmt: skip


@pytest.fixture
def call(client: Any) -> Any:
    def ask(
        user: Any, supplier: Any, path: str, data: Any = None, status: int = 200, files: bool = False
    ) -> Any:
        client.force_login(user)
        url = f"/api/v1/suppliers/{supplier.public_id}/{path}"
        language = {"Accept-Language": "en"}
        if data is None:
            answer = client.get(url, headers=language)
        elif files:
            answer = client.post(url, data, headers=language)
        else:
            answer = client.post(url, data, content_type="application/json", headers=language)
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


def test_a_finding_is_opened_read_answered_and_closed(call, client, cast):
    shop = cast.welding_shop
    opened = call(cast.mai, shop, "findings/", FOUND, 201)
    assert (opened["ceiling"], opened["closed_on"]) == ("1", None)
    assert call(cast.duong, shop, "findings/") == [opened]
    path = f"findings/{opened['id']}/"
    assert call(cast.duong, shop, f"{path}answer/", {"words": "Đã gửi đi."})["answer"] == "Đã gửi đi."
    (waits,) = client_requests(client, cast.mai)["results"]
    assert (waits["kind"], waits["id"], waits["supplier"]) == ("findings", opened["id"], shop.public_id)
    call(cast.mai, shop, f"{path}answer-read/", {})
    assert client_requests(client, cast.mai) == {"count": 0, "results": []}
    prove(shop, "2.5", 4, "A2", valid_from=TODAY)
    weak = shop.evidence.get()
    assert "evidence" in call(cast.mai, shop, f"{path}close/", {"evidence": weak.pk, "reason": "x"}, 400)
    prove(shop, "2.5", 4, "A3", valid_from=TODAY)
    good = {"evidence": shop.evidence.latest("pk").pk, "reason": "Đã hiệu chuẩn."}
    closed = call(cast.mai, shop, f"{path}close/", good)
    assert (closed["closed_on"], closed["closing_evidence"]) == (str(TODAY), good["evidence"])
    call(cast.mai, shop, f"{path}close/", good, 409)


def client_requests(client: Any, user: Any) -> Any:
    client.force_login(user)
    return client.get("/api/v1/verification/requests/").json()


def test_who_opened_a_finding_in_error_does_not_lift_it(call, cast, second_reader):
    shop = cast.welding_shop
    path = f"findings/{find(shop, opened_by=cast.mai).pk}/close/"
    error = {"in_error": True, "reason": "Nhầm cơ sở."}
    assert call(cast.mai, shop, path, error, 409)["detail"] == "The second person must not be the first."
    assert "evidence" in call(cast.mai, shop, path, error | {"evidence": 1}, 400)
    assert "evidence" in call(cast.mai, shop, path, {"reason": "x"}, 400)
    assert Finding.objects.open().exists()
    assert call(second_reader, shop, path, error)["in_error"]


@pytest.mark.parametrize(
    "change, field",
    [({"ceiling": 5}, "ceiling"), ({"opened_on": "2026-11-22"}, "opened_on"), ({"reason": " "}, "reason"),
     ({"criterion": "9.9"}, "criterion"), ({"evidence_class": "A1"}, "evidence_class")],
)  # fmt: skip
def test_what_is_no_finding_is_told_by_field(call, cast, change, field):
    assert set(call(cast.mai, cast.welding_shop, "findings/", FOUND | change, 400)) == {field}
    assert not Finding.objects.exists()


def test_a_criterion_is_left_out_when_asked_and_agreed(call, cast):
    shop, why = cast.welding_shop, {"criterion": "3.6", "reason": "Không có"}
    assert "criterion" in call(cast.duong, shop, "not-applicable/", why | {"criterion": "2.1"}, 400)
    asked = call(cast.duong, shop, "not-applicable/", why, 201)
    assert call(cast.duong, shop, "not-applicable/", why, 409)["detail"] == "This was asked already."
    path = f"not-applicable/{asked['id']}/"
    assert "reason" in call(cast.mai, shop, f"{path}decide/", {"agreed": True, "reason": ""}, 400)
    decided = call(cast.mai, shop, f"{path}decide/", {"agreed": True, "reason": "Đúng."})
    assert (decided["approved"], decided["waits"]) == (True, False)
    call(cast.duong, shop, f"{path}withdraw/", {})
    call(cast.mai, shop, f"{path}decide/", {"agreed": False, "reason": "x"}, 409)
    assert NotApplicableRequest.objects.get().approved is True


def test_a_waiver_takes_two_people_and_ends(call, cast, second_reader):
    stamper = firm("Dập Ô tô Việt", "0101243150", sector="A")
    assert "criterion" in call(cast.mai, cast.welding_shop, "waivers/", WAIVED, 400)
    assert "valid_to" in call(cast.mai, stamper, "waivers/", WAIVED | {"valid_to": "2026-11-20"}, 400)
    assert not Waiver.objects.exists()
    told = call(cast.mai, stamper, "waivers/", WAIVED, 201)
    assert (told["waits"], told["own"]) == (True, True)
    path = f"waivers/{told['id']}/"
    call(cast.mai, stamper, f"{path}approve/", {}, 409)
    assert Waiver.objects.get().waits
    assert call(second_reader, stamper, f"{path}approve/", {})["own"] is False
    assert call(second_reader, stamper, f"{path}close/", {"reason": "Rút lại."})["valid_to"] == str(TODAY)
    call(second_reader, stamper, f"{path}close/", {"reason": "Rút lại."}, 409)
    refused = call(cast.mai, stamper, "waivers/", WAIVED, 201)["id"]
    assert call(second_reader, stamper, f"waivers/{refused}/close/", {"reason": "Không ký."})["refused_at"]
    call(second_reader, stamper, f"waivers/{refused}/approve/", {}, 409)


def test_a_booking_is_shown_with_its_paper_and_decided(call, cast):
    shop = cast.welding_shop
    prove(shop, "2.1", 4, valid_to=TODAY - timedelta(2))
    sent = {"criterion": "2.1", "booked_for": "2026-12-15", "body": "TÜV"}
    assert "file" in call(cast.duong, shop, "renewals/", sent, 400, files=True)
    late = sent | {"booked_for": "2026-11-01", "file": upload()}
    assert "booked_for" in call(cast.duong, shop, "renewals/", late, 400, files=True)
    assert not Renewal.objects.exists()
    assert not shop.documents.exists()
    booked = call(cast.duong, shop, "renewals/", sent | {"file": upload()}, 201, files=True)
    again = sent | {"document": booked["document"]}
    call(cast.duong, shop, "renewals/", again, 409, files=True)
    path = f"renewals/{booked['id']}/"
    assert call(cast.mai, shop, f"{path}decide/", {"agreed": True, "reason": "Có hợp đồng."})["accepted"]
    call(cast.mai, shop, f"{path}decide/", {"agreed": False, "reason": "x"}, 409)
    assert call(cast.duong, shop, f"{path}withdraw/", {})["withdrawn_at"]


def test_a_look_up_is_recorded_and_answered(call, cast):
    shop = cast.welding_shop
    waiting_match(shop)
    assert "level" in call(cast.mai, shop, "register-matches/", LOOKED_UP | {"level": 3}, 400)
    match = call(cast.mai, shop, "register-matches/", LOOKED_UP, 201)
    assert (match["evidence_class"], match["level"], match["waits"]) == ("A2", "5", False)
    assert call(cast.duong, shop, "register-matches/") == [match]
    (decision,) = call(cast.duong, shop, "decisions/")
    assert (decision["evidence"], decision["reason"]) == (match["id"], "Khớp.")
    call(cast.duong, shop, f"decisions/{decision['id']}/answer/", {})
    assert Decision.objects.get().read_by_firm_at, "read, with nothing to say"
    call(cast.mai, shop, "register-matches/", LOOKED_UP | {"level": None, "reason": "Đã dừng."}, 201)
    assert call(cast.duong, shop, "register-matches/") == []


def test_a_decision_that_waits_for_a_second_person_is_not_told_to_the_firm(call, cast):
    paper = waiting_paper(cast.welding_shop)
    Decision.objects.create(
        evidence=paper, supplier=paper.supplier, criterion="2.3", outcome="accepted", level=4,
        evidence_class="A3", source="site_visit", reason="x", needs_second=True, decided_by=cast.mai,
    )  # fmt: skip
    assert call(cast.duong, cast.welding_shop, "decisions/") == []


def test_strangers_to_the_firm_and_its_viewers_change_nothing(call, cast, client):
    shop, other = cast.welding_shop, firm("Khuôn Việt", "0101243150")
    finding = find(shop)
    asked = NotApplicableRequest.objects.create(supplier=shop, criterion="3.6", reason="x")
    waiver = Waiver.objects.create(
        supplier=shop, criterion="2.1", level=4, valid_from=TODAY, valid_to=TODAY, buyer="A", reason="x"
    )
    booked = Renewal.objects.create(supplier=shop, criterion="2.1", booked_for=TODAY)
    of_staff = {
        "findings/": FOUND, f"findings/{finding.pk}/close/": {"in_error": True, "reason": "x"},
        f"not-applicable/{asked.pk}/decide/": {"agreed": True, "reason": "x"}, "waivers/": WAIVED,
        f"waivers/{waiver.pk}/approve/": {}, f"waivers/{waiver.pk}/close/": {"reason": "x"},
        f"renewals/{booked.pk}/decide/": {"agreed": True, "reason": "x"}, "register-matches/": LOOKED_UP,
        f"findings/{finding.pk}/answer-read/": {},
    }  # fmt: skip
    of_the_firm = {
        "not-applicable/": {"criterion": "3.6", "reason": "x"}, f"not-applicable/{asked.pk}/withdraw/": {},
        f"renewals/{booked.pk}/withdraw/": {}, f"findings/{finding.pk}/answer/": {"words": "x"},
    }  # fmt: skip
    rival = member(person("r@rival.example", "Rival"), other.organisation)
    for user in (rival, cast.binh, cast.chi, staff_of("79"), cast.duong):
        for path, data in of_staff.items():
            call(user, shop, path, data, 404)
    viewer = member(person("v@shop.example", "Vi"), shop.organisation, Membership.Role.VIEWER)
    for user, status in ((rival, 404), (cast.binh, 404), (cast.mai, 404), (viewer, 403)):
        for path, data in of_the_firm.items():
            call(user, shop, path, data, status)
    assert (
        client.post(f"/api/v1/suppliers/{shop.public_id}/findings/{finding.pk}/nothing/").status_code == 404
    )
    call(cast.duong, shop, f"paper/{finding.pk}/answer/", {"words": "x"}, 404)
    for row in (finding, asked, waiver, booked):
        row.refresh_from_db()
        assert not row.answer
    assert (asked.waits, waiver.waits, booked.waits, finding.closed_on) == (True, True, True, None)
    assert not Evidence.objects.exists()
    assert Finding.objects.count() == Waiver.objects.count() == 1


def test_lists_ask_no_more_for_more(client, cast, same_queries_for_more):
    shop = cast.welding_shop
    client.force_login(cast.mai)

    def visit():
        for each in ("findings", "not-applicable", "waivers", "renewals", "register-matches", "decisions"):
            assert client.get(f"/api/v1/suppliers/{shop.public_id}/{each}/").status_code == 200
        client.get("/api/v1/verification/requests/")

    def more(*codes):
        for code in codes or ("2.1", "2.3", "2.6"):
            find(shop, criterion=code, answer="x", answered_at=NOW)
            NotApplicableRequest.objects.create(supplier=shop, criterion=code, reason="x")
            Renewal.objects.create(supplier=shop, criterion=code, booked_for=TODAY)

    more("2.7")
    same_queries_for_more(visit, more)
