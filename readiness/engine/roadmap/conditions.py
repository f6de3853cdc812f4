"""What the levels up to a target still ask of a firm, as rows over the moves it could make."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.engine.judge import FAILED, Sums
from readiness.engine.plan import PlannedLevel
from readiness.engine.roadmap.moves import Move, Standing

PROVEN, CREDITED, COVERED = "proven", "credited", "covered"


@dataclass(frozen=True, slots=True)
class Rung:
    """From one level of a criterion to the next that some move reaches: ``gain`` with any of ``keys``."""

    place: int
    gain: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conditions:
    """``covers``: of each set one move must be made. ``sums``: (rungs with their weights, the least sum)."""

    covers: tuple[frozenset[str], ...]
    sums: tuple[tuple[tuple[tuple[Rung, int], ...], int], ...]

    @property
    def keys(self) -> frozenset[str]:
        """Moves that serve some condition themselves."""
        reached = {key for cover in self.covers for key in cover}
        return frozenset(reached.union(*(rung.keys for terms, _ in self.sums for rung, _ in terms)))


def conditions(standing: Standing, moves: Mapping[str, Move], target: int) -> Conditions:
    """Gates and floors of all levels up to ``target`` that the firm does not yet hold."""
    levels = [level for level in standing.case.plan.levels if level.level.number <= target]
    return Conditions(tuple(_covers(standing, moves, levels)), tuple(_sums(standing, moves, levels)))


def _covers(
    standing: Standing, moves: Mapping[str, Move], levels: Iterable[PlannedLevel]
) -> Iterable[frozenset[str]]:
    judge, plan, waived = standing.case.judge, standing.case.plan, standing.case.waived(standing.on)
    seen = set()
    for level in levels:
        for gate in level.gates:
            if judge.gate_state(gate, standing.values) != FAILED:
                continue
            if gate.gate.waivable and (level.level.number, gate.place) in waived:
                continue
            # A gate looks for one proof that suffices, so each line may be tried alone.
            cover = frozenset(
                move.key
                for move in moves.values()
                for line in move.lines
                if line.place == gate.place
                and judge.gate_state(gate, judge.values(plan, [line], standing.ceilings, standing.on))
                != FAILED
            )
            if cover not in seen:
                seen.add(cover)
                yield cover


def _sums(
    standing: Standing, moves: Mapping[str, Move], levels: Iterable[PlannedLevel]
) -> Iterable[tuple[tuple[tuple[Rung, int], ...], int]]:
    plan = standing.case.plan
    sums = Sums(plan, standing.values, standing.case.judge.unit)
    rungs = {kind: list(_rungs(standing, moves, kind)) for kind in (PROVEN, CREDITED, COVERED)}
    asked: dict[tuple[str, int | None], int] = {}

    def ask(kind: str, group: int | None, least: int) -> None:
        asked[kind, group] = max(least, asked.get((kind, group), 0))

    for level in levels:
        kind = PROVEN if level.level.floors_proven else CREDITED
        ask(COVERED, None, level.coverage)
        ask(kind, None, level.total)
        for dimension, floor in level.floors:
            ask(kind, dimension, floor)
    for (kind, group), least in asked.items():
        if group is not None:
            base = (sums.groups_proven if kind == PROVEN else sums.groups_credited)[group]
        else:
            base = {PROVEN: sums.proven, CREDITED: sums.credited, COVERED: sums.covered}[kind]
        if least > base:
            weights = plan.share if group is None else plan.weight
            terms = tuple(
                (rung, weights[rung.place] * rung.gain)
                for rung in rungs[kind]
                if weights[rung.place] and group in (None, plan.group[rung.place])
            )
            yield terms, least - base


def _rungs(standing: Standing, moves: Mapping[str, Move], kind: str) -> Iterable[Rung]:
    ranks = standing.case.framework.coverage_classes
    values = standing.values
    reach: dict[int, dict[str, int]] = {}
    for key, move in moves.items():
        for line in move.lines:
            level = int(line.rank in ranks) if kind == COVERED else standing.credited(line)
            mine = reach.setdefault(line.place, {})
            mine[key] = max(level, mine.get(key, 0))
    base = {PROVEN: values.proven, CREDITED: values.final, COVERED: [int(c) for c in values.covered]}[kind]
    for place, levels in sorted(reach.items()):
        below = base[place]
        for level in sorted({level for level in levels.values() if level > below}):
            yield Rung(
                place, level - below, frozenset(k for k, reached in levels.items() if reached >= level)
            )
            below = level
