"""The cheapest plans, exactly: money net of subsidies, then months on the critical path, then steps.

The program proposes sets of moves; the judge, in exact integers, disposes.
"""

from collections.abc import Callable, Iterator, Mapping

from readiness.engine.milp import Program
from readiness.engine.roadmap.conditions import Conditions
from readiness.engine.roadmap.money import net
from readiness.engine.roadmap.moves import Move

Chosen = frozenset[str]


def cheapest(
    moves: Mapping[str, Move], asked: Conditions, reaches: Callable[[Chosen], bool]
) -> Iterator[Chosen]:
    """Plans from the cheapest up; none contains one that came before it."""
    useful = _with_needs(moves, asked.keys)
    search = _Search({key: move for key, move in moves.items() if key in useful}, asked)
    while (chosen := search.next()) is not None:
        if reaches(chosen):
            search.leave_out_with_more(chosen)
            yield chosen
        else:
            # Rounding let through a sum that is a hair too small: neither this set nor a part of it will do.
            search.ask_for_more_than(chosen)


def finishes(chosen: Mapping[str, Move], part: str) -> dict[str, int]:
    """When each move is done, in hundredths of a month from now, the soonest first.

    A move begins when of everything it needs the first is there; those that never can are left out.
    """
    done: dict[str, int] = {}
    while True:
        ready = {
            key: max((min(done[p] for p in need & done.keys()) for need in move.needs), default=0)
            + getattr(move.step.months, part)
            for key, move in chosen.items()
            if key not in done and all(need & done.keys() for need in move.needs)
        }
        if not ready:
            return done
        key = min(ready, key=ready.__getitem__)
        done[key] = ready[key]


def _with_needs(moves: Mapping[str, Move], keys: frozenset[str]) -> set[str]:
    useful, fresh = set[str](), set(keys)
    while fresh:
        useful |= fresh
        fresh = {p for key in fresh for need in moves[key].needs for p in need} - useful
    return useful


