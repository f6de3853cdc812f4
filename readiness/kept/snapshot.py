"""The snapshot of the target page: its figures, their definitions and sources, and every firm they count.

Counts are taken from the rows of the snapshot, in the way of ``readiness.standings`` and of the page's tables, so
that whoever has the document can count again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from portal.models import Province, Sector
from readiness import frameworks
from readiness.engine import Framework as EngineFramework
from readiness.engine.exact import digest
from readiness.engine.sentences import level_name
from readiness.facts_reader import Firm, case_for
from readiness.kept.measures import measures
from readiness.models import Baseline, Framework, Score, Target
from readiness.spelling import hash_of, spell
from readiness.standings import DIRECT

FORMAT = 2
# Levels 0 to 5.
LEVELS = range(6)
_TARGET = (
    "code", "document", "status", "scope", "sector_code", "sector", "indicator", "year", "low", "high", "unit",
    "qualifier", "note", "numerator_vi", "numerator_en", "denominator_vi", "denominator_en", "ownership_rule_vi",
    "ownership_rule_en", "rate", "source", "confidence",
)  # fmt: skip
_BASELINE = (
    "sector", "indicator", "year", "low", "high", "unit", "measured_by", "source", "confidence",
)  # fmt: skip


class Row(NamedTuple):
    """One establishment in its main sector; what a row of the snapshot holds, in this order.

    ``firm`` is the enterprise code or "", ``province`` a code of today's units or "". ``level`` is held,
    ``counted`` counts nationally. ``facts`` and ``judgement`` are hashes; ``until`` is the first day (ISO) on
    which the passing of time alone may change the judgement, None for never; ``rises``, whether it might raise it.
    """

    id: str
    firm: str
    ownership: str
    sector: str
    province: str
    level: int
    counted: int
    facts: str
    judgement: str
    until: str | None
    rises: bool


class Listing(NamedTuple):
    """An establishment before it is judged."""

    pk: int
    public_id: str
    firm: str
    ownership: str
    province: str
    sector: str


_FIRMS = """
    SELECT supplier.id, supplier.public_id, coalesce(enterprise.code, ''), supplier.ownership,
           coalesce(province.code, ''), sector.letters[1]
    FROM suppliers_suppliersector AS own
    JOIN suppliers_supplier AS supplier ON supplier.id = own.supplier_id
    JOIN portal_sector AS sector ON sector.id = own.sector_id
    LEFT JOIN suppliers_enterprise AS enterprise ON enterprise.id = supplier.enterprise_id
    LEFT JOIN portal_province AS province
           ON province.id = supplier.province_id
           AND NOT EXISTS (SELECT FROM portal_provincechange AS change WHERE change.before_id = province.id)
    WHERE own.is_main AND supplier.synthetic = %s AND supplier.merged_into_id IS NULL
    ORDER BY supplier.public_id
"""


def listings() -> list[Listing]:
    """Every countable firm in its main sector."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRMS, [settings.DEMO])
        return [Listing._make(row) for row in cursor.fetchall()]


class Numbers(NamedTuple):
    """What a judgement says, as stored and as hashed; ``until`` as an ordinal."""

    level: int
    counted_level: int
    total: int
    proven: int
    declared: int
    coverage: int
    until: int | None

    def hash(self, framework: str, held: str, as_of: str) -> str:
        """SHA-256 over the numbers and all that they follow from."""
        return digest([framework, held, as_of, *self[:-1]])


def judged_rows(
    framework: Framework, listed: Iterable[Listing], firms: Mapping[int, Firm], *, as_of: date
) -> tuple[list[Row], dict[str, str]]:
    """Rows as judged on a day, and the facts they were judged by: documents by their hash."""
    engine, on = frameworks.engine(framework), as_of.isoformat()
    stored = _stored(framework, as_of)
    rows, documents = [], {}
    for each in listed:
        firm = firms[each.pk]
        document = spell(engine, firm, each.sector)
        held = hash_of(document)
        documents[held] = document
        numbers = stored.get((each.pk, held)) or numbers_of(engine, firm, each.sector, as_of)
        rows.append(
            Row(
                each.public_id,
                each.firm,
                each.ownership,
                each.sector,
                each.province,
                numbers.level,
                numbers.counted_level,
                held,
                numbers.hash(framework.hash, held, on),
                date.fromordinal(numbers.until).isoformat() if numbers.until else None,
                _rises(firm, as_of.toordinal()),
            )
        )
    return rows, documents


