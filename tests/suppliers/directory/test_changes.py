"""GET /api/v1/changes/: what is a change, and how far back it goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from suppliers import directory, feed
from suppliers.directory import index
from suppliers.models import DirectoryChange, Supplier
from suppliers.tasks import clear_changes
from tests.cast import TODAY
from tests.suppliers.directory.listed import listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
URL = "/api/v1/changes/"


@pytest.fixture
def follow(client, cast):
    """Ask for what came after a cursor; the first asks for the cursor of now."""
    client.force_login(cast.chi)

    def ask(after=None, status=200):
        answer = client.get(URL, {} if after is None else {"after": after})
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


def told(part):
    return [(change["public_id"], change["kind"]) for change in part["results"]]


def test_a_firm_appears_changes_and_goes(follow):
    begins = follow()
    assert (begins["results"], begins["more"]) == ([], False)
    firm = listed("Cơ khí Một", {"machining.cnc_turning": []})
    part = follow(begins["next"])
    assert told(part)[0] == (firm.public_id, "listed")
    index([firm.pk], TODAY)
    assert follow(part["next"])["results"] == [], "written again with the same words"
    Supplier.objects.filter(pk=firm.pk).update(name="Cơ khí Hai")
    index([firm.pk], TODAY)
    part = follow(part["next"])
    assert told(part) == [(firm.public_id, "changed")]
    Supplier.objects.filter(pk=firm.pk).update(published_at=None)
    directory.index([firm.pk], TODAY)
    assert told(follow(part["next"])) == [(firm.public_id, "unlisted")]


def test_a_standing_is_a_change_too(follow):
    firm = listed("Cơ khí Một")
    begins = follow()["next"]
    standing = directory.Standing(firm.pk, "M", 2, 2, 1, 1, 1, {"vi": "Mức 2"}, {"vi": ""})
    directory.show_standing([standing])
    assert told(follow(begins)) == [(firm.public_id, "changed")]


def test_parts_join_without_a_gap(follow, monkeypatch):
    monkeypatch.setattr("suppliers.api.changes.A_PART", 2)
    after = follow()["next"]
    firms = [listed(f"Cơ khí {n}") for n in range(5)]
    seen, more = [], True
    while more:
        part = follow(after)
        seen += [public_id for public_id, kind in told(part) if kind == "listed"]
        after, more = part["next"], part["more"]
    assert seen == [firm.public_id for firm in firms]


def test_a_cursor_from_before_what_was_cleared_away_is_told_so(follow):
    begins = follow()["next"]
    for n in range(3):
        listed(f"Cơ khí {n}")
    old = follow(begins)
    DirectoryChange.objects.update(at=timezone.now() - feed.KEPT - timedelta(days=1))
    newer = listed("Cơ khí mới")
    clear_changes()
    assert told(follow(old["next"]))[0] == (newer.public_id, "listed"), "who has seen the old ones goes on"
    assert "detail" in follow(begins, status=410)
    kept = DirectoryChange.objects.count()
    clear_changes()
    assert DirectoryChange.objects.count() == kept


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30])
def test_a_cursor_that_is_none_is_refused(follow, after):
    assert "after" in follow(after, status=400)


def test_a_part_asks_no_more_for_more(client, cast, same_queries_for_more):
    client.force_login(cast.chi)
    listed("Cơ khí Một")
    same_queries_for_more(lambda: client.get(URL, {"after": 0}), lambda: (listed("Hai"), feed.number()))
