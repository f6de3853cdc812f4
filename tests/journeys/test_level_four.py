"""From registration to level 4, honestly: each kind of decision once, by whoever may take it; and what stops a firm that
must not."""

import os
import re
import secrets
from datetime import date
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from portal import demo
from portal.clock import today
from readiness.demo.firms import tax_code
from readiness.demo.paper import sample_pdf
from suppliers.clocks import add_months
from tests.journeys.behind import behind
from tests.journeys.conftest import DESK, PHONE, Reader

# They share one running portal, and a checkout runs one at a time.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.local,
    pytest.mark.skipif(
        "PORTAL_AT" in os.environ and "PORTAL_STATE" not in os.environ,
        reason="works behind a portal of this checkout",
    ),
]

# A portal that runs already may have seen these people before.
RUN = secrets.randbelow(90_000)
NAME, BUYER = f"Cơ khí Bậc Bốn {RUN}", f"Nhà lắp ráp Thử {RUN}"
PASSWORD = "một mật khẩu đủ dài"
A_MOMENT = 15_000  # milliseconds in which a decision must have moved the level
NEVER_ASKED = ("1.1", "2.8", "3.6", "2.2", "4.1")


def register(visitor: Reader, kind: str, email: str, **typed: str) -> None:
    visitor.open(f"/register/{kind}/")
    for name, value in (typed | {"name": "Người thử", "email": email, "password": PASSWORD}).items():
        visitor.page.locator(f"#id_{name}").fill(value)
    visitor.page.locator("#id_privacy").check()
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_url(lambda url: "register" not in url)


def says_level(owner: Reader, level: int) -> None:
    """The page of readiness says so within a moment; nobody reloads it."""
    owner.open("/readiness/")
    verdict = owner.page.locator(".verdict .level.big").first
    expect(verdict).to_contain_text(re.compile(rf"Bậc\s+{level}\b"), timeout=A_MOMENT)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_load_state()


def months(count: int) -> list[date]:
    return [add_months(today().replace(day=1), -n) for n in range(1, count + 1)]


def test_a_firm_comes_from_registration_to_level_4(reader):
    code = tax_code(4_800_000 + RUN)
    owner = reader(width=PHONE)
    register(owner, "supplier", f"chu{RUN}@xuong.example", firm=NAME, tax_code=code)
    behind("tests.journeys.long_middle", code, *NEVER_ASKED)
    says_level(owner, 0)
    firm = re.search(r"/(?:profile|readiness|suppliers)/([0-9A-Z]{8})/", owner.page.content())[1]
    owner.check_page()

    # The register: staff look the tax code up.
    staff = reader(demo.MINISTRY, width=DESK)
    desk = staff.page
    staff.open(f"/verification/firms/{firm}/register/")
    desk.locator("#id_criterion").select_option("1.1")
    desk.locator("#id_level").select_option("5")
    desk.locator("#id_register").fill("CSDL quốc gia về đăng ký doanh nghiệp")
    desk.locator("#id_entry").fill(code)
    desk.locator("#id_reason").fill("Đang hoạt động, tên khớp.")
    staff.check_page()
    press(desk, "Ghi lại")
    says_level(owner, 2)

    # What does not apply: asked with a reason, decided with one.
    owner.open(f"/evidence/{firm}/rulings/not-applicable/")
    owner.page.locator("#id_criterion").select_option("3.6")
    owner.page.locator("#id_reason").fill("Xưởng không nhiệt luyện, không mạ, không sơn.")
    owner.check_page()
    press(owner.page, "Gửi")
    staff.open("/verification/requests/")
    desk.get_by_role("link", name=NAME).first.click()
    desk.get_by_role("link", name=re.compile("^Quyết định 3.6")).click()
    desk.get_by_label("Chấp nhận").check()
    desk.locator("#id_reason").fill("Đã xem sơ đồ xưởng.")
    press(desk, "Ghi lại")
    staff.sees("Không tính: tiêu chí không áp dụng")
    staff.check_page()

    # A buyer: invited by link, verified by staff, confirms six months.
    owner.open(f"/confirmations/{firm}/")
    owner.page.locator("#id_to").fill("Nhà lắp ráp, thu mua")
    press(owner.page, "Tạo đường dẫn")
    link = owner.page.locator("code.link").inner_text()
    owner.check_page()
    buyer = reader(width=DESK)
    register(buyer, "buyer", f"mua{RUN}@laprap.example", company=BUYER)
    buyer.open(re.sub(r"^https?://[^/]+", "", link))
    press(buyer.page, "Chấp nhận")
    buyer.sees(f"Cán bộ chưa xác minh {BUYER}")
    staff.open("/verification/buyers/")
    desk.get_by_role("link", name=BUYER).click()
    desk.get_by_label(re.compile("^Đã xác minh")).check()
    desk.locator("#id_reason").fill("Đã xem đăng ký kinh doanh, đã gọi tổng đài.")
    staff.check_page()
    press(desk, "Ghi lại")
    buyer.page.reload()
    for month in months(6):
        for name, value in (("parts", "20.000"), ("rejected", "2"), ("lines_due", "40"), ("lines_on_time", "40")):  # fmt: skip
            buyer.page.locator(f"[name='{month:%Y-%m}-{name}']").fill(value)
    buyer.check_page()
    press(buyer.page, "Xác nhận số liệu này")
    owner.open(f"/confirmations/{firm}/")
    owner.sees("6 tháng mới")
    owner.page.locator("[id$='-share']").first.fill("70")
    press(owner.page, f"Lưu {BUYER}")
    says_level(owner, 3)

    # The last gate: a paper, read by staff.
    owner.open(f"/evidence/{firm}/new/?criterion=2.8")
    owner.page.locator("#id_level input[value='3']").check()
    owner.page.locator("#id_file").set_input_files(
        {"name": "vda63.pdf", "mimeType": "application/pdf", "buffer": sample_pdf()}
    )
    owner.page.locator("#id_valid_from").fill(f"{today():%d/%m/%Y}")
    press(owner.page, "Đính kèm")
    staff.open(f"/verification/{waiting(desk, NAME)}/")
    desk.get_by_label("Chấp nhận").check()
    desk.locator("#id_read_holder").fill(NAME)
    desk.locator("#id_read_start").fill(f"{today():%d/%m/%Y}")
    desk.locator("#id_reason").fill("Báo cáo đánh giá quá trình hạng B.")
    desk.locator("#record").click()
    expect(desk.locator("#messages .toast")).to_be_visible()
    says_level(owner, 4)
    owner.check_page()

    # And what stops it: a finding with a ceiling, which the firm's own paper does not close.
    staff.open(f"/verification/firms/{firm}/finding/")
    desk.locator("#id_criterion").select_option("2.6")
    desk.locator("#id_ceiling").select_option("2")
    desk.locator("#id_evidence_class").select_option("A3")
    desk.locator("#id_reason").fill("Hai lô trên chuyền không có nhãn.")
    press(desk, "Ghi lại")
    says_level(owner, 3)
    owner.sees("có kết luận chưa đóng")
    owner.open(f"/evidence/{firm}/rulings/")
    owner.sees("Hai lô trên chuyền không có nhãn.")
    owner.page.locator("textarea[name=words]").first.fill("Đã dán nhãn lại, mời cán bộ đến xem.")
    owner.page.get_by_role("button", name="Tôi đã đọc").first.click()
    owner.sees("Đã dán nhãn lại")
    staff.open("/verification/requests/")
    desk.get_by_role("link", name=NAME).first.click()
    desk.get_by_role("link", name=re.compile("^Đóng kết luận")).click()
    assert desk.locator("#id_by input").count() == 0, (
        "no proof of the same class, and the opener lifts nothing"
    )


