"""What it usually costs a firm to come to meet conditions of a level, out of the price list of steps. Pure.

The estimate is for any firm of a sector that stands one level below. A condition is met by the cheapest step
that raises its criterion far enough, or that ends with the certificate, with all that has to come before; what
several conditions share is paid once. A step before it is done where gates of the levels below vouch for the
first criterion that it raises. No paper makes measured figures better, so that on criteria that are measured
a step of papers alone counts only where no other will do.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple
from fractions import Fraction

from readiness.engine import Framework
from readiness.engine.exact import digest
from readiness.engine.framework import PROVEN_FROM, Gate
from readiness.engine.roadmap import Span, Step
from readiness.engine.roadmap.steps import PROOF

# The steps to take, by code; None where there is no way.
Way = dict[str, Step] | None


class Prices:
    """Prices of the conditions of one level, as ``readiness.supply.case`` names them; in thousand dong."""

    def __init__(
        self, framework: Framework | None = None, steps: Sequence[Step] = (), level: int = 0
    ) -> None:
        self.framework, self.level = framework, level
        self.steps = {step.code: step for step in steps}
        self.known: dict[tuple[str, str], Way] = {}

    @property
    def hash(self) -> str:
        """Of all that a price depends on."""
        listed = [
            (s.code, s.kind, s.raises, s.rank, s.needs, astuple(s.cost), s.sectors and sorted(s.sectors),
             sorted(s.standards))
            for s in self.steps.values()
        ]  # fmt: skip
        return digest([self.framework and self.framework.hash, json.loads(json.dumps(listed, default=str))])

    def of(self, names: Iterable[str], sector: str) -> Span | None:
        """All conditions together: the least, the usual and the most; None where one of them has no price."""
        taken: dict[str, Step] = {}
        for name in names:
            way = self.way(name, sector)
            if way is None:
                return None
            taken |= way
        return sum((step.cost for step in taken.values()), Span())

    def knows(self, name: str) -> bool:
        """Whether it has a price in some sector."""
        sectors = self.framework.sectors if self.framework else ()
        return any(self.way(name, sector) is not None for sector in sectors)

    def way(self, name: str, sector: str) -> Way:
        """The cheapest steps to one condition."""
        if (name, sector) not in self.known:
            self.known[name, sector] = self._cheapest(self._meeting(name, sector), sector, frozenset())
        return self.known[name, sector]

    def _meeting(self, name: str, sector: str) -> list[Step]:
        kind, *rest = name.split(":")
        if kind == "gate":
            wanted = [gate for level, gate in self._gates(rest[0], sector) if level == self.level]
            return self._raising(rest[0], sector, lambda step: self._passes(step, wanted))
        if kind == "criterion":
            code, least = rest[0], Fraction(rest[1])
            return self._raising(code, sector, lambda step: self._proves(step, code, least))
        standards = set() if rest else set(kind.split("|"))
        ending = [step for step in self.steps.values() if step.standards & standards]
        # A workshop that sells to car makers comes to hold what car makers hold.
        return [step for step in ending if step.applies(sector)] or ending

    def _proves(self, step: Step, criterion: str, least: Fraction) -> bool:
        """Does one line of the step prove the criterion at this level?"""
        assert self.framework is not None
        return step.rank >= PROVEN_FROM and any(
            code == criterion and min(level, self.framework.by_code[code].caps[step.rank]) >= least
            for code, level in step.raises
        )

    def _raising(self, criterion: str, sector: str, enough: Callable[[Step], bool]) -> list[Step]:
        if self.framework is None or criterion not in self.framework.by_code:
            return []
        found = [step for step in self.steps.values() if step.applies(sector) and enough(step)]
        measured = self.framework.by_code[criterion].rule != "level"
        return [step for step in found if not measured or step.kind != PROOF] or found

    def _gates(self, criterion: str, sector: str) -> Iterable[tuple[int, Gate]]:
        for level in self.framework.levels if self.framework else ():
            for gate in level.gates:
                if gate.criterion == criterion and gate.applies(sector):
                    yield level.number, gate

    def _passes(self, step: Step, gates: Sequence[Gate]) -> bool:
        """Does one line of the step pass all of these gates on a criterion, confirmed where they ask for it?"""
        assert self.framework is not None
        by_code = self.framework.by_code
        return bool(gates) and any(
            all(
                code == gate.criterion
                and min(level, by_code[code].caps[step.rank]) >= gate.at_least
                and (not gate.confirmed_by or step.rank in gate.confirmed_by)
                for gate in gates
            )
            for code, level in step.raises
        )

    def _cheapest(self, options: Iterable[Step], sector: str, within: frozenset[str]) -> Way:
        ways = [
            way
            for step in options
            if step.code not in within and (way := self._with_all_before(step, sector, within)) is not None
        ]
        return min(
            ways, key=lambda way: (sum(s.cost.typical for s in way.values()), sorted(way)), default=None
        )

    def _with_all_before(self, step: Step, sector: str, within: frozenset[str]) -> Way:
        taken, within = {step.code: step}, within | {step.code}
        for need in step.needs:
            if isinstance(need, str):
                before = self.steps[need]
                done = not before.applies(sector) or self._vouched(before, sector)
                way = {} if done else self._with_all_before(before, sector, within)
            else:
                criterion, least = need
                done = self._held(criterion, sector) >= least
                way = {} if done else self._cheapest(self._reaching(need, sector), sector, within)
            if way is None:
                return None
            taken |= way
        return taken

    def _reaching(self, need: tuple[str, Fraction], sector: str) -> list[Step]:
        criterion, least = need
        return self._raising(
            criterion,
            sector,
            lambda step: any(code == criterion and level >= least for code, level in step.raises),
        )

    def _vouched(self, step: Step, sector: str) -> bool:
        return any(self._held(code, sector) >= level for code, level in step.raises[:1])

    def _held(self, criterion: str, sector: str) -> Fraction:
        """The level of the criterion that every firm one level below has proven."""
        below = (gate.at_least for level, gate in self._gates(criterion, sector) if level < self.level)
        return max(below, default=Fraction(0))
