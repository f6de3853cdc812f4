"""What the next level asks, condition by condition: gates in the framework's order, then the floors."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.templatetags.figures import points, share
from readiness.dashboards.reading import Reading, micro
from readiness.dashboards.waiting import said, waiting
from readiness.engine.results import GateResult
from readiness.engine.sentences import decimal, gate_text


@dataclass(frozen=True, slots=True)
class Check:
    """A status shape and a sentence."""

    status: str
    words: str


def checks(reading: Reading) -> Iterator[Check]:
    """Nothing at the top level."""
    if reading.next is None:
        return
    for gate in reading.result.gates:
        if gate.level == reading.next.number:
            yield _gate(reading, gate)
    yield from _total(reading)
    yield from _dimensions(reading)
    yield from _coverage(reading)


def _gate(reading: Reading, gate: GateResult) -> Check:
    words = gate_text(reading.framework, reading.sector, gate.level, gate.criterion, reading.language)
    words = words[:1].upper() + words[1:]
    blocker = reading.blocking.get(gate.criterion)
    if blocker is None:
        if gate.waived:
            return Check("met", _("%(gate)s: waived by a buyer") % {"gate": words})
        if gate.reason == "unconfirmed":
            return Check("met", _("%(gate)s: not yet confirmed by a buyer") % {"gate": words})
        return Check("met", words)
    if piece := waiting(reading, gate.criterion, blocker.needed):
        return Check("part", f"{words}. {said(piece)}")
    if blocker.reason == "expired" and blocker.day:
        ended = _("expired %(day)s") % {"day": date_format(blocker.day)}
        return Check("expired", f"{words}: {ended}")
    if blocker.reason == "finding":
        return Check("missed", _("%(gate)s: a finding is open") % {"gate": words})
    return Check("unknown" if blocker.reason == "unknown" else "part", words)


def provisos(reading: Reading) -> Iterator[str]:
    """What the level that is held rests on beside proof, for which it counts in no national figure."""
    held = reading.result.level
    for gate in reading.result.gates:
        if gate.level > held or not (gate.waived or gate.reason == "unconfirmed"):
            continue
        words = {
            "n": gate.level,
            "gate": gate_text(
                reading.framework, reading.sector, gate.level, gate.criterion, reading.language
            ),
        }
        sentence = (
            _("Level %(n)s is held under a waiver: a buyer does not ask “%(gate)s”. It is not counted in the national figure.")
            if gate.waived
            else _("Level %(n)s is not counted in the national figure: no buyer confirms “%(gate)s” yet.")
        )  # fmt: skip
        yield sentence % words


def _short(reading: Reading, kind: str, code: str | None = None) -> bool:
    return any((b.kind, b.code) == (kind, code) for b in reading.result.blockers)


def _total(reading: Reading) -> Iterator[Check]:
    level = reading.next
    if level and level.minimum_total:
        value = reading.result.proven if level.floors_proven else reading.result.total
        words = {"value": points(micro(value)), "needed": decimal(level.minimum_total, reading.language)}
        sentence = (
            _("Proven points %(value)s, %(needed)s needed")
            if level.floors_proven
            else _("Points %(value)s, %(needed)s needed")
        )
        yield Check("part" if _short(reading, "total") else "met", sentence % words)


def _dimensions(reading: Reading) -> Iterator[Check]:
    """Those that are short by name; where none is, the weakest of them in one line."""
    level = reading.next
    if level is None:
        return
    asked = [
        (d, d.proven if level.floors_proven else d.score, needed)
        for d in reading.result.dimensions
        if (needed := level.minimum_by_code.get(d.code, level.minimum_dimension))
    ]
    short = [row for row in asked if _short(reading, "dimension", row[0].code)]
    for dimension, value, needed in short:
        words = {
            "name": reading.dimension_name(dimension.code),
            "value": points(micro(value)),
            "needed": decimal(needed, reading.language),
        }
        yield Check("part", _("%(name)s %(value)s, %(needed)s needed") % words)
    if asked and not short:
        _dimension, value, needed = min(asked, key=lambda row: row[1] - row[2])
        words = {
            "n": str(len(asked)),
            "value": points(micro(value)),
            "needed": decimal(needed, reading.language),
        }
        yield Check("met", _("Weakest of the %(n)s dimensions asked: %(value)s, %(needed)s needed") % words)


def _coverage(reading: Reading) -> Iterator[Check]:
    if reading.next and reading.next.coverage:
        words = {
            "value": share(micro(reading.result.coverage)),
            "needed": share(micro(reading.next.coverage)),
        }
        status = "part" if _short(reading, "coverage") else "met"
        yield Check(status, _("With a paper or better %(value)s, %(needed)s needed") % words)
