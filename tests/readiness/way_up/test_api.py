"""GET /api/v1/suppliers/{public_id}/roadmap/: the object of the command, with the programmes of each step."""

import pytest

from suppliers.models import Supplier
from tests.readiness.pages.proof import judge, prove, prove_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def ask(client, cast):
    prove_all(cast.welding_shop, 3, but=["2.1"])
    prove(cast.welding_shop, "2.1", 2)
    judge(cast.welding_shop)
    client.force_login(cast.duong)

    def get(query="", status=200):
        answer = client.get(
            f"/api/v1/suppliers/{cast.welding_shop.public_id}/roadmap/{query}",
            headers={"Accept-Language": "en"},
        )
        assert answer.status_code == status, answer.content
        return answer.json()

    return get


def test_without_a_level_it_is_the_way_to_the_next(ask):
    found = ask()
    assert (found["sector"], found["level"], found["target"], found["price_list"]) == ("M", 2, 3, "2026-1")
    (plan, *_others) = found["plans"]
    assert [step["code"] for step in plan["steps"]] == ["CE01"]
    assert plan["cost"] == {"low": "50", "typical": "120", "high": "250"}
    assert plan["after"]["level"] == 3
    assert found["evidence_only"]["after"]["level"] == 2


def test_another_level_may_be_asked_for(ask):
    found = ask("?level=4")
    assert found["target"] == 4
    assert all(plan["after"]["level"] >= 4 for plan in found["plans"])
    assert ask("?level=1")["reached"]


@pytest.mark.parametrize("level", ["0", "6", "four", "-1", "²"])
def test_a_level_that_does_not_exist_is_refused(ask, level):
    assert "level" in ask(f"?level={level}", status=400)


def test_what_if_some_steps_were_taken(ask):
    found = ask("?take=CE01")
    assert [step["key"] for step in found["if_taken"]["steps"]] == ["CE01"]
    assert (found["level"], found["if_taken"]["after"]["level"]) == (2, 3)
    assert found == ask() | {"if_taken": found["if_taken"]}
    assert ask("?take=CE01&take=magic", status=400) == {
        "take": ["No step of this firm, or one that waits for another: magic."]
    }


def test_a_sector_that_the_firm_has_not_named_is_404(ask):
    ask("?sector=T", status=404)


def test_programmes_stand_beside_the_steps_they_serve(ask, cast):
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(workers=80)
    programmes = ask()["programmes"]
    past = [p for served in programmes.values() for p in served if p["state"] == "past"]
    assert past
    assert not any(p["counted"] for p in past)
    (decree,) = [p for p in programmes["EQ06"] if p["programme"] == "sme_decree80"]
    assert (decree["state"], decree["subsidy_share_percent"], decree["subsidy_cap"]) == ("open", 50, "50")
    assert decree["counted"]


def test_the_schema_describes_it(client, cast):
    client.force_login(cast.duong)
    schema = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    operation = schema["paths"]["/api/v1/suppliers/{public_id}/roadmap/"]["get"]
    assert {p["name"] for p in operation["parameters"]} >= {"level", "sector", "public_id"}


def test_anonymous_is_401(client, cast):
    assert client.get(f"/api/v1/suppliers/{cast.welding_shop.public_id}/roadmap/").status_code == 401
