"""Signing in, the second factor of staff, passwords, and accounts made by command."""

import io
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal import demo
from portal.models import ApiToken, Membership, Organisation, User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def sign_in(client):
    def post(email, password=PASSWORD):
        return client.post(reverse("account_login"), {"login": email, "password": password})

    return post


def give_password(user):
    user.set_password(PASSWORD)
    user.save()


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


class TestSigningIn:
    def test_by_address_in_any_case_and_password(self, client, cast, sign_in):
        give_password(cast.duong)
        assert sign_in("Duong@SHOP.example").status_code == 302
        assert signed_in(client)

    def test_a_wrong_password_and_an_unknown_address_are_told_alike(self, browse, cast):
        give_password(cast.duong)
        said = [
            browse(reverse("account_login"), data={"login": email, "password": "wrong words"})
            .select_one(".errsum li")
            .text
            for email in (cast.duong.email, "nobody@nowhere.example")
        ]
        assert said[0] == said[1]

    def test_the_sixth_wrong_password_locks_the_address_for_a_while(self, client, cast, sign_in):
        give_password(cast.duong)
        for _ in range(5):
            sign_in(cast.duong.email, "wrong words")
        sign_in(cast.duong.email)
        assert not signed_in(client)

    def test_signing_out_asks_for_a_post(self, client, cast):
        client.force_login(cast.duong)
        client.get(reverse("account_logout"))
        assert signed_in(client)
        client.post(reverse("account_logout"))
        assert not signed_in(client)

    def test_a_closed_account_stays_out(self, client, cast, sign_in):
        give_password(cast.duong)
        User.objects.filter(pk=cast.duong.pk).update(is_active=False)
        sign_in(cast.duong.email)
        assert not signed_in(client)


class TestSecondFactor:
    def test_staff_without_one_can_only_set_one_up(self, client, cast):
        Authenticator.objects.all().delete()
        client.force_login(cast.mai)
        for page in ("home", "suppliers:directory"):
            assert client.get(reverse(page)).url == reverse("mfa_index")
        for method in (client.get, client.post):
            answer = method("/api/v1/enquiries/", headers={"Accept-Language": "en"})
            assert answer.status_code == 403
            assert answer.json() == {
                "detail": "Staff work with a second factor: set one up on the site first."
            }

    def test_staff_sign_in_with_both(self, client, cast, sign_in):
        give_password(cast.mai)
        assert sign_in(cast.mai.email).url == reverse("mfa_authenticate")
        assert not signed_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})
        assert signed_in(client)

    def test_a_wrong_code_does_not_let_in(self, client, cast, sign_in):
        give_password(cast.mai)
        sign_in(cast.mai.email)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert not signed_in(client)

    def test_setting_one_up_gives_recovery_codes_too(self, client, cast, browse, sign_in):
        give_password(cast.duong)
        sign_in(cast.duong.email)
        browse(reverse("account_reauthenticate"))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = browse(reverse("mfa_activate_totp"))
        assert page.select_one("figure svg path")
        secret = page.select_one("code").text
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
        assert answer.status_code == 302
        assert set(Authenticator.objects.filter(user=cast.duong).values_list("type", flat=True)) == {
            Authenticator.Type.TOTP,
            Authenticator.Type.RECOVERY_CODES,
        }
        assert len(browse(reverse("mfa_view_recovery_codes")).select("main li code")) == 10

    def test_a_demo_account_is_exempt_on_a_demo_portal_only_and_is_told_so(
        self, client, cast, browse, settings
    ):
        Authenticator.objects.all().delete()
        User.objects.filter(pk=cast.mai.pk).update(synthetic=True)
        cast.mai.refresh_from_db()
        settings.DEMO = True
        page = browse(reverse("mfa_index"), user=cast.mai)
        assert page.select_one("main .note")
        settings.DEMO = False
        assert client.get(reverse("suppliers:directory")).url == reverse("mfa_index")

    def test_who_has_not_confirmed_the_address_is_sent_the_letter_again(self, client, cast, browse, settings):
        EmailAddress.objects.filter(user=cast.duong).delete()
        EmailAddress.objects.create(user=cast.duong, email=cast.duong.email, primary=True, verified=False)
        form = browse(reverse("mfa_index"), user=cast.duong).select_one("main form")
        client.post(form["action"], {i["name"]: i.get("value", "") for i in form.select("input, button")})
        assert mail.outbox[-1].to == [cast.duong.email]


