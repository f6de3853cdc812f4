"""The two measures that stand beside the count, as they go into a snapshot."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from readiness import frameworks, reports
from readiness.models import SupplyRun
from readiness.standings import DIRECT


def measures(*, as_of: date, now: datetime) -> dict[str, Any]:
    """What was known on ``as_of``, at ``now``: {"reported": {…} or None, "potential": {ownership: {…}}}.

    Reported: year, the day of its last report, reporting buyers, and million VND by origin; no amounts where they
    would tell what a single buyer bought. Potential: pieces a month asked for and served, the day, and the hash of
    what went into the run, and the framework that was in force when it was made; without a run it is empty.
    """
    return {"reported": _reported(as_of), "potential": _potential(as_of, now)}


def _reported(as_of: date) -> dict[str, Any] | None:
    year = reports.headline_year([year for year in reports.years(as_of) if year.as_of <= as_of], as_of)
    if year is None:
        return None
    amounts = year.published.country
    return {
        "year": year.year,
        "as_of": year.as_of.isoformat(),
        "buyers": year.published.buyers,
        "amounts": amounts and {origin: str(amount) for origin, amount in sorted(amounts.items())},
    }


def _potential(as_of: date, now: datetime) -> dict[str, Any]:
    runs = (
        SupplyRun.objects.filter(
            level=DIRECT, horizon=SupplyRun.Horizon.TODAY, as_of__lte=as_of, computed_at__lte=now
        )
        .annotate(judged_by=Subquery(frameworks.editions(OuterRef("computed_at"))[:1]))
        .order_by("ownership", "-computed_at", "-pk")
        .distinct("ownership")
    )
    return {
        run.ownership: {
            "asked": run.result["demand"],
            "served": run.result["flow"],
            "as_of": run.as_of.isoformat(),
            "input": run.input_hash,
            "framework": run.judged_by or "",
        }
        for run in runs
        if run.result["demand"]
    }
