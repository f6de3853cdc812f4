"""Where a person is signed in: listed in words, ended one by one or all but this one."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.devices import device_of
from portal.models import SignedIn
from portal.signing_in import SEEN

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A146P) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0"


@pytest.mark.parametrize(
    "header, browser, system",
    [
        (PHONE, "Samsung Internet", "Android"),
        (DESK.replace("Edg/", "EdgA/"), "Edge", "Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1", "Safari", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/124.0 Chrome/118.0 Safari/537.36", "Cốc Cốc", "Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox", "Linux"),
        ("curl/8.5", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_browser_in_words(header, browser, system):
    device = device_of(header)
    assert (device.browser, device.system) == (browser, system)


def six_minutes_pass(browser: Client) -> None:
    session = browser.session
    key, seen = session[SEEN]
    session[SEEN] = (key, seen - 360)
    session.save()


@pytest.fixture
def elsewhere(cast) -> Client:
    other = Client(headers={"User-Agent": PHONE})
    other.force_login(cast.duong)
    # A test signs in without a browser; the next page notes which it is.
    six_minutes_pass(other)
    other.get(reverse("account"))
    return other


def signed_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_the_page_lists_each_browser_and_says_which_is_this_one(browse, cast, elsewhere):
    page = browse(reverse("account"), user=cast.duong, language="en")
    rows = [" ".join(li.text.split()) for li in page.select("#signed-in li")]
    assert len(rows) == 2
    assert "Samsung Internet on Android" in " ".join(rows)
    assert sum("this browser" in row for row in rows) == 1


def test_nothing_of_the_place_is_kept(cast, elsewhere):
    names = {field.name for field in SignedIn._meta.get_fields()}
    assert names == {"id", "user", "session_key", "browser", "system", "since", "last_seen_at"}


def test_one_is_ended_and_the_others_stay(client, cast, elsewhere):
    client.force_login(cast.duong)
    theirs = SignedIn.objects.get(session_key=elsewhere.session.session_key)
    client.post(reverse("end_session", args=[theirs.pk]))
    assert not signed_in(elsewhere)
    assert signed_in(client)


def test_ending_this_one_signs_out(client, cast):
    client.force_login(cast.duong)
    here = SignedIn.objects.get(session_key=client.session.session_key)
    assert client.post(reverse("end_session", args=[here.pk])).url == reverse("account_login")
    assert not signed_in(client)


def test_all_others_are_ended_at_once(client, cast, elsewhere):
    client.force_login(cast.duong)
    client.post(reverse("end_other_sessions"))
    assert not signed_in(elsewhere)
    assert signed_in(client)
    assert SignedIn.objects.filter(user=cast.duong).count() == 1


def test_nobody_ends_somebody_elses(client, cast, elsewhere):
    client.force_login(cast.binh)
    theirs = SignedIn.objects.get(session_key=elsewhere.session.session_key)
    assert client.post(reverse("end_session", args=[theirs.pk])).status_code == 404
    client.post(reverse("end_other_sessions"))
    assert signed_in(elsewhere)


def test_signing_out_takes_it_off_the_list(client, cast):
    client.force_login(cast.duong)
    client.post(reverse("account_logout"))
    assert not SignedIn.objects.filter(user=cast.duong).exists()


def test_sessions_that_ended_by_themselves_are_not_listed_and_go_at_the_next_sign_in(client, cast, elsewhere):
    Session.objects.filter(pk=elsewhere.session.session_key).update(expire_date=timezone.now() - timedelta(1))
    assert not SignedIn.objects.live(cast.duong, now=timezone.now())
    client.force_login(cast.duong)
    assert SignedIn.objects.get(user=cast.duong).session_key == client.session.session_key


def test_last_seen_is_written_once_in_five_minutes(client, cast):
    client.force_login(cast.duong)
    client.get(reverse("account"))
    seen = SignedIn.objects.get(user=cast.duong).last_seen_at
    client.get(reverse("account"))
    assert SignedIn.objects.get(user=cast.duong).last_seen_at == seen
    six_minutes_pass(client)
    client.get(reverse("account"))
    assert SignedIn.objects.get(user=cast.duong).last_seen_at > seen


def test_a_new_password_keeps_this_browser_on_the_list(client, cast):
    cast.duong.set_password("một mật khẩu đủ dài")
    cast.duong.save()
    client.force_login(cast.duong)
    words = {
        "oldpassword": "một mật khẩu đủ dài",
        "password1": "một câu khác hẳn",
        "password2": "một câu khác hẳn",
    }
    client.post(reverse("account_change_password"), words)
    if signed_in(client):
        assert SignedIn.objects.live(cast.duong, now=timezone.now()).count() == 1


def test_a_person_corrects_their_name(client, browse, cast):
    client.force_login(cast.duong)
    client.post(reverse("account"), {"name": "Nguyễn Hải Dương"})
    cast.duong.refresh_from_db()
    assert cast.duong.name == "Nguyễn Hải Dương"
    page = browse(reverse("account"), data={"name": ""}, status=422)
    assert page.select_one("#id_name[aria-invalid]")
