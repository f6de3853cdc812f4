"""Proof with an end in sight or behind it, and which level rests on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from readiness.dashboards.reading import Reading
from readiness.engine import case_of
from readiness.outcomes import without
from suppliers.models import Evidence

# Proof that lapses within so many days is shown as about to lapse.
SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class Paper:
    """``blocks``: the next level, where it lapsed and shuts a gate. ``loses``: the level that ends with it."""

    name: str
    until: date
    days: int
    lapsed: bool
    blocks: int | None
    loses: int | None


def papers(reading: Reading) -> tuple[Paper, ...]:
    """The lapsed on top: certificates by name, other proof by criterion. What better proof replaced is left out."""
    found: dict[tuple[str, date], list[Evidence]] = {}
    for code, pieces in reading.evidence.items():
        if code in reading.texts:
            for piece in _ending(pieces, reading.today):
                name = piece.certificate.standard.label if piece.certificate else reading.texts[code].name
                assert piece.valid_to is not None
                found.setdefault((name, piece.valid_to), []).append(piece)
    rows = [_paper(reading, name, until, pieces) for (name, until), pieces in found.items()]
    return tuple(sorted(rows, key=lambda p: (not p.lapsed, p.until, p.name)))


def _ending(pieces: Iterable[Evidence], today: date) -> Iterator[Evidence]:
    """Proven pieces that lapsed or lapse soon and that nothing of at least the same level outlasts."""
    proven = [piece for piece in pieces if piece.proven_class]
    for piece in proven:
        if piece.valid_to is None or (piece.valid_to - today).days > SOON_DAYS:
            continue
        if not any(_outlasts(other, piece) for other in proven if other is not piece):
            yield piece


def _outlasts(other: Evidence, piece: Evidence) -> bool:
    longer = other.valid_to is None or (piece.valid_to is not None and other.valid_to > piece.valid_to)
    at_least = (other.level or Decimal(0)) >= (piece.level or Decimal(0))
    return longer and at_least and (other.figures is None) == (piece.figures is None)


def _paper(reading: Reading, name: str, until: date, pieces: Sequence[Evidence]) -> Paper:
    days = (until - reading.today).days
    blocks = loses = None
    if days < 0:
        shut = any(
            (blocker := reading.blocking.get(piece.criterion)) and blocker.reason == "expired"
            for piece in pieces
        )
        blocks = reading.next.number if shut and reading.next else None
    else:
        left = _level_without(reading, pieces)
        loses = left + 1 if left < reading.result.level else None
    return Paper(name, until, abs(days), days < 0, blocks, loses)


def _level_without(reading: Reading, pieces: Sequence[Evidence]) -> int:
    """The level that would be held today if these pieces did not count."""
    facts = reading.facts
    for piece in pieces:
        facts = without(facts, piece)
    return case_of(reading.framework, facts).verdict(reading.today.toordinal()).level
