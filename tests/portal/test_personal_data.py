"""What is kept on a person: taken along whole and without secrets; deleted, and what they did stays without a name."""

import json

import pghistory
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from portal.actions import MustStay, delete_person, invite
from portal.letters import post_letter
from portal.models import ApiToken, Invitation, Membership, PersonalChange, SignedIn, User
from suppliers.models import Contact, Decision, Evidence, HouseholdNumber, JoinRequest, Supplier
from tests.cast import NOW, PASSWORD, TODAY, firm, member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(cast) -> User:
    """An editor of the welding shop, who signs in with a password."""
    user = member(
        person("lan@shop.example", "Vũ Thị Lan"), cast.welding_shop.organisation, Membership.Role.EDITOR
    )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def confirmed(client):
    """Signed in, and asked once more who is there."""

    def sign_in(user):
        client.force_login(user)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    return sign_in


def everything_kept() -> str:
    """Every row of every table of ours, and of what signs people in."""
    from django.apps import apps

    labels = ("portal", "suppliers", "buyers", "readiness", "account", "mfa")
    models = [model for model in apps.get_models() if model._meta.app_label in labels and model._meta.managed]
    return " ".join(str(list(model._base_manager.values())) for model in models)


class TestTakingAlong:
    def test_the_file_has_what_is_kept(self, confirmed, cast, lan):
        JoinRequest.objects.create(
            supplier=firm("Khuôn Việt", "0101243150"), user=lan, words="Kế toán", asked_at=NOW
        )
        Contact.objects.create(
            supplier=cast.welding_shop, name="Vũ Thị Lan", email=lan.email, phone="0912345678"
        )
        Evidence.objects.create(
            supplier=cast.welding_shop, criterion="2.1", kind="statement", level=1, valid_from=TODAY, created_by=lan
        )  # fmt: skip
        answer = confirmed(lan).get(reverse("own_data"))
        assert answer["Content-Disposition"].startswith("attachment")
        told = json.loads(answer.content)
        assert told["account"]["email"] == lan.email
        assert told["organisations"][0]["role"] == "editor"
        assert told["requests_to_join"][0]["words"] == "Kế toán"
        assert told["contact_of"][0]["phone"] == "0912345678"
        assert {"suppliers.Evidence"} <= {row["record"] for row in told["named_in"]}
        assert told["signed_in"]

    def test_the_number_of_a_household_is_its_owner_s(self, confirmed, cast, lan):
        HouseholdNumber.objects.create(supplier=cast.welding_shop, number="079096012476")
        for reader, numbers in ((lan, []), (cast.duong, ["079096012476"])):
            told = json.loads(confirmed(reader).get(reverse("own_data")).content)
            assert [row["number"] for row in told["household_numbers"]] == numbers

    def test_it_has_no_secret(self, confirmed, cast, lan):
        key = ApiToken.issue(lan)
        Authenticator.objects.create(
            user=lan, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "GEHEIM"}
        )
        said = confirmed(lan).get(reverse("own_data")).text
        for secret in (
            lan.password,
            "GEHEIM",
            key,
            ApiToken.digest_of(key),
            SignedIn.objects.first().session_key,
        ):
            assert secret not in said

    def test_every_record_that_names_people_is_asked(self, confirmed, cast, lan):
        """A kind of record that names people and is told nowhere would be a gap nobody sees."""
        from portal.personal_data import APART

        naming = {
            relation.related_model
            for relation in User._meta.get_fields(include_hidden=True)
            if relation.auto_created and (relation.one_to_many or relation.one_to_one)
        }
        assert naming > APART
        assert Decision in naming

    def test_it_asks_once_more_who_is_there(self, client, lan):
        client.force_login(lan)
        assert "reauthenticate" in client.get(reverse("own_data")).url


