"""Standings and targets as ``manage.py progress`` reads them, and where each is heading as one JSON object."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from readiness.engine.exact import Refused, day, six
from readiness.engine.progress import Kept, Progress, progress
from readiness.engine.reading import Reader


@dataclass(frozen=True, slots=True)
class Aim:
    """A count, or a share in per cent, wanted by the end of a day."""

    id: str
    value: Fraction
    by: date


def parse_progress(document: object, place: str) -> tuple[list[Kept], list[Aim]]:
    """{"standings": [{"day", "value"}], "targets": [{"id", "value", "by"}]}; standings in any order. Raises Refused."""
    reader = Reader(document, place)
    kept = sorted(
        (Kept(_day(each, "day"), each.fraction("value")) for each in reader.tables("standings")),
        key=lambda standing: standing.day,
    )
    if not kept:
        raise Refused(f"{place}.standings", "holds no standing")
    days = [standing.day for standing in kept]
    if twice := next((one for one, other in pairwise(days) if one == other), None):
        raise Refused(f"{place}.standings", f"{twice} is there twice")
    aims = [
        Aim(each.text("id", str(n)), each.fraction("value"), _day(each, "by"))
        for n, each in enumerate(reader.tables("targets"))
    ]
    return kept, aims


def progress_answer(kept: Sequence[Kept], aims: Sequence[Aim]) -> dict[str, Any]:
    """Each target in the order given; ``kept`` holds at least one standing, oldest first."""
    return {
        "standing": {"day": kept[-1].day.isoformat(), "value": six(kept[-1].value)},
        "targets": [{"id": aim.id, **progress_document(progress(kept, aim.value, aim.by))} for aim in aims],
    }


def progress_document(found: Progress) -> dict[str, Any]:
    """Decimals as strings of six places. ``state``: reached, in_time, late, never or no_trend; ``pace`` and ``needed``
    are a day, null where there is none."""
    return {
        "state": found.state,
        "standing": six(found.standing.value),
        "on": found.standing.day.isoformat(),
        "target": six(found.target),
        "by": found.by.isoformat(),
        "missing": six(found.missing),
        "pace": None if found.pace is None else six(found.pace),
        "needed": None if found.needed is None else six(found.needed),
        "reached_on": found.reached_on.isoformat() if found.reached_on else None,
    }


def _day(reader: Reader, key: str) -> date:
    found = day(reader.text(key), f"{reader.place}.{key}")
    assert found is not None
    return found
