"""A supplier or a buyer makes an account, and nobody learns from it who else has one."""

import pytest
from django.apps import apps
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.models import Membership, Organisation, PersonalChange, User
from portal.privacy import PRIVACY_NOTICE_VERSION
from suppliers.models import Evidence, HouseholdNumber, Supplier
from tests.cast import firm

pytestmark = pytest.mark.django_db

SUPPLIER = {
    "firm": "Cơ khí Hoa Sen",
    "tax_code": "0100-109.106",
    "name": "Đỗ Thị Sen",
    "email": "Sen@hoasen.example",
    "password": "thợ hàn giỏi nhất",
    "privacy": "on",
}
BUYER = {
    "company": "Assembler Vietnam",
    "country": "JP",
    "name": "H. Tanaka",
    "email": "tanaka@assembler.example",
    "password": "thợ hàn giỏi nhất",
    "privacy": "on",
}


@pytest.fixture(autouse=True)
def _addresses_are_confirmed(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def test_a_supplier_owns_a_new_firm_that_waits_for_its_profile(client):
    answer = client.post(reverse("register_supplier"), SUPPLIER)
    assert answer.status_code == 302
    person = User.objects.get(email="sen@hoasen.example")
    assert person.check_password(SUPPLIER["password"])
    assert person.privacy_notice_version == PRIVACY_NOTICE_VERSION
    assert person.privacy_accepted_at
    membership = person.memberships.get()
    assert (membership.role, membership.organisation.kind) == (
        Membership.Role.OWNER,
        Organisation.Kind.SUPPLIER,
    )
    firm = Supplier.objects.get(organisation=membership.organisation)
    assert (firm.name, firm.tax_code, firm.enterprise.code) == ("Cơ khí Hoa Sen", "0100109106", "0100109106")
    assert not firm.listed
    for made in (membership, firm):
        (event, *_) = made.events.order_by("pgh_id")
        assert event.pgh_context.metadata["user"] == person.pk


def test_a_buyer_acts_for_a_new_company(client):
    client.post(reverse("register_buyer"), BUYER)
    company = User.objects.get(email=BUYER["email"]).organisations.get()
    assert (company.kind, company.name, company.country) == ("buyer", "Assembler Vietnam", "JP")
    assert not Supplier.objects.exists()


def test_who_registered_for_a_page_is_led_to_it_once_the_address_is_confirmed(client):
    client.post(reverse("register_buyer"), {**BUYER, "next": "/team/"})
    link = next(line for line in mail.outbox[0].body.splitlines() if "/accounts/confirm-email/" in line)
    confirmed = client.post(link.partition("testserver")[2])
    assert confirmed.url == reverse("account_login") + "?next=%2Fteam%2F"
    assert (
        client.post(confirmed.url, {"login": BUYER["email"], "password": BUYER["password"]}).url == "/team/"
    )


def test_the_account_opens_once_the_address_is_confirmed(client):
    client.post(reverse("register_buyer"), BUYER)
    assert "_auth_user_id" not in client.session
    (letter,) = mail.outbox
    assert letter.to == [BUYER["email"]]
    link = next(line for line in letter.body.splitlines() if "/accounts/confirm-email/" in line)
    client.post(link.partition("testserver")[2])
    login = client.post(reverse("account_login"), {"login": BUYER["email"], "password": BUYER["password"]})
    assert login.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_household_gives_its_personal_number_which_is_kept_apart(client):
    client.post(reverse("register_supplier"), SUPPLIER | {"tax_code": "001 090 012 345"})
    firm = Supplier.objects.get(name=SUPPLIER["firm"])
    assert firm.tax_code is None
    assert HouseholdNumber.objects.get(supplier=firm).number == "001090012345"


@pytest.mark.parametrize(
    "wrong, field",
    [
        pytest.param({"tax_code": "0100109107"}, "tax_code", id="check digit"),
        pytest.param({"tax_code": "01001"}, "tax_code", id="too short"),
        pytest.param({"tax_code": "٠١٠٠١٠٩١٠٦"}, "tax_code", id="digits of another script"),
        pytest.param({"firm": ""}, "firm", id="no name"),
        pytest.param({"email": "nobody"}, "email", id="no address"),
        pytest.param({"password": "12345"}, "password", id="short password"),
        pytest.param({"password": "Sen@hoasen.example"}, "password", id="password is the address"),
        pytest.param({"privacy": ""}, "privacy", id="notice not accepted"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_kept(browse, wrong, field):
    page = browse(reverse("register_supplier"), data=SUPPLIER | wrong, status=422)
    assert page.select_one(f"#id_{field}-error, #id_{field}[aria-invalid]")
    assert page.select_one(f'.errsum a[href="#id_{field}"]')
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
    for name, value in (SUPPLIER | wrong).items():
        if name not in ("password", "privacy"):
            assert page.select_one(f"#id_{name}").get("value", "") == value


def test_a_branch_has_its_own_code_and_the_enterprise_of_its_head_office(client, cast):
    client.post(reverse("register_supplier"), SUPPLIER | {"tax_code": "0100109106-001"})
    branch = Supplier.objects.get(name=SUPPLIER["firm"])
    assert branch.tax_code == "0100109106001"
    assert branch.enterprise == cast.welding_shop.enterprise
    assert branch.enterprise.name == cast.welding_shop.name, "the head office names the enterprise"
    assert branch.organisation != cast.welding_shop.organisation


def test_a_head_office_that_comes_after_its_branch_names_the_enterprise(client):
    client.post(reverse("register_supplier"), SUPPLIER | {"tax_code": "0100109106001"})
    client.logout()
    head = SUPPLIER | {"firm": "Tổng công ty Hoa Sen", "email": "tong@hoasen.example"}
    client.post(reverse("register_supplier"), head)
    branch, office = Supplier.objects.order_by("pk")
    assert branch.enterprise == office.enterprise
    assert office.enterprise.name == "Tổng công ty Hoa Sen"


def test_the_tax_code_waits_to_be_matched_by_staff(client):
    client.post(reverse("register_supplier"), SUPPLIER)
    claim = Evidence.objects.get()
    assert (claim.criterion, claim.kind, claim.evidence_class) == ("1.1", Evidence.Kind.REGISTER, "A0")
    assert claim.queued_at
    assert Supplier.objects.get().facts_version == 2


def test_a_household_claims_no_match_and_its_number_is_taken_once(client, browse):
    household = SUPPLIER | {"tax_code": "001090012345"}
    client.post(reverse("register_supplier"), household)
    assert not Evidence.objects.exists()
    client.logout()
    page = browse(reverse("register_supplier"), data=household | {"email": "b@hoasen.example"}, status=422)
    assert page.select_one("#id_tax_code[aria-invalid]")
    assert HouseholdNumber.objects.count() == 1


def test_the_households_number_is_for_the_firm_and_staff_and_in_no_history(client, browse, cast):
    client.post(reverse("register_supplier"), SUPPLIER | {"tax_code": "001090012345"})
    firm = Supplier.objects.get(name=SUPPLIER["firm"])
    Supplier.objects.filter(pk=firm.pk).update(published_at=timezone.now())
    own = User.objects.get(email="sen@hoasen.example")
    pages = [
        (cast.duong, "suppliers:supplier"),
        (cast.binh, "suppliers:supplier"),
        (cast.chi, "suppliers:supplier"),
    ]
    for reader, route in pages:
        assert "001090012345" not in str(browse(reverse(route, args=[firm.public_id]), user=reader))
    section = browse(reverse("suppliers:section", args=[firm.public_id, "company"]), user=own)
    assert "001090012345" in section.main.text
    for reader in (own, cast.mai):
        page = browse(reverse("suppliers:supplier", args=[firm.public_id]), user=reader)
        assert "001090012345" in page.main.text
    client.force_login(cast.binh)
    for path in ("/api/v1/suppliers/", f"/api/v1/suppliers/{firm.public_id}/"):
        assert "001090012345" not in client.get(path).text
    tables = [
        model
        for model in apps.get_models()
        if model is not HouseholdNumber and model._meta.app_label in ("portal", "suppliers", "readiness")
    ]
    for model in tables:
        assert "001090012345" not in str(list(model._base_manager.values())), model
    assert PersonalChange.objects.get(model="suppliers.HouseholdNumber").fields == ["number"]


def test_a_firm_that_nobody_has_taken_in_hand_is_asked_for_not_taken(browse, cast):
    imported = cast.welding_shop
    Supplier.objects.filter(pk=imported.pk).update(organisation=None)
    page = browse(reverse("register_supplier"), data=SUPPLIER | {"tax_code": imported.tax_code}, status=422)
    assert page.select_one("#id_tax_code[aria-invalid]")
    assert page.select_one(f'main a[href="{reverse("suppliers:register_joining")}"]')
    imported.refresh_from_db()
    assert imported.organisation is None
    assert not User.objects.filter(email="sen@hoasen.example").exists()


def test_a_firm_merged_into_another_cannot_be_taken(browse, cast):
    other = firm("Cơ khí khác", "0100686209")
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(organisation=None, merged_into=other)
    browse(reverse("register_supplier"), data=SUPPLIER | {"tax_code": cast.welding_shop.tax_code}, status=422)
    cast.welding_shop.refresh_from_db()
    assert cast.welding_shop.organisation is None


@pytest.mark.parametrize("route, typed", [("register_supplier", SUPPLIER), ("register_buyer", BUYER)])
def test_everything_left_empty_is_asked_for_in_a_sentence_of_its_own(browse, route, typed):
    page = browse(reverse(route), data=dict.fromkeys(typed, ""), status=422, language="vi")
    wanted = [name for name in typed if name != "country"]
    for name in wanted:
        assert page.select_one(f'.errsum a[href="#id_{name}"]'), name
    said = [" ".join(p.text.split()) for p in page.select(".err")]
    assert not any("bắt buộc" in words for words in said)
    assert page.title.text.startswith("Lỗi: ")


@pytest.mark.parametrize("name", ["firm", "tax_code", "name", "email", "password"])
@pytest.mark.parametrize("typed", ["\x00", "x" * 10_000, "😀", "' OR 1=1 --"])
def test_odd_input_is_refused_or_taken_but_breaks_nothing(client, name, typed):
    assert client.post(reverse("register_supplier"), SUPPLIER | {name: typed}).status_code in (302, 422)


def test_a_firm_that_is_here_already_is_said_at_its_number_and_nothing_is_kept(browse, cast):
    people = User.objects.count()
    page = browse(
        reverse("register_supplier"), data=SUPPLIER | {"tax_code": cast.welding_shop.tax_code}, status=422
    )
    assert page.select_one("#id_tax_code[aria-invalid]")
    assert User.objects.count() == people


def test_a_known_address_gets_a_letter_and_the_visitor_sees_what_a_new_one_sees(client, cast):
    people = User.objects.count()
    new = client.post(reverse("register_buyer"), BUYER)
    known = client.post(reverse("register_buyer"), BUYER | {"email": cast.duong.email.upper()})
    assert (new.status_code, new.url) == (known.status_code, known.url)
    assert User.objects.count() == people + 1
    assert mail.outbox[-1].to == [cast.duong.email]


def test_where_addresses_are_not_confirmed_a_known_one_is_an_error(browse, cast, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    page = browse(reverse("register_buyer"), data=BUYER | {"email": cast.duong.email}, status=422)
    assert page.select_one("#id_email[aria-invalid]")


def test_the_twenty_first_attempt_in_an_hour_waits(client, settings):
    for _ in range(20):
        assert client.post(reverse("register_buyer"), BUYER | {"email": "x"}).status_code == 422
    assert client.post(reverse("register_buyer"), BUYER).status_code == 429
    assert not User.objects.exists()


def test_who_is_signed_in_needs_no_other_account(client, cast):
    client.force_login(cast.binh)
    assert client.get(reverse("register_buyer")).url == reverse("home")


@pytest.mark.parametrize("password", ["12345", "password123", "sen@hoasen.example"])
def test_what_is_wrong_with_a_password_is_said_in_vietnamese(browse, password):
    page = browse(reverse("register_supplier"), data=SUPPLIER | {"password": password}, status=422)
    said = page.select_one("#id_password-error").text.lower()
    assert "mật khẩu" in said
    assert "password" not in said
