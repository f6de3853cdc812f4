"""When the privacy notice changes, people are asked again before anything else opens; keys go on for a while."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal import privacy
from portal.models import ApiToken, PersonalChange

pytestmark = pytest.mark.django_db
ASK = "/privacy/accept/"


@pytest.fixture
def changed(cast, monkeypatch):
    """The notice of the future: nobody has accepted it."""
    version = "2026-11-21"
    for module in ("portal.privacy", "portal.actions.people", "portal.views.personal"):
        monkeypatch.setattr(f"{module}.PRIVACY_NOTICE_VERSION", version)
    return version


def test_nothing_else_opens_until_it_is_accepted(client, browse, cast, changed):
    client.force_login(cast.duong)
    account = reverse("account")
    for page in (account, "/suppliers/", "/api/docs/", f"/home/{cast.welding_shop.public_id}/"):
        assert client.get(page).url == f"{ASK}?next={page.replace('/', '%2F')}"
    assert client.post(account, {"name": "Khác"}).url == ASK
    assert client.get("/suppliers/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == ASK
    told = client.get("/api/v1/suppliers/", headers={"Accept-Language": "en"})
    assert (told.status_code, *told.json()) == (403, "detail")
    cast.duong.refresh_from_db()
    assert cast.duong.name == "Nguyễn Văn Dương"
    page = browse(f"{ASK}?next={account}", language="en")
    assert page.select_one("main input[name=next]")["value"] == account
    for link in ("privacy", "own_data", "delete_account", "account_logout"):
        assert page.select_one(f"main a[href='{reverse(link)}']"), link
        assert client.get(reverse(link)).status_code == 200, link


def test_once_accepted_it_is_noted_with_its_version_and_leads_on(client, cast, changed):
    client.force_login(cast.duong)
    assert client.post(ASK, {"next": "/account/"}).url == "/account/"
    cast.duong.refresh_from_db()
    assert cast.duong.privacy_notice_version == changed
    assert cast.duong.privacy_accepted_at
    noted = PersonalChange.objects.get(object_id=cast.duong.pk)
    assert noted.fields == ["privacy_notice_version", "privacy_accepted_at"]
    assert client.get("/account/").status_code == 200
    assert client.get(ASK).url == "/", "nothing to ask"


def test_it_leads_nowhere_else(client, cast, changed):
    client.force_login(cast.duong)
    assert client.post(ASK, {"next": "https://elsewhere.example/"}).url == "/"


def test_who_does_not_agree_may_delete_the_account(client, cast, changed):
    client.force_login(cast.chi)
    client.post(reverse("delete_account"))
    cast.chi.refresh_from_db()
    assert cast.chi.deleted_at


def test_staff_are_asked_before_their_second_factor(client, cast, changed):
    cast.mai.authenticator_set.all().delete()
    client.force_login(cast.mai)
    assert client.get("/targets/").url.startswith(ASK)
    assert client.get(ASK).status_code == 200
    client.post(ASK)
    assert client.get("/targets/").url == reverse("mfa_index")


def test_a_demo_account_is_nobodys(client, cast, changed, settings):
    settings.DEMO = True
    cast.duong.synthetic = True
    cast.duong.save()
    client.force_login(cast.duong)
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("days, status", [(30, 200), (31, 401)])
def test_keys_go_on_for_thirty_days(client, cast, changed, monkeypatch, days, status):
    headers = {"Authorization": f"Bearer {ApiToken.issue(cast.binh)}"}
    day = date.fromisoformat(changed) + timedelta(days)
    monkeypatch.setattr("portal.api.authentication.today", lambda: day)
    assert client.get("/api/v1/words/", headers=headers).status_code == status


def test_the_version_is_a_day():
    assert date.fromisoformat(privacy.PRIVACY_NOTICE_VERSION)
