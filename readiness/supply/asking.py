"""What is asked of the country's plants, out of the tables: scenarios of staff and open requirements of buyers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from buyers.models import LineKind, Requirement, RequirementLine, RequirementVersion
from portal.models import Province
from readiness.engine.fit import kilometres
from readiness.matching.places import Places
from readiness.models import DemandLine, DemandScenario
from readiness.supply.case import NOTHING, NOWHERE, Ask
from suppliers.directory.tags import Words

# A process counts for buyers' own requirements when so many of them ask for it and none asks for more than
# this share: what one plant will make next is its secret (readiness model (e), common ground).
BUYERS, LARGEST_SHARE = 3, Fraction(4, 5)

Lines = Mapping[str, Sequence[RequirementLine]]


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked, and how many open requirements were left out and why.

    ``unweighed``: without a process and one volume, or with a distance from a place whose centre is not known.
    ``confidential``: of processes that fewer than three buyers ask for; where any of several would do, of exactly
    these. ``unverified``: of buyers whom staff have not verified, for anybody may register as one; their purchase
    reports do not count either.
    """

    asks: tuple[Ask, ...]
    scenarios: int
    unweighed: int
    confidential: int
    unverified: int

    @property
    def criteria(self) -> frozenset[str]:
        """Criteria of which some level is asked."""
        return frozenset(code for ask in self.asks for code, _least in ask.criteria)


def demand() -> Demand:
    """Active scenarios and the open requirements of verified buyers. Eleven questions at most, however much is asked."""
    planned = list(_planned())
    open_now, unweighed = [], 0
    for buyer, ask in _requirements():
        if ask is None:
            unweighed += 1
        else:
            open_now.append((buyer, ask))
    told = [ask for asks in _by_process(open_now).values() if _may_be_told(asks) for _, ask in asks]
    return Demand(
        (*planned, *told),
        DemandScenario.objects.counting().count(),
        unweighed,
        len(open_now) - len(told),
        _of_buyers().filter(organisation__verified_at__isnull=True).count(),
    )


def _of_buyers() -> QuerySet[Requirement]:
    """Requirements that are open and were published; demo buyers' or real ones', never both."""
    published = RequirementVersion.objects.filter(requirement=OuterRef("pk"), published_at__isnull=False)
    return Requirement.objects.open().filter(Exists(published), synthetic=settings.DEMO)


def _planned() -> Iterator[Ask]:
    lines = DemandLine.objects.filter(scenario__in=DemandScenario.objects.counting())
    for line in lines.select_related("sector", "process").order_by("scenario", "position", "pk"):
        yield Ask(
            id=f"s{line.pk}",
            processes=frozenset([line.process.code]),
            pieces=line.pieces,
            sector=line.sector.letters[0],
            standards=tuple(frozenset([code]) for code in line.standards),
            minimum_level=line.minimum_level,
            regions=frozenset(line.regions),
        )


def _requirements() -> Iterator[tuple[int, Ask | None]]:
    """Each open requirement of a verified buyer: its buyer, and what it asks; None where a flow cannot weigh it."""
    current = (
        RequirementVersion.objects.filter(
            requirement__in=_of_buyers().filter(organisation__verified_at__isnull=False),
            published_at__isnull=False,
        )
        .order_by("requirement", "-number")
        .distinct("requirement")
    )
    ground = _Ground.load()
    for version in current.select_related("requirement").prefetch_related("lines"):
        yield version.requirement.organisation_id, _asked(version, ground)


@dataclass(frozen=True)
class _Ground:
    """``regions``: provinces by the name of their region. ``below``: a process with all those below it."""

    regions: Mapping[str, set[str]]
    below: Mapping[str, set[str]]
    places: Places

    @classmethod
    def load(cls) -> "_Ground":
        regions: dict[str, set[str]] = defaultdict(set)
        today = Province.objects.filter(changes_after__isnull=True)
        for code, region in today.values_list("code", "macro_region"):
            regions[region].add(code)
        words = Words.load()
        below: dict[str, set[str]] = defaultdict(set)
        for code in words.by_kind["process"]:
            for above in words.lineage("process", code):
                below[above].add(code)
        return cls(regions, below, Places.load(words))

    def processes(self, line: RequirementLine) -> frozenset[str]:
        """All that a line of processes takes: who asks for a word takes what lies below it too."""
        return frozenset(one for code in line.codes for one in self.below.get(code, {code}))

    def provinces(self, line: RequirementLine) -> set[str] | None:
        """Where a plant may lie for a line of region or distance; None where nobody can say."""
        if line.kind == LineKind.REGION:
            return {province for code in line.codes for province in self.regions.get(code, {code})}
        points = self.places.points
        centre = None if line.place_id is None else points.get(line.place_id)
        if centre is None:
            return None
        most = Fraction(line.limit or 0)
        return {
            code
            for code, key in self.places.keys.items()
            if key in points and kilometres(points[key], centre) <= most
        }


def _asked(version: RequirementVersion, ground: _Ground) -> Ask | None:
    must: dict[str, list[RequirementLine]] = defaultdict(list)
    for line in version.lines.all():
        # A wish does not bind; how much is wanted does, whether it is a must or not.
        if line.must or line.kind == LineKind.VOLUME:
            must[line.kind].append(line)
    works, volumes = [ground.processes(line) for line in must[LineKind.PROCESS]], must[LineKind.VOLUME]
    if not works or len(volumes) != 1:
        return None
    placed = [ground.provinces(line) for line in (*must[LineKind.REGION], *must[LineKind.DISTANCE])]
    places = [place for place in placed if place is not None]
    if len(places) < len(placed):
        return None
    return Ask(
        id=f"b{version.requirement_id}",
        processes=works[0],
        pieces=int(volumes[0].limit or 0),
        also=tuple(works[1:]),
        standards=_each(must, LineKind.STANDARD),
        minimum_level=int(_most(must, LineKind.LEVEL)),
        regions=(frozenset(set.intersection(*places)) or NOWHERE) if places else NOTHING,
        materials=_each(must, LineKind.MATERIAL),
        tolerance=min(_limits(must, LineKind.TOLERANCE), default=None),
        size=int(_most(must, LineKind.SIZE)),
        ownerships=_each(must, LineKind.OWNERSHIP),
        languages=_each(must, LineKind.LANGUAGE),
        criteria=tuple(
            sorted((line.codes[0], Fraction(line.limit or 0)) for line in must[LineKind.CRITERION])
        ),
        local_content=int(_most(must, LineKind.LOCAL_CONTENT)),
    )


def _each(must: Lines, kind: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.codes) for line in must[kind])


def _limits(must: Lines, kind: str) -> list[Fraction]:
    return [Fraction(line.limit or 0) for line in must[kind]]


def _most(must: Lines, kind: str) -> Fraction:
    return max(_limits(must, kind), default=Fraction(0))


def _by_process(asks: Iterable[tuple[int, Ask]]) -> dict[str, list[tuple[int, Ask]]]:
    groups: dict[str, list[tuple[int, Ask]]] = defaultdict(list)
    for buyer, ask in asks:
        groups[ask.process].append((buyer, ask))
    return groups


def _may_be_told(asks: Sequence[tuple[int, Ask]]) -> bool:
    pieces: dict[int, int] = defaultdict(int)
    for buyer, ask in asks:
        pieces[buyer] += ask.pieces
    return len(pieces) >= BUYERS and max(pieces.values()) <= LARGEST_SHARE * sum(pieces.values())
