"""What each step would do for one firm on one day, what it waits for, and who may pay for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from readiness.engine.case import Case
from readiness.engine.framework import PROVEN_FROM, Criterion
from readiness.engine.judge import NEVER, Line, Values, without_superseded
from readiness.engine.roadmap.steps import DECLARED, LAPSED, PROOF, Grant, Span, Step

Grants = Mapping[str, Sequence[Grant]]


@dataclass(frozen=True, slots=True)
class Move:
    """A step in front of a firm. ``needs``: of each set of keys one must come before.

    ``criterion`` is the one that a pattern stands for here, else "". ``grants``: those that would pay some of it.
    ``waits``: its papers are handed in and wait for staff, so that it costs nothing more.
    """

    step: Step
    criterion: str
    lines: tuple[Line, ...]
    needs: tuple[frozenset[str], ...]
    grants: tuple[Grant, ...]
    waits: bool = False

    @property
    def key(self) -> str:
        return f"{self.step.code}:{self.criterion}" if self.criterion else self.step.code

    @property
    def is_proof(self) -> bool:
        """Whether it shows what is there already, rather than changing the firm."""
        return self.step.kind == PROOF


@dataclass(frozen=True)
class Standing:
    """A case on one day: what the firm can do, says and has proven before it takes a step.

    ``handed_in``: criterion -> the highest level that a paper in the hands of staff would show.
    """

    case: Case
    on: int
    handed_in: Mapping[str, Fraction] = field(default_factory=dict)

    @cached_property
    def values(self) -> Values:
        return self.case.judge.values(self.case.plan, self.case.lines, self.ceilings, self.on)

    @cached_property
    def ceilings(self) -> Mapping[int, int]:
        return self.case.ceilings(self.on)

    @cached_property
    def declared(self) -> list[int]:
        return self.values.declared

    @cached_property
    def in_force(self) -> dict[int, int]:
        """The highest level that some live line claims, by place."""
        best: dict[int, int] = {}
        for line in without_superseded(self.case.lines, self.on):
            if line.begins <= self.on <= line.ends:
                best[line.place] = max(line.level, best.get(line.place, 0))
        return {place: min(level, self.ceilings.get(place, level)) for place, level in best.items()}

    @cached_property
    def lapsed(self) -> dict[tuple[int, int], int]:
        """The highest level of proof that lapsed while it still counts for something, by place and class."""
        best: dict[tuple[int, int], int] = {}
        for line in without_superseded(self.case.lines, self.on):
            if 0 < self.on - line.ends <= self.case.judge.last_step and line.rank >= PROVEN_FROM:
                slot = line.place, line.rank
                best[slot] = max(line.level, best.get(slot, 0))
        return best

    def waits(self, step: Step, lines: Sequence[Line]) -> bool:
        """Do papers wait for all that the step would show? Of a class that staff give by reading them."""
        codes, unit = self.case.plan.codes, self.case.judge.unit
        return (
            step.kind == PROOF
            and step.rank == PROVEN_FROM
            and bool(lines)
            and all(self.handed_in.get(codes[x.place], 0) * unit >= self.credited(x) for x in lines)
        )

    def credited(self, line: Line) -> int:
        """What a line would prove: its level under the cap of its class and the findings that are open."""
        level = min(line.level, self.case.plan.caps[line.place][line.rank])
        return min(level, self.ceilings.get(line.place, level))

    def measured(self, place: int) -> bool:
        """Whether figures decide the criterion, and some are known."""
        return self._criterion(place).rule != "level" and self.values.in_effect[place]

    def measurable(self, place: int) -> bool:
        """Whether the framework can tell a level at all: a rule without its table says nothing yet."""
        rule, scale = self._criterion(place).rule, self._criterion(place).scale
        if rule == "level":
            return True
        return bool(scale.thresholds.get(self.case.plan.sector)) and (
            rule != "percentile" or bool(scale.table)
        )

    def _criterion(self, place: int) -> Criterion:
        return self.case.framework.by_code[self.case.plan.codes[place]]


def moves_of(
    standing: Standing, steps: Sequence[Step], grants: Grants | None = None, *, proof_only: bool = False
) -> dict[str, Move]:
    """Every step that the firm could take, by key.

    ``proof_only``: steps that show what the firm declares already, and no further than that. Otherwise such
    steps reach the level of the list, except that no paper makes measured figures better.
    """
    grants = grants or {}
    sector = standing.case.plan.sector
    open_steps = {s.code: s for s in steps if s.applies(sector) and (s.kind == PROOF or not proof_only)}
    found: dict[str, Move] = {}
    for step in open_steps.values():
        paying = [g for g in grants.get(step.code, ()) if g.paid(step.cost).typical]
        paying.sort(key=lambda grant: grant.programme)
        needs = tuple(_needs(standing, step, steps, open_steps))
        for criterion, lines in _lines(standing, step, proof_only):
            move = Move(step, criterion, lines, needs, tuple(paying))
            if standing.waits(step, lines):
                move = replace(move, step=replace(step, cost=Span()), grants=(), waits=True)
            found[move.key] = move
    return _that_can_begin(found)


def _lines(standing: Standing, step: Step, proof_only: bool) -> Iterable[tuple[str, tuple[Line, ...]]]:
    """(criterion of the pattern or "", the lines that the step would add)."""
    plan, on = standing.case.plan, standing.on
    if step.pattern:
        for place, level in _pattern(standing, step):
            line = Line(place, level, step.rank, on, NEVER)
            if standing.credited(line) > standing.values.proven[place]:
                yield plan.codes[place], (line,)
        return
    lines = []
    for code, raised in step.raises:
        raises = plan.index.get(code)
        if raises is None or not standing.measurable(raises):
            continue
        reached = int(raised * standing.case.judge.unit)
        if step.kind == PROOF and (proof_only or standing.measured(raises)):
            reached = min(reached, standing.declared[raises])
        if reached:
            lines.append(Line(raises, reached, step.rank, on, NEVER))
    yield "", tuple(lines)


def _pattern(standing: Standing, step: Step) -> Iterable[tuple[int, int]]:
    if step.pattern == DECLARED:
        yield from sorted(standing.in_force.items())
    elif step.pattern == LAPSED:
        for (place, rank), level in sorted(standing.lapsed.items()):
            # Old figures cannot be renewed, only newer ones handed in.
            if rank == step.rank and not standing.measured(place):
                yield place, level


def _needs(
    standing: Standing, step: Step, steps: Sequence[Step], open_steps: Mapping[str, Step]
) -> Iterable[frozenset[str]]:
    """What the step waits for and the firm has not done: for each, the steps that will do.

    A firm knows what it does: what it declares is done. Only where the step's product is proof it must be proven.
    """
    plan = standing.case.plan
    by_code = {s.code: s for s in steps}
    for need in step.needs:
        if isinstance(need, str):
            wanted = by_code[need]
            if wanted.applies(plan.sector) and not _done(standing, wanted):
                yield frozenset({need} & open_steps.keys())
            continue
        criterion, least = need
        place = plan.index.get(criterion)
        if place is None or standing.declared[place] >= least * standing.case.judge.unit:
            continue
        yield frozenset(
            s.code
            for s in open_steps.values()
            if s.code != step.code and any(c == criterion and level >= least for c, level in s.raises)
        )


def _done(standing: Standing, step: Step) -> bool:
    plan, unit = standing.case.plan, standing.case.judge.unit
    for code, level in step.raises:
        place = plan.index.get(code)
        if place is None:
            continue
        if step.kind == PROOF:
            proven = standing.values.proven[place]
            if proven < level * unit and proven < plan.caps[place][step.rank]:
                return False
        elif standing.declared[place] < level * unit:
            return False
    return True


def _that_can_begin(found: Mapping[str, Move]) -> dict[str, Move]:
    """By turns those whose needs are among the moves before them; the rest wait for what is not open to the firm."""
    begun: dict[str, Move] = {}
    while ready := [
        key for key in sorted(found) if key not in begun and all(n & begun.keys() for n in found[key].needs)
    ]:
        begun |= {key: found[key] for key in ready}
    return {
        key: replace(move, needs=tuple(need & begun.keys() for need in move.needs))
        for key, move in begun.items()
    }
