"""Steps that raise criteria, with what they cost and take; and what programmes pay of them.

Money is in thousands of dong, time in hundredths of a month: integers, so that sums are exact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from readiness.engine.exact import Refused, number
from readiness.engine.framework import CLASSES, TOP, Framework, Text

MONEY, TIME = 1000, 100
PROOF = "evidence-only"
# A step that raises one of these is a pattern: it stands for one step on each criterion where the firm
# declares more than is proven, or where proof has lapsed lately.
DECLARED, LAPSED = "declared", "lapsed"

Need = str | tuple[str, Fraction]


@dataclass(frozen=True, slots=True)
class Span:
    """The least, the usual and the most."""

    low: int = 0
    typical: int = 0
    high: int = 0

    def __add__(self, other: Self) -> "Span":
        return Span(self.low + other.low, self.typical + other.typical, self.high + other.high)

    def less(self, paid: "Span") -> "Span":
        return Span(self.low - paid.low, self.typical - paid.typical, self.high - paid.high)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a programme pays of a step: a share of its cost; ``cap`` is the most, in thousand dong, that the
    programme pays one firm for all steps together.
    """

    programme: str
    share: Fraction
    cap: int | None = None

    def paid(self, cost: Span) -> Span:
        return Span(self._paid(cost.low), self._paid(cost.typical), self._paid(cost.high))

    def _paid(self, cost: int) -> int:
        paid = int(cost * self.share)
        return paid if self.cap is None else min(paid, self.cap)


@dataclass(frozen=True, slots=True)
class Step:
    """``raises``: criterion -> level, vouched for by the class ``rank``. ``needs``: codes of other steps, or
    (criterion, level). ``pattern``: DECLARED, LAPSED or "". ``sectors`` is None where it is for all.
    ``standards``: codes of those of which it ends with a certificate, any of them.
    """

    code: str
    name: Text
    kind: str
    raises: tuple[tuple[str, Fraction], ...]
    pattern: str
    rank: int
    needs: tuple[Need, ...]
    cost: Span
    months: Span
    sectors: frozenset[str] | None
    source: str
    standards: frozenset[str] = frozenset()

    def applies(self, sector: str) -> bool:
        return self.sectors is None or sector in self.sectors


def parse_steps(rows: Iterable[Mapping[str, str]], framework: Framework) -> tuple[Step, ...]:
    """Steps from the rows of a table (its columns: ``_COLUMNS``), in the order of their codes."""
    steps = {}
    for line, row in enumerate(rows, start=2):
        step = _step(row, f"steps, line {line}", framework)
        if step.code in steps:
            raise Refused(f"steps, line {line}.code", f"{step.code} stands there twice")
        steps[step.code] = step
    for step in steps.values():
        for need in step.needs:
            if isinstance(need, str) and need not in steps:
                raise Refused(f"steps, {step.code}.prerequisites", f"there is no step {need!r}")
    _refuse_circles(steps)
    return tuple(steps[code] for code in sorted(steps))


def _step(row: Mapping[str, str], place: str, framework: Framework) -> Step:
    missing = [name for name in _COLUMNS if row.get(name) is None]
    if missing:
        raise Refused(place, f"the column {missing[0]} is missing")
    if not row["code"]:
        raise Refused(f"{place}.code", "is empty")
    if row["evidence_class"] not in CLASSES:
        raise Refused(f"{place}.evidence_class", f"{row['evidence_class']!r} is not a class A0 to A4")
    pattern = row["raises"] if row["raises"] in (DECLARED, LAPSED) else ""
    sectors = _list(row["sectors"])
    return Step(
        code=row["code"],
        name={"vi": row["name_vi"], "en": row["name_en"]},
        kind=row["kind"],
        raises=()
        if pattern
        else tuple(_raise(x, f"{place}.raises", framework) for x in _list(row["raises"])),
        pattern=pattern,
        rank=CLASSES.index(row["evidence_class"]),
        needs=tuple(
            _raise(x, f"{place}.prerequisites", framework) if ":" in x else x
            for x in _list(row["prerequisites"])
        ),
        cost=_span(row, "cost_{}_million_vnd", MONEY, place),
        months=_span(row, "months_{}", TIME, place),
        sectors=frozenset(sectors) if sectors else None,
        source=row["source"],
        standards=frozenset(_list(row.get("standards") or "")),
    )


_SPAN = ("low", "typical", "high")
_COLUMNS = (
    "code", "name_vi", "name_en", "kind", "raises", "evidence_class", "prerequisites", "sectors", "source",
    *(f"cost_{part}_million_vnd" for part in _SPAN), *(f"months_{part}" for part in _SPAN),
)  # fmt: skip


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _raise(text: str, place: str, framework: Framework) -> tuple[str, Fraction]:
    code, _, level = text.partition(":")
    if code not in framework.by_code:
        raise Refused(place, f"there is no criterion {code!r} in {framework.name} {framework.version}")
    reached = number(level, place)
    if not 0 < reached <= TOP:
        raise Refused(place, f"{level} is not a level over 0 and up to {TOP}")
    return code, reached


def _span(row: Mapping[str, str], column: str, scale: int, place: str) -> Span:
    values = []
    for part in _SPAN:
        name = column.format(part)
        scaled = number(row[name], f"{place}.{name}") * scale
        if scaled.denominator != 1 or scaled < 0:
            raise Refused(f"{place}.{name}", f"{row[name]} is not a whole number of 1/{scale}, 0 or more")
        values.append(int(scaled))
    if values != sorted(values):
        raise Refused(place, f"{column.format('low')} to {column.format('high')} do not ascend")
    return Span(*values)


def _refuse_circles(steps: Mapping[str, Step]) -> None:
    """Steps that wait for each other can never begin."""
    waiting = {code: {need for need in step.needs if isinstance(need, str)} for code, step in steps.items()}
    while waiting:
        free = [code for code, before in waiting.items() if not before & waiting.keys()]
        if not free:
            raise Refused("steps", f"these wait for each other: {', '.join(sorted(waiting))}")
        for code in free:
            del waiting[code]
