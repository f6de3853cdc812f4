"""The potential in a few figures, as other pages quote it: from the run stored last, never worked out here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from readiness import frameworks
from readiness.models import SupplyRun
from readiness.supply.running import last_change

# What the headline counts: firms ready to supply directly.
LEVEL = 4


@dataclass(frozen=True)
class Headline:
    """``share`` is flow of demand in per cent; ``asked`` and ``flow`` are pieces a month.

    ``binds``: the processes whose demand is short, as ``Ask.process`` names them, the shortest first.
    ``short``: demands that are short, all of them in every smallest cut; ``tight``: demands that are met, and are in
    some smallest cut.
    ``run``: the whole of it. ``framework``: the edition that was in force when it was made.
    ``changed``: facts, demand or the framework were written since; the run does not know it.
    """

    share: float
    asked: int
    flow: int
    as_of: date
    computed_at: datetime
    binds: tuple[str, ...]
    run: SupplyRun
    short: int = 0
    tight: int = 0
    framework: str = ""
    changed: bool = False


def headline(ownership: str = SupplyRun.Ownership.ALL) -> Headline | None:
    """Level 4, today, from the run stored last; None while there is none or nothing was asked. One query."""
    return headlines(ownership).get(ownership)


def headlines(*ownerships: str) -> dict[str, Headline]:
    """By ownership, each that is known. One query, however many."""
    runs = SupplyRun.objects.filter(level=LEVEL, ownership__in=ownerships, horizon=SupplyRun.Horizon.TODAY)
    latest = (
        runs.annotate(
            last_change=last_change(), judged_by=Subquery(frameworks.editions(OuterRef("computed_at"))[:1])
        )
        .order_by("ownership", "-computed_at", "-pk")
        .distinct("ownership")
    )
    return {run.ownership: _told(run) for run in latest if run.result["demand"]}


def _told(run: SupplyRun) -> Headline:
    asked, flow = run.result["demand"], run.result["flow"]
    short = [line for line in run.result["lines"] if line["short"]]
    binds = dict.fromkeys(line["process"] for line in sorted(short, key=lambda line: -line["short"]))
    return Headline(
        100 * flow / asked,
        asked,
        flow,
        run.as_of,
        run.computed_at,
        tuple(binds),
        run,
        len(short),
        sum(line["cut"] != "none" and not line["short"] for line in run.result["lines"]),
        run.judged_by or "",  # type: ignore[attr-defined]
        _after(run),
    )


def _after(run: SupplyRun) -> bool:
    last: datetime | None = run.last_change  # type: ignore[attr-defined]
    return last is not None and last > run.computed_at