class _Search:
    """The same rows twice: for the least money, and within that money for the least time."""

    def __init__(self, moves: Mapping[str, Move], asked: Conditions) -> None:
        self.moves, self.asked = moves, asked
        self.cuts: list[tuple[dict[str, float], float]] = []
        self.money, self.columns = self._program()
        self.cost = self._cost(self.money, self.columns)

    def next(self) -> Chosen | None:
        """The best set that is not ruled out yet; None when all are."""
        while (found := self.money.minimise(self.cost)) is not None:
            cheapest = self._chosen(found, self.columns)
            if self._can_begin(cheapest) and self._can_begin(soonest := self._soonest(cheapest)):
                return soonest
        return None

    def leave_out_with_more(self, chosen: Chosen) -> None:
        self._cut(dict.fromkeys(chosen, -1.0), 1 - len(chosen))

    def ask_for_more_than(self, chosen: Chosen) -> None:
        self._cut(dict.fromkeys(self.moves.keys() - chosen, 1.0), 1)

    def _can_begin(self, chosen: Chosen) -> bool:
        """Whether no moves of the set only wait for each other; if some do, one from outside is asked for."""
        begun = finishes({key: self.moves[key] for key in chosen}, "typical").keys()
        stuck = chosen - begun
        # The first of them to begin has what it now lacks from outside.
        lacking = [need for key in stuck for need in self.moves[key].needs if not need & begun]
        outside = frozenset().union(*lacking) - stuck
        for key in stuck:
            self._cut({key: -1.0} | dict.fromkeys(outside, 1.0), 0)
        return not stuck

    def _cut(self, terms: dict[str, float], least: float) -> None:
        self.cuts.append((terms, least))
        self.money.at_least({self.columns[key]: by for key, by in terms.items()}, least)

    def _program(self) -> tuple[Program, dict[str, int]]:
        program = Program()
        columns = {key: program.column() for key in self.moves}
        for cover in self.asked.covers:
            program.at_least({columns[key]: 1.0 for key in cover}, 1)
        climbed = {}
        for terms, least in self.asked.sums:
            row = {}
            for rung, weight in terms:
                if rung not in climbed:
                    climbed[rung] = program.column(whole=False)
                    program.at_least({climbed[rung]: -1.0} | {columns[key]: 1.0 for key in rung.keys}, 0)
                row[climbed[rung]] = weight / least
            program.at_least(row, 1)
        for key, move in self.moves.items():
            for need in move.needs:
                program.at_least({columns[key]: -1.0} | {columns[p]: 1.0 for p in need}, 0)
        for cut, bound in self.cuts:
            program.at_least({columns[key]: by for key, by in cut.items()}, bound)
        return program, columns

    def _cost(self, program: Program, columns: Mapping[str, int]) -> dict[int, float]:
        """What columns add to the money spent: moves their cost, payments of programmes less than nothing."""
        cost = {columns[key]: float(move.step.cost.typical) for key, move in self.moves.items()}
        capped: dict[str, dict[int, float]] = {}
        caps: dict[str, int] = {}
        for key, move in self.moves.items():
            payers = {columns[key]: 1.0}
            for grant in move.grants:
                most = grant.paid(move.step.cost).typical
                pays, payment = program.column(), program.column(most=most, whole=False)
                program.at_least({pays: float(most), payment: -1.0}, 0)
                payers[pays] = -1.0
                cost[payment] = -1.0
                if grant.cap is not None:
                    capped.setdefault(grant.programme, {})[payment] = -1.0
                    caps[grant.programme] = grant.cap
            if move.grants:
                program.at_least(payers, 0)
        for programme, payments in capped.items():
            program.at_least(payments, -caps[programme])
        return cost

    def _chosen(self, found: list[float], columns: Mapping[str, int]) -> Chosen:
        return frozenset(key for key, column in columns.items() if found[column] > 0.5)

    def _soonest(self, cheapest: Chosen) -> Chosen:
        """Of the plans that cost no more, the soonest; of those the one with fewest steps."""
        program, columns = self._program()
        spent = net({key: self.moves[key] for key in cheapest})
        cost = self._cost(program, columns)
        program.at_least({column: -by for column, by in cost.items()}, -spent)
        whole = sum(move.step.months.typical for move in self.moves.values())
        latest: dict[str, int] = {}
        for key, move in self.moves.items():
            begins = max((latest.get(p, whole) for need in move.needs for p in need), default=0)
            latest[key] = min(whole, begins + move.step.months.typical)
        last = program.column(most=max(latest.values(), default=0), whole=False)
        ends = {key: program.column(most=latest[key], whole=False) for key in self.moves}
        for key, move in self.moves.items():
            takes = move.step.months.typical
            program.at_least({ends[key]: 1.0, columns[key]: -takes}, 0)
            program.at_least({last: 1.0, ends[key]: -1.0}, 0)
            for need in move.needs:
                served = self._served(program, columns, key, need)
                for p, serves in served.items():
                    # Where p serves this move, the move is done no sooner than p and its own months.
                    wide = latest[p] + takes
                    program.at_least({ends[key]: 1.0, ends[p]: -1.0, serves: -float(wide)}, takes - wide)
        steps = len(self.moves) + 1
        found = program.minimise({last: float(steps)} | dict.fromkeys(columns.values(), 1.0))
        assert found is not None, "the cheapest plan itself is one of these"
        return self._chosen(found, columns)

    def _served(
        self, program: Program, columns: Mapping[str, int], key: str, need: frozenset[str]
    ) -> dict[str, int]:
        """For each move of ``need``, the column that says whether ``key`` begins on it."""
        if len(need) == 1:
            return dict.fromkeys(need, columns[key])
        serves = {p: program.column() for p in sorted(need)}
        for p, column in serves.items():
            program.at_least({columns[p]: 1.0, column: -1.0}, 0)
        program.at_least(dict.fromkeys(serves.values(), 1.0) | {columns[key]: -1.0}, 0)
        return serves
