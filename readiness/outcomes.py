"""What a decision would do to a firm's level, worked out before it is taken. Nothing is saved."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.i18n import in_language
from readiness import frameworks
from readiness.engine import Explained, Facts, explain
from readiness.engine.facts import Evidence as EngineEvidence
from readiness.engine.facts import Measurement
from readiness.engine.framework import CLASSES
from readiness.engine.sentences import level_name
from readiness.facts_reader import DENOMINATOR, facts_of
from suppliers.models import Evidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way it may end; totals in millionths. ``moved`` says that the level changes.

    ``most`` is what the criterion can bring of the hundred points, ``brought`` what it brings then.
    """

    level: int
    level_name: str
    moved: bool
    before: int
    total_before: int
    total: int
    proven_before: int
    proven: int
    most: int
    brought_before: int
    brought: int


def both(
    evidence: Evidence, granted: Decimal | None, evidence_class: str, *, today: date, ends: date | None = None
) -> dict[str, Outcome] | None:
    """Accepted at ``granted`` in ``evidence_class`` until ``ends`` (else as the firm says), and rejected;
    None while the firm has no sector."""
    main = evidence.supplier.main_sector
    if main is None:
        return None
    framework = frameworks.engine(frameworks.current())
    facts = facts_of(framework, evidence.supplier_id, main.letter)
    now = explain(framework, facts, today)
    language = in_language("vi", "en")

    def outcome(changed: Facts) -> Outcome:
        then: Explained = explain(framework, changed, today)
        return Outcome(
            level=then.level,
            level_name=level_name(framework, then.level, language),
            moved=then.level != now.level,
            before=now.level,
            total_before=_micro(now.total),
            total=_micro(then.total),
            proven_before=_micro(now.proven),
            proven=_micro(then.proven),
            most=_micro(_most(now, evidence.criterion)),
            brought_before=_micro(_brought(now, evidence.criterion)),
            brought=_micro(_brought(then, evidence.criterion)),
        )

    rank = CLASSES.index(evidence_class)
    return {
        "accepted": outcome(_accepted(facts, evidence, granted, rank, ends or evidence.valid_to)),
        "rejected": outcome(without(facts, evidence)),
    }


def _brought(result: Explained, code: str) -> Fraction:
    return sum((c.gain for c in result.criteria if c.code == code), Fraction(0))


def _most(result: Explained, code: str) -> Fraction:
    """What is won and what is lost at a criterion are all that it can bring; nothing where it does not apply."""
    return sum((c.gain + sum(c.losses.values()) for c in result.criteria if c.code == code), Fraction(0))


def _micro(value: Fraction) -> int:
    return round(value * 1_000_000)


def _same(piece: EngineEvidence, evidence: Evidence) -> bool:
    return (piece.criterion, CLASSES[piece.rank], piece.valid_from, piece.valid_to, piece.level) == (
        evidence.criterion, evidence.evidence_class, evidence.valid_from, evidence.valid_to,
        Fraction(int((evidence.level or 0) * DENOMINATOR), DENOMINATOR),
    )  # fmt: skip


def without(facts: Facts, evidence: Evidence) -> Facts:
    """The facts as they would be if this piece were rejected or gone; a twin of it stays."""
    if evidence.figures is not None:
        rest = [
            m
            for m in facts.measurements
            if (m.criterion, CLASSES[m.rank]) != (evidence.criterion, evidence.evidence_class)
        ]
        return replace(facts, measurements=tuple(rest))
    pieces = list(facts.evidence)
    for place, piece in enumerate(pieces):
        if _same(piece, evidence):
            del pieces[place]
            break
    return replace(facts, evidence=tuple(pieces))


def _accepted(
    facts: Facts, evidence: Evidence, granted: Decimal | None, rank: int, ends: date | None
) -> Facts:
    rest = without(facts, evidence)
    if evidence.figures is not None:
        measured = Measurement(evidence.criterion, rank, _figures(evidence), ends)
        return replace(rest, measurements=(*rest.measurements, measured))
    level = Fraction(int((granted or 0) * DENOMINATOR), DENOMINATOR)
    begins = min(evidence.valid_from, ends) if ends else evidence.valid_from
    piece = EngineEvidence(evidence.criterion, level, rank, begins, ends, evidence.scheme or None)
    return replace(rest, evidence=(*rest.evidence, piece))


def _figures(evidence: Evidence) -> dict[str, Fraction]:
    return {k: Fraction(str(v)) for k, v in (evidence.figures or {}).items() if v is not None}
