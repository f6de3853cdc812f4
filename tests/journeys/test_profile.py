"""A workshop owner on a phone, in Vietnamese: what is missing, an answer left and found again, one that does not hold,
the same the next day, saved, and the score has moved."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal import demo
from portal.clock import today
from tests.journeys.conftest import PHONE

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]

A_MOMENT = 5_000  # milliseconds in which a saved fact must have moved the score


def test_a_firm_fills_what_was_missing_on_a_phone_and_its_score_moves(reader):
    owner = reader(demo.SUPPLIER, width=PHONE)
    page = owner.page
    owner.open("/readiness/")
    score = page.locator(".scoreline").first
    before = score.inner_text()

    owner.open("/profile/")
    page.get_by_role("link", name="Còn thiếu gì").click()
    owner.check_page()
    page.locator(".qlist a").filter(has_text="Xuất khẩu").click()
    page.wait_for_url(re.compile(r"/market/#exports$"))
    owner.check_page()

    # She goes elsewhere without saving, and comes back.
    page.locator("#id_direct_percent").fill("mười hai")
    page.locator("ol.crumbs a").last.click()
    owner.sees("ghi dở")
    page.locator("main a[href$='/market/']").first.click()
    expect(page.locator("#id_direct_percent")).to_have_value("mười hai")
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.locator(".errsum")).to_contain_text("Có 1 chỗ cần sửa")

    # The next day: what she wrote is there, and was not saved.
    owner.open("/profile/")
    owner.sees("ghi dở")
    page.locator("main a[href$='/market/']").first.click()
    expect(page.locator("#id_direct_percent")).to_have_value("mười hai")
    owner.check_page()
    page.locator("#id_direct_percent").fill("12")
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.locator("#editor .toast")).to_be_visible()
    expect(page.locator("#worked-out")).to_contain_text("8.3 Xuất khẩu mức 3")

    page.goto(page.url.split("#")[0].replace("/market/", "/sustainability/"))
    page.locator("#id_ecovadis_score").fill("58")
    page.locator("#id_rated_on").fill(f"{today() - timedelta(days=60):%d/%m/%Y}")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_url(re.compile(r"/market/$"))
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_url(re.compile(r"/check/$"))
    owner.sees("58")
    owner.check_page()
    page.get_by_role("link", name="Xem trang như người khác thấy").click()
    page.get_by_role("link", name="Bên mua", exact=True).click()
    owner.sees("EcoVadis")
    owner.check_page()

    owner.open("/readiness/")
    expect(score).not_to_have_text(before, timeout=A_MOMENT)


def test_a_process_and_a_material_are_found_by_typing_a_part_of_their_names(reader):
    owner = reader(demo.SUPPLIER)
    page = owner.page
    owner.open("/profile/")
    page.locator("main a[href$='/processes/']").first.click()
    row = page.locator("details.rowbox").first
    row.locator("summary").first.click()
    chosen = row.locator("select[data-narrow]")
    kept, whole = chosen.input_value(), chosen.locator("option").count()
    typed = row.get_by_label("Tìm công đoạn theo tên")
    typed.fill("tien cnc")
    assert chosen.locator("option").count() < whole
    assert chosen.input_value() == kept
    typed.fill("không có tên này")
    expect(row.get_by_role("status").first).to_have_text("Không có mục nào tên như vậy.")
    typed.fill("")
    assert (chosen.locator("option").count(), chosen.input_value()) == (whole, kept)
    owner.check_page()
