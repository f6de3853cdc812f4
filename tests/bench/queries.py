"""Questions to the database for each of the main pages."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.demo import BUYER, MINISTRY, SUPPLIER
from portal.models import User
from suppliers.models import Supplier
from tests.bench.stopwatch import Row

MOST = 15


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
        client = Client()
        if email:
            client.force_login(
                User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        client.get(path, follow=True)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        rows.append(Row(f"queries, {name}", str(len(asked)), f"<= {MOST}", len(asked) <= MOST))
    return rows
