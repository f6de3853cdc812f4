"""The count by the 34 provinces of today or the 63 before, and the days of one of them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from portal.models import Province
from readiness import frameworks, standings
from readiness.models import Standing
from suppliers.models import Supplier
from tests.cast import TODAY
from tests.readiness.pages.test_target_page import ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TARGET, ROWS = reverse("readiness:target"), reverse("readiness:ready_firms")


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


def before(code):
    return Province.objects.get(code=code, list__version="before-2025")


@pytest.fixture
def country(cast):
    """Three firms in today's Hồ Chí Minh City, of which one lay in Bình Dương and one nobody knows where; one in Hà Nội."""
    firms = [
        ready("Thép Dĩ An", "0300000001", province="79"),
        ready("Nhựa Sài Gòn", "0300000002", province="79"),
        ready("Dập Gia Định", "0300000003", province="79"),
        ready("Tiện Hà Nội", "0100000001", province="01"),
    ]
    for firm, former in zip(firms, ("74", "79"), strict=False):
        Supplier.objects.filter(pk=firm.pk).update(former_province=before(former))
    return firms


def table(page):
    rows = page.select("#provinces tbody tr")
    return {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in rows}


def test_the_map_and_its_table_are_of_today_or_of_before(browse, cast, country):
    page = browse(TARGET, user=cast.mai, language="vi")
    assert len(page.select("#provinces svg.map rect:not(.isl)")) == 34
    assert table(page)["TP. Hồ Chí Minh"] == "3"
    page = browse(f"{TARGET}?units=before", user=cast.mai, language="vi")
    assert len(page.select("#provinces svg.map rect:not(.isl)")) == 63
    told = table(page)
    assert (told["Bình Dương"], told["Hồ Chí Minh"], told["Hà Nội"], told["Chưa rõ thuộc đâu"]) == ("1",) * 4
    assert page.select_one("#provinces nav [aria-current=page]")["href"] == f"{TARGET}?units=before#provinces"


def test_every_tile_of_both_maps_has_a_place_of_its_own():
    for version, units in (("2025-07", 34), ("before-2025", 63)):
        tiles = Province.objects.filter(list__version=version).values_list("tile_column", "tile_row")
        assert len(set(tiles)) == len(tiles) == units


@pytest.mark.parametrize("former, names", [("74", ["Thép Dĩ An"]), ("01", ["Tiện Hà Nội"]), ("77", [])])
def test_each_figure_of_before_opens_its_rows(browse, cast, country, former, names):
    page = browse(f"{ROWS}?former={former}", user=cast.mai)
    assert [link.get_text(strip=True) for link in page.select("#rows tbody th a")] == names


def test_the_days_of_a_place_are_told_in_place_of_the_countrys(browse, cast, country):
    framework = frameworks.current()
    standings.keep(framework, TODAY - timedelta(days=2))
    standings.keep(framework, TODAY)
    assert Standing.objects.get(day=TODAY, province=before("74")).firms == 1
    page = browse(f"{TARGET}?units=before&place=74", user=cast.mai)
    assert page.select_one("#trend select option[selected]")["value"] == "74"
    assert [r.td.get_text(strip=True) for r in page.select("#trend details table tbody tr")][:2] == ["1", "1"]
    page = browse(f"{TARGET}?place=74", user=cast.mai)
    assert not page.select("#trend select option[selected]"), "74 is no code of today's list"


def test_one_more_unit_asks_no_more_questions(browse, cast, same_queries_for_more):
    ready("Thép Dĩ An", "0300000001", province="79")

    def more():
        ready("Nhựa Sài Gòn", "0300000002", province="31")

    same_queries_for_more(lambda: browse(f"{TARGET}?units=before", user=cast.mai), more)
