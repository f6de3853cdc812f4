"""What made-up buyers report: plausible, the same each time, with every cell of the cross and some hidden ones."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.test import override_settings

from buyers.models import PurchaseReport, PurchaseRow
from readiness import reports
from readiness.dashboards.confirmed import cross
from readiness.demo import purchases
from tests.cast import TODAY
from tests.readiness.demo import country

pytestmark = pytest.mark.django_db


def rows() -> set[tuple]:
    found = PurchaseRow.objects.values_list(
        "report__organisation__name",
        "report__year",
        "sector__letters",
        "origin",
        "amount",
        "supplier__public_id",
    )
    return {(*row[:2], "".join(row[2]), *row[3:]) for row in found}


@override_settings(DEMO=True)
def test_reports_lie_around_what_was_measured_and_some_cells_are_hidden(drawn: None) -> None:
    assert not PurchaseReport.objects.filter(synthetic=False).exists()
    years = reports.years(TODAY)
    assert [y.year for y in years] == [2025, 2024, 2023], "the draft of 2026 is not sent"
    for year in years:
        assert year.published.buyers >= 6
        assert Decimal("0.355") < year.published.in_country < Decimal("0.390")
        assert Decimal("0.155") < year.published.vietnamese < Decimal("0.185")
        assert year.published.sector("M")
        assert year.published.sector("H") is None, "two buyers"
        assert year.published.sector("F") is None, "one has nearly all"


@override_settings(DEMO=True)
def test_every_cell_of_the_cross_has_firms(drawn: None) -> None:
    found = cross(TODAY)
    assert min(found.both, found.idle, found.unready, found.neither) > 0
    named = PurchaseRow.objects.filter(supplier__isnull=False)
    assert not named.exclude(supplier__synthetic=True).exists()
    assert not named.exclude(report__year=2025).exists()


def test_the_same_country_gives_the_same_reports_and_leaves_none_behind(drawn: None) -> None:
    first = rows()
    country.draw(again=True)
    assert rows() == first
    purchases.remove()
    for model in ("PurchaseReport", "PurchaseRow", "PurchaseReportEvent", "PurchaseRowEvent"):
        assert not apps.get_model("buyers", model).objects.exists()
