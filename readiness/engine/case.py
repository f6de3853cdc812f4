"""One firm in one sector, looked at on any day: why it is what it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from readiness.engine.framework import PROVEN_FROM, TOP, Framework
from readiness.engine.judge import (
    ALWAYS,
    FAILED,
    LAST_DAY,
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

# A level may be shown as conditional for at most so many days after proof lapsed (readiness model (b)).
CONDITIONAL_DAYS = 60


@dataclass(frozen=True, slots=True)
class Limit:
    """A finding at its place: a ceiling in units from ``opened`` (included) to ``closed`` (excluded)."""

    place: int
    ceiling: int
    opened: int
    closed: int = NEVER


@dataclass(frozen=True, slots=True)
class Exemption:
    """A waiver at its place, both days included."""

    level: int
    place: int
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
        if not (self.limits or self.exemptions or self.renewals):
            return set()
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
        return sorted(d for d in days if on < d <= LAST_DAY)

    def ceilings(self, on: int) -> dict[int, int]:
        ceilings: dict[int, int] = {}
        for limit in self.limits:
            if limit.opened <= on < limit.closed:
                ceilings[limit.place] = min(limit.ceiling, ceilings.get(limit.place, limit.ceiling))
        return ceilings

    def waived(self, on: int) -> frozenset[tuple[int, int]]:
        return frozenset((e.level, e.place) for e in self.exemptions if e.begins <= on <= e.ends)

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
        return self._blockers(verdict.level, verdict.values, verdict.sums, self.waived(on), on)

    def result(self, on: int) -> Explained:
        """Everything but the day of the next change."""
        judge, plan = self.judge, self.plan
        values = judge.values(plan, self.lines, self.ceilings(on), on)
        sums = Sums(plan, values, judge.unit)
        waived = self.waived(on)
        level, counted = judge.levels(plan, values, sums, waived)
        expired, lapsed = self._expired(on), self._lapsed_proof(on)
        scale = Fraction(100, plan.whole * TOP * judge.unit) if plan.whole else ZERO
        return Explained(
            total=sums.total(proven=False),
            proven=sums.total(proven=True),
            declared=scale * sum(k * v for k, v in zip(plan.share, values.declared, strict=True)),
            coverage=sums.coverage,
            level=level,
            counted_level=counted,
            conditional=self._conditional(level, waived, on),
            dimensions=tuple(
                DimensionResult(
                    code, sums.group(g, proven=False), sums.group(g, proven=True), plan.group_share[g]
                )
                for g, code in enumerate(plan.groups)
            ),
            criteria=tuple(self._criterion(code, values, expired) for code in self.framework.by_code),
            gates=tuple(
                self._gate(planned, gate, values, waived, lapsed, on)
                for planned in plan.levels
                for gate in planned.gates
            ),
            blockers=tuple(self._blockers(level, values, sums, waived, on)),
            refused=self.refused,
        )

    def _criterion(self, code: str, values: Values, expired: set[int]) -> CriterionResult:
        i = self.plan.index.get(code)
        if i is None:
            nothing = dict.fromkeys(LOSSES, ZERO)
            return CriterionResult(code, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, nothing, "not_applicable", False)
        unit, share, whole = self.judge.unit, self.plan.share[i], self.plan.whole
        claimed, capped, fresh, final, proven = (
            levels[i] for levels in (values.claimed, values.capped, values.fresh, values.final, values.proven)
        )

        def points(level: int) -> Fraction:
            """What a level, or a difference of levels, is worth of the hundred."""
            return Fraction(100 * share * level, whole * TOP * unit) if whole and level else ZERO

        known = values.in_effect[i]
        unreached = points(TOP * unit - claimed)
        losses = {
            "missing": ZERO if known else unreached,
            "level": unreached if known else ZERO,
            "unproven": points(claimed - capped),
            "expired": points(capped - fresh),
            "finding": points(fresh - final),
        }
        status = "unknown" if not known else "met" if 0 < final == claimed == proven else "part"
        return CriterionResult(
            code,
            claimed=Fraction(claimed, unit),
            capped=Fraction(capped, unit),
            fresh=Fraction(fresh, unit),
            final=Fraction(final, unit),
            proven=Fraction(proven, unit),
            gain=points(final),
            losses=losses,
            status=status,
            expired=i in expired,
        )

    def _expired(self, on: int) -> set[int]:
        """Criteria whose best evidence has lapsed: nothing in force credits as much."""
        live: dict[int, int] = {}
        lapsed: dict[int, int] = {}
        for line in without_superseded(self.lines, on):
            if line.begins <= on:
                best = lapsed if line.ends < on else live
                credited = min(line.level, self.plan.caps[line.place][line.rank])
                best[line.place] = max(credited, best.get(line.place, 0))
        return {place for place, level in lapsed.items() if level > live.get(place, -1)}

    def _lapsed_proof(self, on: int) -> list[Line]:
        """Proof that would count today if it had not lapsed."""
        return [
            line
            for line in without_superseded(self.lines, on)
            if line.begins <= on and line.ends < on and line.rank >= PROVEN_FROM
        ]

    def _if_in_force(self, on: int, restored: Callable[[Line], bool]) -> Values:
        """The values there would be if some of the lapsed proof had not lapsed."""
        again = {id(line) for line in self._lapsed_proof(on) if restored(line)}
        lines = [line._replace(ends=NEVER) if id(line) in again else line for line in self.lines]
        return self.judge.values(self.plan, lines, self.ceilings(on), on)

    def _gate(
        self,
        planned: PlannedLevel,
        gate: PlannedGate,
        values: Values,
        waived: frozenset[tuple[int, int]],
        lapsed: Sequence[Line],
        on: int,
    ) -> GateResult:
        level, asked = planned.level.number, gate.gate
        state = self.judge.gate_state(gate, values)
        by_waiver = state == FAILED and asked.waivable and (level, gate.place) in waived
        reason = None
        if by_waiver:
            reason = "waived"
        elif state == UNCONFIRMED:
            reason = "unconfirmed"
        elif state == FAILED:
            reason, _ = self._reason(gate, values, lapsed, on)
        held = state != FAILED or by_waiver
        return GateResult(level, asked.criterion, asked.at_least, asked.text, held, reason, by_waiver)

    def _reason(
        self, gate: PlannedGate, values: Values, lapsed: Sequence[Line], on: int
    ) -> tuple[str, date | None]:
        """Why a gate fails; with the day a finding was opened or proof expired."""
        place, need, judge = gate.place, gate.at_least, self.judge
        if values.ceilings.get(place, need) < need:
            without = judge.values(self.plan, self.lines, {}, on)
            if judge.gate_state(gate, without) != FAILED:
                open_now = [m for m in self.limits if m.place == place and m.opened <= on < m.closed]
                lowest = min(open_now, key=lambda m: (m.ceiling, m.opened))
                return "finding", date.fromordinal(lowest.opened)
        caps = self.plan.caps[place]
        ended = [
            line.ends for line in lapsed if line.place == place and min(line.level, caps[line.rank]) >= need
        ]
        if ended and judge.gate_state(gate, self._if_in_force(on, lambda line: True)) != FAILED:
            return "expired", date.fromordinal(max(ended))
        if not values.in_effect[place]:
            return "unknown", None
        if values.proven[place] >= need:
            return ("unconfirmed" if gate.gate.confirmed_by else "short"), None
        return ("unproven" if values.declared[place] >= need else "short"), None

    def _blockers(
        self, level: int, values: Values, sums: Sums, waived: frozenset[tuple[int, int]], on: int
    ) -> list[Blocker]:
        following = next((p for p in self.plan.levels if p.level.number > level), None)
        if following is None:
            return []
        asked, blockers = following.level, []
        lapsed = self._lapsed_proof(on)
        for gate in following.gates:
            if self.judge.gate_state(gate, values) != FAILED:
                continue
            if gate.gate.waivable and (asked.number, gate.place) in waived:
                continue
            reason, day = self._reason(gate, values, lapsed, on)
            value = self.judge.level(values.proven[gate.place])
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
        self, level: int, waived: frozenset[tuple[int, int]], on: int
    ) -> tuple[int, date] | None:
        """The higher level that lapsed proof with a booked renewal would still hold, and until when."""
        if not self.renewals:
            return None
        booked: dict[int, int] = {}
        for place, day in self.renewals:
            booked[place] = max(day, booked.get(place, day))

        def last_day(line: Line) -> int:
            return min(booked.get(line.place, ALWAYS), line.ends + CONDITIONAL_DAYS)

        def level_after(day: int) -> int:
            """With only those renewals that still stand after a day."""
            tried = self._if_in_force(on, lambda line: last_day(line) > day)
            sums = Sums(self.plan, tried, self.judge.unit)
            return self.judge.levels(self.plan, tried, sums, waived)[0]

        last_days = sorted({last_day(line) for line in self._lapsed_proof(on) if last_day(line) >= on})
        if not last_days or (reached := level_after(on - 1)) <= level:
            return None
        until = next(day for day in last_days if level_after(day) < reached)
        return reached, date.fromordinal(until)
