"""Invitations, roles, leaving: who may, what is told, and never an organisation without an owner."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.actions import accept_invitation, invite
from portal.actions.team import NotOpen
from portal.models import Invitation, Membership, Organisation, User
from tests.cast import NOW, member, person

pytestmark = pytest.mark.django_db

NEW = {"name": "Vũ Thị Lan", "password": "một mật khẩu đủ dài", "privacy": "on"}


@pytest.fixture
def shop(cast) -> Organisation:
    return cast.welding_shop.organisation


@pytest.fixture
def colleague(shop) -> User:
    return member(person("lan@shop.example", "Vũ Thị Lan"), shop, Membership.Role.EDITOR)


def role_of(user, organisation) -> str | None:
    return (
        Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True).first()
    )


def letter_path() -> str:
    (letter,) = mail.outbox
    return next(line for line in letter.body.splitlines() if "/invitations/" in line).partition("testserver")[
        2
    ]


def send(client, cast, shop, email="lan@shop.example", role="editor"):
    client.force_login(cast.duong)
    return client.post(reverse("team_invite", args=[shop.pk]), {"email": email, "role": role})


class TestInviting:
    def test_a_new_person_makes_an_account_from_the_letter_and_is_in(self, client, browse, cast, shop):
        assert send(client, cast, shop).status_code == 302
        assert mail.outbox[0].to == ["lan@shop.example"]
        client.logout()
        path = letter_path()
        assert "Cơ khí hàn Anh Dương" in browse(path).main.text
        assert client.post(path, NEW).url == reverse("home")
        new = User.objects.get(email="lan@shop.example")
        assert role_of(new, shop) == "editor"
        assert client.session["_auth_user_id"] == str(new.pk)
        assert new.emailaddress_set.get().verified, "the letter reached the address"

    def test_somebody_with_an_account_signs_in_and_accepts(self, client, browse, cast, shop):
        send(client, cast, shop, email=cast.chi.email, role="viewer")
        client.logout()
        path = letter_path()
        assert browse(path).select_one('main a[href*="login"]')["href"].endswith(path)
        assert not Membership.objects.filter(user=cast.chi).exists(), "opening it uses nothing up"
        browse(path, user=cast.chi)
        client.post(path)
        assert role_of(cast.chi, shop) == "viewer"

    def test_it_works_once(self, client, browse, cast, shop):
        send(client, cast, shop, email=cast.chi.email)
        path = letter_path()
        client.force_login(cast.chi)
        client.post(path)
        browse(path, status=404)

    def test_it_is_for_its_address_alone(self, client, browse, cast, shop):
        send(client, cast, shop, email=cast.chi.email)
        path = letter_path()
        assert browse(path, user=cast.binh).select_one("main .note")
        assert client.post(path).status_code == 422
        assert role_of(cast.binh, shop) is None

    def test_it_opens_nothing_after_fourteen_days(self, browse, cast, shop):
        invited = invite(
            shop, email=cast.chi.email, role="editor", by=cast.duong, now=NOW - timedelta(days=15)
        )
        browse(reverse("invitation", args=[invited.key]), user=cast.chi, status=404)
        with pytest.raises(NotOpen):
            accept_invitation(invited.invitation, user=cast.chi, now=NOW)
        assert role_of(cast.chi, shop) is None

    def test_it_is_taken_back(self, client, browse, cast, shop):
        send(client, cast, shop, email=cast.chi.email)
        out = Invitation.objects.get()
        client.post(reverse("team_revoke", args=[shop.pk, out.pk]))
        browse(letter_path(), user=cast.chi, status=404)
        assert Invitation.objects.get().revoked_by == cast.duong

    def test_a_second_letter_takes_the_place_of_the_first(self, client, browse, cast, shop):
        send(client, cast, shop, email=cast.chi.email, role="owner")
        first = letter_path()
        send(client, cast, shop, email=cast.chi.email.upper(), role="viewer")
        assert Invitation.objects.open(now=timezone.now()).get().role == "viewer"
        browse(first, user=cast.chi, status=404)

    def test_the_key_is_kept_nowhere(self, client, cast, shop):
        send(client, cast, shop)
        key = letter_path().strip("/").rpartition("/")[2]
        assert key not in str(list(Invitation.objects.values()))

    def test_it_never_takes_a_role_away(self, cast, shop):
        invited = invite(shop, email=cast.duong.email, role="viewer", by=cast.duong, now=NOW)
        accept_invitation(invited.invitation, user=cast.duong, now=NOW)
        assert role_of(cast.duong, shop) == "owner"

    def test_post_that_is_down_invites_nobody_and_says_so(self, client, cast, shop, monkeypatch):
        def refuse(*args, **kwargs):
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert send(client, cast, shop).status_code == 302
        assert not Invitation.objects.open(now=timezone.now()).exists()

    @pytest.mark.parametrize(
        "typed", [{"email": ""}, {"email": "nobody"}, {"role": "king"}, {"email": "DUONG@shop.example"}]
    )
    def test_a_wrong_answer_is_said_at_its_field(self, browse, cast, shop, typed):
        data = {"email": "lan@shop.example", "role": "editor"} | typed
        page = browse(reverse("team_invite", args=[shop.pk]), user=cast.duong, data=data, status=422)
        assert page.select_one(".errsum")
        assert not Invitation.objects.exists()
        assert not mail.outbox


class TestWhoMay:
    def test_others_see_no_team(self, client, cast, shop):
        for stranger in (cast.binh, cast.chi, cast.mai):
            client.force_login(stranger)
            assert client.get(reverse("team", args=[shop.pk])).status_code == 404
            assert client.post(reverse("team_leave", args=[shop.pk])).status_code == 404

    @pytest.mark.parametrize("role", ["editor", "viewer"])
    def test_who_is_no_owner_reads_the_team_and_changes_nothing(
        self, client, browse, cast, shop, colleague, role
    ):
        Membership.objects.filter(user=colleague).update(role=role)
        own = Membership.objects.get(user=colleague)
        owner = Membership.objects.get(user=cast.duong)
        page = browse(reverse("team", args=[shop.pk]), user=colleague)
        assert cast.duong.email in page.main.text
        assert not page.select("select")
        tries = [
            ("team_invite", [shop.pk], {"email": "x@y.example", "role": "owner"}),
            ("team_role", [shop.pk, own.pk], {"role": "owner"}),
            ("team_remove", [shop.pk, owner.pk], {}),
        ]
        for route, args, data in tries:
            assert client.post(reverse(route, args=args), data).status_code == 403
        assert role_of(colleague, shop) == role
        assert role_of(cast.duong, shop) == "owner"
        assert not Invitation.objects.exists()

    def test_an_owner_reaches_only_members_of_that_organisation(self, client, cast, shop):
        theirs = Membership.objects.get(user=cast.binh)
        client.force_login(cast.duong)
        for route in ("team_role", "team_remove"):
            assert (
                client.post(reverse(route, args=[shop.pk, theirs.pk]), {"role": "viewer"}).status_code == 404
            )
        assert role_of(cast.binh, cast.assembler) == "owner"

    def test_bodies_of_staff_are_looked_after_by_the_administrator(self, client, browse, cast):
        Membership.objects.filter(user=cast.mai).update(role="owner")
        page = browse(reverse("team", args=[cast.ministry.pk]), user=cast.mai)
        assert not page.select("main form")
        invited = client.post(
            reverse("team_invite", args=[cast.ministry.pk]), {"email": "a@b.vn", "role": "owner"}
        )
        assert invited.status_code == 403
        assert client.post(reverse("team_leave", args=[cast.ministry.pk])).status_code == 403
        assert role_of(cast.mai, cast.ministry) == "owner"


class TestOwners:
    def test_a_role_is_given_and_a_member_removed(self, client, cast, shop, colleague):
        client.force_login(cast.duong)
        theirs = Membership.objects.get(user=colleague)
        client.post(reverse("team_role", args=[shop.pk, theirs.pk]), {"role": "owner"})
        assert role_of(colleague, shop) == "owner"
        client.post(reverse("team_remove", args=[shop.pk, theirs.pk]))
        assert role_of(colleague, shop) is None

    def test_the_last_owner_neither_leaves_nor_steps_down(self, client, cast, shop, colleague):
        client.force_login(cast.duong)
        own = Membership.objects.get(user=cast.duong)
        client.post(reverse("team_leave", args=[shop.pk]))
        client.post(reverse("team_remove", args=[shop.pk, own.pk]))
        client.post(reverse("team_role", args=[shop.pk, own.pk]), {"role": "viewer"})
        assert role_of(cast.duong, shop) == "owner"

    def test_a_closed_account_is_no_owner(self, client, cast, shop, colleague):
        Membership.objects.filter(user=colleague).update(role="owner")
        User.objects.filter(pk=colleague.pk).update(is_active=False)
        client.force_login(cast.duong)
        client.post(reverse("team_leave", args=[shop.pk]))
        assert role_of(cast.duong, shop) == "owner"

    def test_an_owner_leaves_while_another_stays(self, client, cast, shop, colleague):
        Membership.objects.filter(user=colleague).update(role="owner")
        client.force_login(cast.duong)
        assert client.post(reverse("team_leave", args=[shop.pk])).url == reverse("home")
        assert role_of(cast.duong, shop) is None

    def test_history_says_who_removed_whom(self, client, cast, shop, colleague):
        client.force_login(cast.duong)
        theirs = Membership.objects.get(user=colleague)
        client.post(reverse("team_remove", args=[shop.pk, theirs.pk]))
        gone = Membership.pgh_event_model.objects.get(pgh_obj_id=theirs.pk, pgh_label="delete")
        assert gone.pgh_context.metadata["user"] == cast.duong.pk


def test_more_members_cost_no_more_questions(client, cast, shop, same_queries_for_more):
    client.force_login(cast.duong)

    def more():
        for n in range(5):
            member(person(f"m{n}@shop.example", f"M{n}"), shop, Membership.Role.VIEWER)
            invite(shop, email=f"i{n}@shop.example", role="viewer", by=cast.duong, now=timezone.now())

    same_queries_for_more(lambda: client.get(reverse("team", args=[shop.pk])), more)


def test_who_acts_for_nobody_is_told_how_to_come_in(browse, cast):
    assert browse(reverse("teams"), user=cast.chi).select_one(".empty")
