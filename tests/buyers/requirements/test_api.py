"""Requirements through the API: what is taken, what is refused, who is let in."""

from decimal import Decimal

import pytest

from buyers import actions
from buyers.models import Requirement, RequirementLine
from portal.models import ApiToken, Membership
from tests.buyers.requirements.asking import begun
from tests.cast import NOW, member, person

pytestmark = pytest.mark.django_db

LIST = "/api/v1/requirements/"
SENT = {
    "title": "Seat-rail bracket",
    "lines": [
        {"kind": "process", "codes": ["forming.stamping"]},
        {"kind": "tolerance", "limit": "0.05", "weight": 3},
        {"kind": "distance", "limit": 100, "place": "01", "must": False},
    ],
}


@pytest.fixture
def api(client):
    """Call as somebody, by key."""

    def call(user, method, path, data=None):
        key = ApiToken.issue(user)
        return getattr(client, method)(
            path, data, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
        )

    return call


def of(requirement: Requirement, verb: str = "") -> str:
    return f"{LIST}{requirement.public_id}/{verb + '/' if verb else ''}"


def test_a_requirement_is_created_read_changed_published_revised_and_closed(cast, api):
    made = api(cast.binh, "post", LIST, SENT)
    assert made.status_code == 201
    said = made.json()
    assert (said["state"], said["current"]) == ("draft", None)
    assert [line["kind"] for line in said["draft"]["lines"]] == ["process", "tolerance", "distance"]
    assert Decimal(said["draft"]["lines"][1]["limit"]) == Decimal("0.05")
    path = f"{LIST}{said['public_id']}/"
    changed = api(cast.binh, "put", path, SENT | {"title": "Bracket", "seen": said["draft"]["stamp"]}).json()
    assert changed["draft"]["title"] == "Bracket"
    assert api(cast.binh, "post", f"{path}publish/").json()["state"] == "published"
    assert api(cast.binh, "post", f"{path}revise/").json()["draft"]["number"] == 2
    dropped = api(cast.binh, "delete", path).json()
    assert (dropped["draft"], dropped["current"]["number"]) == (None, 1)
    assert api(cast.binh, "delete", path).status_code == 409, "there is no draft to drop"
    closed = api(cast.binh, "post", f"{path}close/", {"reason": "Ordered"}).json()
    assert (closed["state"], closed["closing_reason"]) == ("closed", "Ordered")
    assert [r["public_id"] for r in api(cast.binh, "get", LIST).json()] == [said["public_id"]]


@pytest.mark.parametrize(
    "line, field",
    [
        pytest.param({"kind": "process"}, "codes", id="words are missing"),
        pytest.param({"kind": "process", "codes": ["magic"]}, "codes", id="a word of no list"),
        pytest.param(
            {"kind": "standard", "codes": ["iso9001", "iso14001"]}, "codes", id="two standards in one"
        ),
        pytest.param({"kind": "tolerance"}, "limit", id="no figure"),
        pytest.param({"kind": "tolerance", "limit": "0"}, "limit", id="nothing is that fine"),
        pytest.param({"kind": "level", "limit": "2.5"}, "limit", id="levels are whole"),
        pytest.param({"kind": "level", "limit": "3", "codes": ["x"]}, "codes", id="a level names no words"),
        pytest.param({"kind": "distance", "limit": "50"}, "place", id="from nowhere"),
        pytest.param({"kind": "distance", "limit": "50", "place": "99"}, "place", id="from no province"),
        pytest.param({"kind": "volume", "limit": "50", "place": "01"}, "place", id="a volume has no place"),
        pytest.param(
            {"kind": "ownership", "codes": ["vietnamese"], "limit": "1"}, "limit", id="no figure here"
        ),
        pytest.param({"kind": "volume", "limit": "50", "weight": 6}, "weight", id="too heavy"),
        pytest.param({"kind": "price", "limit": "50"}, "kind", id="no such kind"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_kept(cast, api, line, field):
    answer = api(cast.binh, "post", LIST, {"title": "x", "lines": [line]})
    assert answer.status_code == 400
    assert list(answer.json()["lines"]["0"]) == [field]
    assert not Requirement.objects.exists()


def test_two_lines_of_a_kind_that_is_asked_once_are_refused(cast, api):
    twice = [{"kind": "volume", "limit": 10}, {"kind": "volume", "limit": 20}]
    assert api(cast.binh, "post", LIST, {"title": "x", "lines": twice}).status_code == 400
    assert not Requirement.objects.exists()


def test_who_writes_over_an_unseen_draft_is_refused(cast, api):
    requirement = begun(cast)
    before = list(RequirementLine.objects.values())
    answer = api(cast.binh, "put", of(requirement), SENT | {"seen": "1-0"})
    assert answer.status_code == 409
    assert list(RequirementLine.objects.values()) == before


@pytest.mark.parametrize("verb", ["publish", "revise", "close"])
def test_what_is_closed_stays_as_it_was(cast, api, verb):
    requirement = begun(cast)
    actions.close(requirement, "Ordered", now=NOW)
    assert api(cast.binh, "post", of(requirement, verb), {"reason": "Again"}).status_code == 409
    held = Requirement.objects.get()
    assert (held.current, held.closing_reason) == (None, "Ordered")


def test_a_viewer_reads_and_writes_nothing(cast, api):
    viewer = member(person("xem@assembler.example", "Xem"), cast.assembler, Membership.Role.VIEWER)
    requirement = begun(cast)
    assert api(viewer, "get", of(requirement)).json()["state"] == "draft"
    assert api(viewer, "post", LIST, SENT).status_code == 403
    assert api(viewer, "put", of(requirement), SENT).status_code == 403
    assert api(viewer, "post", of(requirement, "publish")).status_code == 403
    assert api(viewer, "delete", of(requirement)).status_code == 403
    assert Requirement.objects.get().state == "draft"


def test_nobody_else_finds_it(cast, api):
    requirement = begun(cast)
    for visitor in (cast.duong, cast.mai, cast.chi):
        assert api(visitor, "get", LIST).status_code == 404
        assert api(visitor, "post", LIST, SENT).status_code == 404
        assert api(visitor, "get", of(requirement)).status_code == 404
        assert api(visitor, "post", of(requirement, "publish")).status_code == 404
        assert api(visitor, "delete", of(requirement)).status_code == 404
    assert Requirement.objects.get().state == "draft"


def test_the_list_asks_no_more_for_more(cast, client, same_queries_for_more):
    begun(cast)
    client.force_login(cast.binh)
    same_queries_for_more(lambda: client.get(LIST), lambda: [begun(cast) for _ in range(3)])
