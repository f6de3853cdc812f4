"""Dimensions and criteria of a readiness page: the state of each, what it wins, and why it does not win all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from readiness.audience import is_withheld, status_shown
from readiness.dashboards.reading import Reading, micro
from readiness.dashboards.shares import shares, tenths, written
from readiness.dashboards.waiting import said, waiting
from readiness.engine.results import CriterionResult
from readiness.engine.sentences import decimal
from suppliers.criteria_texts import Anchor
from suppliers.missing import NOT_SAID
from suppliers.models import Evidence

MOST_TAGS = MOST_REASONS = 3
WHO = {
    "A0": gettext_lazy("stated by the firm"),
    "A1": gettext_lazy("uploaded, not checked yet"),
    "A2": gettext_lazy("checked by staff"),
    "A3": gettext_lazy("accredited body or audit"),
    "A4": gettext_lazy("confirmed by a buyer"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of evidence in a line: who vouches, until when."""

    evidence_class: str
    label: str
    until: date | None
    lapsed: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """``gate_of`` is the next level where this is one of its gates, ``gate_shut`` whether it is what is missing.
    ``status_words`` stand in place of the usual ones: what is proven in full may still be too low for that gate.
    ``hers``: whether the firm can do anything about what is unknown. ``won`` and ``lost`` are in tenths of a point."""

    code: str
    name: str
    status: str
    level: str
    reasons: tuple[str, ...]
    tags: tuple[Tag, ...]
    won: int
    lost: int
    gate_of: int | None
    gate_shut: bool
    url: str
    status_words: str = ""
    hers: bool = True

    @property
    def won_points(self) -> str:
        return written(self.won)

    @property
    def lost_points(self) -> str:
        return written(self.lost)


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """``won`` is its part of the shown total in tenths; ``gate`` the least that the next level asks of it;
    ``withheld``: how many criteria of it the reader is not told."""

    code: str
    name: str
    weight: int
    score: int
    proven: int
    gate: int | None
    won: int
    criteria: tuple[CriterionRow, ...]
    open: bool = False
    withheld: int = 0

    @property
    def won_points(self) -> str:
        return written(self.won)

    @property
    def tally(self) -> str:
        """How many criteria stand how, in words."""
        states = [c.status if c.hers else "waits" for c in self.criteria]
        count = {s: states.count(s) for s in ("met", "part", "expired", "unknown", "waits")}
        words = {
            "met": ngettext("%(n)s met", "%(n)s met", count["met"]),
            "part": ngettext("%(n)s partly", "%(n)s partly", count["part"]),
            "expired": ngettext("%(n)s expired", "%(n)s expired", count["expired"]),
            "unknown": ngettext("%(n)s without data", "%(n)s without data", count["unknown"]),
            "waits": ngettext("%(n)s not judged yet", "%(n)s not judged yet", count["waits"]),
        }
        return " · ".join(words[s] % {"n": n} for s, n in count.items() if n)


def dimension_rows(reading: Reading, *, all_open: bool = False) -> tuple[DimensionRow, ...]:
    """In the framework's order; opened where the next level is blocked, else where most is lost."""
    result = reading.result
    groups = [
        [reading.by_code[code] for code, text in reading.texts.items() if text.dimension == d.code]
        for d in result.dimensions
    ]
    won = [sum((c.gain for c in group), Fraction(0)) for group in groups]
    lost = [sum((sum(c.losses.values(), Fraction(0)) for c in group), Fraction(0)) for group in groups]
    shown_won = shares(won, tenths(result.total))
    shown_lost = shares(lost, 1000 - tenths(result.total))
    loudest = _loudest(reading, lost)
    whole = sum(d.weight for d in result.dimensions)
    rows = []
    for place, dimension in enumerate(result.dimensions):
        floor = None
        if reading.next:
            floor = reading.next.minimum_by_code.get(dimension.code, reading.next.minimum_dimension)
        rows.append(
            DimensionRow(
                code=dimension.code,
                name=reading.dimension_name(dimension.code),
                weight=round(100 * dimension.weight / whole),
                score=micro(dimension.score),
                proven=micro(dimension.proven),
                gate=micro(floor) if floor else None,
                won=shown_won[place],
                criteria=_criteria(reading, groups[place], shown_won[place], shown_lost[place]),
                open=all_open or dimension.code == loudest,
                withheld=sum(not _shown(reading, c.code) for c in groups[place]),
            )
        )
    return tuple(rows)


def _loudest(reading: Reading, lost: Sequence[Fraction]) -> str:
    first = next(iter(reading.blocking), None)
    if first is not None and first in reading.texts:
        return reading.texts[first].dimension
    dimensions = reading.result.dimensions
    return max(zip(lost, dimensions, strict=True), key=lambda pair: pair[0])[1].code if dimensions else ""


def _criteria(
    reading: Reading, group: Sequence[CriterionResult], won: int, lost: int
) -> tuple[CriterionRow, ...]:
    gains = shares([c.gain for c in group], won)
    losses = shares([sum(c.losses.values(), Fraction(0)) for c in group], lost)
    rows = zip(group, gains, losses, strict=True)
    return tuple(_row(reading, *each) for each in rows if _shown(reading, each[0].code))


