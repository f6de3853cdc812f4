"""The arithmetic of the readiness model (d), in scaled integers.

A level is an integer in units of 1/``Judge.unit``; weights are brought to one denominator per sector, so
totals are exact ratios of integers and are rounded once, at the end. Days are proleptic ordinals.

``Judge.values`` is the one loop over evidence; everything else folds what it returns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from itertools import compress
from math import lcm
from operator import attrgetter, mul
from typing import NamedTuple

from readiness.engine.exact import micro
from readiness.engine.framework import PROVEN_FROM, TOP, Framework
from readiness.engine.plan import Plan, PlannedGate, PlannedLevel, plan_for

ALWAYS, NEVER = 0, 10**7
# The last day of the calendar: nothing is foreseen after it.
LAST_DAY = date.max.toordinal()
# Months of a line that is no measurement, and of a measurement that does not tell its months.
NOT_MEASURED, NOT_TOLD = -1, -2

FAILED, HELD, UNCONFIRMED = 0, 1, 2
_SCHEME = attrgetter("scheme")


class Line(NamedTuple):
    """One piece of evidence ready to be judged, on the criterion at ``place`` of the plan.

    ``level`` is in units, ``begins`` and ``ends`` are ordinals, both days included.
    """

    place: int
    level: int
    rank: int
    begins: int
    ends: int
    scheme: str | None = None
    months: int = NOT_MEASURED


@dataclass(slots=True)
class Values:
    """Per criterion, in units: claimed >= capped >= fresh >= final, proven; and what is known at all.

    ``proofs`` holds (credited level, rank, months) of live proof, for gates that ask who confirmed it.
    """

    claimed: list[int]
    capped: list[int]
    fresh: list[int]
    final: list[int]
    proven: list[int]
    in_effect: list[bool]
    covered: list[bool]
    ceilings: Mapping[int, int]
    proofs: Mapping[int, list[tuple[int, int, int]]]
    next_event: int

    @property
    def declared(self) -> list[int]:
        """All claims in effect accepted, findings applied."""
        return _limited(self.claimed, self.ceilings)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one firm is in one sector on one day. Totals and coverage in millionths, rounded half to even.

    ``counted_level`` leaves out waived and unconfirmed gates; ``next_event_on`` (an ordinal, or None) is the
    first later day on which the passing of time alone can change something.
    """

    level: int
    counted_level: int
    total: int
    proven: int
    declared: int
    coverage: int
    next_event_on: int | None
    values: Values
    sums: "Sums" = field(compare=False, repr=False)


