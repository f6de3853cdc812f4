"""Sites out of the tables, as they are proven on one day; what is asked of them reads ``asking``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Sum

from portal.models import Material
from readiness import frameworks
from readiness.engine import Blocker
from readiness.engine import Framework as EngineFramework
from readiness.facts_reader import case_for as readiness_case
from readiness.facts_reader import kept_up, read_firms
from readiness.matching.cut import LOCAL_CONTENT, MEASURED, MEASURED_FIGURES, PROVEN
from readiness.supply.case import NOTHING, REST, Site, gate
from suppliers.directory.offers import with_what_they_hold
from suppliers.models import Capability, Certificate, Contact, Evidence, Machine, Supplier
from suppliers.models.evidence import PROVEN_CLASSES

BATCH = 2000


def sites(days: Sequence[date], criteria: frozenset[str] = NOTHING) -> Iterator[dict[date, Site]]:
    """Firms of this country with capacity left and a process proven on the first of ``days``, one after another,
    with their levels of ``criteria``.

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
        yield from _batch(framework, families, ids[start : start + BATCH], days, criteria)


def _batch(
    framework: EngineFramework,
    families: dict[str, set[str]],
    ids: Sequence[int],
    days: Sequence[date],
    criteria: frozenset[str],
) -> Iterator[dict[date, Site]]:
    of = {"supplier__in": ids}
    firms = Supplier.objects.filter(pk__in=ids, sectors__is_main=True).order_by("pk")
    rows = firms.values_list(
        "pk", "monthly_capacity", "load_percent", "ownership", "province__code", "enterprise__code",
        "sectors__sector__letters", "local_content_percent",
    )  # fmt: skip
    facts = read_firms(ids)
    today, *later = days
    kept = kept_up(facts, today) if later else {}
    capabilities = _grouped(
        Capability.objects.filter(**of, proven_until__gte=min(days)).values_list(
            "supplier", "pk", "process__code", "tolerance_mm", "proven_until", "largest_mm"
        )
    )
    languages = dict(Contact.objects.filter(**of).values_list("supplier", "languages"))
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
    for pk, capacity, load, ownership, province, enterprise, letters, local_content in rows:
        # Firms are chosen by both, so that neither is missing.
        capacity, load = capacity or 0, load or 0
        free = _free(capacity, load)
        cases = {today: readiness_case(framework, facts[pk], letters[0])}
        if later:
            cases |= dict.fromkeys(later, readiness_case(framework, kept[pk], letters[0]))
        yield {
            day: _site(
                day, today, free, load, cases[day], capabilities[pk], materials, machines, standards[pk],
                criteria, local_content or 0, languages=frozenset(languages.get(pk, "").split()),
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
    criteria: frozenset[str],
    local_content: int,
    **who: Any,
) -> Site:
    on = day.toordinal()
    verdict = case.verdict(on)

    def level(criterion: str) -> Fraction:
        """As far as it is proven; 0 where the sector is not judged by it."""
        place = case.plan.index.get(criterion)
        return Fraction(0) if place is None else case.judge.level(verdict.values.proven[place])

    proven = [row for row in capabilities if row[4] >= day]
    # Machines prove a process and its materials; its figures are proven by measured samples.
    measured = proven if 100 * level(MEASURED_FIGURES) >= MEASURED else []
    pools = {}
    for supplier, _capability, process, *_figures in proven:
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
        tolerances={row[2]: Fraction(row[3]) for row in measured if row[3] is not None},
        largest={row[2]: row[5] for row in measured if row[5] is not None},
        levels={code: level(code) for code in criteria},
        local_content=local_content if 100 * level(LOCAL_CONTENT) >= PROVEN else 0,
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
