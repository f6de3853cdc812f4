"""The front page: what the portal is for each of three users, and the ways in."""

import pytest
from django.urls import reverse

from portal import demo
from tests import cast as people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_visitor_finds_a_way_in_for_each_of_three_users(browse, language):
    page = browse("/", language=language)
    ways = [a["href"] for a in page.select(".ways .panel a.btn")]
    assert ways == [reverse("register_supplier"), reverse("register_buyer"), reverse("account_login")]
    assert page.select_one("form[role=search]")["action"] == reverse("suppliers:directory")


def test_the_examples_are_searches_that_answer(browse):
    for link in browse("/").select("main a[href*='?q=']"):
        browse(link["href"])


def test_the_demo_accounts_are_shown_on_a_demo_portal_only(browse, settings):
    settings.DEMO = True
    page = browse("/")
    shown = page.select_one("#demo-accounts").text
    assert all(email in shown for email in demo.EVERYONE)
    assert demo.PASSWORD in shown
    settings.DEMO = False
    page = browse("/")
    assert not page.select_one("#demo-accounts")
    assert demo.PASSWORD not in str(page)


def test_a_press_signs_in_as_a_demo_account(client, browse, cast, settings):
    settings.DEMO = True
    person = people.member(people.person(demo.SUPPLIER, "Nguyễn Thu Hà"), cast.welding_shop.organisation)
    person.set_password(demo.PASSWORD)
    person.save()
    form = browse("/").select_one("#demo-accounts form")
    typed = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    answer = client.post(form["action"], typed, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("suppliers:home")


@pytest.mark.parametrize(
    "who, page", [("mai", "readiness:target"), ("duong", "suppliers:home"), ("binh", "suppliers:directory")]
)
def test_who_signed_in_goes_to_the_page_of_their_role(client, cast, who, page):
    client.force_login(getattr(cast, who))
    assert client.get("/").url == reverse(page)


def test_the_privacy_notice_is_read_without_an_account(browse):
    assert browse(reverse("privacy")).select("main .panel")
