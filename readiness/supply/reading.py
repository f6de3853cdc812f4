"""Sites and what is asked, out of the tables, as they are proven on one day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Sum

from buyers.models import LineKind, Requirement, RequirementVersion
from portal.models import Material, Province
from readiness import frameworks
from readiness.engine import Blocker
from readiness.engine import Framework as EngineFramework
from readiness.facts_reader import case_for as readiness_case
from readiness.facts_reader import kept_up, read_firms
from readiness.models import DemandLine, DemandScenario
from readiness.supply.case import REST, Ask, Site, gate
from suppliers.directory.offers import with_what_they_hold
from suppliers.models import Capability, Certificate, Evidence, Machine, Supplier
from suppliers.models.evidence import PROVEN_CLASSES

BATCH = 2000
# A process counts for buyers' own requirements when so many of them ask for it and none asks for more than
# this share: what one plant will make next is its secret (readiness model (e), common ground).
BUYERS, LARGEST_SHARE = 3, Fraction(4, 5)
WEIGHED = frozenset(
    (
        LineKind.PROCESS,
        LineKind.VOLUME,
        LineKind.MATERIAL,
        LineKind.TOLERANCE,
        LineKind.STANDARD,
        LineKind.LEVEL,
        LineKind.REGION,
        LineKind.OWNERSHIP,
    )
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked, and how many open requirements were left out and why.

    ``unweighed``: without one process and a volume, or with a condition that a flow cannot weigh.
    ``confidential``: of processes that fewer than three buyers ask for.
    """

    asks: tuple[Ask, ...]
    scenarios: int
    unweighed: int
    confidential: int


def sites(days: Sequence[date]) -> Iterator[dict[date, Site]]:
    """Firms of this country with capacity left and a process proven on the first of ``days``, one after another.

    On a later day what is due every year or every month is taken as handed in again; whatever has a longer
    clock counts only while it is in force (``readiness.facts_reader.kept_up``). Strictly, nobody would be left:
    no level from 3 up is held by papers that last longer than a year.
    """
    framework = frameworks.engine(frameworks.current())
    firms = (
        Supplier.objects.countable()
        .filter(monthly_capacity__gt=0, load_percent__lt=100, capabilities__proven_until__gte=min(days))
        .distinct()
        .order_by("pk")
    )
    ids = list(firms.values_list("pk", flat=True))
    families = _families()
    for start in range(0, len(ids), BATCH):
        yield from _batch(framework, families, ids[start : start + BATCH], days)


def _batch(
    framework: EngineFramework, families: dict[str, set[str]], ids: Sequence[int], days: Sequence[date]
) -> Iterator[dict[date, Site]]:
    of = {"supplier__in": ids}
    firms = Supplier.objects.filter(pk__in=ids, sectors__is_main=True).order_by("pk")
    rows = firms.values_list(
        "pk", "monthly_capacity", "load_percent", "ownership", "province__code", "enterprise__code",
        "sectors__sector__letters",
    )  # fmt: skip
    facts = read_firms(ids)
    today, *later = days
    kept = kept_up(facts, today) if later else {}
    capabilities = _grouped(
        Capability.objects.filter(**of, proven_until__gte=min(days)).values_list(
            "supplier", "pk", "process__code", "tolerance_mm", "proven_until"
        )
    )
    materials: dict[int, set[str]] = defaultdict(set)
    worked = Capability.materials.through.objects.filter(capability__supplier__in=ids)
    for capability, code in worked.values_list("capability", "material__code"):
        materials[capability] |= families[code]
    machines = {
        (supplier, process): pieces if stated == kinds else None
        for supplier, process, pieces, stated, kinds in Machine.objects.filter(**of)
        .values_list("supplier", "process__code")
        .annotate(
            pieces=Sum(F("monthly_capacity") * F("quantity")),
            stated=Count("monthly_capacity"),
            kinds=Count("pk"),
        )
    }
    standards = _grouped(_proven_standards(ids))
    for pk, capacity, load, ownership, province, enterprise, letters in rows:
        # Firms are chosen by both, so that neither is missing.
        capacity, load = capacity or 0, load or 0
        free = _free(capacity, load)
        cases = {today: readiness_case(framework, facts[pk], letters[0])}
        if later:
            cases |= dict.fromkeys(later, readiness_case(framework, kept[pk], letters[0]))
        yield {
            day: _site(
                day, today, free, load, cases[day], capabilities[pk], materials, machines, standards[pk],
                id=str(pk), ownership=ownership, region=province or "", enterprise=enterprise or "",
                sector=letters[0],
            )
            for day in days
        }  # fmt: skip


