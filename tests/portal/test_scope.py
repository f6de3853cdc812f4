"""For what a body of staff is responsible: set by the administrator, by page or command, and kept with a reason."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.models import Organisation, Province, ScopeChange, Sector, User
from suppliers.criteria_texts import SECTORS
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(cast) -> User:
    User.objects.filter(pk=cast.mai.pk).update(is_administrator=True)
    cast.mai.refresh_from_db()
    return cast.mai


@pytest.fixture
def body() -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name="Sở Công Thương Hà Nội")


def province(code) -> Province:
    return Province.objects.get(code=code, changes_after__isnull=True)


def mechanical() -> Sector:
    return Sector.objects.current().get(letters=["M"])


def test_the_page_sets_it_and_says_who_did_and_why(client, browse, cast, administrator, body):
    browse(reverse("staff"), user=administrator)
    page = reverse("staff_body", args=[body.pk])
    assert len(browse(page).select("[name=sectors]")) == len(SECTORS), (
        "those of firms, not wider ones of targets"
    )
    said = {"provinces": [province("01").pk], "sectors": [mechanical().pk], "reason": "Quyết định 12/QĐ"}
    assert client.post(page, said).status_code == 302
    assert list(body.scope_provinces.all()) == [province("01")]
    change = ScopeChange.objects.get()
    assert (change.by, change.reason, change.provinces_before) == (administrator, "Quyết định 12/QĐ", [])
    told = browse(page).select_one("#changes").text
    assert "Quyết định 12/QĐ" in told
    assert administrator.name in told
    assert province("01").label_vi in told


def test_the_same_once_more_is_no_change(client, administrator, body):
    page = reverse("staff_body", args=[body.pk])
    client.force_login(administrator)
    client.post(page, {"reason": "Như cũ"})
    assert not ScopeChange.objects.exists()


@pytest.mark.parametrize(
    "said", [{"reason": ""}, {"reason": "x", "provinces": ["999999"]}, {"reason": "x", "sectors": ["x"]}]
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_changes(browse, administrator, body, said):
    page = browse(reverse("staff_body", args=[body.pk]), user=administrator, data=said, status=422)
    assert page.select_one(".errsum")
    assert not ScopeChange.objects.exists()
    assert not body.scope_provinces.exists()


def test_nobody_else_opens_or_changes_it(client, cast, body):
    page = reverse("staff_body", args=[body.pk])
    User.objects.filter(pk=cast.duong.pk).update(is_administrator=True)  # an administrator is staff, too
    for stranger in (cast.duong, cast.binh, cast.chi, cast.mai):
        client.force_login(stranger)
        assert client.get(reverse("staff")).status_code == 404
        assert client.post(page, {"reason": "x", "sectors": [mechanical().pk]}).status_code == 404
    assert not ScopeChange.objects.exists()


def test_only_bodies_of_staff_have_one(client, cast, administrator):
    client.force_login(administrator)
    assert client.get(reverse("staff_body", args=[cast.assembler.pk])).status_code == 404


def test_it_holds_from_the_next_page_on(client, cast, administrator):
    client.force_login(administrator)
    Supplier.objects.update(published_at=None)
    page = reverse("suppliers:supplier", args=[cast.welding_shop.public_id])
    assert client.get(page).status_code == 200
    client.post(
        reverse("staff_body", args=[cast.ministry.pk]), {"provinces": [province("79").pk], "reason": "x"}
    )
    assert client.get(page).status_code == 404


class TestCommand:
    def set(self, administrator, body, **options):
        call_command("set_scope", body.name, reason="Quyết định 12/QĐ", by=administrator.email, **options)

    def test_sets_it(self, administrator, body):
        self.set(administrator, body, provinces="01, 79", sectors="M")
        assert {p.code for p in body.scope_provinces.all()} == {"01", "79"}
        assert list(body.scope_sectors.all()) == [mechanical()], "not a sector of targets that holds it, too"
        assert ScopeChange.objects.get().by == administrator
        self.set(administrator, body)
        assert not body.scope_provinces.exists(), "nothing named means everything"

    @pytest.mark.parametrize("options", [{"provinces": "XX"}, {"sectors": "Q"}])
    def test_refuses_what_it_does_not_know(self, administrator, body, options):
        with pytest.raises(CommandError):
            self.set(administrator, body, **options)
        assert not ScopeChange.objects.exists()

    def test_asks_for_an_administrator(self, cast, body):
        with pytest.raises(CommandError):
            self.set(cast.mai, body, sectors="M")


def test_more_bodies_cost_no_more_questions(client, administrator, body, same_queries_for_more):
    body.scope_provinces.add(province("01"))
    client.force_login(administrator)

    def more():
        for n in range(5):
            other = Organisation.objects.create(kind=Organisation.Kind.PROVINCE, name=f"Sở {n}")
            other.scope_provinces.add(province("79"))

    same_queries_for_more(lambda: client.get(reverse("staff")), more)
