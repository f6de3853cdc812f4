"""A person's keys to the API: made and shown once, told apart, revoked; nothing of them can be read again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.actions.keys import MOST_KEYS
from portal.models import ApiToken
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "/account/keys/new/"


@pytest.fixture
def duong(cast):
    """He signs in with a password, by which he can be asked once more who is there."""
    cast.duong.set_password(PASSWORD)
    cast.duong.save()
    return cast.duong


@pytest.fixture
def signed_in(client, duong):
    """Dương, who was asked."""
    client.force_login(duong)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def opens(client, key) -> bool:
    client.logout()
    return client.get("/api/v1/words/", headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_a_key_is_shown_once_and_works_until_it_is_revoked(signed_in, browse, cast):
    page = browse(NEW, data={"name": "ERP của xưởng"})
    key = page.select_one("#key").text
    token = ApiToken.objects.get()
    assert (token.user, token.name, token.last_characters) == (cast.duong, "ERP của xưởng", key[-4:])
    said = browse(reverse("account"), language="en").text
    assert "never used" in said
    assert key not in said
    assert opens(signed_in, key)
    assert "last used" in browse(reverse("account"), user=cast.duong, language="en").text
    signed_in.post(reverse("end_key", args=[token.pk]))
    page = browse(reverse("account"), language="en")
    assert "1 revoked key" in page.select_one("#keys summary").text
    assert not opens(signed_in, key)


def test_making_one_asks_once_more_who_is_there(client, duong):
    client.force_login(duong)
    assert "reauthenticate" in client.post(NEW, {"name": "x"}).url
    assert not ApiToken.objects.exists()


def test_a_key_says_what_it_is_for(signed_in, browse):
    page = browse(NEW, data={"name": " "}, status=422)
    assert page.select_one("#id_name[aria-invalid]")
    assert not ApiToken.objects.exists()


def test_nobody_has_more_than_he_can_watch_over(signed_in, cast, browse):
    for _each in range(MOST_KEYS):
        ApiToken.issue(cast.duong)
    browse(NEW, data={"name": "one more"}, status=409)
    assert ApiToken.objects.count() == MOST_KEYS
    ApiToken.objects.filter(pk=ApiToken.objects.first().pk).update(revoked_at=timezone.now())
    browse(NEW, data={"name": "one more"})


def test_nobody_revokes_anothers(client, cast):
    ApiToken.issue(cast.binh)
    client.force_login(cast.duong)
    assert client.post(reverse("end_key", args=[ApiToken.objects.get().pk])).status_code == 404
    assert ApiToken.objects.live().exists()


def test_use_is_written_once_in_five_minutes(cast):
    ApiToken.issue(cast.duong)
    token, now = ApiToken.objects.get(), timezone.now()
    for after, seen in ((0, 0), (4, 0), (5, 5)):
        token.note_use(now + timedelta(minutes=after))
        token.refresh_from_db()
        assert token.last_used_at == now + timedelta(minutes=seen)


def test_its_history_knows_when_it_was_made_and_ended_not_when_it_was_used(signed_in, cast):
    signed_in.post(NEW, {"name": "ERP"})
    token = ApiToken.objects.get()
    token.note_use(timezone.now())
    signed_in.post(reverse("end_key", args=[token.pk]))
    events = ApiToken.pgh_event_model.objects.filter(pgh_obj=token).order_by("pgh_id")
    assert [e.pgh_label for e in events] == ["insert", "update"]
    assert events[1].revoked_at
    assert events[1].pgh_context.metadata["user"] == cast.duong.pk
    kept = {field.name for field in ApiToken.pgh_event_model._meta.get_fields()}
    assert not {"digest", "name"} & kept


def test_the_page_asks_the_same_for_many_keys(client, cast, same_queries_for_more):
    ApiToken.issue(cast.duong)
    client.force_login(cast.duong)
    more = lambda: [ApiToken.issue(cast.duong) for _ in range(5)]  # noqa: E731
    same_queries_for_more(lambda: client.get(reverse("account")), more)
