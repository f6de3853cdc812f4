"""The result of one firm as one JSON object: what ``manage.py assess`` prints and the API answers."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from readiness.engine.exact import six
from readiness.engine.explain import explain
from readiness.engine.facts import Facts
from readiness.engine.framework import Framework
from readiness.engine.results import CriterionResult, Explained, GateResult


def assess(framework: Framework, facts: Facts, on: date) -> dict[str, Any]:
    """Judge ``facts`` on a day and give the object of the readiness model (h)."""
    return document(framework, facts, explain(framework, facts, on))


def to_json(result: Mapping[str, Any]) -> str:
    """One line; the same result gives the same bytes."""
    return json.dumps(result, ensure_ascii=False)


def document(framework: Framework, facts: Facts, result: Explained) -> dict[str, Any]:
    """An explained result in JSON's types: decimals as strings of six places, dates as ISO or null."""
    level = framework.level(result.level)
    conditional = result.conditional
    return {
        "total": six(result.total),
        "interval": [six(result.proven), six(result.declared)],
        "coverage": six(result.coverage),
        "level": result.level,
        "level_name": dict(level.name) if level else {},
        "counted_level": result.counted_level,
        "conditional": None
        if conditional is None
        else {"level": conditional[0], "until": conditional[1].isoformat()},
        "dimensions": [
            {"code": d.code, "score": six(d.score), "proven": six(d.proven), "weight": d.weight}
            for d in result.dimensions
        ],
        "criteria": [_criterion(c) for c in result.criteria],
        "gates": [_gate(g) for g in result.gates],
        "blockers": [
            {
                "kind": b.kind,
                "code": b.code,
                "needed": six(b.needed),
                "value": six(b.value),
                "reason": b.reason,
                "date": _iso(b.day),
            }
            for b in result.blockers
        ],
        "refused": [{"criterion": r.criterion, "reason": r.reason} for r in result.refused],
        "next_change_on": _iso(result.next_change_on),
        "facts_hash": facts.hash,
        "framework": {"name": framework.name, "version": framework.version, "hash": framework.hash},
    }


def _criterion(result: CriterionResult) -> dict[str, Any]:
    row: dict[str, Any] = {"code": result.code}
    row |= {
        name: six(getattr(result, name)) for name in ("claimed", "capped", "fresh", "final", "proven", "gain")
    }
    row["losses"] = {cause: six(lost) for cause, lost in result.losses.items()}
    row["status"] = result.status
    if result.expired:
        row["expired"] = True
    return row


def _gate(result: GateResult) -> dict[str, Any]:
    at_least: Fraction = result.at_least
    return {
        "level": result.level,
        "criterion": result.criterion,
        "at_least": six(at_least),
        "text": dict(result.text)
        or {"en": f"{result.criterion} ≥ {at_least}", "vi": f"{result.criterion} ≥ {at_least}"},
        "held": result.held,
        "reason": result.reason,
        "waived": result.waived,
    }


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
