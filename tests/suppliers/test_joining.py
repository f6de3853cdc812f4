"""Asking to act for a firm: owners answer; where nobody has the firm in hand, staff of its scope do."""

import pytest
from django.urls import reverse

from portal.models import Membership, Province, User
from suppliers.models import Evidence, JoinRequest, Supplier
from tests.cast import NOW, firm, member, person

pytestmark = pytest.mark.django_db

PERSON = {
    "name": "Vũ Thị Lan",
    "email": "lan@shop.example",
    "password": "một mật khẩu đủ dài",
    "privacy": "on",
}


@pytest.fixture
def asked(cast) -> JoinRequest:
    return JoinRequest.objects.create(
        supplier=cast.welding_shop, user=cast.chi, words="Kế toán của xưởng", asked_at=NOW
    )


@pytest.fixture
def unclaimed(cast) -> Supplier:
    """A firm from a list: nobody has it in hand."""
    other = firm("Khuôn Việt", "0101243150")
    Supplier.objects.filter(pk=other.pk).update(organisation=None)
    other.refresh_from_db()
    return other


def answer(client, user, asked, verb="accept", **data):
    client.force_login(user)
    return client.post(reverse(f"suppliers:joining_{verb}", args=[asked.pk]), {"role": "viewer", **data})


def role_of(user, supplier):
    return (
        Membership.objects.filter(user=user, organisation=supplier.organisation)
        .values_list("role", flat=True)
        .first()
    )


class TestAsking:
    def test_by_tax_code_and_the_owner_gets_a_letter(self, client, cast, post):
        client.force_login(cast.chi)
        said = {"tax_code": "0100 109 106", "words": "Kế toán của xưởng"}
        assert client.post(reverse("suppliers:join"), said).status_code == 302
        waiting = JoinRequest.objects.get()
        assert (waiting.user, waiting.supplier) == (cast.chi, cast.welding_shop)
        assert post()[0].to == [cast.duong.email]
        client.post(reverse("suppliers:join"), said)
        assert JoinRequest.objects.count() == 1, "asked twice is asked once"

    def test_with_a_new_account_in_one(self, client, cast):
        said = PERSON | {"tax_code": cast.welding_shop.tax_code, "words": "Thợ hàn"}
        assert client.post(reverse("suppliers:register_joining"), said).status_code == 302
        new = User.objects.get(email=PERSON["email"])
        assert JoinRequest.objects.get().user == new
        assert not new.organisation_ids(), "nothing is theirs until somebody answers"

    @pytest.mark.parametrize(
        "typed",
        [{"tax_code": "0101243150"}, {"tax_code": "123"}, {"tax_code": "001090012345"}, {"words": ""}],
    )
    def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_kept(self, browse, cast, typed):
        said = PERSON | {"tax_code": cast.welding_shop.tax_code, "words": "Thợ hàn"} | typed
        (field,) = typed
        page = browse(reverse("suppliers:register_joining"), data=said, status=422)
        assert page.select_one(f"#id_{field}[aria-invalid]")
        assert not User.objects.filter(email=PERSON["email"]).exists()
        assert not JoinRequest.objects.exists()

    def test_who_is_a_member_need_not_ask(self, browse, cast):
        said = {"tax_code": cast.welding_shop.tax_code, "words": "Chủ"}
        page = browse(reverse("suppliers:join"), user=cast.duong, data=said, status=422)
        assert page.select_one("#id_tax_code[aria-invalid]")


