"""One firm in one sector, looked at on any day: why it is what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from readiness.engine.framework import PROVEN_FROM, TOP, Framework
from readiness.engine.judge import (
    ALWAYS,
    CONDITIONAL_DAYS,
    FAILED,
    NEVER,
    UNCONFIRMED,
    Judge,
    Line,
    Sums,
    Values,
    Verdict,
    without_superseded,
)
from readiness.engine.plan import Plan, PlannedGate, PlannedLevel
from readiness.engine.results import (
    LOSSES,
    ZERO,
    Blocker,
    CriterionResult,
    DimensionResult,
    Explained,
    GateResult,
    Refusal,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A finding at its place: a ceiling in units from ``opened`` (included) to ``closed`` (excluded)."""

    index: int
    ceiling: int
    opened: int
    closed: int = NEVER


@dataclass(frozen=True, slots=True)
class Exemption:
    """A waiver at its place, both days included."""

    level: int
    index: int
    begins: int = ALWAYS
    ends: int = NEVER


@dataclass(frozen=True)
class Case:
    """One firm in one sector, brought to a plan: lines in units, days as ordinals. Looked at on any day.

    ``renewals`` are (criterion place, booked day).
    """

    framework: Framework
    judge: Judge
    plan: Plan
    lines: Sequence[Line]
    limits: Sequence[Limit] = ()
    exemptions: Sequence[Exemption] = ()
    renewals: Sequence[tuple[int, int]] = ()
    refused: tuple[Refusal, ...] = ()

    def events(self) -> set[int]:
        """Days on which findings, waivers and booked renewals begin or end."""
        days = {limit.opened for limit in self.limits} | {limit.closed for limit in self.limits}
        for exemption in self.exemptions:
            days |= {exemption.begins, exemption.ends + 1}
        if self.renewals:
            days |= {booked + 1 for _, booked in self.renewals}
            days |= {line.ends + CONDITIONAL_DAYS + 1 for line in self.lines}
        return days

    def days_after(self, on: int) -> list[int]:
        """Every later day on which some field of the result may differ, ascending."""
        days = self.events()
        for line in self.lines:
            days.add(line.begins)
            days.update(line.ends + edge + 1 for edge in self.judge.edges)
        return sorted(d for d in days if on < d < NEVER)

    def ceilings(self, on: int) -> dict[int, int]:
        ceilings: dict[int, int] = {}
        for limit in self.limits:
            if limit.opened <= on < limit.closed:
                ceilings[limit.index] = min(limit.ceiling, ceilings.get(limit.index, limit.ceiling))
        return ceilings

    def waived(self, on: int) -> frozenset[tuple[int, int]]:
        return frozenset((e.level, e.index) for e in self.exemptions if e.begins <= on <= e.ends)

    def verdict(self, on: int) -> Verdict:
        """The numbers alone, for the loop over many firms."""
        return self.judge.judge(
            self.plan,
            self.lines,
            on,
            ceilings=self.ceilings(on),
            waived=self.waived(on),
            events=self.events(),
        )

    def blockers(self, verdict: Verdict, on: int) -> list[Blocker]:
        """What the level after ``verdict.level`` lacks."""
        sums = Sums(self.plan, verdict.values, self.judge.unit)
        return self._blockers(verdict.level, verdict.values, sums, self.waived(on), on)

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
        mine = [line for line in self.lines if line.index == i]
        if i in values.ceilings and judge.gate_state(gate, judge.values(plan, mine, {}, on)) != FAILED:
            opened = [
                m.opened
                for m in self.limits
                if m.index == i and m.ceiling < need and m.opened <= on < m.closed
            ]
            return "finding", date.fromordinal(max(opened))
        lapsed = [
            line.ends
            for line in without_superseded(mine, on)
            if line.begins <= on and line.ends < on and line.rank >= PROVEN_FROM
            and min(line.level, plan.caps[i][line.rank]) >= need
        ]  # fmt: skip
        if (
            lapsed
            and judge.gate_state(gate, judge.values(plan, mine, values.ceilings, on, {i: NEVER})) != FAILED
        ):
            return "expired", date.fromordinal(max(lapsed))
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
        for i, booked in self.renewals:
            ends = [
                line.ends
                for line in without_superseded(self.lines, on)
                if line.index == i and line.rank >= PROVEN_FROM and line.begins <= on and line.ends < on
            ]
            if ends:
                last = min(booked, max(ends) + CONDITIONAL_DAYS)
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
