"""Sites and what is asked of them, as the engine's plants and lines. Pure: no database, no clock.

The gates of a level are requirements like any other. A site at the level holds all of them; one that stands
one level below holds those that it does not lack, so that waiving a gate or passing it can be solved for.
Sites further away are left out: no single condition brings them in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction

from readiness.engine.supply import Line, Plant, SupplyCase

# What a site may lack of a level beside its gates: floors of points and coverage, and gates held by a waiver
# or not confirmed by a buyer, which count nowhere nationally.
REST = "level:rest"
CONFIRMED = "level:confirmed"
VIETNAMESE = "vietnamese"
# In place of provinces, where none lies in all the places that are asked for.
NOWHERE = frozenset(["nowhere"])

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Site:
    """One establishment as it is proven on one day.

    ``free`` and ``pools`` (by process, where proven) are pieces a month. ``counted`` is the level that a
    national count takes, ``reached`` the one with waivers; ``short_of`` what it lacks of the level after
    ``reached``. ``region`` is a province's code, ``enterprise`` the tax code of the legal entity or "",
    ``sector`` the letter of the main sector. By process: ``materials`` with all above them, ``tolerances`` (± mm)
    and ``largest`` (mm), both where measured samples prove them. ``levels``: proven levels of the criteria that
    somebody asks for. ``local_content``: per cent, 0 where it is not proven.
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
    largest: Mapping[str, int] = field(default_factory=dict)
    languages: frozenset[str] = NOTHING
    levels: Mapping[str, Fraction] = field(default_factory=dict)
    local_content: int = 0

    def lacks(self, level: int) -> frozenset[str] | None:
        """The conditions of ``level`` that it does not meet; None where it is further than one level away."""
        if self.counted >= level:
            return NOTHING
        if self.reached >= level:
            return frozenset([CONFIRMED])
        return self.short_of if self.reached == level - 1 else None


@dataclass(frozen=True, slots=True)
class Ask:
    """So many pieces a month, made by any of ``processes``. ``sector`` is a letter, or "" for what buyers asked
    themselves.

    ``also``: of each set one process that the same plant must do besides; its capacity is taken to keep pace with
    that of ``processes``, which alone are drawn on, because a flow takes one unit of one pool for a piece.
    ``regions``: provinces any of which will do; none means anywhere. Of each set of ``standards``, ``materials``,
    ``ownerships`` and ``languages`` one must be held. ``tolerance``: ± mm at most; ``size`` (mm), ``local_content`` (per cent) and ``criteria``
    (code, level): at least.
    """

    id: str
    processes: frozenset[str]
    pieces: int
    sector: str = ""
    also: tuple[frozenset[str], ...] = ()
    standards: tuple[frozenset[str], ...] = ()
    minimum_level: int = 0
    regions: frozenset[str] = NOTHING
    materials: tuple[frozenset[str], ...] = ()
    tolerance: Fraction | None = None
    size: int = 0
    ownerships: tuple[frozenset[str], ...] = ()
    languages: tuple[frozenset[str], ...] = ()
    criteria: tuple[tuple[str, Fraction], ...] = ()
    local_content: int = 0

    @property
    def process(self) -> str:
        """What it is told by: its processes as one name."""
        return _any(self.processes)

    @property
    def works(self) -> tuple[str, ...]:
        """All its processes; a material, a size or a tolerance is asked of any of them."""
        return tuple(sorted(self.processes.union(*self.also)))


Clause = Callable[[Site], bool]


def clauses(ask: Ask) -> Iterator[tuple[str, Clause]]:
    """What it requires beside its processes, level and region: a name, the same for the same thing, and a test."""
    works = ask.works
    at = "+".join(works)
    for any_of in ask.also:
        if not ask.processes <= any_of:
            yield f"process:{_any(any_of)}", _has(any_of, lambda site: site.pools.keys())
    for any_of in ask.standards:
        yield _any(any_of), _has(any_of, lambda site: site.holds)
    for any_of in ask.materials:
        yield f"material:{at}:{_any(any_of)}", _works_in(any_of, works)
    if (finest := ask.tolerance) is not None:
        yield (
            f"tolerance:{at}:{float(finest):g}",
            lambda site: any(site.tolerances[p] <= finest for p in works if p in site.tolerances),
        )
    if ask.size:
        yield f"size:{at}:{ask.size}", lambda site: any(site.largest.get(p, 0) >= ask.size for p in works)
    for any_of in ask.ownerships:
        yield f"ownership:{_any(any_of)}", _has(any_of, lambda site: {site.ownership})
    for any_of in ask.languages:
        yield f"language:{_any(any_of)}", _has(any_of, lambda site: site.languages)
    for code, least in ask.criteria:
        yield f"criterion:{code}:{float(least):g}", _reaches(code, least)
    if ask.local_content:
        yield f"local_content:{ask.local_content}", lambda site: site.local_content >= ask.local_content


def _any(of: frozenset[str]) -> str:
    return "|".join(sorted(of))


def _has(any_of: frozenset[str], what: Callable[[Site], Set[str]]) -> Clause:
    return lambda site: not any_of.isdisjoint(what(site))


def _works_in(any_of: frozenset[str], works: Sequence[str]) -> Clause:
    return lambda site: any(not any_of.isdisjoint(site.materials.get(p, NOTHING)) for p in works)


def _reaches(code: str, least: Fraction) -> Clause:
    return lambda site: site.levels.get(code, 0) >= least


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
    # A site is tried by what is asked of its own processes: nobody asks it for anything else.
    tests: dict[str, dict[str, Clause]] = {}
    for ask, each in zip(asks, wanted, strict=True):
        for process in ask.processes:
            tests.setdefault(process, {}).update(each)
    plants = tuple(
        Plant(
            id=site.id,
            pools=site.pools,
            limit=site.free,
            holds=frozenset(_met(site, tests)) | (gates - lacking),
            level=max(site.counted, level),
            region=site.region,
            ownership=site.ownership,
        )
        for site, lacking in near
    )
    lines = tuple(
        Line(
            id=ask.id,
            process=min(ask.processes),
            demand=ask.pieces,
            requires=frozenset(names) | gates,
            minimum_level=ask.minimum_level,
            regions=ask.regions,
            alternatives=ask.processes,
        )
        for ask, names in zip(asks, wanted, strict=True)
    )
    return SupplyCase(plants, lines)


def _met(site: Site, tests: Mapping[str, Mapping[str, Clause]]) -> Iterator[str]:
    for process in site.pools:
        for name, test in tests.get(process, {}).items():
            if test(site):
                yield name


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
    if kind[:1] in (["size"], ["criterion"], ["local_content"]):
        return float(words) >= float(others)
    return set(words.split("|")) <= set(others.split("|"))


def gate(code: str) -> str:
    """The name of a gate on a criterion."""
    return f"gate:{code}"
