"""The queue and its decisions by machine: the page's rules and people, and 409 for who comes late."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from portal.models import ApiToken, Membership
from suppliers.models import Decision, Evidence
from suppliers.verification import mark_of
from tests import cast as people
from tests.readiness.pages.proof import staff_of
from tests.suppliers import papers

pytestmark = pytest.mark.django_db
QUEUE = "/api/v1/verification/"


@pytest.fixture
def ask(client: Any) -> Any:
    def call(user: Any, method: str, path: str = "", data: Any = None, status: int = 200) -> Any:
        client.force_login(user)
        answer = getattr(client, method)(
            QUEUE + path, data, content_type="application/json", headers={"Accept-Language": "en"}
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    return call


def accepted(evidence: Evidence, **changes: Any) -> dict[str, Any]:
    return {
        "mark": mark_of(evidence), "outcome": "accepted", "level": 3, "evidence_class": "A2", "source": "document",
        "valid_from": "2026-06-01", "reason": "Khớp.",
        "read": {"holder": "Cơ khí hàn Anh Dương", "start": "2026-06-01"},
    } | changes  # fmt: skip


def test_what_waits_is_read_and_decided(ask, cast, paper):
    (waiting,) = ask(cast.mai, "get")["results"]
    assert (waiting["id"], waiting["supplier"]) == (paper.pk, cast.welding_shop.public_id)
    case = ask(cast.mai, "get", f"{paper.pk}/")
    assert (case["mark"], case["waits"], case["latest_end"]) == (mark_of(paper), True, "2027-06-01")
    assert {row["field"] for row in case["stated"]} == {"holder", "start", "end"}
    said = ask(cast.mai, "post", f"{paper.pk}/", accepted(paper), status=201)
    assert (said["in_effect"], said["valid_to"]) == (True, "2027-06-01")
    paper.refresh_from_db()
    assert (paper.evidence_class, paper.queued_at) == ("A2", None)
    assert paper.decisions.get().read == {"holder": "Cơ khí hàn Anh Dương", "start": "2026-06-01"}
    assert ask(cast.mai, "get") == {"results": [], "next": None}


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"outcome": "maybe"}, "outcome"),
        ({"reason": ""}, "reason"),
        ({"level": None}, "level"),
        ({"evidence_class": "A4"}, "evidence_class"),
        ({"evidence_class": "A3"}, "evidence_class"),
        ({"valid_to": "2030-01-01"}, "valid_to"),
        ({"valid_from": "2027-01-01"}, "valid_from"),
        ({"source": "register"}, "source_seen"),
        ({"source": "buyer"}, "source"),
        ({"read": {"start": "2026-06-01"}}, "read_holder"),
    ],
)
def test_a_wrong_decision_is_told_by_field_and_decides_nothing(ask, cast, paper, changes, field):
    assert field in ask(cast.mai, "post", f"{paper.pk}/", accepted(paper, **changes), status=400)
    assert not Decision.objects.exists()


def test_who_comes_late_or_read_something_else_is_told(ask, cast, paper):
    sent = accepted(paper)
    Evidence.objects.filter(pk=paper.pk).update(note="another page")
    ask(cast.mai, "post", f"{paper.pk}/", sent, status=409)
    assert not Decision.objects.exists()
    paper.refresh_from_db()
    ask(cast.mai, "post", f"{paper.pk}/", accepted(paper), status=201)
    ask(cast.mai, "post", f"{paper.pk}/", accepted(paper), status=409)
    assert Decision.objects.count() == 1


def test_a3_from_a_visit_takes_a_second_person(ask, cast, paper, second_reader):
    sent = accepted(paper, evidence_class="A3", source="site_visit")
    said = ask(cast.mai, "post", f"{paper.pk}/", sent, status=201)
    assert (said["in_effect"], said["waits_for_second"]) == (False, True)
    path = f"second/{said['id']}/"
    ask(cast.mai, "post", path, {"agree": True}, status=409)
    assert ask(second_reader, "get", "second/")[0]["own"] is False
    assert "reason" in ask(second_reader, "post", path, {"agree": False}, status=400)
    assert ask(second_reader, "post", path, {"agree": True})["in_effect"]
    ask(second_reader, "post", path, {"agree": True}, status=409)
    paper.refresh_from_db()
    assert paper.evidence_class == "A3"


def test_only_staff_in_scope_read_and_decide(ask, cast, paper):
    elsewhere = staff_of("79")
    reader = people.member(
        people.person("xem@ministry.example", "Xem"), cast.ministry, Membership.Role.VIEWER
    )
    Authenticator.objects.create(
        user=reader, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    for user in (cast.duong, cast.binh, cast.chi, elsewhere, reader):
        ask(user, "post", f"{paper.pk}/", accepted(paper), status=404)
    for user in (cast.duong, cast.binh, cast.chi, elsewhere):
        ask(user, "get", f"{paper.pk}/", status=404)
    assert not Decision.objects.exists()


def test_pages_follow_the_cursor_without_a_gap(ask, cast, monkeypatch):
    monkeypatch.setattr("suppliers.api.verification.A_PAGE", 2)
    waiting = [
        papers.waiting_paper(cast.welding_shop, criterion=code)
        for code in ("2.3", "2.4", "2.5", "2.6", "2.7")
    ]
    seen, after = [], ""
    while after is not None:
        page = ask(cast.mai, "get", f"?after={after}" if after else "")
        seen += [row["id"] for row in page["results"]]
        after = page["next"]
    assert seen == [line.pk for line in waiting]
    assert "after" in ask(cast.mai, "get", "?after=999999999", status=400)


def test_the_queue_asks_no_more_for_more(client, cast, same_queries_for_more):
    papers.waiting_paper(cast.welding_shop)
    client.force_login(cast.mai)
    more = lambda: [papers.waiting_certificate(people.firm(n, c)) for n, c in (("A", "0101243150"), ("B", "0300588569"))]  # noqa: E731  # fmt: skip
    same_queries_for_more(lambda: client.get(QUEUE), more)


def test_a_key_of_staff_without_a_second_factor_opens_nothing(client, cast, paper):
    headers = {"Authorization": f"Bearer {ApiToken.issue(cast.mai)}"}
    assert client.get(QUEUE, headers=headers).status_code == 200
    Authenticator.objects.all().delete()
    assert client.get(QUEUE, headers=headers).status_code == 401
