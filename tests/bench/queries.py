"""Questions to the database for each of the main pages, and the most for any page that a link leads to."""

import re
from collections import Counter
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from portal.demo import BUYER, MINISTRY, SUPPLIER
from portal.models import User
from suppliers.models import Supplier
from tests.bench.stopwatch import Row

MOST = 15
LINK = re.compile(r'href="(/[^"#]*)')


def pages() -> list[tuple[str, str, str]]:
    """Page, reader, address. The firm is the demo supplier's own."""
    owner = User.objects.get(email=SUPPLIER)
    firm = Supplier.objects.owned_by(owner).order_by("pk").first()
    assert firm is not None
    return [
        ("front page", "", "/"),
        ("directory", "", "/suppliers/"),
        ("directory, searched", BUYER, "/suppliers/?q=phay+cnc&level=1"),
        ("firm, public", "", f"/suppliers/{firm.public_id}/"),
        ("firm, for a buyer", BUYER, f"/suppliers/{firm.public_id}/"),
        ("supplier's home", SUPPLIER, f"/home/{firm.public_id}/"),
        ("profile", SUPPLIER, f"/profile/{firm.public_id}/"),
        ("profile, machines", SUPPLIER, f"/profile/{firm.public_id}/machines/"),
        ("readiness", SUPPLIER, f"/readiness/{firm.public_id}/"),
        ("readiness panel", SUPPLIER, f"/readiness/{firm.public_id}/panel/"),
        ("evidence", SUPPLIER, f"/evidence/{firm.public_id}/"),
        ("verification queue", MINISTRY, "/verification/"),
        ("target", MINISTRY, "/targets/"),
        ("ready firms", MINISTRY, "/targets/firms/"),
        ("API, suppliers", BUYER, "/api/v1/suppliers/"),
    ]


def measure() -> list[Row]:
    rows = []
    for name, email, path in pages():
        client = _reader(email)
        client.get(path, follow=True)
        status, asked = _ask(client, path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        rows.append(Row(f"queries, {name}", str(asked), f"<= {MOST}", asked <= MOST))
    for email in (SUPPLIER, BUYER, MINISTRY):
        asked = Counter(linked(email))
        over = ", ".join(f"{name} {n}" for name, n in asked.most_common() if n > MOST)
        what = f"queries, most of {len(asked)} pages that links of {email.split('@')[0]} lead to"
        rows.append(Row(what, str(max(asked.values())), f"<= {MOST}", not over))
        if over:
            rows.append(Row(f"  over it: {over}", ""))
    return rows


def _reader(email: str) -> Client:
    client = Client()
    if email:
        user = User.objects.get(email=email)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _ask(client: Client, path: str) -> tuple[int, int]:
    """The answer's status and how many questions it took."""
    with CaptureQueriesContext(connection) as asked:
        status = client.get(path).status_code
    return status, len(asked)


def linked(email: str) -> dict[str, int]:
    """Questions by route, for every page that a link leads to from this reader's home; two addresses of each."""
    client, waiting, seen = _reader(email), ["/home/"], set[str]()
    times, most = Counter[str](), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        name = _route(path)
        if path in seen or name is None or "logout" in name or times[name] >= 2:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code == 302:
            waiting.append(answer["Location"])
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        times[name] += 1
        waiting += [unescape(link) for link in LINK.findall(answer.content.decode())]
        most[name] = max(most.get(name, 0), _ask(client, path)[1])
    return most


def _route(path: str) -> str | None:
    try:
        return resolve(path.split("?")[0]).view_name
    except Resolver404:
        return None
