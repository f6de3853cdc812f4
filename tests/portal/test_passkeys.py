"""Passkeys: made, used as second factor and alone, and enough for staff."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.cast import PASSWORD
from tests.portal.software_key import SoftwareKey

pytestmark = pytest.mark.django_db


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def sign_in(client):
    def post(user):
        user.set_password(PASSWORD)
        user.save()
        return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    return post


@pytest.fixture
def with_passkey(client, browse, sign_in):
    """Somebody who signed in and made a passkey: its software key."""

    def make(user) -> SoftwareKey:
        sign_in(user)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = browse(reverse("mfa_add_webauthn"))
        form = page.select_one("form[data-passkey=create]")
        key = SoftwareKey()
        credential = key.made_for(json.loads(form["data-options"]))
        answer = client.post(form["action"], {"name": "Điện thoại", "credential": credential})
        assert answer.url == reverse("mfa_view_recovery_codes")
        return key

    return make


def options(page) -> dict:
    return json.loads(page.select_one("form[data-passkey=get]")["data-options"])


def test_making_one_gives_recovery_codes_and_lists_it_by_name(client, cast, browse, with_passkey):
    with_passkey(cast.duong)
    kinds = Authenticator.objects.filter(user=cast.duong).values_list("type", flat=True)
    assert set(kinds) == {Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES}
    assert "Điện thoại" in browse(reverse("mfa_list_webauthn")).main.text
    for route in ("mfa_index", "mfa_view_recovery_codes"):
        browse(reverse(route))


def test_it_is_renamed_and_removed_by_its_owner_alone(client, cast, browse, with_passkey):
    with_passkey(cast.duong)
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    edit, remove = (reverse(f"mfa_{verb}_webauthn", args=[key.pk]) for verb in ("edit", "remove"))
    browse(edit)
    client.post(edit, {"name": "Máy ở xưởng"})
    key.refresh_from_db()
    assert key.wrap().name == "Máy ở xưởng"
    client.force_login(cast.binh)
    assert client.post(remove).status_code in (302, 404)
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_removing_the_last_one_takes_the_codes_with_it(client, cast, browse, with_passkey):
    with_passkey(cast.duong)
    remove = reverse("mfa_remove_webauthn", args=[Authenticator.objects.get(type="webauthn").pk])
    browse(remove)
    client.post(remove)
    assert not Authenticator.objects.filter(user=cast.duong).exists()


def test_it_is_a_second_factor(client, cast, browse, sign_in, with_passkey):
    key = with_passkey(cast.duong)
    client.logout()
    assert sign_in(cast.duong).url == reverse("mfa_authenticate")
    page = browse(reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"credential": key.shown_for(options(page))})
    assert signed_in(client)


def test_somebody_elses_key_does_not_let_in(client, cast, browse, sign_in, with_passkey):
    with_passkey(cast.duong)
    client.logout()
    sign_in(cast.duong)
    page = browse(reverse("mfa_authenticate"))
    other = SoftwareKey().shown_for(options(page))
    said = browse(reverse("mfa_authenticate"), data={"credential": other})
    assert said.select_one("main .note.bad")
    assert not signed_in(client)


def test_it_opens_the_account_alone(client, cast, with_passkey):
    key = with_passkey(cast.duong)
    client.logout()
    login = reverse("mfa_login_webauthn")
    asked = client.get(login, headers={"Accept": "application/json"}).json()["request_options"]
    assert client.post(login, {"credential": key.shown_for(asked)}).status_code == 302
    assert signed_in(client)


@pytest.mark.parametrize("credential", ["", "no json", "{}", "[]", '{"response": 1}', "null"])
def test_nonsense_in_place_of_a_key_is_refused(client, cast, credential):
    login = reverse("mfa_login_webauthn")
    client.get(login, headers={"Accept": "application/json"})
    assert client.post(login, {"credential": credential}).status_code == 302
    assert not signed_in(client)


def test_staff_may_work_with_a_passkey_alone(client, cast, with_passkey):
    Authenticator.objects.all().delete()
    with_passkey(cast.mai)
    assert client.get(reverse("suppliers:directory")).status_code == 200


def test_the_page_confirms_by_passkey_where_there_is_one(client, cast, browse, with_passkey):
    key = with_passkey(cast.duong)
    client.logout()
    client.force_login(cast.duong)
    page = browse(reverse("mfa_reauthenticate_webauthn"))
    answer = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": key.shown_for(options(page))})
    assert answer.status_code == 302
    browse(reverse("mfa_add_webauthn"))


def test_the_sign_in_page_offers_it_and_says_nothing_of_anybody(browse):
    form = browse(reverse("account_login")).select_one("form[data-passkey=get]")
    assert form["data-options-from"] == reverse("mfa_login_webauthn")
    assert form.has_attr("hidden"), "without a script there is nothing to press"
