"""What the firm has sent and nobody has read yet: said in place of asking for it again."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from readiness.dashboards.reading import Reading
from readiness.engine.roadmap import WayStep
from readiness.engine.roadmap.steps import PROOF
from suppliers.models import Evidence


def waiting(reading: Reading, code: str, level: Fraction = Fraction(0)) -> Evidence | None:
    """The paper or register match on a criterion that waits and claims at least ``level``; None for readers
    who are not told claims."""
    for piece in reading.evidence.get(code, []):
        if piece.queued_at and not piece.proven_class and (piece.level is None or piece.level >= level):
            return piece
    return None


def said(piece: Evidence) -> str:
    """That it waits, and since when."""
    words = {"day": _sent(piece)}
    if piece.kind == Evidence.Kind.REGISTER:
        return _("It waits to be matched by staff since %(day)s; there is nothing to send.") % words
    return _("A paper waits to be read, sent on %(day)s.") % words


def said_of_step(reading: Reading, taken: WayStep) -> Iterator[str]:
    """Of a step that only shows what is there: which of its criteria somebody is about to read."""
    for code, piece in _of_step(reading, taken):
        name = reading.texts[code].name if code in reading.texts else code
        if piece.kind == Evidence.Kind.REGISTER:
            yield _("Sent already: %(name)s waits to be matched since %(day)s.") % {
                "name": name,
                "day": _sent(piece),
            }
        else:
            yield _("Sent already: %(name)s waits to be read since %(day)s.") % {
                "name": name,
                "day": _sent(piece),
            }


def papers_of(reading: Reading) -> str:
    """Where the firm sees what waits."""
    return reverse("suppliers:firm_evidence", args=[reading.firm.public_id]) if reading.editable else ""


def _of_step(reading: Reading, taken: WayStep) -> Iterator[tuple[str, Evidence]]:
    for code, level in _raised(taken):
        piece = waiting(reading, code, level)
        if piece and taken.step.kind == PROOF:
            yield code, piece


def _raised(taken: WayStep) -> list[tuple[str, Fraction]]:
    raised: Iterable[tuple[str, Fraction]] = taken.step.raises
    return [(taken.criterion, Fraction(0))] if taken.criterion else list(raised)


def _sent(piece: Evidence) -> str:
    assert piece.queued_at is not None
    return date_format(timezone.localtime(piece.queued_at).date())
