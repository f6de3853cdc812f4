"""The split of a change as one JSON object, from two lists of establishments: what ``manage.py changes`` prints."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from readiness.engine.changes import Move, Reading, Site, split
from readiness.engine.establishments import Establishment
from readiness.engine.exact import Refused
from readiness.engine.framework import Framework


@dataclass(frozen=True, slots=True)
class Country:
    """What is known of establishments on a day, and by what they are judged."""

    framework: Framework
    on: date
    establishments: Mapping[str, Establishment]

    def reading(self) -> Reading:
        """A level is known for its day alone: whatever comes later is judged."""
        return Reading(
            self.framework.hash,
            self.on,
            {
                key: Site(
                    firm=each.firm,
                    vietnamese=each.vietnamese,
                    facts=each.facts.hash,
                    level=each.verdict(self.framework, self.on).counted_level,
                    until=self.on + timedelta(days=1),
                )
                for key, each in self.establishments.items()
            },
        )


def changes_answer(
    first: Country, second: Country, second_by_first: Mapping[str, Establishment]
) -> dict[str, Any]:
    """``second_by_first``: the establishments of ``second`` read by the framework of ``first``.

    Counts are [all firms, Vietnamese-owned]; the parts add up to the difference. Raises Refused where the second day
    is the earlier one.
    """
    if second.on < first.on:
        raise Refused("--on", f"{second.on} is before {first.on}")

    def judge(ids: Collection[str], edited: bool) -> dict[str, int]:
        held = second_by_first if edited else first.establishments
        return {key: held[key].verdict(first.framework, second.on).counted_level for key in ids}

    found = split(first.reading(), second.reading(), judge)
    return {
        "first": _reading(first, found.first),
        "second": _reading(second, found.second),
        "parts": {cause: list(part) for cause, part in found.parts.items()},
        "moves": [move_document(move) for move in found.moves],
    }


def move_document(move: Move) -> dict[str, Any]:
    """``firms`` and ``vietnamese``: -1, 0 or 1; levels are null where the firm has no establishment."""
    return {
        "cause": move.cause,
        "firm": move.firm,
        "establishment": move.site,
        "level_before": move.before,
        "level_after": move.after,
        "firms": move.firms,
        "vietnamese": move.vietnamese,
    }


def _reading(country: Country, counts: tuple[int, int]) -> dict[str, Any]:
    framework = country.framework
    return {
        "on": country.on.isoformat(),
        "framework": {"name": framework.name, "version": framework.version, "hash": framework.hash},
        "count": list(counts),
    }
