"""Staff read how far the country is, and open the firms behind a figure."""

import re

import pytest
from playwright.sync_api import expect

from portal import demo
from tests.journeys.conftest import DESK

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]


@pytest.mark.parametrize("language, ready", [("vi", "doanh nghiệp"), ("en", "firms")])
def test_every_figure_opens_its_rows(reader, language, ready):
    staff = reader(demo.MINISTRY, language=language, width=DESK)
    staff.open("/targets/")
    staff.check_page()
    staff.sees(ready)
    figure = staff.page.locator("#count .figure, #count .value, #count strong").first.inner_text()
    count = int(re.sub(r"\D", "", figure))
    staff.page.locator("#count footer a[href*='/targets/firms/']").click()
    expect(staff.page.locator(".reading").first).to_contain_text(re.compile(rf"\b{count}\b"))
    staff.check_page()


def test_a_province_of_the_map_opens_its_firms(reader):
    staff = reader(demo.MINISTRY, language="vi", width=DESK)
    staff.open("/targets/")
    staff.page.locator("a[href*='province=79']").first.click()
    staff.sees("Hồ Chí Minh")