class TestAnsweringAsOwner:
    def test_accepted_in_the_role_the_owner_chooses(self, client, browse, cast, asked, post):
        page = browse(reverse("suppliers:joining"), user=cast.duong)
        assert "Kế toán của xưởng" in page.main.text
        answer(client, cast.duong, asked, role="editor")
        assert role_of(cast.chi, cast.welding_shop) == "editor"
        assert post()[0].to == [cast.chi.email]

    def test_refused_with_a_reason_that_the_person_reads(self, client, browse, cast, asked, post):
        answer(client, cast.duong, asked, "refuse", reason="Chúng tôi không biết chị.")
        assert role_of(cast.chi, cast.welding_shop) is None
        assert "Chúng tôi không biết chị." in post()[0].body
        assert "Chúng tôi không biết chị." in browse(reverse("suppliers:join"), user=cast.chi).main.text

    def test_a_refusal_without_a_reason_is_none(self, client, cast, asked):
        answer(client, cast.duong, asked, "refuse", reason="")
        asked.refresh_from_db()
        assert asked.answered_at is None

    def test_it_is_answered_once(self, client, cast, asked):
        answer(client, cast.duong, asked, "refuse", reason="Không.")
        answer(client, cast.duong, asked)
        assert role_of(cast.chi, cast.welding_shop) is None

    def test_nobody_else_answers(self, client, cast, asked):
        editor = member(person("lan@shop.example", "Lan"), cast.welding_shop.organisation, "editor")
        for stranger in (cast.binh, cast.chi, cast.mai, editor):
            for verb in ("accept", "refuse"):
                assert answer(client, stranger, asked, verb, reason="x").status_code == 404
        asked.refresh_from_db()
        assert asked.answered_at is None
        assert role_of(cast.chi, cast.welding_shop) is None


class TestAnsweringAsStaff:
    def test_of_a_firm_that_nobody_has_in_hand_the_asker_becomes_the_owner(
        self, client, browse, cast, unclaimed
    ):
        asked = JoinRequest.objects.create(supplier=unclaimed, user=cast.chi, words="Giám đốc", asked_at=NOW)
        assert "Giám đốc" in browse(reverse("suppliers:joining"), user=cast.mai).main.text
        answer(client, cast.mai, asked)
        unclaimed.refresh_from_db()
        assert role_of(cast.chi, unclaimed) == "owner"
        assert Evidence.objects.get(supplier=unclaimed).criterion == "1.1", "the tax code waits to be matched"

    def test_staff_of_another_province_neither_see_nor_answer(self, client, browse, cast, unclaimed):
        cast.ministry.scope_provinces.add(Province.objects.get(code="79", changes_after__isnull=True))
        asked = JoinRequest.objects.create(supplier=unclaimed, user=cast.chi, words="Giám đốc", asked_at=NOW)
        assert "Giám đốc" not in browse(reverse("suppliers:joining"), user=cast.mai).main.text
        assert answer(client, cast.mai, asked).status_code == 404
        unclaimed.refresh_from_db()
        assert unclaimed.organisation is None

    def test_a_firm_taken_in_hand_meanwhile_is_its_owners(self, client, cast, unclaimed):
        first = JoinRequest.objects.create(supplier=unclaimed, user=cast.chi, words="Giám đốc", asked_at=NOW)
        second = JoinRequest.objects.create(
            supplier=unclaimed, user=cast.binh, words="Giám đốc", asked_at=NOW
        )
        answer(client, cast.mai, first)
        assert answer(client, cast.mai, second).status_code == 404
        unclaimed.refresh_from_db()
        assert role_of(cast.binh, unclaimed) is None


def test_more_requests_cost_no_more_questions(client, cast, asked, same_queries_for_more):
    client.force_login(cast.duong)

    def more():
        for n in range(5):
            JoinRequest.objects.create(
                supplier=cast.welding_shop, user=person(f"p{n}@x.example", f"P{n}"), words="Thợ", asked_at=NOW
            )

    same_queries_for_more(lambda: client.get(reverse("suppliers:joining")), more)


def test_the_part_on_the_team_page_is_of_that_team_alone(browse, cast, asked):
    page = browse(
        reverse("suppliers:joining") + f"?of={cast.welding_shop.organisation_id}", user=cast.duong, htmx=True
    )
    assert page.select_one("#requests")
    assert not browse(reverse("suppliers:joining") + "?of=999999", htmx=True).select("#requests")
