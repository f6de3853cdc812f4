"""How much of the result hangs on choices that could have been made otherwise: readiness model (d).

Each variant changes one thing of a framework; the same firms are judged under it on the same day, and what is
told is the share whose level changes and by how many places they move in the ranking by total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import exp, lcm, log

from readiness.engine.case import Case
from readiness.engine.framework import TOP, Criterion, Framework, Level
from readiness.engine.judge import Judge, Sums, Values
from readiness.engine.plan import Plan
from readiness.engine.ranking import doubled_places, mean_shift, spearman

# A fifth of a dimension's weight, a level of a cap, five points of a threshold.
FIFTHS = (Fraction(4, 5), Fraction(6, 5))
STEPS = (-1, 1)
POINTS = 5
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Variant:
    """``kind``: weight, dropped, geometric, caps or thresholds; ``of`` is a dimension or ""; ``sign`` -1, 0, 1."""

    kind: str
    of: str
    sign: int
    framework: Framework


@dataclass(frozen=True, slots=True)
class Effect:
    """Of ``firms`` judged, how many change their level, by how many places they move on average, and the rank
    correlation with what it was (None where nobody is told apart)."""

    kind: str
    of: str
    sign: int
    firms: int
    changed: int
    shift: float
    correlation: float | None


def variants(framework: Framework) -> Iterator[Variant]:
    """Every variant of the report, in its order."""
    for d in framework.dimensions:
        for sign, factor in zip(STEPS, FIFTHS, strict=True):
            yield Variant("weight", d.code, sign, _weighed(framework, d.code, factor))
    for d in framework.dimensions:
        yield Variant("dropped", d.code, 0, without(framework, d.code))
    yield Variant("geometric", "", 0, framework)
    for sign in STEPS:
        yield Variant("caps", "", sign, _capped(framework, sign))
    for sign in STEPS:
        yield Variant("thresholds", "", sign, _asked(framework, sign * POINTS))


def without(framework: Framework, code: str) -> Framework:
    """A dimension out of the total: what it weighs falls to the others, its minimum is not asked. Gates stay."""
    nothing = [
        replace(c, weight=0, weight_by_sector={}) if c.dimension == code else c for c in framework.criteria
    ]
    return replace(framework, criteria=tuple(nothing))


def _weighed(framework: Framework, code: str, factor: Fraction) -> Framework:
    """Weights only count against each other: the others are brought to the denominator of the factor."""
    weights = [
        d.weight * (factor.numerator if d.code == code else factor.denominator) for d in framework.dimensions
    ]
    changed = [replace(d, weight=w) for d, w in zip(framework.dimensions, weights, strict=True)]
    return replace(framework, dimensions=tuple(changed))


def _capped(framework: Framework, step: int) -> Framework:
    def moved(caps: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        return tuple(min(max(cap + step, Fraction(0)), Fraction(TOP)) for cap in caps)

    criteria: list[Criterion] = [replace(c, caps=moved(c.caps)) for c in framework.criteria]
    return replace(framework, caps=moved(framework.caps), criteria=tuple(criteria))


def _asked(framework: Framework, points: int) -> Framework:
    """Minima of totals and dimensions; where nothing is asked nothing is added."""

    def moved(least: Fraction) -> Fraction:
        return min(max(least + points, Fraction(0)), HUNDRED) if least else least

    levels: list[Level] = [
        replace(
            lv,
            minimum_total=moved(lv.minimum_total),
            minimum_dimension=moved(lv.minimum_dimension),
            minimum_by_code={code: moved(least) for code, least in lv.minimum_by_code.items()},
        )
        for lv in framework.levels
    ]
    return replace(framework, levels=tuple(levels))


class GeometricSums(Sums):
    """Totals as the weighted geometric mean of the dimensions, each at least one point."""

    def __init__(self, plan: Plan, values: Values, unit: int) -> None:
        super().__init__(plan, values, unit)
        self.credited = self._mean(self.groups_credited)
        self.proven = self._mean(self.groups_proven)

    def _mean(self, groups: Sequence[int]) -> int:
        """On the scale of the arithmetic sums, rounded down."""
        plan, whole = self.plan, sum(self.plan.group_share)
        if not whole:
            return 0
        logs = sum(
            share * log(max(100 * won / (weight * TOP * self.unit), 1) / 100)
            for share, won, weight in zip(plan.group_share, groups, plan.group_weight, strict=False)
        )
        return int(exp(logs / whole) * plan.whole * TOP * self.unit)


def report(framework: Framework, cases: Sequence[Case], on: int) -> list[Effect]:
    """The effect of every variant on ``cases``, which were brought to ``framework``; ``on`` is an ordinal."""
    weighed = [_values(case, on) for case in cases]
    judged = [_judged(case, values, on) for case, values in zip(cases, weighed, strict=True)]
    levels = [level for level, _total in judged]
    places = doubled_places([total for _level, total in judged])
    effects = []
    for variant in variants(framework):
        sums = GeometricSums if variant.kind == "geometric" else Sums
        now = [
            # Only caps change what a criterion is worth.
            _judged(
                new,
                values if variant.kind != "caps" and new.lines is old.lines else _values(new, on),
                on,
                sums,
            )
            for old, new, values in zip(cases, _brought(variant.framework, cases), weighed, strict=True)
        ]
        moved = doubled_places([total for _level, total in now])
        effects.append(
            Effect(
                variant.kind,
                variant.of,
                variant.sign,
                firms=len(cases),
                changed=sum(level != old for (level, _total), old in zip(now, levels, strict=True)),
                shift=mean_shift(places, moved),
                correlation=spearman(places, moved),
            )
        )
    return effects


def _values(case: Case, on: int) -> Values:
    return case.judge.values(case.plan, case.lines, case.ceilings(on), on)


def _judged(case: Case, values: Values, on: int, sums_of: type[Sums] = Sums) -> tuple[int, Fraction]:
    """Level and total."""
    sums = sums_of(case.plan, values, case.judge.unit)
    level, _counted = case.judge.levels(case.plan, values, sums, case.waived(on))
    return level, sums.total(proven=False)


def _brought(framework: Framework, cases: Sequence[Case]) -> list[Case]:
    """The cases under a variant: it has the same criteria, so lines keep their places."""
    # A judge multiplies by what its decay takes; a variant has the same decay, so its unit stays theirs.
    judge = Judge(framework, lcm(*{case.judge.unit // case.judge.keep_unit for case in cases}))
    return [under(case, framework, judge) for case in cases]


def under(case: Case, framework: Framework, judge: Judge) -> Case:
    """One case under a framework with the same criteria; the unit of ``judge`` is a multiple of the case's."""
    kept = frozenset(case.plan.codes)
    asked = {c.code for c in framework.criteria if c.applies(case.plan.sector)}
    plan = judge.plan(case.plan.sector, frozenset(asked - kept))
    times = judge.unit // case.judge.unit
    return replace(
        case,
        framework=framework,
        judge=judge,
        plan=plan,
        lines=case.lines if times == 1 else [ln._replace(level=ln.level * times) for ln in case.lines],
        limits=case.limits
        if times == 1
        else [replace(limit, ceiling=limit.ceiling * times) for limit in case.limits],
    )