def _shown(reading: Reading, code: str) -> bool:
    return reading.told or not is_withheld(code)


def _row(reading: Reading, result: CriterionResult, won: int, lost: int) -> CriterionRow:
    status, words = _status(reading, result), ""
    if status == "met" and reading.next and result.code in reading.blocking:
        status, words = "part", _("Not enough for level %(n)s") % {"n": reading.next.number}
    waits = _waits(reading, result)
    return CriterionRow(
        code=result.code,
        name=reading.texts[result.code].name,
        status=status,
        status_words=_("Not judged yet") if waits else words,
        hers=not waits,
        level="–"
        if result.status in ("unknown", "not_applicable")
        else decimal(result.final, reading.language, 2),
        reasons=(waits,) if waits else tuple(_reasons(reading, result))[:MOST_REASONS],
        tags=tuple(_tags(reading, result.code)),
        won=won,
        lost=lost,
        gate_of=reading.next.number if reading.next and result.code in reading.gates_of_next else None,
        gate_shut=result.code in reading.blocking,
        url="" if waits else reading.told_at(result.code),
    )


def _waits(reading: Reading, result: CriterionResult) -> str:
    """Why a criterion is unknown whatever the firm says; "" where it is known, or for the firm to tell."""
    criterion = reading.framework.by_code[result.code]
    if result.status != "unknown" or criterion.rule not in NOT_SAID:
        return ""
    if criterion.rule == "response_hours":
        return _(
            "The portal measures it, from %(n)s enquiries within 12 months. The firm has nothing to fill in here."
        ) % {"n": criterion.scale.minimum_count}
    if criterion.scale.table:
        return ""
    return _(
        "Nobody is judged by it yet: the table of the sector to compare with is not published."
        " The firm has nothing to fill in here."
    )


def _status(reading: Reading, result: CriterionResult) -> str:
    if not reading.told:
        return status_shown(result.status, result.final, result.proven)
    return "expired" if result.expired and result.status != "not_applicable" else result.status


def _reasons(reading: Reading, result: CriterionResult) -> Iterator[str]:
    """What the next level needs of it, then the cause of each loss, largest first."""
    if result.status == "not_applicable":
        yield _("Left out: it does not apply to this firm.")
        return
    if result.code in reading.blocking and reading.next and (asked := _asked(reading, result.code)):
        yield _("Level %(level)s needs criterion level %(n)s: %(anchor)s") % {
            "level": reading.next.number,
            "n": asked.level,
            "anchor": asked.text,
        }
    if reading.told:
        for cause, lost in sorted(result.losses.items(), key=lambda pair: -pair[1]):
            if lost and (sentence := _cause(reading, result, cause)):
                yield sentence
    elif result.status == "unknown":
        yield _("Not known; that is not the same as not met.")
    elif result.final > result.proven:
        yield _("Part of it is credited without proof.")


def _cause(reading: Reading, result: CriterionResult, cause: str) -> str:
    """One cause of loss in words; a level not reached is said already where the next level asks for it."""
    say = {
        name: decimal(getattr(result, name), reading.language, 2)
        for name in ("claimed", "capped", "fresh", "final")
    }
    if cause == "missing":
        return _("Not known; that is not the same as not met.")
    if cause == "unproven" and (piece := waiting(reading, result.code)):
        return said(piece)
    if cause == "unproven":
        return _("You state %(claimed)s; without a better proof %(capped)s counts.") % say
    if cause == "expired":
        return _("The proof has lapsed: of %(capped)s only %(fresh)s still counts.") % say
    if cause == "finding":
        return _("An open finding limits it to %(final)s.") % say
    above = next((a for a in reading.texts[result.code].anchors if a.used and a.level > result.claimed), None)
    if above is None or result.code in reading.blocking:
        return ""
    return _("Criterion level %(n)s needs: %(anchor)s") % {"n": above.level, "anchor": above.text}


def _asked(reading: Reading, code: str) -> Anchor | None:
    """The anchor that the next level asks of a criterion."""
    needed = reading.gates_of_next[code]
    return next((a for a in reading.texts[code].anchors if a.used and a.level >= needed), None)


def _tags(reading: Reading, code: str) -> Iterator[Tag]:
    """Best class first; the firm's own word only where nothing else stands."""
    pieces = reading.evidence.get(code, [])
    backed = [piece for piece in pieces if piece.evidence_class != "A0"]
    for piece in (backed or pieces)[:MOST_TAGS]:
        lapsed = piece.valid_to is not None and piece.valid_to < reading.today
        yield Tag(piece.evidence_class, _label(piece), piece.valid_to, lapsed)


def _label(piece: Evidence) -> str:
    # Until somebody has looked it up, a number for a register is the firm's word.
    register = piece.kind == Evidence.Kind.REGISTER and bool(piece.proven_class)
    words = _("register match") if register else str(WHO[piece.evidence_class])
    if piece.certificate:
        return f"{piece.certificate.standard.label} · {words}"
    return f"{piece.evidence_class} · {words}"
