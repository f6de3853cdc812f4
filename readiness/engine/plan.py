"""A framework seen from one sector: weights on one denominator, caps and gates in units. Built once, used for
many firms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from readiness.engine.framework import Dimension, Framework, Gate, Level

Units = Callable[[Fraction], int]


@dataclass(frozen=True, slots=True)
class PlannedGate:
    index: int
    at_least: int
    gate: Gate


@dataclass(frozen=True, slots=True)
class PlannedLevel:
    """A level of one sector: gates in file order, floors as (dimension place, minimum)."""

    level: Level
    gates: tuple[PlannedGate, ...]
    floors: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True)
class Plan:
    """A framework seen from one sector, with some criteria left out. Built once, used for many firms.

    ``share[i]`` over ``whole`` is the part of the total that criterion i carries; ``weight[i]`` over
    ``group_weight[g]`` its part of dimension g. ``caps[i][rank]`` are in units.
    """

    sector: str
    codes: tuple[str, ...]
    index: Mapping[str, int]
    share: tuple[int, ...]
    whole: int
    weight: tuple[int, ...]
    group: tuple[int, ...]
    groups: tuple[str, ...]
    group_weight: tuple[int, ...]
    group_share: tuple[int, ...]
    caps: tuple[tuple[int, ...], ...]
    levels: tuple[PlannedLevel, ...]
    confirmed: frozenset[int]


def plan_for(framework: Framework, units: Units, sector: str, left_out: frozenset[str] = frozenset()) -> Plan:
    """The plan of a sector without the criteria of ``left_out``. Dimensions with nothing to weigh drop out."""
    criteria = [c for c in framework.criteria if c.applies(sector) and c.code not in left_out]
    sums: dict[str, int] = {}
    for c in criteria:
        sums[c.dimension] = sums.get(c.dimension, 0) + c.weight_in(sector)
    groups = [d for d in framework.dimensions if sums.get(d.code)]
    place = {d.code: g for g, d in enumerate(groups)}
    criteria = [c for c in criteria if c.dimension in place]
    common = lcm(1, *(sums[d.code] for d in groups))
    index = {c.code: i for i, c in enumerate(criteria)}
    big = {d.code: d.weight * (common // sums[d.code]) for d in groups}
    levels = tuple(
        _planned_level(units, lv, sector, index, groups) for lv in framework.levels if lv.number > 0
    )
    return Plan(
        sector=sector,
        codes=tuple(c.code for c in criteria),
        index=index,
        share=tuple(big[c.dimension] * c.weight_in(sector) for c in criteria),
        whole=common * sum(d.weight for d in groups),
        weight=tuple(c.weight_in(sector) for c in criteria),
        group=tuple(place[c.dimension] for c in criteria),
        groups=tuple(d.code for d in groups),
        group_weight=tuple(sums[d.code] for d in groups),
        group_share=tuple(d.weight for d in groups),
        caps=tuple(tuple(units(cap) for cap in c.caps) for c in criteria),
        levels=levels,
        confirmed=frozenset(
            g.index for lv in levels for g in lv.gates if g.gate.confirmed_by or g.gate.minimum_months
        ),
    )


def _planned_level(
    units: Units, level: Level, sector: str, index: Mapping[str, int], groups: Sequence[Dimension]
) -> PlannedLevel:
    return PlannedLevel(
        level=level,
        gates=tuple(
            PlannedGate(index[g.criterion], units(g.at_least), g)
            for g in level.gates
            if g.applies(sector) and g.criterion in index
        ),
        floors=tuple(
            (place, minimum)
            for place, d in enumerate(groups)
            if (minimum := level.minimum_by_code.get(d.code, level.minimum_dimension)) > 0
        ),
    )
