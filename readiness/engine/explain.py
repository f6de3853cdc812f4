"""Why a firm is what it is: losses by cause, gates, what blocks the next level, when it changes.

Everything is exact (Fractions); rounding happens where it is printed. Codes of reasons are those of the
readiness model (h) 12 to 14.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

from readiness.engine.criteria import level_of
from readiness.engine.facts import Facts
from readiness.engine.framework import PROVEN_FROM, TOP, Framework
from readiness.engine.judge import (
    ALWAYS,
    CONDITIONAL_DAYS,
    FAILED,
    HELD,
    NEVER,
    NOT_TOLD,
    UNCONFIRMED,
    Judge,
    Line,
    Plan,
    PlannedGate,
    PlannedLevel,
    Sums,
    Values,
    without_superseded,
)

LOSSES = ("missing", "level", "unproven", "expired", "finding")
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """Levels 0 to 5 step by step, the points won and lost of the hundred, and the state in one word."""

    code: str
    claimed: Fraction
    capped: Fraction
    fresh: Fraction
    final: Fraction
    proven: Fraction
    gain: Fraction
    losses: Mapping[str, Fraction]
    status: str
    expired: bool


@dataclass(frozen=True, slots=True)
class DimensionResult:
    code: str
    score: Fraction
    proven: Fraction
    weight: int


@dataclass(frozen=True, slots=True)
class GateResult:
    """``reason`` is None where the gate is simply held."""

    level: int
    criterion: str
    at_least: Fraction
    text: Mapping[str, str]
    held: bool
    reason: str | None
    waived: bool


@dataclass(frozen=True, slots=True)
class Blocker:
    """What the next level still lacks. ``kind`` is gate, coverage, dimension or total."""

    kind: str
    code: str | None
    needed: Fraction
    value: Fraction
    reason: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request "does not apply" that the engine does not follow: on a gate, or too much of a dimension."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    total: Fraction
    proven: Fraction
    declared: Fraction
    coverage: Fraction
    level: int
    counted_level: int
    conditional: tuple[int, date] | None
    dimensions: tuple[DimensionResult, ...]
    criteria: tuple[CriterionResult, ...]
    gates: tuple[GateResult, ...]
    blockers: tuple[Blocker, ...]
    refused: tuple[Refusal, ...]
    next_change_on: date | None = None


@lru_cache(maxsize=64)
def _judge(framework_hash: str, framework: "_Held", denominator: int) -> Judge:
    return Judge(framework.framework, denominator)


class _Held:
    """A framework as a cache key: one is as good as another of the same hash."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    def __hash__(self) -> int:
        return hash(self.framework.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.framework.hash == self.framework.hash


def judge_for(framework: Framework, denominator: int) -> Judge:
    """The judge of a framework for levels that are multiples of 1 over ``denominator``; kept."""
    return _judge(framework.hash, _Held(framework), denominator)


def explain(framework: Framework, facts: Facts, on: date) -> Explained:
    """The full result of one firm in one sector on one day."""
    case = Case(framework, facts)
    now = case.result(on.toordinal())
    for later in case.days_after(on.toordinal()):
        if case.result(later) != now:
            return _with_next_change(now, date.fromordinal(later))
    return now


def _with_next_change(result: Explained, day: date) -> Explained:
    return Explained(
        **{name: getattr(result, name) for name in result.__slots__ if name != "next_change_on"},
        next_change_on=day,
    )


def refused_requests(framework: Framework, facts: Facts) -> tuple[frozenset[str], tuple[Refusal, ...]]:
    """Which approved requests "does not apply" are followed, and which are refused and why.

    Never on a criterion that carries a gate in the sector; and where a dimension's requests together are
    more than the allowed share of its weight in the sector, none of that dimension is followed.
    """
    sector, gates = facts.sector, framework.gates_of(facts.sector)
    asked = sorted({code for code, approved in facts.not_applicable if approved})
    asked = [code for code in asked if framework.by_code[code].applies(sector)]
    refused = [Refusal(code, "gate") for code in asked if code in gates]
    open_to = [code for code in asked if code not in gates]
    followed: set[str] = set()
    for dimension in framework.dimensions:
        mine = [code for code in open_to if framework.by_code[code].dimension == dimension.code]
        whole = sum(
            c.weight_in(sector)
            for c in framework.criteria
            if c.dimension == dimension.code and c.applies(sector)
        )
        share = sum(framework.by_code[code].weight_in(sector) for code in mine)
        if whole and Fraction(share, whole) > framework.max_not_applicable:
            refused += [Refusal(code, "share") for code in mine]
        else:
            followed.update(mine)
    return frozenset(followed), tuple(sorted(refused, key=lambda r: r.criterion))


class Case:
    """Facts brought to lines once, to be looked at on several days."""

    def __init__(self, framework: Framework, facts: Facts) -> None:
        self.framework, self.facts = framework, facts
        denominator = lcm(
            1,
            *(e.level.denominator for e in facts.evidence),
            *(f.ceiling.denominator for f in facts.findings),
        )
        self.judge = judge_for(framework, denominator)
        left_out, self.refused = refused_requests(framework, facts)
        self.plan: Plan = self.judge.plan(facts.sector, left_out)
        self.lines = self._lines()
        self.findings = [
            (self.plan.index[f.criterion], self.judge.units(f.ceiling), f)
            for f in facts.findings
            if f.criterion in self.plan.index
        ]

    def _lines(self) -> list[Line]:
        index, units = self.plan.index, self.judge.units
        lines = [
            Line(
                index[e.criterion],
                units(e.level),
                e.rank,
                e.valid_from.toordinal() if e.valid_from else ALWAYS,
                e.valid_to.toordinal() if e.valid_to else NEVER,
                e.scheme,
            )
            for e in self.facts.evidence
            if e.criterion in index
        ]
        for m in self.facts.measurements:
            if m.criterion not in index:
                continue
            level = level_of(self.framework.by_code[m.criterion], self.facts.sector, m.figures)
            if level is not None:
                months = int(m.figures["months"]) if "months" in m.figures else NOT_TOLD
                ends = m.valid_to.toordinal() if m.valid_to else NEVER
                lines.append(
                    Line(index[m.criterion], units(Fraction(level)), m.rank, ALWAYS, ends, None, months)
                )
        return lines

    def days_after(self, on: int) -> list[int]:
        """Every later day on which some field of the result may differ, ascending."""
        days: set[int] = set()
        for line in self.lines:
            days.add(line.begins)
            if line.ends < NEVER:
                edges = (*self.judge.edges, CONDITIONAL_DAYS)
                days.update(line.ends + edge + 1 for edge in edges)
        for f in self.facts.findings:
            days.add(f.opened.toordinal())
            if f.closed:
                days.add(f.closed.toordinal())
        for w in self.facts.waivers:
            days.update(
                d
                for d in (
                    w.valid_from and w.valid_from.toordinal(),
                    w.valid_to and w.valid_to.toordinal() + 1,
                )
                if d
            )
        days.update(r.booked_for.toordinal() + 1 for r in self.facts.renewals)
        return sorted(d for d in days if d > on)

    def ceilings(self, on: int) -> dict[int, int]:
        ceilings: dict[int, int] = {}
        for place, ceiling, finding in self.findings:
            if finding.opened.toordinal() <= on and (
                finding.closed is None or on < finding.closed.toordinal()
            ):
                ceilings[place] = min(ceiling, ceilings.get(place, ceiling))
        return ceilings

    def waived(self, on: int) -> frozenset[tuple[int, int]]:
        return frozenset(
            (w.level, self.plan.index[w.criterion])
            for w in self.facts.waivers
            if w.criterion in self.plan.index
            and (w.valid_from is None or w.valid_from.toordinal() <= on)
            and (w.valid_to is None or on <= w.valid_to.toordinal())
        )

    def result(self, on: int) -> Explained:
        """Everything but the day of the next change."""
        judge, plan = self.judge, self.plan
        values = judge.values(plan, self.lines, self.ceilings(on), on)
        sums = Sums(plan, values, judge.unit)
        waived = self.waived(on)
        level = judge.level(plan, values, sums, waived)
        scale = Fraction(100, plan.whole * TOP * judge.unit) if plan.whole else ZERO
        return Explained(
            total=sums.total(proven=False),
            proven=sums.total(proven=True),
            declared=scale * sum(k * v for k, v in zip(plan.share, values.declared, strict=True)),
            coverage=sums.coverage,
            level=level,
            counted_level=judge.level(plan, values, sums, frozenset(), strict=True),
            conditional=self._conditional(level, values, waived, on),
            dimensions=tuple(
                DimensionResult(
                    code, sums.group(g, proven=False), sums.group(g, proven=True), plan.group_share[g]
                )
                for g, code in enumerate(plan.groups)
            ),
            criteria=tuple(self._criterion(code, values, on) for code in self.framework.by_code),
            gates=tuple(
                self._gate(planned, gate, values, waived, on)
                for planned in plan.levels
                for gate in planned.gates
            ),
            blockers=tuple(self._blockers(level, values, sums, waived, on)),
            refused=self.refused,
        )

    def _criterion(self, code: str, values: Values, on: int) -> CriterionResult:
        i = self.plan.index.get(code)
        if i is None:
            nothing = dict.fromkeys(LOSSES, ZERO)
            return CriterionResult(code, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, nothing, "not_applicable", False)
        unit = self.judge.unit
        claimed, capped, fresh, final, proven = (
            Fraction(levels[i], unit)
            for levels in (values.claimed, values.capped, values.fresh, values.final, values.proven)
        )
        point = Fraction(100 * self.plan.share[i], self.plan.whole * TOP)
        known = values.in_effect[i]
        losses = {
            "missing": ZERO if known else point * (TOP - claimed),
            "level": point * (TOP - claimed) if known else ZERO,
            "unproven": point * (claimed - capped),
            "expired": point * (capped - fresh),
            "finding": point * (fresh - final),
        }
        status = "unknown" if not known else "met" if 0 < final == claimed == proven else "part"
        return CriterionResult(
            code, claimed, capped, fresh, final, proven, point * final, losses, status, self._expired(i, on)
        )

    def _expired(self, place: int, on: int) -> bool:
        """Whether the best evidence has lapsed: nothing in force credits as much."""
        caps = self.plan.caps[place]
        best_live = best_lapsed = -1
        for line in without_superseded(self.lines, on):
            if line.index == place and line.begins <= on:
                credited = min(line.level, caps[line.rank])
                if line.ends < on:
                    best_lapsed = max(best_lapsed, credited)
                else:
                    best_live = max(best_live, credited)
        return best_lapsed > best_live

    def _gate(
        self,
        planned: PlannedLevel,
        gate: PlannedGate,
        values: Values,
        waived: frozenset[tuple[int, int]],
        on: int,
    ) -> GateResult:
        level, asked = planned.level.number, gate.gate
        state = self.judge.gate_state(gate, values)
        by_waiver = state == FAILED and asked.waivable and (level, gate.index) in waived
        reason = None
        if by_waiver:
            reason = "waived"
        elif state == UNCONFIRMED:
            reason = "unconfirmed"
        elif state == FAILED:
            reason, _ = self._reason(gate, values, on)
        held = state != FAILED or by_waiver
        return GateResult(level, asked.criterion, asked.at_least, asked.text, held, reason, by_waiver)

    def _reason(self, gate: PlannedGate, values: Values, on: int) -> tuple[str, date | None]:
        """Why a gate fails, and since or until when."""
        i, need = gate.index, gate.at_least
        judge, plan = self.judge, self.plan
        if i in values.ceilings:
            free = judge.values(plan, self.lines, {k: v for k, v in values.ceilings.items() if k != i}, on)
            if judge.gate_state(gate, free) != FAILED:
                opened = [
                    f.opened
                    for place, ceiling, f in self.findings
                    if place == i and ceiling < need and f.opened.toordinal() <= on
                    and (f.closed is None or on < f.closed.toordinal())
                ]  # fmt: skip
                return "finding", max(opened)
        restored = judge.values(plan, self.lines, values.ceilings, on, {i: NEVER})
        if judge.gate_state(gate, restored) != FAILED:
            ends = [
                line.ends
                for line in without_superseded(self.lines, on)
                if line.index == i and line.begins <= on and line.ends < on and line.rank >= PROVEN_FROM
                and min(line.level, plan.caps[i][line.rank]) >= need
            ]  # fmt: skip
            return "expired", date.fromordinal(max(ends))
        if not values.in_effect[i]:
            return "unknown", None
        if values.proven[i] >= need:
            return ("unconfirmed" if gate.gate.confirmed_by else "short"), None
        if min(values.claimed[i], values.ceilings.get(i, NEVER)) >= need:
            return "unproven", None
        return "short", None

    def _blockers(
        self, level: int, values: Values, sums: Sums, waived: frozenset[tuple[int, int]], on: int
    ) -> list[Blocker]:
        following = next((p for p in self.plan.levels if p.level.number > level), None)
        if following is None:
            return []
        unit, asked, blockers = self.judge.unit, following.level, []
        for gate in following.gates:
            if self.judge.gate_state(gate, values) != FAILED:
                continue
            if gate.gate.waivable and (asked.number, gate.index) in waived:
                continue
            reason, day = self._reason(gate, values, on)
            value = Fraction(values.proven[gate.index], unit)
            blockers.append(Blocker("gate", gate.gate.criterion, gate.gate.at_least, value, reason, day))
        for kind, place in sums.short(following):
            if kind == "coverage":
                blockers.append(Blocker(kind, None, asked.coverage, sums.coverage, "short"))
            elif kind == "dimension":
                code = self.plan.groups[place]
                needed = asked.minimum_by_code.get(code, asked.minimum_dimension)
                value = sums.group(place, proven=asked.floors_proven)
                blockers.append(Blocker(kind, code, needed, value, "short"))
            else:
                value = sums.total(proven=asked.floors_proven)
                blockers.append(Blocker(kind, None, asked.minimum_total, value, "short"))
        return blockers

    def _conditional(
        self, level: int, values: Values, waived: frozenset[tuple[int, int]], on: int
    ) -> tuple[int, date] | None:
        """The higher level that lapsed proof with a booked renewal would still hold, and until when."""
        until: dict[int, int] = {}
        for renewal in self.facts.renewals:
            i = self.plan.index.get(renewal.criterion)
            ends = [
                line.ends
                for line in without_superseded(self.lines, on)
                if line.index == i and line.rank >= PROVEN_FROM and line.begins <= on and line.ends < on
            ]
            if i is not None and ends:
                last = min(renewal.booked_for.toordinal(), max(ends) + CONDITIONAL_DAYS)
                if on <= last:
                    until[i] = max(last, until.get(i, 0))
        if not until:
            return None
        judge, plan = self.judge, self.plan
        tried = judge.values(plan, self.lines, values.ceilings, on, until)
        reached = judge.level(plan, tried, Sums(plan, tried, judge.unit), waived)
        used = [last for i, last in until.items() if tried.proven[i] != values.proven[i]]
        if reached <= level or not used:
            return None
        return reached, date.fromordinal(min(used))


__all__ = ["HELD", "Blocker", "Case", "CriterionResult", "Explained", "GateResult", "explain", "judge_for"]
