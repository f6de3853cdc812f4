"""A person's own pages, and a device that makes a passkey and opens the account with it."""

import re

import pytest
from playwright.sync_api import expect

from portal import demo
from tests.journeys.conftest import DESK, PHONE, Reader

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]


@pytest.fixture
def owner(chromium, portal):
    """The demo supplier at a phone that keeps keys. A passkey needs a name: ``localhost``, not a number."""
    context = chromium.new_context(viewport={"width": PHONE, "height": 900}, locale="en")
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kept = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": kept})
    named = portal.replace("127.0.0.1", "localhost")
    context.add_cookies([{"name": "django_language", "value": "en", "url": named}])
    yield Reader(page, named)
    context.close()


def test_a_passkey_is_made_used_and_removed(owner):
    owner.sign_in(demo.SUPPLIER)
    page = owner.page
    owner.open("/accounts/2fa/webauthn/add/")
    page.locator("#id_password").fill(demo.PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.locator("#id_name").fill("My phone")
    owner.check_page()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    owner.check_page()

    owner.open("/accounts/logout/")
    page.locator("main form button").click()
    owner.open("/accounts/login/")
    owner.check_page()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/home/"))

    for path in ("/accounts/2fa/", "/accounts/2fa/webauthn/"):
        owner.open(path)
        owner.check_page()
    page.get_by_role("link", name="Remove").click()
    page.wait_for_url(re.compile("reauthenticate"))
    owner.check_page()
    page.get_by_role("link", name="use a passkey").click()
    page.wait_for_url("**/webauthn/reauthenticate/**")
    owner.check_page()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("main")).to_contain_text("No passkey yet")


@pytest.mark.parametrize("language, width", [("vi", PHONE), ("en", DESK)])
def test_a_persons_own_pages(reader, language, width):
    person = reader(demo.BUYER, language=language, width=width)
    for path in ("/account/", "/accounts/2fa/", "/team/", "/join/", "/joining/"):
        person.open(path)
        person.check_page()


@pytest.mark.parametrize("language, width", [("vi", PHONE), ("en", DESK)])
def test_the_history_of_a_firm_and_of_the_policy(reader, language, width):
    owner = reader(demo.SUPPLIER, language=language, width=width)
    owner.open(owner.page.locator("main a[href^='/history/']").get_attribute("href"))
    owner.check_page()
    staff = reader(demo.MINISTRY, language=language, width=width)
    staff.open("/policy/history/")
    staff.check_page()
