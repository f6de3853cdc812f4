"""Sites out of the tables, as they are proven on one day; what is asked of them reads ``asking``."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Sum

from portal.models import Material
from readiness import frameworks
from readiness.engine import Blocker, Case, Verdict
from readiness.engine import Framework as EngineFramework
from readiness.facts_reader import case_for as readiness_case
from readiness.facts_reader import kept_up, read_firms
from readiness.matching.cut import LOCAL_CONTENT, MEASURED, MEASURED_FIGURES, PROVEN
from readiness.supply.case import NOTHING, REST, Site, gate
from suppliers.directory.offers import with_what_they_hold
from suppliers.models import Capability, Certificate, Contact, Evidence, Machine, Supplier
from suppliers.models.evidence import PROVEN_CLASSES

BATCH = 2000


def sites(today: date, day: date, *, criteria: frozenset[str] = NOTHING, level: int = 0) -> Iterator[Site]:
    """Firms of this country with capacity left and a process proven today, one after another, as they are on ``day``,
    with their levels of ``criteria``. Those further than one level below ``level`` are left out: no single condition
    brings them in.

    On a later day what is due every year or every month is taken as handed in again; whatever has a longer
    clock counts only while it is in force (``readiness.facts_reader.kept_up``). Strictly, nobody would be left:
    no level from 3 up is held by papers that last longer than a year.
    """
    framework = frameworks.engine(frameworks.current())
    firms = (
        Supplier.objects.countable()
        .filter(monthly_capacity__gt=0, load_percent__lt=100, capabilities__proven_until__gte=day)
        .distinct()
        .order_by("pk")
    )
    ids = list(firms.values_list("pk", flat=True))
    families = _families()
    same: dict[Any, Any] = {}
    for start in range(0, len(ids), BATCH):
        for site in _Batch(
            framework, families, ids[start : start + BATCH], today, day, criteria, same
        ).sites():
            if site.pools and site.reached >= level - 1:
                yield site


@dataclass
class _Batch:
    """What the tables say of some firms. ``same`` keeps one copy of what many sites have alike: a large country is
    held in memory whole."""

    framework: EngineFramework
    families: Mapping[str, set[str]]
    ids: Sequence[int]
    today: date
    day: date
    criteria: frozenset[str]
    same: dict[Any, Any]

    def __post_init__(self) -> None:
        of = {"supplier__in": self.ids}
        facts = read_firms(self.ids)
        self.facts = facts if self.day == self.today else kept_up(facts, self.today)
        self.capabilities = _grouped(
            Capability.objects.filter(**of, proven_until__gte=self.day).values_list(
                "supplier", "pk", "process__code", "tolerance_mm", "largest_mm"
            )
        )
        self.languages = dict(Contact.objects.filter(**of).values_list("supplier", "languages"))
        self.materials: dict[int, set[str]] = defaultdict(set)
        worked = Capability.materials.through.objects.filter(capability__supplier__in=self.ids)
        for capability, code in worked.values_list("capability", "material__code"):
            self.materials[capability] |= self.families[code]
        self.machines = {
            (supplier, process): pieces if stated == kinds else None
            for supplier, process, pieces, stated, kinds in Machine.objects.filter(**of)
            .values_list("supplier", "process__code")
            .annotate(
                pieces=Sum(F("monthly_capacity") * F("quantity")),
                stated=Count("monthly_capacity"),
                kinds=Count("pk"),
            )
        }
        self.standards = _grouped(_proven_standards(self.ids))

    def sites(self) -> Iterator[Site]:
        firms = Supplier.objects.filter(pk__in=self.ids, sectors__is_main=True).order_by("pk")
        rows = firms.values_list(
            "pk", "monthly_capacity", "load_percent", "ownership", "province__code", "enterprise__code",
            "sectors__sector__letters", "local_content_percent",
        )  # fmt: skip
        for pk, capacity, load, ownership, province, enterprise, letters, local_content in rows:
            # Firms are chosen by both, so that neither is missing.
            capacity, load = capacity or 0, load or 0
            case = readiness_case(self.framework, self.facts[pk], letters[0])
            verdict = case.verdict(self.day.toordinal())
            levels = _Levels(case, verdict)
            yield Site(
                id=str(pk),
                free=_free(capacity, load),
                pools=self._pools(pk, _free(capacity, load), load),
                counted=verdict.counted_level,
                reached=verdict.level,
                short_of=self._one(_name(b) for b in case.blockers(verdict, self.day.toordinal())),
                holds=self._one(with_what_they_hold(self._standards(pk))),
                ownership=ownership,
                region=province or "",
                enterprise=enterprise or "",
                sector=letters[0],
                languages=self._one(self.languages.get(pk, "").split()),
                levels=self._alike({code: levels.of(code) for code in self.criteria}),
                local_content=(local_content or 0) if levels.of(LOCAL_CONTENT) * 100 >= PROVEN else 0,
                **self._works(pk, measured=levels.of(MEASURED_FIGURES) * 100 >= MEASURED),
            )

    def _pools(self, pk: int, free: int, load: int) -> dict[str, int]:
        pools = {}
        for _pk, _capability, process, *_figures in self.capabilities[pk]:
            stated = self.machines.get((pk, process))
            pools[process] = free if stated is None else min(free, _free(stated, load))
        return {process: pieces for process, pieces in pools.items() if pieces}

    def _standards(self, pk: int) -> Iterator[str]:
        return (code for _pk, code, *dates in self.standards[pk] if _holds(self.day, self.today, *dates))

    def _works(self, pk: int, *, measured: bool) -> dict[str, Any]:
        """Machines prove a process and its materials; its figures are proven by measured samples."""
        rows = self.capabilities[pk]
        figures = rows if measured else ()
        return {
            "materials": self._alike({row[2]: self._one(self.materials[row[1]]) for row in rows}),
            "tolerances": self._alike({row[2]: Fraction(row[3]) for row in figures if row[3] is not None}),
            "largest": self._alike({row[2]: row[4] for row in figures if row[4] is not None}),
        }

    def _one(self, words: Iterable[str]) -> frozenset[str]:
        found = frozenset(words)
        kept: frozenset[str] = self.same.setdefault(found, found)
        return kept

    def _alike(self, values: dict[str, Any]) -> dict[str, Any]:
        kept: dict[str, Any] = self.same.setdefault(tuple(sorted(values.items())), values)
        return kept


@dataclass(frozen=True, slots=True)
class _Levels:
    """Levels of criteria as far as they are proven; 0 where the sector is not judged by one."""

    case: Case
    verdict: Verdict

    def of(self, criterion: str) -> Fraction:
        place = self.case.plan.index.get(criterion)
        return Fraction(0) if place is None else self.case.judge.level(self.verdict.values.proven[place])


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
