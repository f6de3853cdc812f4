"""A maximum flow for a country of plants whose limits bind, with three times as much asked as there is."""

from random import Random

from readiness.engine.supply import Line, Plant, SupplyCase, solve
from readiness.garbage import uncollected
from tests.bench.stopwatch import Row, processor_seconds

PROCESSES = tuple(f"process {n}" for n in range(40))
STANDARDS = tuple(f"standard {n}" for n in range(8))
REGIONS = tuple(f"{n:02}" for n in range(34))
AIMS = ((10_000, 5_000, 1.0), (100_000, 20_000, 5.0))


def country(plants: int, lines: int, *, times_asked: int = 3) -> SupplyCase:
    """The same case for the same numbers. Two plants in three have more pools than their limit lets them fill."""
    rng = Random(f"{plants}:{lines}")
    offered = [_plant(rng, number) for number in range(plants)]
    share = sum(plant.limit or 0 for plant in offered) * times_asked // lines
    return SupplyCase(tuple(offered), tuple(_line(rng, number, share) for number in range(lines)))


def _plant(rng: Random, number: int) -> Plant:
    pools = {process: rng.randint(10, 500) for process in rng.sample(PROCESSES, rng.randint(1, 3))}
    return Plant(
        id=f"P{number}",
        pools=pools,
        limit=max(pools.values()) + rng.randint(0, 100),
        holds=frozenset(rng.sample(STANDARDS, rng.randint(0, 4))),
        level=rng.choice((2, 2, 3, 3, 4)),
        region=rng.choice(REGIONS),
    )


def _line(rng: Random, number: int, share: int) -> Line:
    return Line(
        id=f"L{number}",
        process=rng.choice(PROCESSES),
        demand=rng.randint(0, 2 * share),
        requires=frozenset(rng.sample(STANDARDS, rng.choice((0, 1, 1, 2)))),
        minimum_level=rng.choice((0, 3, 4)),
        regions=frozenset(rng.sample(REGIONS, 3)) if rng.random() < 0.3 else frozenset(),
    )


@uncollected()
def measure() -> list[Row]:
    """Processor time, as a worker computes it."""
    rows = []
    for plants, lines, aim in AIMS:
        case = country(plants, lines)
        took = processor_seconds(lambda case=case: solve(case))
        rows.append(
            Row(
                f"local supply, {plants:,} plants, {lines:,} lines",
                f"{took:.1f} s",
                f"< {aim:.0f} s",
                took < aim,
            )
        )
    return rows
