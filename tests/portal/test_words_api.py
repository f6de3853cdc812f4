"""Reference words by machine, and the headers that say how often one may ask."""

import pytest
from redis.exceptions import ConnectionError as NoAnswer

from portal.api.throttling import CallerThrottle
from portal.api.words import LISTS
from portal.models import ApiToken, Process

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_every_word_in_use(client, cast, name):
    client.force_login(cast.chi)
    words = client.get(f"/api/v1/words/{name}/").json()
    assert len(words) == LISTS[name].objects.current().count() > 0
    assert all(word["labels"]["vi"] and word["source"] is not None for word in words)


def test_a_word_says_what_stands_above_it_and_retired_ones_are_asked_for(client, cast):
    turning = Process.objects.get(code="machining.cnc_turning")
    client.force_login(cast.chi)
    words = {w["code"]: w for w in client.get("/api/v1/words/processes/").json()}
    assert words["machining.cnc_turning"]["parent"] == turning.parent.code
    Process.objects.filter(pk=turning.pk).update(valid_to="2026-01-01")
    assert "machining.cnc_turning" not in {w["code"] for w in client.get("/api/v1/words/processes/").json()}
    again = client.get("/api/v1/words/processes/?retired=true").json()
    assert next(w for w in again if w["code"] == "machining.cnc_turning")["valid_to"] == "2026-01-01"


def test_an_earlier_province_says_its_source_and_that_nobody_checked_it(client, cast):
    client.force_login(cast.chi)
    words = client.get("/api/v1/words/provinces/?retired=true").json()
    [song_be] = [word for word in words if word["labels"]["vi"] == "Sông Bé"]
    assert (song_be["list"], song_be["confidence"]) == ("province 1976-2008", "not checked")
    assert "6 November 1996" in song_be["source"]
    assert "Sông Bé" not in {w["labels"]["vi"] for w in client.get("/api/v1/words/provinces/").json()}


@pytest.mark.parametrize("name", ["processes", "industry-classes"])
def test_the_lists_ask_no_more_for_more_words(client, cast, django_assert_max_num_queries, name):
    client.force_login(cast.chi)
    with django_assert_max_num_queries(6):
        client.get(f"/api/v1/words/{name}/")


def test_each_answer_says_how_many_are_left_and_the_last_says_when(client, cast, monkeypatch):
    monkeypatch.setattr(CallerThrottle, "THROTTLE_RATES", {"user": "2/min", "export": "1/min"})
    key = ApiToken.issue(cast.chi)

    def ask():
        return client.get("/api/v1/words/", headers={"Authorization": f"Bearer {key}"})

    first, second, third = ask(), ask(), ask()
    assert [a.status_code for a in (first, second, third)] == [200, 200, 429]
    assert [a.headers["RateLimit-Remaining"] for a in (first, second, third)] == ["1", "0", "0"]
    assert {a.headers["RateLimit-Limit"] for a in (first, second, third)} == {"2"}
    assert 0 < int(third.headers["Retry-After"]) <= 60
    assert 0 < int(third.headers["RateLimit-Reset"]) <= 60


def test_a_counter_that_is_down_keeps_nobody_out(client, cast, monkeypatch):
    class Down:
        def get(self, *_args):
            raise NoAnswer

    monkeypatch.setattr(CallerThrottle, "cache", Down())
    client.force_login(cast.chi)
    answer = client.get("/api/v1/words/")
    assert answer.status_code == 200
    assert "RateLimit-Limit" not in answer.headers