class Judge:
    """A framework made ready. ``level_denominator``: levels of the facts are multiples of 1 over it."""

    def __init__(self, framework: Framework, level_denominator: int = 100) -> None:
        self.framework = framework
        levels = [cap for c in framework.criteria for cap in c.caps]
        levels += [g.at_least for lv in framework.levels for g in lv.gates]
        self.keep_unit = lcm(*(keep.denominator for _, keep in framework.decay))
        self.unit = lcm(level_denominator, *(lv.denominator for lv in levels)) * self.keep_unit
        self.steps = tuple((days, int(keep * self.keep_unit)) for days, keep in framework.decay)
        self.last_step = framework.decay[-1][0] if framework.decay else 0
        self.edges = tuple(sorted({0, framework.coverage_grace_days, *(days for days, _ in framework.decay)}))
        self.plan = lru_cache(maxsize=256)(partial(plan_for, framework, self.unit))
        # A level in units on the scale of 0 to 5: few are ever met.
        self.level = lru_cache(maxsize=4096)(partial(_level, unit=self.unit))

    def units(self, level: Fraction) -> int:
        """A level in units. The judge must have been built for its denominator."""
        scaled = level * self.unit
        if scaled.denominator != 1:
            raise ValueError(f"level {level} does not fit units of 1/{self.unit}")
        return scaled.numerator

    def values(self, plan: Plan, lines: Iterable[Line], ceilings: Mapping[int, int], on: int) -> Values:
        """Weigh evidence on a day. ``ceilings`` are those of open findings, by place."""
        size = len(plan.codes)
        claimed, capped, fresh, proven = [0] * size, [0] * size, [0] * size, [0] * size
        in_effect, covered = [False] * size, [False] * size
        proofs: dict[int, list[tuple[int, int, int]]] = {}
        caps, confirmed, keep_unit, last_step = plan.caps, plan.confirmed, self.keep_unit, self.last_step
        coverage_ranks, grace = self.framework.coverage_classes, self.framework.coverage_grace_days
        event = NEVER
        for i, level, rank, begins, ends, _scheme, months in without_superseded(lines, on):
            if begins > on:
                event = min(event, begins)
                continue
            age = on - ends
            if age > 0:
                event = min([event, *(ends + edge + 1 for edge in self.edges if age <= edge)])
            elif ends < event:
                event = ends + 1
            if age <= grace and rank in coverage_ranks:
                covered[i] = True
            if age > 0 and age > last_step:
                continue
            in_effect[i] = True
            cap = caps[i][rank]
            credited = level if level < cap else cap
            if level > claimed[i]:
                claimed[i] = level
            if credited > capped[i]:
                capped[i] = credited
            if age > 0:
                credited = credited * next(keep for days, keep in self.steps if age <= days) // keep_unit
            elif rank >= PROVEN_FROM:
                if credited > proven[i]:
                    proven[i] = credited
                if i in confirmed:
                    proofs.setdefault(i, []).append((credited, rank, months))
            if credited > fresh[i]:
                fresh[i] = credited
        final = _limited(fresh, ceilings)
        proven = _limited(proven, ceilings)
        return Values(claimed, capped, fresh, final, proven, in_effect, covered, ceilings, proofs, event)

    def gate_state(self, gate: PlannedGate, values: Values) -> int:
        """HELD, UNCONFIRMED (passed on an accredited audit where a buyer's word is asked), or FAILED."""
        if gate.plain:
            return HELD if values.proven[gate.place] >= gate.at_least else FAILED
        if values.ceilings.get(gate.place, gate.at_least) < gate.at_least:
            return FAILED
        asked, state = gate.gate, FAILED
        for credited, rank, months in values.proofs.get(gate.place, ()):
            if credited < gate.at_least or (months != NOT_MEASURED and months < asked.minimum_months):
                continue
            if not asked.confirmed_by or rank in asked.confirmed_by:
                return HELD
            if rank > PROVEN_FROM:
                state = UNCONFIRMED
        return state

    def _level_state(
        self, level: PlannedLevel, values: Values, sums: "Sums", waived: frozenset[tuple[int, int]]
    ) -> int:
        """Whether one level's own conditions hold; UNCONFIRMED where a gate does not count nationally."""
        state, proven = HELD, values.proven
        for gate in level.gates:
            if gate.plain and proven[gate.place] >= gate.at_least:
                continue
            held = self.gate_state(gate, values)
            if held == FAILED and not (gate.gate.waivable and (level.level.number, gate.place) in waived):
                return FAILED
            if held != HELD:
                state = UNCONFIRMED
        return FAILED if any(True for _ in sums.short(level)) else state

    def levels(
        self, plan: Plan, values: Values, sums: "Sums", waived: frozenset[tuple[int, int]] = frozenset()
    ) -> tuple[int, int]:
        """The highest level of which every condition, and every condition of all lower levels, holds.

        And the one that counts nationally, where no gate is waived or unconfirmed. ``waived`` holds
        (level, place) of waivers in force.
        """
        reached, counted, counts = 0, 0, True
        for level in plan.levels:
            state = self._level_state(level, values, sums, waived)
            if state == FAILED:
                break
            reached = level.level.number
            counts = counts and state == HELD
            if counts:
                counted = reached
        return reached, counted

    def judge(
        self,
        plan: Plan,
        lines: Iterable[Line],
        on: int,
        *,
        ceilings: Mapping[int, int] | None = None,
        waived: frozenset[tuple[int, int]] = frozenset(),
        events: Iterable[int] = (),
    ) -> Verdict:
        """Judge one firm on one day.

        ``events`` are the days on which findings, waivers or renewals begin or end.
        """
        values = self.values(plan, lines, ceilings or {}, on)
        sums = Sums(plan, values, self.unit)
        level, counted = self.levels(plan, values, sums, waived)
        event = min((e for e in events if e > on), default=NEVER)
        event = min(event, values.next_event)
        scale = plan.whole * TOP * self.unit
        return Verdict(
            level=level,
            counted_level=counted,
            total=micro(100 * sums.credited, scale),
            proven=micro(100 * sums.proven, scale),
            declared=micro(100 * sum(map(mul, plan.share, values.declared)), scale),
            coverage=micro(sums.covered, plan.whole),
            next_event_on=event if event <= LAST_DAY else None,
            values=values,
            sums=sums,
        )


