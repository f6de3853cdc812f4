"""The reported measure on the target page."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from buyers.models import PurchaseReport
from portal.models import Organisation, Sector
from tests.readiness.pages.test_readiness_page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    """Reports of real buyers are read; made-up ones are of the demo."""
    settings.DEMO = False


def report(name, *, sent=True, year=2025, synthetic=False, **amounts):
    buyer = Organisation.objects.create(kind=Organisation.Kind.BUYER, name=name, synthetic=synthetic)
    made = PurchaseReport.objects.create(
        organisation=buyer, year=year, synthetic=synthetic, sent_at=timezone.now() if sent else None
    )
    sector = Sector.objects.current().first()
    for origin, amount in amounts.items():
        made.rows.create(sector=sector, origin=origin, amount=Decimal(amount))


def panel(browse, cast, language="en"):
    return browse(reverse("readiness:target"), user=cast.mai, language=language).select_one("#reported")


def test_before_the_first_report_it_is_not_known(browse, cast):
    report("Draft only", sent=False, imported=5)
    report("Made up", synthetic=True, imported=5)
    assert "Not known yet: no buyer has sent a purchase report." in words(panel(browse, cast))
    assert "Chưa biết: chưa bên mua nào" in words(panel(browse, cast, "vi"))


def test_rates_are_those_of_the_latest_year_with_who_reported(browse, cast):
    for name in ("One", "Two", "Three"):
        report(name, imported=60, vietnamese=15, foreign=25)
    report("Earlier", year=2024, imported=999)
    report("Made up", synthetic=True, imported=999)
    shown = panel(browse, cast)
    reading = (
        "In 2025, 40.0 % of reported purchases were made in Viet Nam, 15.0 % from Vietnamese-owned suppliers."
    )
    assert reading in words(shown)
    assert "Reports for 2025: 3 of 5 registered buyers." in words(shown)
    assert [words(td) for td in shown.select("tbody td")] == ["45", "75", "180"]


def test_two_buyers_show_neither_rate_nor_amount(browse, cast):
    for name in ("One", "Two"):
        report(name, imported=60, vietnamese=15, foreign=25)
    shown = panel(browse, cast)
    assert "too few buyers reported" in words(shown)
    assert not shown.select("td")


def test_questions_stay_few_with_reports(browse, client, cast):
    for n in range(5):
        report(f"Buyer {n}", imported=60, vietnamese=15, foreign=25)
    client.force_login(cast.mai)
    with CaptureQueriesContext(connection) as asked:
        shown = browse(reverse("readiness:target")).select_one("#reported")
    assert "40,0 %" in words(shown)
    assert len(asked) <= 15, "\n".join(q["sql"][:150] for q in asked)
