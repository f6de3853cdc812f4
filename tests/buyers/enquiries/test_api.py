"""Enquiries by machine: sent, read and answered as on the pages."""

import pytest

from buyers.actions import publish
from buyers.models import Enquiry, Message
from portal.models import Membership
from tests.buyers.enquiries.asking import asked
from tests.buyers.requirements.asking import begun
from tests.cast import NOW, firm, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LIST = "/api/v1/enquiries/"


@pytest.fixture
def call(client):
    def send(user, method, path, data=None, status=200):
        client.force_login(user)
        answer = getattr(client, method)(path, data, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    return send


def test_sent_answered_and_closed(call, cast):
    mould, requirement = firm("Khuôn Việt", "0101243150"), begun(cast)
    publish(requirement, by=cast.binh, now=NOW)
    body = {
        "suppliers": [cast.welding_shop.public_id, mould.public_id],
        "subject": "Bracket",
        "text": "Can you?",
        "requirement": requirement.public_id,
        "answer_by": "2026-12-01",
    }
    sent = call(cast.binh, "post", LIST, body, 201)
    assert [each["supplier"] for each in sent] == body["suppliers"]
    assert len(call(cast.duong, "get", LIST + "?state=waiting")) == 1
    one = f"{LIST}{sent[0]['public_id']}/"
    told = call(cast.duong, "get", one)
    assert told["needed"]["title"] == "Seat-rail bracket"
    assert len(told["needed"]["lines"]) == 6
    assert told["messages"][0]["text"] == "Can you?"
    assert call(cast.duong, "post", one, {"text": "Được."})["state"] == "answered"
    assert call(cast.binh, "post", one + "close/", {"reason": "another"})["closing_reason"] == "another"
    assert call(cast.duong, "get", LIST + "?state=closed")[0]["state"] == "closed"
    assert call(cast.binh, "post", one, {"text": "?"}, 409)["detail"]


def test_refused_and_nothing_changed(call, cast):
    own = asked(cast)
    one = f"{LIST}{own.public_id}/"
    hidden = firm("Ẩn danh", "0300588569", published=False)
    good = {"suppliers": [cast.welding_shop.public_id], "subject": "Other", "text": "T"}
    for wrong in (
        {"suppliers": [hidden.public_id]},
        {"suppliers": []},
        {"subject": ""},
        {"text": "x" * 2001},
        {"answer_by": "2026-11-20"},
        {"requirement": begun(cast).public_id},
    ):
        assert next(iter(call(cast.binh, "post", LIST, good | wrong, 400))) == next(iter(wrong))
    call(cast.binh, "post", LIST, good | {"subject": own.subject}, 409)
    call(cast.duong, "post", LIST, good, 404)
    call(cast.duong, "post", one + "close/", {"reason": "chosen"}, 404)
    call(cast.binh, "post", one + "close/", {"reason": "x"}, 400)
    call(cast.binh, "get", LIST + "?state=x", status=400)
    viewer = member(person("doc@assembler.example", "Đọc"), cast.assembler, Membership.Role.VIEWER)
    for path, body in ((LIST, good), (one, {"text": "T"}), (one + "close/", {"reason": "chosen"})):
        call(viewer, "post", path, body, 403)
    for user in (cast.chi, cast.mai):
        call(user, "get", LIST, status=404)
        call(user, "get", one, status=404)
    assert (Enquiry.objects.get().state, Message.objects.count()) == ("waiting", 1)


def test_more_enquiries_cost_the_list_no_more_questions(client, cast, same_queries_for_more):
    asked(cast)
    client.force_login(cast.binh)
    same_queries_for_more(
        lambda: client.get(LIST), lambda: [asked(cast, [firm(f"F{n}", f"010124{n}150")]) for n in range(3)]
    )
