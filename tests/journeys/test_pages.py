"""Pages that stand several to a route, in both languages, on a phone and at a desk: nothing serious for axe, nothing
sideways."""

import pytest

from portal import demo
from suppliers.sections import SECTIONS
from tests.journeys.conftest import DESK, PHONE

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]

# What ``test_every_page`` does not come to: it opens one page a route, by links.
PAGES = {
    "": ["/suppliers/?q=iso+9001"],
    demo.BUYER: ["/suppliers/?level=3", "/suppliers/?q=khongcogi", "/purchases/new/", "/api/docs/"],
    demo.MINISTRY: ["/policy/lists/steps/", "/policy/lists/programmes/", "/policy/lists/programmes/new/", "/policy/lists/steps/new/", "/policy/lists/targets/new/", "/verification/firms/?q=co"],
}  # fmt: skip
# Vietnamese is the longer language and the phone the narrower screen: what fits there fits crosswise, too.
SEEN = pytest.mark.parametrize("language, width", [("vi", PHONE), ("en", DESK)])


@SEEN
@pytest.mark.parametrize("email", PAGES, ids=["stranger", "buyer", "ministry"])
def test_pages_owe_every_reader_the_same(reader, email, language, width):
    visitor = reader(email, language=language, width=width)
    for path in PAGES[email]:
        visitor.open(path)
        visitor.check_page()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_sections_of_a_profile(reader, width):
    owner = reader(demo.SUPPLIER, width=width)
    owner.open("/profile/")
    links = owner.page.locator("main a[href^='/profile/']")
    paths = [link.get_attribute("href") for link in links.all()]
    for section in (*SECTIONS, "check", "missing", "preview/public"):
        owner.open(next(path for path in paths if path.endswith(f"/{section}/")))
        owner.check_page()


@SEEN
def test_the_way_up(reader, language, width):
    owner = reader(demo.SUPPLIER, language=language, width=width)
    owner.open("/readiness/")
    owner.open(owner.page.locator("#way-up a[href*='way-up']").first.get_attribute("href"))
    owner.check_page()


def test_an_amount_can_be_read_whole_on_a_phone(reader):
    buyer = reader(demo.BUYER, language="en", width=PHONE)
    buyer.open("/purchases/")
    buyer.open(buyer.page.locator("main th a[href^='/purchases/']").first.get_attribute("href") + "edit/")
    buyer.page.locator("details.rowbox summary").first.click()
    amount = buyer.page.locator("[name=row-0-amount]")
    assert amount.bounding_box()["width"] >= 160
    assert amount.evaluate("box => box.scrollWidth <= box.clientWidth")


@SEEN
def test_a_requirement_and_its_matches(reader, language, width):
    buyer = reader(demo.BUYER, language=language, width=width)
    buyer.open("/requirements/")
    one = buyer.page.locator("main th a[href^='/requirements/']").last.get_attribute("href")
    # Who was ticked in the directory is not compared against the requirement.
    buyer.open("/suppliers/?q=iso+9001")
    buyer.page.locator("input[form=compare]").first.check()
    for path in (one, f"{one}edit/", f"{one}matches/", f"{one}matches/?group=one"):
        buyer.open(path)
        buyer.check_page()
    ticks = buyer.page.locator("input[form=compare]")
    for at in range(2):
        ticks.nth(at).check()
    buyer.check_page()
    buyer.page.locator("#compare button.primary").click()
    buyer.page.wait_for_url("**/compare/**")
    assert buyer.page.locator(".sides thead th").count() == 2
    buyer.check_page()
