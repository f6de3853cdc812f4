"""Every page that a link leads to, for each kind of reader: nothing serious for axe, nothing sideways, in both languages.

The phone in Vietnamese finds the pages by following links, one page a route; the desk in English opens the same.
"""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from portal import demo
from tests.journeys.conftest import DESK, PHONE, Reader

# They share one running portal, and a checkout runs one at a time.
pytestmark = [pytest.mark.browser, pytest.mark.local]

READERS = {"stranger": "", "supplier": demo.SUPPLIER, "buyer": demo.BUYER, "ministry": demo.MINISTRY}
# Answered with a file or a move, or made for programs.
NO_PAGES = ("/api/", "/healthz", "/readyz", "/accounts/logout/", "/metrics")


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


def is_page(reader: Reader, path: str) -> bool:
    """Whether it answers with a page, and not with a file."""
    answer = reader.page.request.get(reader.portal + path, max_redirects=0)
    assert answer.status < 400, f"{path} answered {answer.status}"
    return answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html")


@pytest.mark.parametrize("email", READERS.values(), ids=READERS)
def test_every_page_that_a_link_leads_to(reader, email):
    phone = reader(email, language="vi", width=PHONE)
    known, waiting = {}, deque(["/", "/components/"])
    while waiting:
        path = waiting.popleft()
        route = route_of(urlsplit(path).path)
        if (not route and path != "/") or route in known:
            continue
        known[route] = path
        if path != "/" and not is_page(phone, path):
            continue
        phone.open(path)
        phone.check_page()
        waiting.extend(links(phone))
    desk = reader(email, language="en", width=DESK)
    for path in known.values():
        if path == "/" or is_page(desk, path):
            desk.open(path)
            desk.check_page()