class TestPasswords:
    def test_a_forgotten_one_is_replaced_by_a_letter(self, client, cast, sign_in):
        client.post(reverse("account_reset_password"), {"email": cast.duong.email})
        (letter,) = mail.outbox
        link = next(line for line in letter.body.splitlines() if "/password/reset/key/" in line)
        form = client.get(link.partition("testserver")[2]).url
        client.post(form, {"password1": "một câu khác hẳn", "password2": "một câu khác hẳn"})
        assert sign_in(cast.duong.email, "một câu khác hẳn").status_code == 302

    def test_an_unknown_address_is_answered_like_a_known_one(self, client, cast):
        answers = [
            client.post(reverse("account_reset_password"), {"email": email}).url
            for email in (cast.duong.email, "nobody@nowhere.example")
        ]
        assert answers[0] == answers[1]
        assert [letter.to for letter in mail.outbox] == [[cast.duong.email], ["nobody@nowhere.example"]]


OPEN_PAGES = ["home", "privacy", "register", "register_supplier", "register_buyer", "account_login", "account_reset_password",
              "account_reset_password_done", "account_reset_password_from_key_done", "account_email_verification_sent",
              "account_inactive"]  # fmt: skip
OWN_PAGES = ["account_email", "account_change_password", "account_logout", "mfa_index"]


class TestPages:
    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("name", OPEN_PAGES)
    def test_a_visitor_reads_it(self, browse, name, language):
        page = browse(reverse(name), language=language)
        assert page.html["lang"] == language

    @pytest.mark.parametrize("language", ["vi", "en"])
    @pytest.mark.parametrize("name", OWN_PAGES)
    def test_its_owner_reads_it(self, browse, cast, name, language):
        give_password(cast.duong)
        browse(reverse(name), user=cast.duong, language=language)

    def test_the_demo_accounts_are_shown_in_demo_mode_only(self, browse, settings):
        User.objects.create_user(demo.SUPPLIER, synthetic=True)
        settings.DEMO = True
        shown = browse(reverse("account_login")).text
        assert demo.SUPPLIER in shown
        assert demo.PASSWORD in shown
        assert demo.MINISTRY not in shown, "an account that does not exist"
        settings.DEMO = False
        assert demo.PASSWORD not in browse(reverse("account_login")).text

    def test_no_page_of_ours_is_not_found(self, browse):
        browse("/no-such-page/", status=404)

    def test_a_form_from_elsewhere_is_refused_in_words(self, cast):
        from django.test import Client

        answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
        assert answer.status_code == 403
        assert "<h1" in answer.content.decode()

    def test_the_bare_registration_of_the_library_stays_shut(self, client):
        client.post(
            "/accounts/signup/", {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD}
        )
        assert not User.objects.exists()


def run(*words, **options) -> str:
    said = io.StringIO()
    call_command(*words, stdout=said, **options)
    return said.getvalue().strip()


class TestCommands:
    def test_a_key_opens_the_api_until_it_is_revoked_and_is_stored_hashed(self, client, cast):
        key = run("create_token", cast.binh.email.upper(), name="factory robot")
        assert not ApiToken.objects.filter(digest=key).exists()
        headers = {"Authorization": f"Bearer {key}"}
        assert client.get("/api/v1/suppliers/", headers=headers).status_code == 200
        assert run("create_token", cast.binh.email, revoke=True) == "1 keys revoked."
        assert client.get("/api/v1/suppliers/", headers=headers).status_code == 401

    def test_a_key_needs_an_account(self, db):
        with pytest.raises(CommandError, match="no active account"):
            run("create_token", "nobody@nowhere.example")

    def test_a_ministry_account_can_sign_in_and_must_set_up_its_second_factor(self, client, sign_in):
        email, password = run(
            "create_ministry_account",
            "hoa@ministry.example",
            name="Hoa",
            body="Sở Công Thương",
            kind="province",
        ).split()
        membership = User.objects.get(email=email).memberships.get()
        assert (membership.organisation.kind, membership.role) == (
            Organisation.Kind.PROVINCE,
            Membership.Role.EDITOR,
        )
        sign_in(email, password)
        assert client.get(reverse("home")).url.startswith(reverse("privacy_accept")), "nobody asked before"
        client.post(reverse("privacy_accept"))
        assert signed_in(client)
        assert client.get(reverse("home")).url == reverse("mfa_index")

    @pytest.mark.parametrize(
        "email, said", [("mai@ministry.example", "already"), ("mai", "no e-mail address")]
    )
    def test_a_ministry_account_needs_an_address_of_its_own(self, cast, email, said):
        with pytest.raises(CommandError, match=said):
            run("create_ministry_account", email, name="M", body="B")