class TestDeleting:
    def test_nothing_says_any_more_who_it_was(self, confirmed, cast, lan):
        ApiToken.issue(lan)
        JoinRequest.objects.create(
            supplier=firm("Khuôn Việt", "0101243150"), user=lan, words="Vũ Thị Lan", asked_at=NOW
        )
        invite(cast.assembler, email=lan.email, role="viewer", by=cast.binh, now=NOW)
        Authenticator.objects.create(user=lan, type=Authenticator.Type.RECOVERY_CODES, data={})
        post_letter(
            "join_answer",
            to=lan.email,
            language="vi",
            now=NOW,
            firm=cast.welding_shop,
            accepted=True,
            url="/",
        )
        browser = confirmed(lan)
        assert browser.post(reverse("delete_account")).url == reverse("home")
        lan.refresh_from_db()
        kept = everything_kept()
        assert "lan@shop.example" not in kept
        assert "Vũ Thị Lan" not in kept
        assert not lan.is_active
        for model in (Membership, EmailAddress, Authenticator, ApiToken, SignedIn):
            assert not model.objects.filter(user=lan).exists()
        assert not Invitation.objects.filter(organisation=cast.assembler).exists()
        assert "_auth_user_id" not in browser.session
        assert PersonalChange.objects.get(model="portal.User").fields == ["name", "email"]

    def test_the_facts_stay_and_history_has_no_name(self, browse, confirmed, cast, lan):
        with pghistory.context(user=lan.pk):
            Supplier.objects.filter(pk=cast.welding_shop.pk).update(workers=42)
        confirmed(lan).post(reverse("delete_account"))
        page = browse(
            reverse("suppliers:history", args=[cast.welding_shop.public_id]), user=cast.duong, language="en"
        )
        assert "42" in page.main.text
        assert "somebody whose account was deleted" in page.main.text
        assert "Vũ Thị Lan" not in page.text

    def test_the_address_is_free_again(self, confirmed, cast, lan):
        confirmed(lan).post(reverse("delete_account"))
        User.objects.create_user("lan@shop.example", PASSWORD)

    def test_the_only_owner_is_told_to_make_another_first(self, confirmed, browse, cast):
        cast.duong.set_password(PASSWORD)
        cast.duong.save()
        browser = confirmed(cast.duong)
        page = browse(reverse("delete_account"))
        assert page.select_one(f'a[href="{reverse("team", args=[cast.welding_shop.organisation_id])}"]')
        assert not page.select("form.actbar, main form button.danger")
        assert browser.post(reverse("delete_account")).status_code == 409
        cast.duong.refresh_from_db()
        assert cast.duong.is_active
        assert Membership.objects.filter(user=cast.duong).exists()

    def test_with_another_owner_it_works(self, confirmed, cast, lan):
        Membership.objects.filter(user=lan).update(role="owner")
        cast.duong.set_password(PASSWORD)
        cast.duong.save()
        assert confirmed(cast.duong).post(reverse("delete_account")).status_code == 302
        assert cast.welding_shop.organisation.memberships.get().user == lan

    def test_the_contact_person_of_a_firm_is_replaced_first(self, cast, lan):
        Contact.objects.create(supplier=cast.welding_shop, name="Vũ Thị Lan", email=lan.email.upper())
        with pytest.raises(MustStay) as refusal:
            delete_person(lan, by=lan, now=timezone.now())
        assert "Cơ khí hàn Anh Dương" in refusal.value.keeps.others[0]
        assert Membership.objects.filter(user=lan).exists()

    def test_staff_are_deleted_by_the_administrator_alone_and_stay_the_first_person(self, client, cast):
        cast.mai.set_password(PASSWORD)
        cast.mai.save()
        client.force_login(cast.mai)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert client.post(reverse("delete_account")).status_code == 403
        claim = Evidence.objects.create(
            supplier=cast.welding_shop, criterion="2.1", kind="document", level=3, valid_from=TODAY
        )
        decision = Decision.objects.create(
            evidence=claim, supplier=cast.welding_shop, criterion="2.1", outcome="granted", level=3, evidence_class="A2",
            source="document", reason="x", decided_by=cast.mai,
        )  # fmt: skip
        call_command("delete_person", cast.mai.email)
        decision.refresh_from_db()
        assert decision.decided_by_id == cast.mai.pk
        assert "Lê Thanh Mai" not in str(decision.decided_by)

    def test_the_command_says_what_keeps_somebody(self, cast):
        with pytest.raises(CommandError, match="Cơ khí hàn Anh Dương"):
            call_command("delete_person", cast.duong.email)
        with pytest.raises(CommandError):
            call_command("delete_person", "nobody@nowhere.example")

    def test_it_asks_once_more_who_is_there(self, client, lan):
        client.force_login(lan)
        assert "reauthenticate" in client.post(reverse("delete_account")).url
        lan.refresh_from_db()
        assert lan.is_active
