"""Every page that a link leads to, for each kind of reader: nothing serious for axe, nothing sideways, in both languages.

The phone in Vietnamese finds the pages by following links, one page a route; the desk in English opens the same.
"""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from portal import demo
from tests.journeys.conftest import DESK, PHONE, Reader
from tests.portal.test_routes import TABLE, shape

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]

READERS = {"stranger": "", "supplier": demo.SUPPLIER, "buyer": demo.BUYER, "ministry": demo.MINISTRY}
# Answered with a file or a move, or made for programs.
NO_PAGES = ("/api/", "/healthz", "/readyz", "/accounts/logout/", "/metrics")
# Nothing on a page leads there: an address of its own, or a form.
BEGIN = (
    "/",
    "/components/",
    "/compare/",
    "/register/",
    "/join/",
    "/joining/",
    "/home/",
    "/profile/",
    "/evidence/",
    "/confirmations/",
)
# Parts of a page, what only a letter leads to, and what the demo country has none of.
NO_LINK = (
    "readiness/<mine>/panel/",
    "verification/<evidence>/effect/",
    "invitations/<key>/",
    "deliveries/invited/<key>/",
    "duplicates/<pair>/",
    "policy/lists/<list>/new/",
    "lists/<batch>/rows/<row>/",
    "verification/registers/<list>/",
    "verification/firms/<listed>/finding/<finding>/",
    "verification/firms/<listed>/not-applicable/<asked>/",
    "verification/firms/<listed>/renewal/<renewal>/",
    "verification/firms/<listed>/waiver/<waiver>/",
)


def route_of(path: str) -> str:
    """The route that answers a path, "" where a reader has no page to expect."""
    if path.startswith(NO_PAGES) or path.endswith((".pdf", ".csv", ".xlsx")):
        return ""
    try:
        return resolve(path).route
    except Resolver404:
        return ""


def links(reader: Reader) -> list[str]:
    """Paths that the open page leads to, menus that are closed included."""
    found = reader.page.eval_on_selector_all(
        "a[href]:not([download]):not([hx-post])",
        "all => all.map(a => new URL(a.getAttribute('href'), location).href)",
    )
    return [
        urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl()
        for url in found
        if url.startswith(reader.portal)
    ]


def opens(reader: Reader, path: str) -> bool:
    """Open it; False where it is a file to be kept."""
    try:
        reader.open(path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    return True


def begin_work(staff: Reader) -> None:
    """A draft of the policy and a list of firms, which the demo country has none of."""
    staff.open("/policy/")
    staff.page.locator("[name=version]").fill("9-every-page")
    staff.page.locator("form[action$='/clone/'] button").click()
    staff.page.wait_for_url("**/policy/drafts/*/")
    staff.open("/lists/")
    table = "Tên doanh nghiệp,Mã số thuế,Địa chỉ\nCơ khí Thử,0100109106,Hà Nội\nKhông mã,12,Huế\n"
    upload = {"name": "list.csv", "mimeType": "text/csv", "buffer": table.encode()}
    staff.page.locator("input[type=file]").set_input_files(upload)
    staff.page.locator("form:has(input[type=file]) button").click()
    staff.page.wait_for_url("**/lists/*/**")


@pytest.mark.parametrize("who", READERS)
def test_every_page_that_a_link_leads_to(reader, who):
    phone = reader(READERS[who], language="vi", width=PHONE)
    if who == "ministry":
        begin_work(phone)
    known: dict[str, str] = {}
    waiting = deque(BEGIN)
    while waiting:
        path = waiting.popleft()
        route = route_of(urlsplit(path).path)
        if (not route and path != "/") or route in known:
            continue
        known[route] = path
        if opens(phone, path):
            phone.check_page()
            waiting.extend(links(phone))
    desk = reader(READERS[who], language="en", width=DESK)
    for path in known.values():
        if opens(desk, path):
            desk.check_page()
    place = list(READERS).index(who)
    answered = {route for route, answers in TABLE.items() if answers[place] == 200}
    expected = {shape(route) for route in answered if not ("/" + route).startswith(NO_PAGES)}
    missed = expected - {shape(route) for route in known} - {shape(route) for route in NO_LINK}
    assert not missed, sorted("/".join(parts) for parts in missed)
