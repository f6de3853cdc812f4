"""Days of kept pages counted again by the framework in force, so that a series stands under one method.

What was published stays beside it: a standing is of one day under one framework. Facts on criteria that the
framework of a page did not have are not in its snapshot, and count as unknown.
"""

from collections.abc import Iterable
from datetime import date
from itertools import product

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.models import Province
from readiness import frameworks
from readiness.garbage import uncollected
from readiness.kept import facts
from readiness.kept.reading import opened
from readiness.kept.rejudging import AT_ONCE, engine_of
from readiness.kept.snapshot import Row, numbers_of
from readiness.models import Framework, KeptPage, Standing
from readiness.standings import DIRECT

# (sector or "", province or "") -> enterprise codes, and those of Vietnamese-owned firms among them.
Cells = dict[tuple[str, str], tuple[set[str], set[str]]]


def recount_one(framework: Framework) -> date | None:
    """Count the newest day of a kept page that this framework has not counted; that day, None where none is left."""
    counted = Standing.objects.filter(
        day=OuterRef("as_of"), framework_hash=framework.hash, synthetic=settings.DEMO
    )
    page = KeptPage.objects.of_this_country().exclude(Exists(counted)).order_by("-as_of", "-kept_at").first()
    if page is None:
        return None
    _write(framework, page.as_of, _cells(_judged(framework, page)))
    return page.as_of


@uncollected()
def _judged(framework: Framework, page: KeptPage) -> list[Row]:
    """The rows of a page that count by this framework on its day."""
    kept = opened(page)
    engine, then = frameworks.engine(framework), engine_of(page.framework_hash)
    rows = [row for row in kept.rows if row.firm]
    found = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        stored = facts.fetch(row.facts for row in some)
        for row in some:
            firm, sector = facts.read(stored[row.facts], framework=then)
            if numbers_of(engine, firm, sector, kept.as_of).counted_level >= DIRECT:
                found.append(row)
    return found


def _cells(rows: Iterable[Row]) -> Cells:
    """The country, each sector, each province and each pair, as ``standings.count_cells`` has them."""
    cells: Cells = {("", ""): (set(), set())}
    for row in rows:
        for cell in set(product(("", row.sector), ("", row.province))):
            firms, vietnamese = cells.setdefault(cell, (set(), set()))
            firms.add(row.firm)
            if row.ownership == "vietnamese":
                vietnamese.add(row.firm)
    return cells


@transaction.atomic
def _write(framework: Framework, day: date, cells: Cells) -> None:
    Framework.objects.select_for_update().get(pk=framework.pk)
    of_the_day = {"day": day, "framework_hash": framework.hash, "synthetic": settings.DEMO}
    Standing.objects.filter(**of_the_day).delete()
    provinces = dict(Province.objects.filter(changes_after__isnull=True).values_list("code", "pk"))
    Standing.objects.bulk_create(
        Standing(
            **of_the_day,
            sector=sector,
            province_id=provinces[province] if province else None,
            firms=len(firms),
            vietnamese_firms=len(vietnamese),
        )
        for (sector, province), (firms, vietnamese) in cells.items()
    )
