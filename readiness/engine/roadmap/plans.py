"""Ways up as a reader takes them: in order, with money, months and what each step buys; the judge has the last word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import islice

from readiness.engine.case import Case
from readiness.engine.judge import FAILED, Line, Sums, Values, Verdict
from readiness.engine.results import Blocker
from readiness.engine.roadmap.conditions import conditions
from readiness.engine.roadmap.money import paid
from readiness.engine.roadmap.moves import Grants, Move, Standing, moves_of
from readiness.engine.roadmap.search import cheapest, finishes
from readiness.engine.roadmap.steps import Grant, Span, Step

# The cheapest plan and two alternatives.
PLANS = 3


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of a way. ``opens``: (level, criterion) of gates that it opens after the steps before it;
    ``points``: what it adds to the proven total then, in millionths; ``begins`` and ``ends`` in hundredths of a
    month from now, as it usually goes; ``leads_to``: steps of the way that wait for it; ``waits``: its papers are
    handed in.
    """

    key: str
    step: Step
    criterion: str
    begins: int
    ends: int
    gross: Span
    net: Span
    grant: Grant | None
    opens: tuple[tuple[int, str], ...]
    points: int
    leads_to: tuple[str, ...]
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Steps, and what the firm is after them. ``blockers``: what the target still lacks, level by level."""

    steps: tuple[WayStep, ...]
    gross: Span
    net: Span
    months: Span
    level: int
    counted_level: int
    total: int
    proven: int
    coverage: int
    blockers: tuple[tuple[int, Blocker], ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(step.key for step in self.steps)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """To one level on one day. ``proof`` needs evidence only and may fall short of the target; ``plans`` are the
    cheapest and its alternatives, empty where no plan reaches it: then ``unliftable`` names what no step can lift.
    """

    target: int
    on: date
    before: Verdict
    proof: Way
    plans: tuple[Way, ...]
    unliftable: tuple[tuple[int, Blocker], ...]

    @property
    def there(self) -> bool:
        """Whether the firm holds the level already."""
        return self.before.level >= self.target


def roadmap(
    case: Case,
    steps: Sequence[Step],
    target: int,
    on: date,
    grants: Grants | None = None,
    *,
    handed_in: Mapping[str, Fraction] | None = None,
    count: int = PLANS,
) -> Roadmap:
    """The ways of one firm to a level: with evidence alone, and ``count`` of the cheapest ones.

    ``handed_in``: criterion -> the highest level that a paper in the hands of staff would show.
    """
    standing = Standing(case, on.toordinal(), handed_in or {})
    before = case.verdict(standing.on)
    shown = moves_of(standing, steps, grants, proof_only=True)
    proof = next(_ways(standing, shown, target), None) or _as_far_as(standing, shown, target)
    moves = moves_of(standing, steps, grants)
    plans = tuple(islice(_ways(standing, moves, target), count))
    unliftable = () if plans else tuple(_lacking(_after(standing, moves.values()), target, standing.on))
    return Roadmap(target, on, before, proof, plans, unliftable)


def tried(
    case: Case,
    steps: Sequence[Step],
    keys: Iterable[str],
    target: int,
    on: date,
    grants: Grants | None = None,
    *,
    handed_in: Mapping[str, Fraction] | None = None,
) -> Way:
    """What would be if these steps were taken, whether or not that is enough; unknown keys, and steps that wait
    for others than these, are passed over.
    """
    standing = Standing(case, on.toordinal(), handed_in or {})
    moves = moves_of(standing, steps, grants)
    begun = finishes({key: moves[key] for key in set(keys) & moves.keys()}, "typical")
    return _way(standing, {key: move for key, move in moves.items() if key in begun}, target)


def _ways(standing: Standing, moves: Mapping[str, Move], target: int) -> Iterator[Way]:
    """From the cheapest up. Proof and steps only ever raise, so what all moves miss no plan reaches."""
    if _level_after(standing, moves.values()) < target:
        return

    def reaches(chosen: frozenset[str]) -> bool:
        return _level_after(standing, (moves[key] for key in chosen)) >= target

    for chosen in cheapest(moves, conditions(standing, moves, target), reaches):
        yield _way(standing, {key: move for key, move in moves.items() if key in chosen}, target)
        if not chosen:
            return


def _as_far_as(standing: Standing, moves: Mapping[str, Move], target: int) -> Way:
    """Everything that shows something new, where that alone does not reach the target."""
    gained, keys = standing.values, set[str]()
    for key, move in moves.items():
        better = _values_with(standing, [moves[k] for k in keys] + [move])
        if better.proven != gained.proven or better.covered != gained.covered:
            keys.add(key)
            gained = better
    needed = {p for key in keys for need in moves[key].needs for p in need}
    return _way(standing, {key: move for key, move in moves.items() if key in keys | needed}, target)


def _lines(moves: Iterable[Move]) -> list[Line]:
    return [line for move in moves for line in move.lines]


def _after(standing: Standing, moves: Iterable[Move]) -> Case:
    """The case with the steps taken: their lines beside those that are there."""
    return replace(standing.case, lines=[*standing.case.lines, *_lines(moves)])


def _values_with(standing: Standing, moves: Iterable[Move]) -> Values:
    case = _after(standing, moves)
    return case.judge.values(case.plan, case.lines, standing.ceilings, standing.on)


def _level_after(standing: Standing, moves: Iterable[Move]) -> int:
    values = _values_with(standing, moves)
    sums = Sums(standing.case.plan, values, standing.case.judge.unit)
    waived = standing.case.waived(standing.on)
    return standing.case.judge.levels(standing.case.plan, values, sums, waived)[0]


def _lacking(case: Case, target: int, on: int) -> Iterable[tuple[int, Blocker]]:
    """What every level up to the target lacks, from the first that is not held."""
    verdict = case.verdict(on)
    for level in case.plan.levels:
        if verdict.level < level.level.number <= target:
            below = replace(verdict, level=level.level.number - 1)
            yield from ((level.level.number, blocker) for blocker in case.blockers(below, on))


def _way(standing: Standing, chosen: Mapping[str, Move], target: int) -> Way:
    ends = finishes(chosen, "typical")
    begins = {key: end - chosen[key].step.months.typical for key, end in ends.items()}
    order = sorted(ends, key=begins.__getitem__)
    case = _after(standing, chosen.values())
    verdict = case.verdict(standing.on)
    shares = paid(chosen)
    bought = dict(zip(order, _bought(standing, [chosen[key] for key in order], target), strict=True))
    steps = tuple(
        WayStep(
            key=key,
            step=chosen[key].step,
            criterion=chosen[key].criterion,
            begins=begins[key],
            ends=ends[key],
            gross=chosen[key].step.cost,
            net=chosen[key].step.cost.less(shares[key][1]) if key in shares else chosen[key].step.cost,
            grant=shares[key][0] if key in shares else None,
            opens=bought[key][0],
            points=bought[key][1],
            leads_to=tuple(k for k in order if any(key in need for need in chosen[k].needs)),
            waits=chosen[key].waits,
        )
        for key in order
    )
    return Way(
        steps=steps,
        gross=sum((step.gross for step in steps), Span()),
        net=sum((step.net for step in steps), Span()),
        months=Span(
            *(max(finishes(chosen, part).values(), default=0) for part in ("low", "typical", "high"))
        ),
        level=verdict.level,
        counted_level=verdict.counted_level,
        total=verdict.total,
        proven=verdict.proven,
        coverage=verdict.coverage,
        blockers=tuple(_lacking(case, target, standing.on)),
    )


def _bought(
    standing: Standing, moves: Sequence[Move], target: int
) -> Iterable[tuple[tuple[tuple[int, str], ...], int]]:
    """What each move adds to those before it: the gates that it opens, and points of the proven total."""
    held, proven = _held(standing, standing.values, target), standing.case.verdict(standing.on).proven
    for taken in range(1, len(moves) + 1):
        case = _after(standing, moves[:taken])
        verdict = case.verdict(standing.on)
        now = _held(standing, verdict.values, target)
        yield tuple(gate for gate in now if gate not in held), verdict.proven - proven
        held, proven = now, verdict.proven


def _held(standing: Standing, values: Values, target: int) -> list[tuple[int, str]]:
    judge = standing.case.judge
    return [
        (level.level.number, gate.gate.criterion)
        for level in standing.case.plan.levels
        if level.level.number <= target
        for gate in level.gates
        if judge.gate_state(gate, values) != FAILED
    ]