def _level(units: int, unit: int) -> Fraction:
    return Fraction(units, unit)


class Sums:
    """Totals and dimension scores of one firm as integers over known denominators."""

    def __init__(self, plan: Plan, values: Values, unit: int) -> None:
        self.plan, self.values, self.unit = plan, values, unit
        self.credited = sum(map(mul, plan.share, values.final))
        self.proven = sum(map(mul, plan.share, values.proven))
        self.covered = sum(compress(plan.share, values.covered))

    @cached_property
    def groups_credited(self) -> list[int]:
        return self._by_group(self.values.final)

    @cached_property
    def groups_proven(self) -> list[int]:
        return self._by_group(self.values.proven)

    def _by_group(self, levels: list[int]) -> list[int]:
        """What each dimension weighs; most firms are judged without: the lower levels ask nothing of one alone."""
        plan = self.plan
        won = [0] * len(plan.groups)
        for weight, group, level in zip(plan.weight, plan.group, levels, strict=True):
            if weight:
                won[group] += weight * level
        return won

    def total(self, *, proven: bool) -> Fraction:
        """The total on the scale of 0 to 100."""
        whole = self.plan.whole * TOP * self.unit
        return Fraction(100 * (self.proven if proven else self.credited), whole) if whole else Fraction(0)

    def group(self, place: int, *, proven: bool) -> Fraction:
        """A dimension's score on the scale of 0 to 100."""
        won = self.groups_proven[place] if proven else self.groups_credited[place]
        return Fraction(100 * won, self.plan.group_weight[place] * TOP * self.unit)

    @property
    def coverage(self) -> Fraction:
        return Fraction(self.covered, self.plan.whole) if self.plan.whole else Fraction(0)

    def short(self, level: PlannedLevel) -> Iterable[tuple[str, int]]:
        """What of coverage, dimensions and total falls short: ("coverage", 0), ("dimension", place), ("total", 0)."""
        proven = level.level.floors_proven
        if self.covered < level.coverage:
            yield "coverage", 0
        if level.floors:
            groups = self.groups_proven if proven else self.groups_credited
            for place, minimum in level.floors:
                if groups[place] < minimum:
                    yield "dimension", place
        if (self.proven if proven else self.credited) < level.total:
            yield "total", 0


def _limited(levels: list[int], ceilings: Mapping[int, int]) -> list[int]:
    """Levels under the ceilings of open findings."""
    if not ceilings:
        return levels
    levels = levels.copy()
    for place, ceiling in ceilings.items():
        levels[place] = min(levels[place], ceiling)
    return levels


def without_superseded(lines: Iterable[Line], on: int) -> list[Line]:
    """Leave out evidence that a later one of the same scheme, criterion and at least the same class replaces.

    The later one must have begun; it goes on replacing after it has lapsed. Equal dates replace nothing.
    """
    lines = list(lines)
    if not any(map(_SCHEME, lines)):
        return lines
    named: dict[tuple[int, str], list[Line]] = {}
    for line in lines:
        if line.scheme:
            named.setdefault((line.place, line.scheme), []).append(line)
    replaced = {
        id(old)
        for same in named.values()
        if len(same) > 1
        for old in same
        if any(new.begins > old.begins and new.rank >= old.rank and new.begins <= on for new in same)
    }
    return [line for line in lines if id(line) not in replaced] if replaced else lines
