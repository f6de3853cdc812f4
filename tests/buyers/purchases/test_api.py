"""Purchase reports by machine: the rules of the pages, the same sentences, nobody else's report."""

from decimal import Decimal

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from buyers.models import PurchaseReport
from suppliers.models import Supplier
from tests.buyers.purchases.reports import another_buyer, bought, draft, sent, viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
LIST = reverse("api-purchase-reports")


def api(user) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def one(report, what="report"):
    return reverse(f"api-purchase-{what}", args=[report["id"] if isinstance(report, dict) else report.pk])


def row(category, origin, amount, supplier=None):
    return {"category": category, "origin": origin, "amount": amount, "supplier": supplier}


def test_a_report_is_written_sent_and_corrected(cast):
    client = api(cast.binh)
    rows = [row("M", "vietnamese", "12.5", cast.welding_shop.tax_code), row("P", "imported", 3)]
    made = client.post(LIST, {"year": 2025, "rows": rows}, format="json")
    assert made.status_code == 201
    report = made.json()
    assert (report["state"], report["number"]) == ("draft", 1)
    assert report["rows"][0]["supplier"] == cast.welding_shop.public_id
    changed = {"seen": report["stamp"], "rows": [row("M", "foreign", 7)]}
    assert client.put(one(report), changed, format="json").json()["rows"][0]["origin"] == "foreign"
    assert client.put(one(report), changed, format="json").status_code == 409, "it was saved since"
    assert client.post(one(report, "send")).json()["state"] == "sent"
    assert client.put(one(report), changed, format="json").status_code == 409
    assert client.delete(one(report)).status_code == 409
    second = client.post(one(report, "correct")).json()
    assert (second["number"], second["state"], second["rows"][0]["amount"]) == (2, "draft", "7.000")
    assert client.post(one(report, "correct")).status_code == 409
    assert client.post(one(second, "send")).json() == {"reason": "Say in one sentence why the report is corrected."}  # fmt: skip
    why = {"seen": second["stamp"], "reason": "a late invoice", "rows": [row("M", "foreign", 8)]}
    assert client.put(one(second), why, format="json").status_code == 200
    assert client.post(one(second, "send")).status_code == 200
    in_force = PurchaseReport.objects.in_force().get()
    assert (in_force.number, in_force.rows.get().amount) == (2, Decimal(8))


@pytest.mark.parametrize("who", ["duong", "mai", "chi"])
def test_nobody_but_members_of_the_buyer(cast, who):
    report = sent(cast.assembler, 2025, bought("M", "imported", 5))
    client = api(getattr(cast, who))
    assert client.get(LIST).status_code == 404
    assert client.get(one(report)).status_code == 404
    assert client.post(one(report, "correct")).status_code == 404
    assert client.post(LIST, {"year": 2024}, format="json").status_code == 403
    assert PurchaseReport.objects.count() == 1


def test_another_buyer_sees_its_own_and_a_viewer_only_reads(cast):
    report = draft(cast.assembler, 2025, bought("M", "imported", 5))
    stranger = api(another_buyer()[1])
    assert stranger.get(LIST).json() == []
    assert stranger.put(one(report), {"seen": report.stamp, "rows": []}, format="json").status_code == 404
    vi = api(viewer(cast.assembler))
    assert vi.get(one(report)).json()["rows"][0]["amount"] == "5.000"
    for answer in (
        vi.put(one(report), {"seen": report.stamp, "rows": []}, format="json"),
        vi.post(one(report, "send")),
        vi.delete(one(report)),
        vi.post(LIST, {"year": 2024}, format="json"),
    ):
        assert answer.status_code == 403
    report.refresh_from_db()
    assert report.draft
    assert report.rows.count() == 1


@pytest.mark.parametrize(
    "rows, place, sentence",
    [
        ([row("X", "imported", 1)], "category", "not a valid choice"),
        ([row("M", "imported", 0)], "amount", "more than 0"),
        ([row("M", "imported", "1.234")], "amount", "2 decimal places"),
        ([row("M", "imported", 1, "0100109106")], "supplier", "is not an import"),
        ([row("M", "foreign", 1, "0101243150")], "supplier", "No firm of the directory"),
        ([row("P", "imported", 1), row("P", "imported", 2)], "category", "Add them up"),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_kept(cast, rows, place, sentence):
    answer = api(cast.binh).post(LIST, {"year": 2025, "rows": rows}, format="json")
    assert answer.status_code == 400
    assert sentence in str(answer.json()["rows"][str(len(rows) - 1)][place])
    assert not PurchaseReport.objects.exists()


def test_a_row_does_not_contradict_the_directory(cast):
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(ownership="vietnamese")
    rows = [row("M", "foreign", 1, cast.welding_shop.tax_code)]
    answer = api(cast.binh).post(LIST, {"year": 2025, "rows": rows}, format="json")
    assert answer.status_code == 400
    assert "Vietnamese-owned" in str(answer.json()["rows"]["0"]["supplier"])
    assert not PurchaseReport.objects.exists()


def test_a_year_is_begun_once_and_not_before_its_time(cast):
    draft(cast.assembler, 2025)
    client = api(cast.binh)
    assert client.post(LIST, {"year": 2025}, format="json").status_code == 409
    assert client.post(LIST, {"year": 2027}, format="json").status_code == 400
    assert client.post(LIST, {"year": 2026, "organisation": another_buyer()[0].pk}, format="json").status_code == 403  # fmt: skip
    assert PurchaseReport.objects.count() == 1


def test_questions_do_not_grow_with_reports(cast, same_queries_for_more):
    client = api(cast.binh)
    draft(cast.assembler, 2020, bought("M", "vietnamese", 5, cast.welding_shop.pk))
    same_queries_for_more(
        lambda: client.get(LIST),
        lambda: [draft(cast.assembler, y, bought("M", "imported", 5)) for y in (2021, 2022)],
    )
