"""What rests on each paper of a firm: the level that ends with it, the next one that its lapse keeps shut, or the higher
one that will ask for it."""

from datetime import date

from readiness.dashboards.reading import Reading, read
from readiness.engine import case_of
from readiness.outcomes import without
from suppliers.models import Evidence, Supplier
from suppliers.vault import Rests


def resting(firm: Supplier, sector: str, on: date) -> dict[int, Rests]:
    """Key of a line -> what rests on it, for proven lines alone: a claim holds up nothing."""
    reading = read(firm, sector, today=on, told=True, editable=False)
    return {
        line.pk: found
        for lines in reading.evidence.values()
        for line in lines
        if line.proven_class and (found := _of(reading, line, on)) is not None
    }


def _of(reading: Reading, line: Evidence, on: date) -> Rests | None:
    if line.valid_to is not None and line.valid_to < on:
        blocker = reading.blocking.get(line.criterion)
        shut = reading.next and blocker is not None and blocker.reason == "expired"
        return Rests(shut=reading.next.number) if shut and reading.next else None
    left = case_of(reading.framework, without(reading.facts, line)).verdict(on.toordinal()).level
    return Rests(lost=left + 1) if left < reading.result.level else _asked(reading, line.criterion)


def _asked(reading: Reading, code: str) -> Rests | None:
    """The lowest level above the held one that asks the criterion."""
    gates = [g for g in reading.result.gates if g.criterion == code and g.level > reading.result.level]
    if not gates:
        return None
    first = min(gates, key=lambda gate: gate.level)
    return Rests(asked=first.level, enough=reading.by_code[code].proven >= first.at_least)
