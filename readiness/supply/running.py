"""Compute the runs, store them, and say whether anything changed since."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from portal.models import Organisation
from readiness import frameworks
from readiness.garbage import uncollected
from readiness.models import DemandScenario, Framework, Step, SupplyRun
from readiness.roadmaps import price_list
from readiness.supply.asking import Demand, demand
from readiness.supply.case import VIETNAMESE, Ask, Site
from readiness.supply.choosing import BUDGETS
from readiness.supply.prices import Prices
from readiness.supply.reading import sites
from readiness.supply.result import choices_for, result_for
from suppliers.clocks import add_months
from suppliers.models import Supplier

LEVELS = (3, 4)
_LOCK = 4_301_145
MONTHS: dict[str, int] = {SupplyRun.Horizon.TODAY: 0, SupplyRun.Horizon.YEAR: 12}
OWNERSHIPS = {SupplyRun.Ownership.ALL: "", SupplyRun.Ownership.VIETNAMESE: VIETNAMESE}


@dataclass(frozen=True, slots=True)
class Wish:
    """A budget in million VND for which one run is to be solved as well."""

    level: int
    ownership: str
    horizon: str
    budget: int

    def is_of(self, which: Mapping[str, Any]) -> bool:
        return all(getattr(self, name) == value for name, value in which.items())


def compute(*, today: date, wish: Wish | None = None) -> int:
    """Every run of ``today`` that is not there yet for these facts; how many were made.

    Safe to run twice, also at once: whoever comes second finds the first at work and makes nothing. The lock is of
    the session, so that it goes with a worker that is killed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            return sum(_compute(today, horizon, wish) for horizon in MONTHS)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def compute_headline(*, today: date) -> int:
    """The runs alone that other pages quote: level 4, today."""
    return _compute(today, SupplyRun.Horizon.TODAY, None, levels=LEVELS[-1:])


@uncollected()
def _compute(today: date, horizon: str, wish: Wish | None, *, levels: Sequence[int] = LEVELS) -> int:
    """The runs of one day. One day after the other: the sites of a large country fill the memory of a worker.

    The moment is taken before the facts are read: whatever changes meanwhile is seen to be newer.
    """
    moment = timezone.now()
    asked = demand()
    framework = frameworks.engine(frameworks.current())
    prices = {level: Prices(framework, price_list(framework), level) for level in LEVELS}
    day = add_months(today, MONTHS[horizon])
    read = list(sites(today, day, criteria=asked.criteria, level=min(LEVELS)))
    facts = Facts(read, asked, hash_of(today, read, asked, prices.values()), today, moment)
    return sum(
        _run(facts, prices[level], {"level": level, "ownership": ownership, "horizon": horizon}, wish)
        for level in levels
        for ownership in OWNERSHIPS
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the runs of one day are made of, ``hash`` of all of it, and when it was read."""

    sites: Sequence[Site]
    asked: Demand
    hash: str
    today: date
    moment: datetime


def _run(facts: Facts, prices: Prices, which: dict[str, Any], wish: Wish | None) -> bool:
    """One run, unless there is one of the same facts; then that one is as good as new."""
    wished = {wish.budget} if wish and wish.is_of(which) else set()
    case = {"level": which["level"], "ownership": OWNERSHIPS[which["ownership"]], "prices": prices}
    same = SupplyRun.objects.of(**which).filter(input_hash=facts.hash).first()
    if same is not None:
        if more := wished - set(same.budgets):
            choices = [*same.result["choices"], *choices_for(facts.sites, facts.asked.asks, more, **case)]
            same.result["choices"] = sorted(choices, key=lambda choice: choice["budget"])
        same.computed_at = facts.moment
        same.save(update_fields=["result", "computed_at"] if more else ["computed_at"])
        return False
    begun = perf_counter()
    result = result_for(facts.sites, facts.asked.asks, budgets={*BUDGETS, *wished}, **case)
    result |= {
        "scenarios": facts.asked.scenarios,
        "unweighed": facts.asked.unweighed,
        "confidential": facts.asked.confidential,
        "unverified": facts.asked.unverified,
    }
    SupplyRun.objects.bulk_create(
        [
            SupplyRun(
                **which,
                as_of=facts.today,
                input_hash=facts.hash,
                result=result,
                seconds=perf_counter() - begun,
                computed_at=facts.moment,
            )
        ],
        ignore_conflicts=True,
    )
    return True


def complete(*, today: date) -> bool:
    """Is every run of ``today`` there? Says nothing of facts that changed during the day."""
    made = SupplyRun.objects.filter(as_of=today).values("level", "ownership", "horizon").distinct()
    return made.count() == len(LEVELS) * len(OWNERSHIPS) * len(MONTHS)


def hash_of(today: date, sites: Iterable[Site], asked: Demand, prices: Iterable[Prices] = ()) -> str:
    """SHA-256 of the day and of all that goes in, whatever the order."""
    rows = sorted(_row_hash(row) for rows in (sites, asked.asks) for row in rows)
    left_out = (asked.scenarios, asked.unweighed, asked.confidential, asked.unverified)
    priced = sorted({each.hash for each in prices})
    return sha256(json.dumps([today.isoformat(), left_out, priced, rows]).encode()).hexdigest()


def _row_hash(row: Site | Ask) -> str:
    values = [getattr(row, name) for name in row.__slots__]
    return sha256(json.dumps(values, default=_plain, sort_keys=True).encode()).hexdigest()


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
        _verifications().filter(pgh_created_at__gt=moment).values("pk"),
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
        _newest(_verifications(), "pgh_created_at"),
    )


def _verifications() -> QuerySet[Any]:
    """Versions of buyers on whom staff have ruled: requirements count while their buyer is verified."""
    versions = Organisation.pgh_event_model.objects  # type: ignore[attr-defined]
    ruled: QuerySet[Any] = versions.filter(kind=Organisation.Kind.BUYER).exclude(verified_reason="")
    return ruled


def _newest(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.order_by(F(column).desc(nulls_last=True)).values(column)[:1])


def latest(*, level: int, ownership: str, horizon: str) -> SupplyRun | None:
    runs = SupplyRun.objects.of(level=level, ownership=ownership, horizon=horizon)
    return runs.order_by("-computed_at", "-pk").first()