def _site(
    day: date,
    today: date,
    free: int,
    load: int,
    case: Any,
    capabilities: Sequence[tuple],
    materials: dict[int, set[str]],
    machines: dict[tuple[int, str], int | None],
    standards: Sequence[tuple],
    **who: str,
) -> Site:
    on = day.toordinal()
    verdict = case.verdict(on)
    proven = [row for row in capabilities if row[4] >= day]
    pools = {}
    for supplier, _capability, process, _tolerance, _until in proven:
        stated = machines.get((supplier, process))
        pools[process] = free if stated is None else min(free, _free(stated, load))
    return Site(
        free=free,
        pools={process: pieces for process, pieces in pools.items() if pieces},
        counted=verdict.counted_level,
        reached=verdict.level,
        short_of=frozenset(_name(blocker) for blocker in case.blockers(verdict, on)),
        holds=with_what_they_hold(code for _firm, code, *dates in standards if _holds(day, today, *dates)),
        materials={row[2]: frozenset(materials[row[1]]) for row in proven},
        tolerances={row[2]: Fraction(row[3]) for row in proven if row[3] is not None},
        **who,
    )


def _holds(day: date, today: date, begins: date, proven_to: date | None, stated_to: date | None) -> bool:
    """A certificate proven today lasts until the end it states, with surveillance passed."""
    if begins > today or (proven_to is not None and proven_to < today):
        return False
    last = proven_to if day == today else (stated_to or proven_to)
    return all(end is None or end >= day for end in (last, stated_to))


def _families() -> dict[str, set[str]]:
    """Each material with all above it: who works carbon steel works steel."""
    above: dict[str, str | None] = dict(Material.objects.values_list("code", "parent__code"))
    families: dict[str, set[str]] = {}
    for code in above:
        family: set[str] = families.setdefault(code, set())
        word: str | None = code
        while word is not None and word not in family:
            family.add(word)
            word = above.get(word)
    return families


def _free(capacity: int, load: int) -> int:
    return max(0, capacity * (100 - load) // 100)


def _name(blocker: Blocker) -> str:
    return gate(blocker.code) if blocker.kind == "gate" and blocker.code else REST


def _proven_standards(ids: Iterable[int]) -> Any:
    """Certificates with proof that somebody checked: firm, standard, first and last day of proof, last day stated."""
    return (
        Certificate.objects.filter(
            supplier__in=ids,
            evidence__state=Evidence.State.LIVE,
            evidence__evidence_class__in=PROVEN_CLASSES,
        )
        .values_list("supplier", "standard__code", "evidence__valid_from", "evidence__valid_to", "valid_to")
        .order_by("supplier", "standard__code")
    )


def _grouped(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    groups: dict[int, list[tuple]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


def demand() -> Demand:
    """Active scenarios and the open requirements of buyers. Five questions, however much is asked."""
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
    )


def _planned() -> Iterator[Ask]:
    lines = DemandLine.objects.filter(scenario__in=DemandScenario.objects.counting())
    for line in lines.select_related("sector", "process").order_by("scenario", "position", "pk"):
        yield Ask(
            id=f"s{line.pk}",
            process=line.process.code,
            pieces=line.pieces,
            sector=line.sector.letters[0],
            standards=tuple(frozenset([code]) for code in line.standards),
            minimum_level=line.minimum_level,
            regions=frozenset(line.regions),
        )


def _requirements() -> Iterator[tuple[int, Ask | None]]:
    """Each open requirement: its buyer, and what it asks; None where a flow cannot weigh it."""
    current = (
        RequirementVersion.objects.filter(
            requirement__in=Requirement.objects.open().filter(synthetic=settings.DEMO),
            published_at__isnull=False,
        )
        .order_by("requirement", "-number")
        .distinct("requirement")
    )
    regions = defaultdict(set)
    for code, region in Province.objects.filter(changes_after__isnull=True).values_list(
        "code", "macro_region"
    ):
        regions[region].add(code)
    for version in current.select_related("requirement").prefetch_related("lines"):
        yield version.requirement.organisation_id, _asked(version, regions)


def _asked(version: RequirementVersion, regions: dict[str, set[str]]) -> Ask | None:
    must = defaultdict(list)
    for line in version.lines.all():
        # A wish does not bind; how much is wanted does, whether it is a must or not.
        if line.must or line.kind == LineKind.VOLUME:
            must[line.kind].append(line)
    processes, volumes = must[LineKind.PROCESS], must[LineKind.VOLUME]
    one = len(processes) == len(volumes) == 1 and len(processes[0].codes) == 1
    if not one or set(must) - WEIGHED or any(len(must[k]) > 1 for k in (LineKind.MATERIAL, LineKind.REGION)):
        return None
    tolerances = [Fraction(line.limit or 0) for line in must[LineKind.TOLERANCE]]
    named = {code for line in must[LineKind.REGION] for code in line.codes}
    return Ask(
        id=f"b{version.requirement_id}",
        process=processes[0].codes[0],
        pieces=int(volumes[0].limit or 0),
        standards=tuple(frozenset(line.codes) for line in must[LineKind.STANDARD]),
        minimum_level=max((int(line.limit or 0) for line in must[LineKind.LEVEL]), default=0),
        regions=frozenset(p for code in named for p in regions.get(code, {code})),
        materials=frozenset(code for line in must[LineKind.MATERIAL] for code in line.codes),
        tolerance=min(tolerances, default=None),
        ownerships=frozenset(code for line in must[LineKind.OWNERSHIP] for code in line.codes),
    )


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
