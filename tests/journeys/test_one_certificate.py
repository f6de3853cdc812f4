"""The thread through the whole product: a firm shows one certificate, staff read it, its level rises before its
eyes, and a buyer finds it and sees why."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal import demo
from portal.clock import today
from readiness.demo.paper import sample_pdf
from tests.journeys.conftest import DESK, PHONE

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]

ONE_CERTIFICATE_SHORT = "Bậc 2"
A_MOMENT = 5_000  # milliseconds in which a saved fact must have moved the level


def vietnamese(day):
    return f"{day:%d/%m/%Y}"


def test_a_certificate_moves_a_firm_up_and_a_buyer_sees_why(reader):
    issued, ends = today() - timedelta(days=60), today() + timedelta(days=900)

    owner = reader(demo.SUPPLIER, width=PHONE)
    owner.sees(ONE_CERTIFICATE_SHORT)
    owner.check_page()

    owner.open("/profile/")
    owner.page.get_by_role("link", name="Chứng chỉ").first.click()
    editor = owner.page
    panel = editor.locator("#readiness-panel")
    expect(panel).to_contain_text(ONE_CERTIFICATE_SHORT)
    before = panel.inner_text()

    # A date that is none: the sentence stands at the field, and nothing typed is lost.
    editor.locator("#certificates-0 > summary").click()
    editor.locator("#id_certificate-0-standard").select_option(label="Hệ thống quản lý chất lượng ISO 9001")
    editor.locator("#id_declares_no_certificate").uncheck()
    editor.locator("#id_certificate-0-number").fill("VN-2026-0815")
    editor.locator("#id_certificate-0-issued_on").fill(vietnamese(issued))
    editor.locator("#id_certificate-0-valid_to").fill("31/02/2028")
    editor.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(editor.locator(".errsum")).to_contain_text("Có 1 chỗ cần sửa")
    expect(editor.locator("#id_certificate-0-number")).to_have_value("VN-2026-0815")
    owner.check_page()

    editor.locator("#id_certificate-0-valid_to").fill(vietnamese(ends))
    editor.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(editor.locator("#editor .toast")).to_be_visible()
    expect(panel).not_to_have_text(before, timeout=A_MOMENT)

    owner.open("/evidence/")
    editor.get_by_role("link", name="Đính kèm giấy tờ").first.click()
    editor.get_by_role("link", name="ISO 9001").first.click()
    editor.locator("#id_file").set_input_files(
        {"name": "iso-9001.pdf", "mimeType": "application/pdf", "buffer": sample_pdf()}
    )
    editor.get_by_role("button", name="Đính kèm").click()
    owner.sees("iso-9001.pdf")
    owner.check_page()
    owner.open("/readiness/")
    owner.sees(ONE_CERTIFICATE_SHORT)
    firm = editor.url.rstrip("/").rsplit("/", 1)[-1]

    staff = reader(demo.MINISTRY, width=DESK)
    staff.open("/verification/")
    desk = staff.page
    desk.locator("#id_q").fill("Nhựa kỹ thuật Hòa An Mẫu")
    desk.locator("#id_q").press("Enter")
    desk.wait_for_url("**q=*")
    desk.locator("main a[href^='/verification/']").filter(has_text="Hòa An").filter(
        has_text="2.1"
    ).last.click()
    staff.sees("VN-2026-0815")
    desk.locator("#id_scheme").select_option("iso9001")
    desk.locator("#id_read_number").fill("VN-2026-0815")
    desk.locator("#id_read_holder").fill("như trên giấy")
    desk.locator("#id_read_start").fill(vietnamese(issued))
    desk.locator("#id_read_end").fill(vietnamese(ends))
    desk.locator("#id_level").select_option(label="Mức 3")
    desk.locator("#id_evidence_class").select_option("A3")
    desk.locator("#id_source").select_option("register")
    desk.locator("#id_source_seen").fill("BoA, VICAS 001, VN-2026-0815")
    desk.get_by_label("Chấp nhận").check()
    desk.locator("#id_reason").fill("Số chứng chỉ khớp với danh bạ của tổ chức công nhận.")
    staff.check_page()
    desk.locator("#record").click()
    expect(desk.locator("#messages .toast")).to_be_visible()

    # The owner's page was open all the time; nobody reloads it.
    expect(editor.locator("main")).to_contain_text("Bậc 3", timeout=A_MOMENT)
    owner.open("/home/")
    owner.sees("Số chứng chỉ khớp với danh bạ của tổ chức công nhận.")

    buyer = reader(demo.BUYER, language="en", width=DESK)
    buyer.open(f"/suppliers/{firm}/")
    buyer.sees("Level 3")
    buyer.sees("ISO 9001")
    buyer.sees("A3")
    buyer.check_page()
