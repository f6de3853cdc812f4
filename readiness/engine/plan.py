"""A framework seen from one sector: weights on one denominator, caps and conditions in units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from readiness.engine.framework import TOP, Dimension, Framework, Gate, Level


@dataclass(frozen=True, slots=True)
class PlannedGate:
    """``plain``: any live proof of the level will do, whoever it comes from and over however many months."""

    place: int
    at_least: int
    gate: Gate
    plain: bool


@dataclass(frozen=True, slots=True)
class PlannedLevel:
    """A level of one sector: gates in file order, and what sums must reach to hold it.

    ``coverage`` is compared with the sum of covered shares, ``floors`` (dimension place, minimum) with the sum
    of weight x level of the dimension, ``total`` with that of share x level.
    """

    level: Level
    gates: tuple[PlannedGate, ...]
    coverage: int
    floors: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True)
class Plan:
    """A framework seen from one sector, with some criteria left out. Built once, used for many firms.

    ``share[i]`` over ``whole`` is the part of the total that criterion i carries: its ``weight[i]`` in dimension
    ``group[i]`` times ``group_scale`` of that. ``caps[i][rank]`` are in units. ``places`` are those of all criteria of
    the framework, in its order, -1 where one is left out.
    """

    sector: str
    codes: tuple[str, ...]
    index: Mapping[str, int]
    places: tuple[int, ...]
    share: tuple[int, ...]
    whole: int
    weight: tuple[int, ...]
    group: tuple[int, ...]
    groups: tuple[str, ...]
    group_weight: tuple[int, ...]
    group_scale: tuple[int, ...]
    group_share: tuple[int, ...]
    caps: tuple[tuple[int, ...], ...]
    levels: tuple[PlannedLevel, ...]
    confirmed: frozenset[int]


def plan_for(framework: Framework, unit: int, sector: str, left_out: frozenset[str] = frozenset()) -> Plan:
    """The plan of a sector without the criteria of ``left_out``; levels are counted in units of 1/``unit``.

    Dimensions with nothing to weigh drop out of the total. Their criteria stay: a gate may rest on one that
    weighs nothing, and as such it adds nothing to whichever dimension it is booked under.
    """
    criteria = [c for c in framework.criteria if c.applies(sector) and c.code not in left_out]
    sums: dict[str, int] = {}
    for c in criteria:
        sums[c.dimension] = sums.get(c.dimension, 0) + c.weight_in(sector)
    groups = [d for d in framework.dimensions if sums.get(d.code)]
    place = {d.code: g for g, d in enumerate(groups)}
    common = lcm(*(sums[d.code] for d in groups))
    scale = {d.code: d.weight * (common // sums[d.code]) for d in groups}
    whole = common * sum(d.weight for d in groups)
    index = {c.code: i for i, c in enumerate(criteria)}
    group_weight = tuple(sums[d.code] for d in groups)
    levels = tuple(
        _planned_level(lv, sector, unit, index, groups, group_weight, whole)
        for lv in framework.levels
        if lv.number > 0
    )
    return Plan(
        sector=sector,
        codes=tuple(index),
        index=index,
        places=tuple(index.get(c.code, -1) for c in framework.criteria),
        share=tuple(scale.get(c.dimension, 0) * c.weight_in(sector) for c in criteria),
        whole=whole,
        weight=tuple(c.weight_in(sector) for c in criteria),
        group=tuple(place.get(c.dimension, 0) for c in criteria),
        groups=tuple(place),
        group_weight=group_weight,
        group_scale=tuple(scale.values()),
        group_share=tuple(d.weight for d in groups),
        caps=tuple(tuple(int(cap * unit) for cap in c.caps) for c in criteria),
        levels=levels,
        confirmed=frozenset(g.place for lv in levels for g in lv.gates if not g.plain),
    )


def _planned_level(
    level: Level,
    sector: str,
    unit: int,
    index: Mapping[str, int],
    groups: Sequence[Dimension],
    group_weight: Sequence[int],
    whole: int,
) -> PlannedLevel:
    full = TOP * unit
    minimum = {d.code: level.minimum_by_code.get(d.code, level.minimum_dimension) for d in groups}
    return PlannedLevel(
        level=level,
        gates=tuple(
            PlannedGate(
                index[g.criterion], int(g.at_least * unit), g, not (g.confirmed_by or g.minimum_months)
            )
            for g in level.gates
            if g.applies(sector) and g.criterion in index
        ),
        coverage=_least(level.coverage, whole),
        floors=tuple(
            (place, _least(minimum[d.code] / 100, group_weight[place] * full))
            for place, d in enumerate(groups)
            if minimum[d.code] > 0
        ),
        total=_least(level.minimum_total / 100, whole * full),
    )


def _least(share: Fraction, whole: int) -> int:
    """The smallest sum that is ``share`` of ``whole`` or more; where nothing is weighed no sum is."""
    if share <= 0:
        return 0
    return max(1, -(-share.numerator * whole // share.denominator))
