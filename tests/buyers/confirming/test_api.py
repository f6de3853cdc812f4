"""Confirming by machine: the same rules, the same sentences, and nobody else's."""

import pytest

from buyers.models import ConfirmedMonth, Customer
from suppliers.models import Evidence
from tests.buyers.confirming.months import LAST, confirm, customer, figures, verified
from tests.buyers.purchases.reports import another_buyer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LIST = "/api/v1/deliveries/"
MONTH = {"month": f"{LAST:%Y-%m}", "parts": 12000, "rejected": 3, "lines_due": 20, "lines_on_time": 19}


def send(client, path, data):
    return client.post(path, data, content_type="application/json")


def test_a_firm_is_named_and_its_months_confirmed(client, cast):
    verified(cast.assembler)
    client.force_login(cast.binh)
    made = send(client, LIST, {"supplier": cast.welding_shop.tax_code})
    assert made.status_code == 201
    one = f"{LIST}{made.json()['id']}/"
    answer = send(client, one, {"seen": "0", "months": [MONTH]})
    assert answer.status_code == 200
    assert answer.json()["months"] == [MONTH | {"number": 1, "state": "confirmed", "dispute": ""}]
    assert Evidence.objects.get(evidence_class="A4", criterion="2.2").figures["parts"] == 12000
    assert client.get(LIST).json()[0]["supplier"] == cast.welding_shop.public_id


@pytest.mark.parametrize(
    "changes",
    [{"month": "2026-11"}, {"month": "2026-13"}, {"rejected": 12001}, {"rejected": None}, {"parts": -1},
     {"parts": None, "rejected": None, "lines_due": None, "lines_on_time": None}],
    ids=["running", "no month", "more rejected", "half a pair", "negative", "nothing"],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_field(client, cast, changes):
    mine = customer(cast.welding_shop, cast.assembler)
    client.force_login(cast.binh)
    answer = send(client, f"{LIST}{mine.pk}/", {"seen": "0", "months": [MONTH | changes]})
    assert answer.status_code == 400
    assert "months" in answer.json()
    assert not ConfirmedMonth.objects.exists()


def test_a_stale_or_reasonless_correction_is_a_conflict(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    confirm(mine, figures(1), cast.binh)
    client.force_login(cast.binh)
    one = f"{LIST}{mine.pk}/"
    stamp = client.get(one).json()["stamp"]
    assert send(client, one, {"seen": "0", "reason": "x", "months": [MONTH]}).status_code == 409
    assert send(client, one, {"seen": stamp, "months": [MONTH]}).status_code == 409
    assert ConfirmedMonth.objects.get().parts == 10_000
    assert send(client, one, {"seen": stamp, "reason": "x", "months": [MONTH]}).status_code == 200
    assert ConfirmedMonth.objects.current().get().number == 2


def test_others_see_and_write_nothing(client, cast):
    mine = customer(cast.welding_shop, cast.assembler)
    _other, stranger = another_buyer()
    for user, status in ((cast.duong, 404), (cast.mai, 404), (stranger, 404)):
        client.force_login(user)
        assert client.get(f"{LIST}{mine.pk}/").status_code == status
        assert send(client, f"{LIST}{mine.pk}/", {"seen": "0", "months": [MONTH]}).status_code == status
    client.force_login(cast.duong)
    assert send(client, LIST, {"supplier": cast.welding_shop.tax_code}).status_code == 403
    assert not ConfirmedMonth.objects.exists()
    assert Customer.objects.count() == 1


def test_an_unverified_buyer_is_told(client, cast):
    mine = Customer.objects.create(supplier=cast.welding_shop, organisation=cast.assembler)
    client.force_login(cast.binh)
    assert send(client, f"{LIST}{mine.pk}/", {"seen": "0", "months": [MONTH]}).status_code == 409
    assert not ConfirmedMonth.objects.exists()


def test_the_list_asks_the_same_however_many(client, cast, same_queries_for_more):
    mine = customer(cast.welding_shop, cast.assembler)
    client.force_login(cast.binh)
    same_queries_for_more(lambda: client.get(LIST), lambda: confirm(mine, figures(6), cast.binh))
