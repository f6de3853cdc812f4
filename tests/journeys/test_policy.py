"""The ministry makes the next version: copied, changed, tried on the country, and shown to a second person."""

import pytest
from playwright.sync_api import expect

from portal import demo
from tests.journeys.conftest import DESK, PHONE

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]

PARTS = ("weights/", "caps-and-clocks/", "criteria/2.1/", "levels/4/", "levels/4/gates/")


@pytest.mark.parametrize("language, width", [("vi", PHONE), ("en", DESK)])
def test_a_version_from_copy_to_the_second_person(reader, language, width):
    """Publishing is left out: the other journeys stand on the version in force."""
    writer = reader(demo.MINISTRY, language=language, width=width)
    writer.open("/policy/")
    writer.page.locator("#id_version").fill(f"2-{language}")
    writer.page.locator("#new button").click()
    writer.page.wait_for_url("**/policy/drafts/*/")
    draft = writer.page.url.removeprefix(writer.portal)
    writer.check_page()
    for part in PARTS:
        writer.open(draft + part)
        writer.check_page()

    writer.open(draft + "weights/")
    writer.page.locator("#id_dimension_D1").fill("900")
    writer.page.locator(".actbar .primary").click()
    expect(writer.page.locator("#errors")).to_contain_text("10")
    writer.check_page()
    writer.page.locator("#id_dimension_D2").fill("2300")
    writer.page.locator(".actbar .primary").click()
    expect(writer.page.locator("#differences tbody tr")).to_have_count(2)

    writer.open(draft + "simulation/")
    writer.page.locator(".acts button").click()
    expect(writer.page.locator("#sensitivity .reading")).to_be_visible(timeout=90_000)
    expect(writer.page.locator("#changes tbody tr")).to_have_count(7)
    writer.check_page()

    writer.open(draft)
    writer.page.locator("#id_reason").fill("Nhóm một nặng hơn.")
    writer.page.locator("#propose .primary").click()
    expect(writer.page.locator("#second")).to_be_visible()
    expect(writer.page.locator("#second .primary")).to_have_count(0)

    second = reader(demo.SECOND_PERSON, language=language, width=width)
    second.open(draft)
    expect(second.page.locator("#second .primary")).to_be_visible()
    second.check_page()
    second.open("/policy/compare/")
    second.check_page()
    second.open(draft)
    second.page.locator("#second .plain").click()
    second.page.locator("#propose .plain").click()
    second.page.locator("[name=sure]").click()
    expect(second.page.locator("#propose")).to_have_count(0)
