"""Why a firm stands where it stands, in one sentence under its name. Nothing here is a mere claim, except that
a firm states less than is asked, which its own word is enough for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from buyers.asking import Asked
from buyers.reading import brief, figure
from readiness.engine.fit import Finding, Fit, Group, Line, Outcome
from suppliers.directory.offers import with_what_they_hold
from suppliers.directory.rows import Held
from suppliers.directory.search import standards
from suppliers.directory.tags import Words


def reason(
    fit: Fit, asked: Sequence[Asked], free: int, row: Mapping[str, Any], held: Sequence[Held], known: Words
) -> str:
    """``free``: pieces a month, -1 where it is not known; ``row`` and ``held`` of the directory."""
    if fit.group is Group.MEETS_ALL:
        return _capacity(free, row)
    if fit.group is Group.MISSES_ONE:
        return _missed(_of(fit, fit.missed[0]), asked, free, row, held, known)
    return _unknown(fit, asked, known)


def _unknown(fit: Fit, asked: Sequence[Asked], known: Words) -> str:
    """What is claimed and not proven apart from what was never said. Of levels of criteria claims are not public."""
    found = [_of(fit, line) for line in fit.unknown]
    claimed = [f for f in found if f.claimed]
    silent = [f for f in found if not f.claimed]
    parts = []
    if claimed:
        parts.append(_("Declared, not proven: %(lines)s.") % {"lines": _names(claimed, asked, known)})
    if silent:
        parts.append(_("Not known: %(lines)s.") % {"lines": _names(silent, asked, known)})
    return " ".join(parts)


def _names(findings: Sequence[Finding], asked: Sequence[Asked], known: Words) -> str:
    return ", ".join(brief(asked[int(f.line.key)], known) for f in findings)


def _of(fit: Fit, line: Line) -> Finding:
    return next(f for f in fit.findings if f.line is line)


def _capacity(free: int, row: Mapping[str, Any]) -> str:
    if free < 0:
        return _("Free capacity not stated.")
    n = number_format(free, force_grouping=True)
    if row["confirmed_on"]:
        day = date_format(date.fromisoformat(row["confirmed_on"]))
        return _("Free capacity %(n)s a month, confirmed %(day)s.") % {"n": n, "day": day}
    return _("Free capacity %(n)s a month.") % {"n": n}


def _missed(
    finding: Finding,
    asked: Sequence[Asked],
    free: int,
    row: Mapping[str, Any],
    held: Sequence[Held],
    known: Words,
) -> str:
    line = asked[int(finding.line.key)]
    name = brief(line, known)
    said = _instead(line, finding, row, held, known)
    if line.kind == "volume" and finding.value is None and free >= 0:
        said = _("it states %(n)s a month free") % {"n": number_format(free, force_grouping=True)}
    if said:
        return _("Misses only %(line)s: %(said)s.") % {"line": name, "said": said}
    return _("Misses only %(line)s.") % {"line": name}


def _instead(
    line: Asked, finding: Finding, row: Mapping[str, Any], held: Sequence[Held], known: Words
) -> str:
    """What it has instead; empty where there is nothing to say."""
    if line.kind == "standard":
        return _standards(held)
    if finding.value is not None and line.kind == "distance":
        return _("%(n)s km away") % {"n": number_format(int(finding.value), force_grouping=True)}
    if finding.value is not None and finding.value > 0:
        shown = figure(line, plain(finding.value), known)
        return _("%(shown)s proven") % {"shown": shown}
    if line.kind == "level":
        return _("it is at level 0")
    if line.kind in ("region", "ownership"):
        return _place(row, known) if line.kind == "region" else ""
    if line.kind in ("volume", "local_content", "tolerance", "size", "criterion"):
        return _("by its own word it has less")
    return ""


def _standards(held: Sequence[Held]) -> str:
    now = [h for h in held if not h.lapsed and h.proven_by]
    if not now:
        return _("holds no certificate that is proven")
    return ", ".join(
        _("holds %(name)s to %(day)s") % {"name": h.label, "day": date_format(h.until)}
        if h.until
        else _("holds %(name)s") % {"name": h.label}
        for h in now
    )


def _place(row: Mapping[str, Any], known: Words) -> str:
    place = known.by_kind["province"].get(row["province"])
    return _("it is in %(place)s") % {"place": place.label} if place else ""


def through(line: Asked, row: Mapping[str, Any], known: Words, today: date) -> str:
    """The standard through which a firm meets one that it holds no certificate of; "" where it holds one."""
    if line.kind != "standard":
        return ""
    own = [code for code, counts, proven_by in standards(row) if proven_by and counts.holds(today)]
    if set(own) & set(line.codes):
        return ""
    within = (code for code in own if with_what_they_hold([code]) & set(line.codes))
    return next((known.by_kind["standard"][code].brief for code in within), "")


def plain(value: Any) -> Any:
    """A value of the engine as a decimal without needless zeros; whole where it is."""
    number = Decimal(value.numerator) / value.denominator
    return int(number) if number == number.to_integral_value() else number.normalize()


def words_of(outcome: Outcome, *, must: bool, by: str = "") -> tuple[str, str]:
    """(shape of a status, word). A wish that is not met is no failing: who meets all lines may leave it unmet. ``by``:
    the other thing through which it is met."""
    if outcome is Outcome.MET and by:
        return "met", _("meets, through %(name)s") % {"name": by}
    if outcome is Outcome.MISSED and not must:
        return "wish_unmet", _("wish not met")
    return {
        Outcome.MET: ("met", _("meets")),
        Outcome.MISSED: ("missed", _("misses")),
        Outcome.UNKNOWN: ("unknown", _("unknown")),
    }[outcome]
