"""One line of a requirement relaxed, as an address says it: left out, or with a softer limit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from buyers.asking import LIMITS, Asked

# Limits that are the most that may be; every other limit is the least.
AT_MOST = frozenset({"tolerance", "distance"})


def relaxed(lines: Sequence[Asked], query: Mapping[str, str]) -> list[Asked]:
    """``without=2`` leaves out the line at position 2; ``soften=2&to=0.08`` asks less of it.

    What cannot be read, or would ask for more, changes nothing.
    """
    kept = list(lines)
    without, soften = _position(query.get("without"), kept), _position(query.get("soften"), kept)
    if without is not None:
        return kept[:without] + kept[without + 1 :]
    if soften is not None:
        line = kept[soften]
        limit = _softer(line, query.get("to", ""))
        if limit is not None:
            kept[soften] = replace(line, limit=limit)
    return kept


def _position(value: str | None, lines: Sequence[Asked]) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 4 and int(value) < len(lines) else None


def _softer(line: Asked, typed: str) -> Decimal | None:
    try:
        limit = Decimal(typed)
    except InvalidOperation:
        return None
    if line.limit is None or not limit.is_finite():
        return None
    places, least, most = LIMITS[line.kind]
    softer = limit > line.limit if line.kind in AT_MOST else limit < line.limit
    exact = limit == round(limit, places)
    return limit if softer and exact and least <= limit <= most else None
