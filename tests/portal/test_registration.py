"""A supplier or a buyer makes an account, and nobody learns from it who else has one."""

import pytest
from django.core import mail
from django.urls import reverse

from portal.actions import PRIVACY_NOTICE_VERSION
from portal.models import Membership, Organisation, User
from suppliers.models import HouseholdNumber, Supplier

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


def test_a_buyer_acts_for_a_new_company(client):
    client.post(reverse("register_buyer"), BUYER)
    company = User.objects.get(email=BUYER["email"]).organisations.get()
    assert (company.kind, company.name, company.country) == ("buyer", "Assembler Vietnam", "JP")
    assert not Supplier.objects.exists()


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
