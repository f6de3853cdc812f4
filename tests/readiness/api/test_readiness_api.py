"""GET /api/v1/suppliers/{public_id}/readiness/: the object of ``assess``, as much of it as the caller may read."""

import json

import pytest

from readiness import scoring
from suppliers.models import Supplier
from tests.cast import TODAY, firm, member, person
from tests.readiness.pages.proof import judge, prove, prove_all, staff_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def readers(cast):
    other = firm("Nhựa Bình Minh", "0100686209", sector="P")
    return {
        "own supplier": cast.duong,
        "other supplier": member(person("minh@other.example", "Minh"), other.organisation),
        "buyer": cast.binh,
        "nobody": cast.chi,
        "ministry": cast.mai,
        "staff of the province": staff_of("01"),
        "staff of another province": staff_of("79"),
    }


TOLD = ["own supplier", "ministry", "staff of the province"]
UNTOLD = ["buyer", "staff of another province"]
COMPETITORS = ["other supplier", "nobody"]


@pytest.fixture
def shop(cast):
    prove_all(cast.welding_shop, 3, but=["2.1", "3.2", "3.3", "5.2"])
    prove(cast.welding_shop, "2.1", 3, by="A1")
    prove(cast.welding_shop, "3.3", 5, by="A0")
    prove(cast.welding_shop, "3.2", 2)
    prove(cast.welding_shop, "3.2", 4, by="A0")
    prove(cast.welding_shop, "5.2", 4, by="A0")
    judge(cast.welding_shop)
    return cast.welding_shop


def get(client, user, shop, query=""):
    if user:
        client.force_login(user)
    return client.get(f"/api/v1/suppliers/{shop.public_id}/readiness/{query}")


def test_anonymous_is_401(client, shop):
    answer = get(client, None, shop)
    assert answer.status_code == 401
    assert "total" not in answer.json()


@pytest.mark.parametrize("who", TOLD)
def test_the_firm_and_staff_in_scope_get_the_object_of_assess(client, readers, shop, who):
    answer = get(client, readers[who], shop)
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(scoring.assessed(shop, "M", today=TODAY)))


@pytest.mark.parametrize("who", UNTOLD)
def test_others_get_no_claim(client, readers, shop, who):
    answer = get(client, readers[who], shop)
    assert answer.status_code == 200
    whole, shown = scoring.assessed(shop, "M", today=TODAY), answer.json()
    assert shown["interval"] == [whole["interval"][0], whole["total"]]
    assert whole["interval"][1] not in json.dumps(shown), "the declared end is nowhere"
    assert (shown["total"], shown["level"]) == (whole["total"], whole["level"])
    for row in shown["criteria"]:
        assert set(row) == {"code", "fresh", "final", "proven", "gain", "status"}
    rows = {row["code"]: row for row in shown["criteria"]}
    assert rows["3.2"]["status"] == "met", "what is credited is proven; that more is claimed is not told"
    assert rows["3.3"]["status"] == "part"
    assert not {code for code in rows if code == "1.3" or code.startswith("5.")}, "finances and costs"
    gate = next(b for b in shown["blockers"] if b["code"] == "5.2")
    assert gate["value"] is None
    assert not {"facts_hash", "refused"} & set(shown)
    assert "unproven" in json.dumps(whole["blockers"])
    assert "unproven" not in json.dumps(shown)
    assert [b["code"] for b in shown["blockers"]] == [b["code"] for b in whole["blockers"]]


@pytest.mark.parametrize("who", COMPETITORS)
def test_a_competitor_gets_nothing(client, readers, shop, who):
    assert get(client, readers[who], shop).status_code == 404


@pytest.mark.parametrize("who", [*TOLD, *UNTOLD])
def test_a_firm_that_is_not_listed_is_404_for_those_who_may_not_see_it(client, readers, shop, who):
    Supplier.objects.filter(pk=shop.pk).update(published_at=None)
    assert get(client, readers[who], shop).status_code == (200 if who in TOLD else 404)


def test_unknown_firm_and_a_sector_it_does_not_have_are_404(client, cast, shop):
    client.force_login(cast.mai)
    assert client.get("/api/v1/suppliers/00000000/readiness/").status_code == 404
    assert get(client, cast.mai, shop, "?sector=T").status_code == 404
    assert get(client, cast.mai, shop, "?sector=M").status_code == 200


def test_it_only_reads(client, cast, shop):
    client.force_login(cast.duong)
    url = f"/api/v1/suppliers/{shop.public_id}/readiness/"
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(url).status_code in (403, 405)
