"""What the API says of a firm's later sections, and to whom."""

from typing import Any

import pytest

from portal.models import Organisation
from suppliers.models import Supplier
from tests.suppliers import typing
from tests.suppliers.firms import NOW, Firm, person

pytestmark = pytest.mark.django_db
FOR_BUYERS = ("delivery", "workforce", "rating", "export", "customers", "local_content_percent")


@pytest.fixture
def told(firm: Firm) -> Firm:
    for key in ("company", "products", "finance", "people", "sustainability", "market"):
        assert typing.save(firm, key, typing.SOUND[key]()).status_code == 302
    assert typing.save(firm, "capacity", typing.capacity(lead_days="30")).status_code == 302
    Supplier.objects.filter(pk=firm.supplier.pk).update(published_at=NOW)
    return firm


def read(firm: Firm, user: Any) -> dict[str, Any]:
    answer = firm.client(user).get(f"/api/v1/suppliers/{firm.supplier.public_id}/")
    assert answer.status_code == 200
    return dict(answer.json())


def test_the_firm_reads_all_of_it(told: Firm) -> None:
    said = read(told, told.viewer)
    assert said["products"] == [{"name": "Trục bơm", "group": None, "yearly_pieces": 120_000, "since": None}]
    assert said["workforce"]["languages_spoken"] == "en"
    assert said["customers"] == {"samples": 0, "tier3": 0, "tier2": 1, "tier1": 1}
    private = said["private"]
    assert [year["revenue"] for year in private["financial_years"]] == [12_500, 12_500]
    assert private["customers"][0]["name"] == "Khách A"
    assert private["inputs"][0]["share_percent"] == "40.00"


def test_a_buyer_reads_no_finances_costs_sources_or_names(told: Firm) -> None:
    buyer = person("b@buyer.example", Organisation.objects.create(kind="buyer", name="Buyer"), "owner")
    said = read(told, buyer)
    assert said["private"] is None
    assert all(said[name] is not None for name in FOR_BUYERS)
    for secret in ("Khách A", "S45C", "12500", "Thợ hàn", "Trần Văn Dương"):
        assert secret not in str(said)


def test_a_competitor_reads_what_the_public_reads(told: Firm, other_firm: Firm) -> None:
    said = read(told, other_firm.owner)
    assert said["products"][0]["yearly_pieces"] is None
    assert [said[name] for name in (*FOR_BUYERS, "private", "monthly_capacity")] == [None] * 8


def test_more_rows_ask_no_more_of_the_database(told: Firm, same_queries_for_more: Any) -> None:
    client = told.client()

    def more() -> None:
        for n in range(4):
            told.supplier.products.create(name=f"Hàng {n}")
            told.supplier.stated_customers.create(name=f"Khách {n}", role="tier3")
            told.supplier.financial_years.create(year=2010 + n)

    same_queries_for_more(lambda: client.get(f"/api/v1/suppliers/{told.supplier.public_id}/"), more)
