"""Compute the runs, store them, and say whether anything changed since."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from time import perf_counter
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from buyers.models import Requirement, RequirementVersion
from readiness import frameworks
from readiness.garbage import uncollected
from readiness.models import DemandScenario, Framework, Step, SupplyRun
from readiness.roadmaps import price_list
from readiness.supply.asking import Demand, demand
from readiness.supply.case import VIETNAMESE, Ask, Site
from readiness.supply.prices import Prices
from readiness.supply.reading import sites
from readiness.supply.result import result_for
from suppliers.clocks import add_months
from suppliers.models import Supplier

LEVELS = (3, 4)
_LOCK = 4_301_145
MONTHS = {SupplyRun.Horizon.TODAY: 0, SupplyRun.Horizon.YEAR: 12}
OWNERSHIPS = {SupplyRun.Ownership.ALL: "", SupplyRun.Ownership.VIETNAMESE: VIETNAMESE}


def compute(*, today: date) -> int:
    """Every run of ``today`` that is not there yet for these facts; how many were made.

    Safe to run twice, also at once: a large country takes minutes, and a broker delivers a message again that is
    not acknowledged by then. Whoever comes second finds the first at work and makes nothing. The lock is of the
    session, so that it goes with a worker that is killed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            return _compute(today)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@uncollected()
def _compute(today: date) -> int:
    """The moment is taken before the facts are read: whatever changes meanwhile is seen to be newer."""
    moment = timezone.now()
    days = {horizon: add_months(today, months) for horizon, months in MONTHS.items()}
    asked = demand()
    framework = frameworks.engine(frameworks.current())
    prices = {level: Prices(framework, price_list(framework), level) for level in LEVELS}
    read = list(sites(tuple(days.values()), asked.criteria))
    made = 0
    for horizon, day in days.items():
        on_the_day = [each[day] for each in read]
        digest = hash_of(today, on_the_day, asked, prices.values())
        for level in LEVELS:
            for ownership in OWNERSHIPS:
                which = {"level": level, "ownership": ownership, "horizon": horizon}
                made += _run(on_the_day, asked, prices[level], digest, today, moment, which)
    return made


def _run(
    sites: Sequence[Site],
    asked: Demand,
    prices: Prices,
    digest: str,
    today: date,
    moment: datetime,
    which: dict[str, Any],
) -> bool:
    """One run, unless there is one of the same facts; then that one is as good as new."""
    same = SupplyRun.objects.of(**which).filter(input_hash=digest)
    if same.update(computed_at=moment):
        return False
    begun = perf_counter()
    ownership = OWNERSHIPS[which["ownership"]]
    result = result_for(sites, asked.asks, level=which["level"], ownership=ownership, prices=prices)
    result |= {
        "scenarios": asked.scenarios,
        "unweighed": asked.unweighed,
        "confidential": asked.confidential,
    }
    SupplyRun.objects.bulk_create(
        [
            SupplyRun(
                **which,
                as_of=today,
                input_hash=digest,
                result=result,
                seconds=perf_counter() - begun,
                computed_at=moment,
            )
        ],
        ignore_conflicts=True,
    )
    return True


def hash_of(today: date, sites: Sequence[Site], asked: Demand, prices: Iterable[Prices] = ()) -> str:
    """SHA-256 of the day and of all that goes in, whatever the order."""
    went_in: list[Site | Ask] = [*sites, *asked.asks]
    rows = sorted(json.dumps(astuple(row), default=_plain, sort_keys=True) for row in went_in)
    left_out = (asked.scenarios, asked.unweighed, asked.confidential)
    priced = sorted({each.hash for each in prices})
    return sha256(json.dumps([today.isoformat(), left_out, priced, rows]).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Fraction) else sorted(value, key=str)


def changed_since(moment: datetime) -> bool:
    """Has anything that a run reads been written since? One question."""
    changed = (
        Supplier.objects.countable().filter(facts_changed_at__gt=moment).values("pk"),
        DemandScenario.objects.of_this_country().filter(changed_at__gt=moment).values("pk"),
        RequirementVersion.objects.filter(published_at__gt=moment).values("pk"),
        Requirement.objects.filter(closed_at__gt=moment).values("pk"),
        Framework.objects.filter(published_at__gt=moment).values("pk"),
        Step.objects.filter(edited_at__gt=moment).values("pk"),
    )
    first, *others = (rows.order_by()[:1] for rows in changed)
    return first.union(*others, all=True).exists()


def last_change() -> Greatest:
    """When anything that a run reads was last written, for a query over runs: worked out once, whatever its rows."""
    return Greatest(
        _newest(Supplier.objects.countable(), "facts_changed_at"),
        _newest(DemandScenario.objects.of_this_country(), "changed_at"),
        _newest(RequirementVersion.objects.all(), "published_at"),
        _newest(Requirement.objects.all(), "closed_at"),
        _newest(Framework.objects.all(), "published_at"),
        _newest(Step.objects.all(), "edited_at"),
    )


def _newest(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.order_by(F(column).desc(nulls_last=True)).values(column)[:1])


def latest(*, level: int, ownership: str, horizon: str) -> SupplyRun | None:
    runs = SupplyRun.objects.of(level=level, ownership=ownership, horizon=horizon)
    return runs.order_by("-computed_at", "-pk").first()
