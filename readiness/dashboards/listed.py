"""What everyone may know of a firm's readiness: the level it was judged at, and what the next one lacks."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from portal.i18n import in_language
from readiness import frameworks
from readiness.audience import gate_alone, is_withheld, untold
from readiness.engine import Blocker, Framework
from readiness.engine.sentences import blocker_sentence, level_name
from readiness.models import Score
from suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class Listed:
    """Points in millionths; ``sentence`` is "" at the top level."""

    level: int
    level_name: str
    sentence: str
    proven: int
    total: int


def listed(firm: Supplier) -> Listed | None:
    """From the stored score of its main sector; None before the first."""
    score = (
        Score.objects.main()
        .filter(supplier=firm, framework__isnull=False)
        .select_related("framework")
        .first()
    )
    if score is None or score.framework is None:
        return None
    engine, language = frameworks.engine(score.framework), in_language("vi", "en")
    return Listed(
        level=score.level,
        level_name=level_name(engine, score.level, language),
        sentence=_sentence(engine, score, score.blockers[0], language) if score.blockers else "",
        proven=score.proven,
        total=score.total,
    )


def _sentence(engine: Framework, score: Score, stored: dict[str, Any], language: str) -> str:
    following = min(level.number for level in engine.levels if level.number > score.level)
    if stored["kind"] == "gate" and is_withheld(stored["code"]):
        return gate_alone(engine, score.sector, following, stored["code"], language)
    blocker = Blocker(
        kind=stored["kind"],
        code=stored["code"],
        needed=Fraction(stored["needed"]),
        value=Fraction(stored["value"]),
        reason=untold(stored["reason"]) or "",
        day=date.fromisoformat(stored["date"]) if stored["date"] else None,
    )
    return blocker_sentence(engine, score.sector, following, blocker, language)
