"""What another framework would do to the same firms on the same day: who changes level, and how far the order stays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from typing import Any

from readiness.engine.case import Case
from readiness.engine.changes import DIRECT
from readiness.engine.draft.compare import compare
from readiness.engine.exact import six
from readiness.engine.judge import Verdict
from readiness.engine.ranking import doubled_places, mean_shift, spearman
from readiness.engine.sensitivity import report

MILLION = 1_000_000


def simulation(
    before: Sequence[Case], after: Sequence[Case], on: date, *, sensitivity: bool = False
) -> dict[str, Any]:
    """``before`` and ``after`` are the same firms in the same order, brought to the two frameworks.

    ``differences``: [place, before, after] of whatever differs between the frameworks; without a firm none is known.
    ``migration``: [level before, level after, firms]. ``counted_direct``: firms that count as ready to supply
    directly, before and after. ``movers``: who changes level, by the place in the list from 1. ``sensitivity`` is of
    the framework of ``after``.
    """
    old, new = ([case.verdict(on.toordinal()) for case in cases] for cases in (before, after))
    pairs = list(zip(old, new, strict=True))
    moved = Counter((a.level, b.level) for a, b in pairs)
    places, new_places = (doubled_places([v.total for v in verdicts]) for verdicts in (old, new))
    told = {
        "on": on.isoformat(),
        "firms": len(old),
        "differences": _differences(before, after),
        **_moves(moved),
        "migration": [[a, b, n] for (a, b), n in sorted(moved.items())],
        "sectors": _sectors(after, pairs),
        "counted_direct": [sum(v.counted_level >= DIRECT for v in verdicts) for verdicts in (old, new)],
        "movers": [
            {
                "firm": place,
                "level": a.level,
                "new_level": b.level,
                "total": _points(a),
                "new_total": _points(b),
            }
            for place, (a, b) in enumerate(pairs, start=1)
            if a.level != b.level
        ],
        "rank_correlation": _rounded(spearman(places, new_places)),
        "mean_rank_shift": _rounded(mean_shift(places, new_places)),
    }
    if sensitivity and after:
        effects = map(asdict, report(after[0].framework, after, on.toordinal()))
        told["sensitivity"] = [
            {**effect, **{name: _rounded(effect[name]) for name in ("shift", "correlation")}}
            for effect in effects
        ]
    return told


def _differences(before: Sequence[Case], after: Sequence[Case]) -> list[list[Any]]:
    frameworks = zip(before[:1], after[:1], strict=True)
    return [d.document() for one, other in frameworks for d in compare(one.framework, other.framework)]


def _moves(moved: Counter[tuple[int, int]]) -> dict[str, int]:
    return {
        "up": sum(n for (a, b), n in moved.items() if b > a),
        "down": sum(n for (a, b), n in moved.items() if b < a),
    }


def _sectors(cases: Sequence[Case], pairs: Sequence[tuple[Verdict, Verdict]]) -> dict[str, Any]:
    """Sector letter -> firms, up, down."""
    moved: dict[str, Counter[tuple[int, int]]] = {}
    for case, (a, b) in zip(cases, pairs, strict=True):
        moved.setdefault(case.plan.sector, Counter())[a.level, b.level] += 1
    return {sector: {"firms": rows.total(), **_moves(rows)} for sector, rows in sorted(moved.items())}


def _points(verdict: Verdict) -> str:
    return six(Fraction(verdict.total, MILLION))


def _rounded(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}"
