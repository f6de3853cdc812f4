"""A roadmap as one JSON object.

Money in million dong, months in months, points with six places: all as strings, as ``assess`` prints numbers.
"""

from fractions import Fraction
from typing import Any

from readiness.engine.exact import plain, six
from readiness.engine.framework import CLASSES
from readiness.engine.results import Blocker
from readiness.engine.roadmap.plans import Roadmap, Way, WayStep
from readiness.engine.roadmap.steps import MONEY, TIME, Span

MICRO = 1_000_000


def roadmap_document(found: Roadmap, taken: Way | None = None) -> dict[str, Any]:
    """``taken``: what would be after steps that somebody chose, told as ``if_taken``."""
    document = {
        "target": found.target,
        "on": found.on.isoformat(),
        "level": found.before.level,
        "reached": found.there,
        "evidence_only": _way(found.proof),
        "plans": [_way(way) for way in found.plans],
        "unliftable": [_blocker(level, blocker) for level, blocker in found.unliftable],
    }
    return document if taken is None else document | {"if_taken": _way(taken)}


def _way(way: Way) -> dict[str, Any]:
    return {
        "cost": _span(way.gross, MONEY),
        "net_cost": _span(way.net, MONEY),
        "months": _span(way.months, TIME),
        "steps": [_step(step) for step in way.steps],
        "after": {
            "level": way.level,
            "counted_level": way.counted_level,
            "total": six(Fraction(way.total, MICRO)),
            "proven": six(Fraction(way.proven, MICRO)),
            "coverage": six(Fraction(way.coverage, MICRO)),
            "blockers": [_blocker(level, blocker) for level, blocker in way.blockers],
        },
    }


def _step(taken: WayStep) -> dict[str, Any]:
    step, grant = taken.step, taken.grant
    return {
        "key": taken.key,
        "code": step.code,
        "criterion": taken.criterion or None,
        "name": dict(step.name),
        "kind": step.kind,
        "class": CLASSES[step.rank],
        "cost": _span(taken.gross, MONEY),
        "net_cost": _span(taken.net, MONEY),
        "waits_for_staff": taken.waits,
        "months": _span(step.months, TIME),
        "begins": plain(Fraction(taken.begins, TIME)),
        "ends": plain(Fraction(taken.ends, TIME)),
        "programme": grant.programme if grant else None,
        "opens": [{"level": level, "criterion": code} for level, code in taken.opens],
        "points": six(Fraction(taken.points, MICRO)),
        "leads_to": list(taken.leads_to),
        "source": step.source,
    }


def _span(span: Span, scale: int) -> dict[str, str]:
    return {part: plain(Fraction(getattr(span, part), scale)) for part in ("low", "typical", "high")}


def _blocker(level: int, blocker: Blocker) -> dict[str, Any]:
    return {
        "level": level,
        "kind": blocker.kind,
        "code": blocker.code,
        "needed": six(blocker.needed),
        "value": six(blocker.value),
        "reason": blocker.reason,
        "date": blocker.day.isoformat() if blocker.day else None,
    }