def _rises(firm: Firm, on: int) -> bool:
    """Whether proof begins or a finding closes after a day; nothing else raises a counted level by itself."""
    return any(row[4] and row[4] > on for row in firm.evidence) or any(
        row[4] and row[4] > on for row in firm.findings
    )


def numbers_of(engine: EngineFramework, firm: Firm, sector: str, as_of: date) -> Numbers:
    """Facts judged on a day."""
    v = case_for(engine, firm, sector).verdict(as_of.toordinal())
    return Numbers(v.level, v.counted_level, v.total, v.proven, v.declared, v.coverage, v.next_event_on)


def _stored(framework: Framework, as_of: date) -> dict[tuple[int, str], Numbers]:
    """Scores that hold on the day, by firm and facts: between two days of change a judgement is constant, so one
    of the same facts under the same framework needs no judging again."""
    held = Score.objects.main().filter(
        Q(next_change_on__isnull=True) | Q(next_change_on__gt=as_of),
        facts_version=F("supplier__facts_version"),
        framework=framework,
        judged_on__lte=as_of,
    )
    return {
        (firm, held_by): Numbers._make([*numbers, until.toordinal() if until else None])
        for firm, held_by, *numbers, until in held.values_list(
            "supplier_id", "facts_hash", "level", "counted_level", "total", "proven", "declared", "coverage",
            "next_change_on",
        )
    }  # fmt: skip


def document(framework: Framework, rows: Sequence[Row], *, as_of: date, now: datetime) -> dict[str, Any]:
    """The whole page of a day, as known at ``now``, as JSON's types; decimals as strings, dates as ISO."""
    engine = frameworks.engine(framework)
    return {
        "format": FORMAT,
        "kind": "target",
        "as_of": as_of.isoformat(),
        "synthetic": settings.DEMO,
        "framework": {"name": framework.name, "version": framework.version, "hash": framework.hash},
        "targets": [_target(target) for target in _targets()],
        "baselines": [
            {name: _plain(getattr(row, name)) for name in _BASELINE}
            for row in Baseline.objects.order_by("sector", "indicator", "year", "measured_by")
        ],
        "words": {
            "sectors": [
                [s.letters[0], s.label_vi, s.label_en]
                for s in Sector.objects.current()
                if len(s.letters) == 1
            ],
            "provinces": [
                [p.code, p.label_vi, p.label_en]
                for p in Province.objects.current().filter(changes_after__isnull=True).order_by("sort_key")
            ],
            "levels": [
                [str(level), *(level_name(engine, level, language) for language in ("vi", "en"))]
                for level in LEVELS
            ],
        },
        "counts": counts(rows),
        "measures": measures(as_of=as_of, now=now),
        "columns": list(Row._fields),
        "firms": [list(row) for row in rows],
    }


def counts(rows: Iterable[Row]) -> dict[str, Any]:
    """(all, Vietnamese-owned) of the country, its sectors and provinces, by enterprise code; of the establishments
    behind the country; and of the establishments at each level held."""
    country: set[str] = set()
    own: set[str] = set()
    cells: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    levels, sites = [[0, 0] for _ in LEVELS], [0, 0]
    for row in rows:
        vietnamese = row.ownership == "vietnamese"
        levels[row.level][0] += 1
        levels[row.level][1] += vietnamese
        if row.counted < DIRECT or not row.firm:
            continue
        sites[0] += 1
        sites[1] += vietnamese
        here = [cells["sectors", row.sector], cells["provinces", row.province]]
        for firms, mine in [(country, own), *here]:
            firms.add(row.firm)
            if vietnamese:
                mine.add(row.firm)
    found: dict[str, dict[str, list[int]]] = {"sectors": {}, "provinces": {}}
    for (kind, code), (firms, mine) in sorted(cells.items()):
        if code:
            found[kind][code] = [len(firms), len(mine)]
    return {"country": [len(country), len(own)], "establishments": sites, "levels": levels, **found}


def _targets() -> list[Target]:
    return list(
        Target.objects.in_use()
        .annotate(versions=Count("events"), since=Max("events__pgh_created_at"))
        .order_by("code")
    )


def _target(target: Any) -> dict[str, Any]:
    kept = {name: _plain(getattr(target, name)) for name in _TARGET}
    kept["version"] = target.versions
    kept["since"] = timezone.localtime(target.since).date().isoformat() if target.since else None
    return kept


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int)) else str(value)
