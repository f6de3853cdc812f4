"""From facts to the full explained result of one firm."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from readiness.engine.case import Case, Exemption, Limit
from readiness.engine.criteria import Figures, level_of
from readiness.engine.exact import common_denominator
from readiness.engine.facts import Facts
from readiness.engine.framework import Framework
from readiness.engine.judge import ALWAYS, NEVER, NOT_TOLD, Judge, Line
from readiness.engine.plan import Plan
from readiness.engine.results import Explained, Refusal


@lru_cache(maxsize=64)
def _judge(framework: "_Held", denominator: int) -> Judge:
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
    return _judge(_Held(framework), denominator)


def case_of(framework: Framework, facts: Facts) -> Case:
    """Facts as they were read, brought to a plan."""
    levels = (*(e.level for e in facts.evidence), *(f.ceiling for f in facts.findings))
    judge = judge_for(framework, common_denominator(levels))
    left_out, refused = refused_requests(framework, facts)
    plan = judge.plan(facts.sector, left_out)
    index = plan.index

    def ordinal(value: date | None, otherwise: int) -> int:
        return otherwise if value is None else value.toordinal()

    lines = [
        Line(
            index[e.criterion],
            judge.units(e.level),
            e.rank,
            ordinal(e.valid_from, ALWAYS),
            ordinal(e.valid_to, NEVER),
            e.scheme,
        )
        for e in facts.evidence
        if e.criterion in index
    ]
    for m in facts.measurements:
        if m.criterion in index:
            line = measured_line(
                framework, judge, plan, m.criterion, m.rank, m.figures, ordinal(m.valid_to, NEVER)
            )
            lines += [line] if line else []
    return Case(
        framework,
        judge,
        plan,
        lines,
        [
            Limit(index[f.criterion], judge.units(f.ceiling), f.opened.toordinal(), ordinal(f.closed, NEVER))
            for f in facts.findings
            if f.criterion in index
        ],
        [
            Exemption(w.level, index[w.criterion], ordinal(w.valid_from, ALWAYS), ordinal(w.valid_to, NEVER))
            for w in facts.waivers
            if w.criterion in index
        ],
        [(index[r.criterion], r.booked_for.toordinal()) for r in facts.renewals if r.criterion in index],
        refused,
    )


def measured_line(
    framework: Framework, judge: Judge, plan: Plan, code: str, rank: int, figures: Figures, ends: int
) -> Line | None:
    """A measurement as a piece of evidence: level by the rule, always begun; None where the rule cannot say."""
    level = level_of(framework.by_code[code], plan.sector, figures)
    if level is None:
        return None
    months = int(figures["months"]) if "months" in figures else NOT_TOLD
    return Line(plan.index[code], level * judge.unit, rank, ALWAYS, ends, None, months)


def explain(framework: Framework, facts: Facts, on: date) -> Explained:
    """The full result of one firm in one sector on one day."""
    case = case_of(framework, facts)
    now = case.result(on.toordinal())
    for later in case.days_after(on.toordinal()):
        if case.result(later) != now:
            return replace(now, next_change_on=date.fromordinal(later))
    return now


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
