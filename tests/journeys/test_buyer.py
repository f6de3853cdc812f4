"""A buyer types what she needs in her own language, narrows it, opens a firm and comes back to her list."""

import re

import pytest
from playwright.sync_api import expect

from portal import demo
from tests.journeys.conftest import DESK, PHONE

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]


@pytest.mark.parametrize(
    "query", ["ép nhựa", "ep nhua", "injection moulding", "사출성형", "射出成形", "注塑"]
)
def test_a_process_is_found_in_any_of_the_five_languages(reader, query):
    buyer = reader(language="en")
    buyer.open("/suppliers/")
    buyer.page.locator("input[name=q]").first.fill(query)
    buyer.page.locator("input[name=q]").first.press("Enter")
    expect(buyer.page.locator("main")).to_contain_text(re.compile(r"[1-9][\d,]* suppliers"))
    buyer.sees("njection moulding")


def test_facets_narrow_the_list_and_the_way_back_keeps_them(reader):
    buyer = reader(demo.BUYER, language="en", width=DESK)
    buyer.open("/suppliers/?q=binh+duong")
    buyer.check_page()
    buyer.sees("formerly Binh Duong")
    page = buyer.page
    everyone = page.locator("#count").inner_text()
    page.locator("#filters input[name=level][value='2']").check()
    expect(page).to_have_url(re.compile("level=2"))
    expect(page.locator("#count")).not_to_have_text(everyone)
    narrowed = page.locator("#count").inner_text()
    buyer.check_page()
    page.locator("#results h3 a").first.click()
    buyer.check_page()
    page.get_by_role("link", name=re.compile("results", re.IGNORECASE)).first.click()
    expect(page.locator("#count")).to_have_text(narrowed)


def test_contact_is_for_those_who_signed_in(reader):
    stranger, buyer = reader(language="en", width=PHONE), reader(demo.BUYER, language="en", width=PHONE)
    stranger.open("/suppliers/?level=4")
    path = stranger.page.locator("#results h3 a").first.get_attribute("href")
    for visitor in (stranger, buyer):
        visitor.open(path)
        visitor.check_page()
    assert buyer.page.locator("main a[href^='mailto:'], main a[href^='tel:']").count()
    assert not stranger.page.locator("main a[href^='mailto:'], main a[href^='tel:']").count()


def test_the_directory_works_without_a_script(reader):
    visitor = reader(language="en", script=False)
    visitor.open("/suppliers/")
    visitor.page.locator("input[name=q]").first.fill("iso 9001")
    visitor.page.locator("input[name=q]").first.press("Enter")
    expect(visitor.page).to_have_url(re.compile("q=iso"))
    visitor.sees("ISO 9001")
