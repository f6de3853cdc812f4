"""Why firms change level, in words: what the lower of the two levels lacks under the version that gives it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from readiness.engine.framework import Framework as EngineFramework
from readiness.engine.sentences import blocker_sentence
from readiness.facts_reader import Firm, case_for, read_firms
from readiness.models import Score
from readiness.policy.wording import reader_language


class Moves(Protocol):
    """A firm that changes level."""

    @property
    def before(self) -> int: ...

    @property
    def after(self) -> int: ...


def reasons(
    moves: Mapping[int, Moves], old: EngineFramework, new: EngineFramework, *, on: date
) -> dict[int, str]:
    """By firm: what a firm that falls lacks under ``new``, and what a firm that rises lacked under ``old``.

    Firms are judged on ``on`` by their facts as they are now; one whose facts changed since, so that it no longer
    gets that level, has no reason.
    """
    sectors = dict(Score.objects.main().filter(supplier__in=moves).values_list("supplier", "sector"))
    firms = read_firms(moves)
    found = {
        key: _reason(firms[key], sectors[key], move, old, new, on)
        for key, move in moves.items()
        if key in sectors
    }
    return {key: why for key, why in found.items() if why}


def _reason(
    firm: Firm, sector: str, move: Moves, old: EngineFramework, new: EngineFramework, on: date
) -> str:
    level, engine = (move.after, new) if move.after < move.before else (move.before, old)
    result = case_for(engine, firm, sector).result(on.toordinal())
    if result.level != level or not result.blockers:
        return ""
    first = result.blockers[0]
    claimed = next((c.claimed for c in result.criteria if c.code == first.code), Fraction(0))
    return blocker_sentence(engine, sector, level + 1, first, reader_language(), claimed)