def waiting(desk: Page, name: str) -> str:
    """The key of the evidence of a firm that waits, as the queue finds it by the firm's name."""
    queue = re.sub(r"(https?://[^/]+)/.*", r"\1/verification/", desk.url)
    desk.goto(f"{queue}?{urlencode({'q': name})}")
    found = desk.locator("main a[href^='/verification/']").filter(has_text=name).last
    return re.search(r"/verification/(\d+)/", found.get_attribute("href") or "")[1]


def test_a_firm_whose_deliveries_no_buyer_confirms_is_stopped(reader):
    code = tax_code(4_900_000 + RUN)
    owner = reader(width=PHONE)
    register(owner, "supplier", f"chu2{RUN}@xuong.example", firm="Cơ khí Chưa Xác Nhận", tax_code=code)
    behind("tests.journeys.long_middle", code, "2.2", "4.1", "1.1")
    firm = re.search(r"/(?:profile|readiness|suppliers)/([0-9A-Z]{8})/", owner.page.content())[1]
    staff = reader(demo.MINISTRY, width=DESK)
    staff.open(f"/verification/firms/{firm}/register/")
    staff.page.locator("#id_criterion").select_option("1.1")
    staff.page.locator("#id_level").select_option("5")
    for name in ("register", "entry", "reason"):
        staff.page.locator(f"#id_{name}").fill("Đang hoạt động")
    press(staff.page, "Ghi lại")
    says_level(owner, 2)
    owner.sees("tỷ lệ lỗi hàng giao")
    # Its own figures say 0 defects; without a buyer they credit level 1 at most.
    owner.open(f"/confirmations/{firm}/")
    owner.sees("Chưa có khách hàng nào xác nhận")
    owner.check_page()
    # A buyer that staff have not verified cannot help it.
    owner.page.locator("#id_to").fill("Bạn")
    press(owner.page, "Tạo đường dẫn")
    link = owner.page.locator("code.link").inner_text()
    friend = reader(width=DESK)
    register(friend, "buyer", f"ban{RUN}@be.example", company="Công ty Bạn Bè")
    friend.open(re.sub(r"^https?://[^/]+", "", link))
    press(friend.page, "Chấp nhận")
    expect(friend.page.get_by_role("button", name="Xác nhận số liệu này")).to_be_disabled()
    says_level(owner, 2)
