"""Firms in batches from raw rows, judged under the version in force and under a draft."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case as SqlCase
from django.db.models import F, Q, QuerySet, Value, When
from django.db.models.functions import Mod

from readiness.engine import Case
from readiness.engine.exact import micro
from readiness.engine.framework import TOP
from readiness.engine.framework import Framework as EngineFramework
from readiness.engine.judge import Sums
from readiness.facts_reader import case_for, read_firms
from readiness.garbage import uncollected
from readiness.models import Framework, Score
from readiness.policy.simulation.tally import Judged, Tally, size_of

BATCH = 2_000
# Firms of the sensitivity report at most: each is judged some thirty times.
SAMPLE = 1_000


class Row(NamedTuple):
    """A main-sector score, and whether it says what the version in force says today."""

    supplier: int
    sector: str
    level: int
    counted: int
    total: int
    province: int | None
    workers: int | None
    ownership: str
    enterprise: int | None
    fresh: bool


def main_scores() -> QuerySet[Score]:
    """One score a firm of this country: that of its main sector."""
    return Score.objects.main().filter(supplier__synthetic=settings.DEMO, supplier__merged_into__isnull=True)


def count_firms() -> int:
    return main_scores().count()


def _rows(in_force: Framework, today: date, part: int, parts: int) -> Iterator[list[Row]]:
    """Batches in the order of the firms' keys; of ``parts`` the one numbered ``part``."""
    fresh = Q(framework=in_force, facts_version=F("supplier__facts_version")) & (
        Q(next_change_on__isnull=True) | Q(next_change_on__gt=today)
    )
    coded = SqlCase(
        When(supplier__enterprise__code__isnull=False, then=F("supplier__enterprise_id")), default=Value(None)
    )
    scores = (
        main_scores()
        .annotate(part=Mod("supplier_id", parts))
        .filter(part=part)
        .annotate(fresh=SqlCase(When(fresh, then=True), default=False), coded=coded)
        .order_by("supplier_id")
        .values_list(
            "supplier_id", "sector", "level", "counted_level", "total", "supplier__province_id",
            "supplier__workers", "supplier__ownership", "coded", "fresh",
        )
    )  # fmt: skip
    after = 0
    while batch := [Row._make(row) for row in scores.filter(supplier_id__gt=after)[:BATCH]]:
        yield batch
        after = batch[-1].supplier


@uncollected()
def judge_part(
    engine: EngineFramework,
    in_force: Framework,
    against: EngineFramework,
    *,
    today: date,
    part: int,
    parts: int,
    told: Callable[[int], Any],
) -> Tally:
    """Judge one part of the country under ``engine`` beside ``against``, the engine of ``in_force``.

    A score that is up to date is taken as it stands; another is judged here. ``told`` hears how many are done
    after each batch.
    """
    tally, on = Tally(), today.toordinal()
    for batch in _rows(in_force, today, part, parts):
        firms = read_firms([row.supplier for row in batch])
        for row in batch:
            facts = firms[row.supplier]
            old = (row.level, row.counted, row.total)
            if not row.fresh:
                old = _judged(case_for(against, facts, row.sector), on)
            new = _judged(case_for(engine, facts, row.sector), on)
            size = size_of(row.workers)
            tally.add(
                Judged(
                    row.supplier, row.sector, row.province, size, row.ownership, row.enterprise, *old, *new
                )
            )
        told(len(batch))
    return tally


def _judged(case: Case, on: int) -> tuple[int, int, int]:
    """Level, counted level and total of ``Case.verdict``, without what a simulation does not count."""
    judge, plan = case.judge, case.plan
    values = judge.values(plan, case.lines, case.ceilings(on), on)
    sums = Sums(plan, values, judge.unit)
    level, counted = judge.levels(plan, values, sums, case.waived(on))
    return level, counted, micro(100 * sums.credited, plan.whole * TOP * judge.unit)


def sample(engine: EngineFramework) -> Sequence[Case]:
    """Up to ``SAMPLE`` firms, spread evenly over the order of their keys: the same firms every time."""
    keys = list(main_scores().order_by("supplier_id").values_list("supplier_id", "sector"))
    step = max(1, -(-len(keys) // SAMPLE))
    chosen = keys[::step]
    firms = read_firms([supplier for supplier, _sector in chosen])
    return [case_for(engine, firms[supplier], sector) for supplier, sector in chosen]
