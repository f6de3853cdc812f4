"""What if: the firm as it would be after the steps that somebody ticked. Nothing is saved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from readiness.dashboards.amounts import money_range, time_range
from readiness.dashboards.reading import Reading
from readiness.dashboards.way_up import WayUpPage, WayView, step_cost, step_name, way_view
from readiness.engine.framework import TOP
from readiness.engine.roadmap.money import paid
from readiness.engine.roadmap.moves import Move
from readiness.roadmaps import Ground


@dataclass(frozen=True, slots=True)
class Option:
    """A step that may be ticked. ``net``: what it costs the firm where it is taken alone, "" where nobody helps."""

    key: str
    name: str
    cost: str
    net: str
    time: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticked step that cannot begin: each of ``after`` must come first, one of several where it names several."""

    name: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``after``: with the ticked steps. ``opens``: gates that they open. ``lacks``: what the level after needs."""

    before_level: int
    before_total: int
    before_proven: int
    after: WayView
    opens: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    taken: int


def options(
    reading: Reading, base: Ground, page: WayUpPage, keys: Iterable[str]
) -> tuple[list[Option], list[Option]]:
    """Every step that the firm could take: those of the plans on the page, and the rest."""
    wanted = set(keys)
    planned = {
        row.key for target in page.targets for way in (target.proof, *target.plans) for row in way.steps
    }
    found = [
        Option(
            key=key,
            name=step_name(reading, move),
            cost=step_cost(move),
            net=_net(move),
            time=time_range(move.step.months),
            taken=key in wanted,
        )
        for key, move in sorted(base.moves.items())
    ]
    return [o for o in found if o.key in planned], [o for o in found if o.key not in planned]


def _net(move: Move) -> str:
    helped = paid({move.key: move}).get(move.key)
    return money_range(move.step.cost.less(helped[1])) if helped else ""


def what_if(reading: Reading, base: Ground, keys: Iterable[str]) -> WhatIf:
    wanted = set(keys)
    way = base.tried(wanted, TOP)
    now = base.case.verdict(base.today.toordinal())
    after = way_view(reading, base, way, TOP)
    left_out = sorted(wanted & base.moves.keys() - way.keys)
    return WhatIf(
        before_level=now.level,
        before_total=now.total,
        before_proven=now.proven,
        after=after,
        opens=tuple(sentence for row in after.steps for sentence in row.opens),
        waiting=tuple(
            Waiting(
                step_name(reading, base.moves[key]),
                tuple(
                    _(" or ").join(step_name(reading, base.moves[first]) for first in sorted(need))
                    for need in base.moves[key].needs
                    if not need & way.keys
                ),
            )
            for key in left_out
        ),
        taken=len(way.steps),
    )
