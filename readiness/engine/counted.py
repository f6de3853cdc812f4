"""How many firms are ready to supply directly, and whether those that do so are among them (readiness model (e) 3).

A firm is an enterprise code; it is ready where any of its establishments has a counted level of ``DIRECT`` or more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from readiness.engine.changes import DIRECT
from readiness.engine.establishments import Establishment
from readiness.engine.explain import explain
from readiness.engine.framework import Framework
from readiness.engine.judge import Verdict
from readiness.engine.results import GateResult


@dataclass(frozen=True, slots=True)
class Cross:
    """Firms in one of four cells: ready and supplying, ready and idle, supplying and not ready, neither."""

    both: int
    idle: int
    unready: int
    neither: int

    @property
    def confirmed(self) -> int:
        return self.both + self.unready

    @property
    def recall(self) -> Decimal | None:
        """Of the firms that buyers confirm, the share that is counted as ready; None where none is confirmed."""
        return Decimal(self.both) / self.confirmed if self.confirmed else None


def cross(establishments: Iterable[tuple[str, bool, bool]]) -> Cross:
    """(firm, ready, supplying) of each establishment; a firm is what any of its establishments is."""
    firms: dict[str, tuple[bool, bool]] = {}
    for firm, ready, supplying in establishments:
        was_ready, was_supplying = firms.get(firm, (False, False))
        firms[firm] = (was_ready or ready, was_supplying or supplying)
    found = Counter(firms.values())
    return Cross(found[True, True], found[True, False], found[False, True], found[False, False])


def shut(gates: Iterable[GateResult]) -> list[GateResult]:
    """The gates up to ``DIRECT`` that keep a firm out of the count: not held, or held by what counts nowhere. Each of
    these has a reason, and no other."""
    return [gate for gate in gates if gate.level <= DIRECT and gate.reason]


def counted_answer(
    establishments: Mapping[str, Establishment], framework: Framework, on: date
) -> dict[str, Any]:
    """Counts are [all firms, Vietnamese-owned]. ``groups``: of how many the ready firms are, those of one as one.
    ``unready``: who supplies and is not counted, with what is shut."""
    judged = {key: each.verdict(framework, on) for key, each in establishments.items() if each.firm}
    with_code = [establishments[key] for key in judged]
    ready = {key for key, verdict in judged.items() if verdict.counted_level >= DIRECT}
    ready_firms = {establishments[key].firm for key in ready}
    found = cross((each.firm, each.id in ready, each.supplying) for each in with_code)
    sectors = sorted({each.facts.sector for each in with_code})
    return {
        "on": on.isoformat(),
        "framework": {"name": framework.name, "version": framework.version, "hash": framework.hash},
        "establishments": len(establishments),
        "without_code": len(establishments) - len(judged),
        "country": _firms(establishments[key] for key in ready),
        "groups": len({establishments[key].group or establishments[key].firm for key in ready}),
        "sectors": {
            sector: _firms(establishments[key] for key in ready if establishments[key].facts.sector == sector)
            for sector in sectors
        },
        "supplying": {
            "both": found.both,
            "idle": found.idle,
            "unready": found.unready,
            "neither": found.neither,
            "recall": None if found.recall is None else f"{found.recall:.6f}",
        },
        "ready": sorted(ready_firms),
        "unready": [
            _unready(each, judged[each.id], framework, on)
            for each in with_code
            if each.supplying and each.firm not in ready_firms
        ],
    }


def _firms(ready: Iterable[Establishment]) -> list[int]:
    owned = [(each.firm, each.vietnamese) for each in ready]
    return [len({firm for firm, _own in owned}), len({firm for firm, own in owned if own})]


def _unready(each: Establishment, verdict: Verdict, framework: Framework, on: date) -> dict[str, Any]:
    gates = explain(framework, each.facts, on).gates
    return {
        "establishment": each.id,
        "firm": each.firm,
        "level": verdict.level,
        "counted_level": verdict.counted_level,
        "shut": [{"level": g.level, "criterion": g.criterion, "reason": g.reason} for g in shut(gates)],
    }
