"""Days of kept pages by the framework in force: the series of one method, beside what was published then."""

import pytest
from django.utils import timezone

from readiness import frameworks, standings, tasks
from readiness.engine import parse_framework
from readiness.kept.recounting import recount_one
from readiness.models import Framework, Standing
from tests.cast import TODAY
from tests.readiness.kept.country import NEXT_MONTH, keep

pytestmark = pytest.mark.django_db


def cells(framework: Framework, day=TODAY) -> set[tuple]:
    kept = Standing.objects.filter(framework_hash=framework.hash, day=day)
    return {(s.sector, s.province_id, s.firms, s.vietnamese_firms) for s in kept}


def another(change: tuple[str, str]) -> Framework:
    text = frameworks.SHIPPED.read_text(encoding="utf-8").replace('version = "1"', 'version = "2"', 1)
    text = text.replace(*change)
    parsed = parse_framework(text)
    return Framework.objects.create(
        name=parsed.name, version="2", document=text, hash=parsed.hash, published_at=timezone.now()
    )


def test_by_the_same_framework_a_kept_day_has_the_cells_that_were_counted(page):
    framework = frameworks.current()
    assert recount_one(framework) == TODAY
    assert cells(framework) == {
        (c.sector, c.province, c.firms, c.vietnamese) for c in standings.count_cells()
    }
    assert ("", None, 6, 5) in cells(framework)


def test_another_framework_counts_every_kept_day_and_leaves_what_was_published(page, cast):
    first = frameworks.current()
    standings.keep(first, TODAY)
    before = cells(first)
    keep(cast.mai, on=NEXT_MONTH)
    framework = another(('minimum_total = "60"', 'minimum_total = "90"'))
    assert tasks.recount(), "each task counts one day and asks for the next"
    assert cells(framework, NEXT_MONTH) == {("", None, 0, 0)}
    assert cells(framework) == set()
    while tasks.recount():
        pass
    assert cells(framework) == {("", None, 0, 0)}
    assert cells(first) == before


def test_facts_of_criteria_that_the_page_did_not_have_count_as_unknown(page):
    """The later framework has what the page's had under another code."""
    framework = another(('criterion = "2.4"', 'criterion = "2.5"'))
    assert recount_one(framework) == TODAY
    assert ("", None, 6, 5) in cells(framework)
    assert recount_one(framework) is None
