"""Sites and what is asked of them, as the engine's plants and lines. Pure: no database, no clock.

The gates of a level are requirements like any other. A site at the level holds all of them; one that stands
one level below holds those that it does not lack, so that waiving a gate or passing it can be solved for.
Sites further away are left out: no single condition brings them in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from readiness.engine.supply import Line, Plant, SupplyCase

# What a site may lack of a level beside its gates: floors of points and coverage, and gates held by a waiver
# or not confirmed by a buyer, which count nowhere nationally.
REST = "level:rest"
CONFIRMED = "level:confirmed"
VIETNAMESE = "vietnamese"

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Site:
    """One establishment as it is proven on one day.

    ``free`` and ``pools`` (by process, where proven) are pieces a month. ``counted`` is the level that a
    national count takes, ``reached`` the one with waivers; ``short_of`` what it lacks of the level after
    ``reached``. ``region`` is a province's code, ``enterprise`` the tax code of the legal entity or "",
    ``sector`` the letter of the main sector.
    """

    id: str
    free: int
    pools: Mapping[str, int]
    counted: int = 0
    reached: int = 0
    short_of: frozenset[str] = NOTHING
    holds: frozenset[str] = NOTHING
    ownership: str = ""
    region: str = ""
    enterprise: str = ""
    sector: str = ""
    materials: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tolerances: Mapping[str, Fraction] = field(default_factory=dict)

    def lacks(self, level: int) -> frozenset[str] | None:
        """The conditions of ``level`` that it does not meet; None where it is further than one level away."""
        if self.counted >= level:
            return NOTHING
        if self.reached >= level:
            return frozenset([CONFIRMED])
        return self.short_of if self.reached == level - 1 else None


@dataclass(frozen=True, slots=True)
class Ask:
    """So many pieces a month of one process. ``sector`` is a letter, or "" for what buyers asked themselves.

    ``standards``: of each set one must be held. ``materials``, ``regions`` and ``ownerships``: any of them;
    none means that nothing is asked. ``tolerance``: ± mm at most.
    """

    id: str
    process: str
    pieces: int
    sector: str = ""
    standards: tuple[frozenset[str], ...] = ()
    minimum_level: int = 0
    regions: frozenset[str] = NOTHING
    materials: frozenset[str] = NOTHING
    tolerance: Fraction | None = None
    ownerships: frozenset[str] = NOTHING


Clause = Callable[[Site], bool]


def clauses(ask: Ask) -> Iterator[tuple[str, Clause]]:
    """What it requires beside process, level and region: a name, the same for the same thing, and a test."""
    for any_of in ask.standards:
        yield "|".join(sorted(any_of)), _holds_one(any_of)
    if ask.materials:
        yield (
            f"material:{ask.process}:{'|'.join(sorted(ask.materials))}",
            lambda site: bool(ask.materials & site.materials.get(ask.process, NOTHING)),
        )
    if ask.tolerance is not None:
        finest = ask.tolerance
        yield (
            f"tolerance:{ask.process}:{float(finest):g}",
            lambda site: ask.process in site.tolerances and site.tolerances[ask.process] <= finest,
        )
    if ask.ownerships:
        yield (
            f"ownership:{'|'.join(sorted(ask.ownerships))}",
            lambda site: site.ownership in ask.ownerships,
        )


def _holds_one(any_of: frozenset[str]) -> Clause:
    return lambda site: bool(any_of & site.holds)


def case_for(sites: Iterable[Site], asks: Sequence[Ask], *, level: int, ownership: str = "") -> SupplyCase:
    """Sites at ``level``, those one level below, and all that is asked; ``ownership`` leaves other sites out."""
    near = [
        (site, lacking)
        for site in sites
        if (not ownership or site.ownership == ownership)
        and (lacking := site.lacks(level)) is not None
        and site.pools
    ]
    gates = frozenset(gate for _, lacking in near for gate in lacking)
    wanted = [dict(clauses(ask)) for ask in asks]
    tests: dict[str, Clause] = {name: test for each in wanted for name, test in each.items()}
    plants = tuple(
        Plant(
            id=site.id,
            pools=site.pools,
            limit=site.free,
            holds=frozenset(name for name, test in tests.items() if test(site)) | (gates - lacking),
            level=max(site.counted, level),
            region=site.region,
            ownership=site.ownership,
        )
        for site, lacking in near
    )
    lines = tuple(
        Line(
            id=ask.id,
            process=ask.process,
            demand=ask.pieces,
            requires=frozenset(names) | gates,
            minimum_level=ask.minimum_level,
            regions=ask.regions,
        )
        for ask, names in zip(asks, wanted, strict=True)
    )
    return SupplyCase(plants, lines)


def at_level(case: SupplyCase, gates: frozenset[str]) -> SupplyCase:
    """The same demand with the plants alone that meet every condition of the level."""
    return SupplyCase(tuple(plant for plant in case.plants if gates <= plant.holds), case.lines)


def gates_of(case: SupplyCase) -> frozenset[str]:
    """The conditions of the level that stand in a case, as names."""
    return frozenset(name for name in case.requirements if name.startswith(("gate:", "level:")))


def brings(case: SupplyCase) -> dict[str, frozenset[str]]:
    """What a site may come to meet, and all that it meets with it: who holds a standard meets every condition
    that takes this standard or another. Nobody can be helped to another owner."""
    names = [name for name in case.requirements if not name.startswith("ownership:")]
    return {name: frozenset(other for other in names if _meets(name, other)) for name in names}


def _meets(name: str, other: str) -> bool:
    *kind, words = name.split(":")
    *same, others = other.split(":")
    if kind != same:
        return False
    if kind[:1] == ["tolerance"]:
        return float(words) <= float(others)
    return set(words.split("|")) <= set(others.split("|"))


def gate(code: str) -> str:
    """The name of a gate on a criterion."""
    return f"gate:{code}"
