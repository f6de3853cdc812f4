"""The progress page: what it says of each target against standings of our own making."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from portal.models import Sector
from readiness import frameworks
from readiness.models import Standing, Target
from tests.cast import TODAY
from tests.readiness.pages.test_readiness_page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

API = reverse("api-progress")


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


def keep(day: date, firms: int, vietnamese: int, **other) -> None:
    named = {"framework_hash": frameworks.current().hash, "synthetic": False, "sector": ""} | other
    Standing.objects.create(day=day, firms=firms, vietnamese_firms=vietnamese, **named)


def rows(browse, cast, language="en") -> dict[str, list[str]]:
    page = browse(reverse("readiness:progress"), user=cast.mai, language=language)
    table = [[words(cell) for cell in row.select("th, td")] for row in page.select("#progress tbody tr")]
    return {f"{row[1].split()[-1]} {row[0]}": row for row in table}


def of(found: dict[str, list[str]], year: int, starts: str) -> list[str]:
    return next(row for name, row in found.items() if name.startswith(f"{year} {starts}"))


def test_before_the_first_standing_nothing_is_said_to_be_zero(browse, cast):
    found = rows(browse, cast)
    assert len(found) == 5
    for row in found.values():
        assert row[2] == "Not known yet"
        assert row[3:] == ["–", "–", "No standing yet"]


def test_the_pace_is_told_a_year_and_leads_to_a_day(browse, cast):
    for back in range(12, -1, -1):
        keep(TODAY - timedelta(days=30 * back), 960 - 10 * back, 300)
    first = of(rows(browse, cast), 2030, "Firms ready")
    assert first[1].startswith("about 2,000")
    assert first[2].startswith("960 ")
    assert first[3] == "+121.7 a year"
    left = (date(2030, 12, 31) - TODAY).days
    assert first[4] == f"+{1040 / left * 365:.1f} a year"
    assert first[5] == f"At this pace on {(TODAY + timedelta(days=3120)).strftime('%-d %b %Y')}"
    overdue = of(rows(browse, cast), 2025, "Firms ready")
    assert overdue[4] == "–"
    assert overdue[5].endswith("2025 has passed")


def test_days_that_were_counted_afterwards_are_said_to_be(browse, cast):
    for back, kept in ((60, TODAY), (30, TODAY), (0, TODAY)):
        keep(TODAY - timedelta(days=back), 10, 3)
        noon = datetime.combine(kept, time(5), UTC)
        Standing.objects.filter(day=TODAY - timedelta(days=back)).update(kept_at=noon)
    said = (
        "The days from 22 Sep 2026 to 22 Oct 2026 were counted afterwards, on 21 Nov 2026, by VN-SI 1, from the "
        "facts as they stood on each day."
    )
    for url in ("readiness:progress", "readiness:target"):
        assert said in words(browse(reverse(url), user=cast.mai, language="en"))
    Standing.objects.exclude(day=TODAY).delete()
    assert "counted afterwards" not in words(browse(reverse("readiness:target"), language="en"))


def test_a_series_stands_under_todays_method_beside_what_was_published(browse, cast):
    """A day counted again by the framework in force is what change and pace are told from; it changes no past."""
    then, old = TODAY - timedelta(days=60), "0" * 64
    keep(then, 12, 4, framework_hash=old)
    keep(then, 6, 3)
    keep(TODAY, 8, 3)
    noon = datetime.combine(then, time(5), UTC)
    Standing.objects.filter(day=then, framework_hash=old).update(kept_at=noon)
    page = browse(reverse("readiness:progress"), user=cast.mai, language="en")
    published = [words(row.td) for row in page.select("#standings > div > table:first-of-type tbody tr")]
    assert published == ["8", "12"], "the newest day first"
    again = page.select_one("#again").find_next("table")
    assert [words(cell) for cell in again.select("tbody td")][:2] == ["6", "3"]
    reading = words(page.select_one("#standings .reading"))
    assert reading.startswith("2 more than on 22 Sep 2026.")
    assert "Those of kept pages, from 22 Sep 2026 on, are counted again by VN-SI 1 and compared." in reading
    assert of(rows(browse, cast), 2030, "Firms ready")[3].startswith("+12.2 a year")
    target = browse(reverse("readiness:target"), user=cast.mai, language="en")
    assert "6" in words(target.select_one("#again").find_next("table").tbody)


def test_the_share_is_of_the_firms_counted(browse, cast):
    keep(TODAY - timedelta(days=60), 100, 20)
    keep(TODAY, 200, 80)
    share = of(rows(browse, cast), 2025, "Vietnamese-owned")
    assert share[2].startswith("40.0 %")
    assert share[5].startswith("Reached")


def test_standings_of_cells_of_demo_firms_and_of_another_framework_are_not_mixed_in(browse, cast):
    keep(TODAY, 7, 3)
    keep(TODAY - timedelta(days=90), 5000, 5000, framework_hash="0" * 64)
    keep(TODAY - timedelta(days=90), 5000, 5000, synthetic=True)
    keep(TODAY - timedelta(days=90), 5000, 5000, sector=Sector.objects.current().first().letters[0])
    first = of(rows(browse, cast), 2030, "Firms ready")
    assert first[3] == "–"
    assert first[5].startswith("No trend yet")


def test_every_measured_target_is_named_and_the_others_are_counted(browse, cast):
    page = browse(reverse("readiness:progress"), user=cast.mai, language="en")
    assert f"{Target.objects.count() - 5} other targets have no measure" in words(page)


def test_the_page_is_in_vietnamese_too_and_for_staff_alone(browse, cast):
    assert "Với tốc độ này" in words(browse(reverse("readiness:progress"), user=cast.mai, language="vi"))
    for other in (cast.duong, cast.binh, cast.chi):
        browse(reverse("readiness:progress"), user=other, status=404)


def test_a_program_is_told_the_same(client, cast):
    client.force_login(cast.mai)
    before = client.get(API).json()
    assert len(before["targets"]) == 5
    assert {t["found"] for t in before["targets"]} == {None}
    for back in range(12, -1, -1):
        keep(TODAY - timedelta(days=30 * back), 960 - 10 * back, 300)
    told = client.get(API).json()
    assert (told["as_of"], told["framework"]) == (TODAY.isoformat(), "VN-SI 1")
    found = {t["target"]: (t["unit"], t["found"]) for t in told["targets"]}
    assert found["r115-direct-2030"] == (
        "firms",
        {
            "state": "late", "standing": "960.000000", "on": "2026-11-21", "target": "2000.000000", "by": "2030-12-31",
            "missing": "1040.000000", "pace": "0.333333", "needed": "0.692871",
            "reached_on": (TODAY + timedelta(days=3120)).isoformat(),
        },
    )  # fmt: skip
    client.force_login(cast.duong)
    assert client.get(API).status_code == 404
