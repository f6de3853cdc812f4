"""Count the firms that are ready to supply directly, and keep the count of each day.

N4 of the readiness model (e) 3: distinct enterprise codes with any establishment whose *counted* level
(every gate proven, in force and confirmed; no waiver, nothing conditional) is 4 or more in its main sector.
An enterprise with plants in two provinces stands in both cells and once in the country, so cells need not
add up to the total.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from portal.models import Province, ProvinceChange
from readiness.models import Framework, Score, Standing

DIRECT = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """Firms in one cell; ``sector`` is "" and ``province`` None for "all". ``groups``: firms of one parent as one."""

    sector: str
    province: int | None
    firms: int
    vietnamese: int
    groups: int = 0


def ready_scores(level: int = DIRECT) -> QuerySet[Score]:
    """The rows behind every count: main-sector scores of countable firms with a code, at ``level`` or above."""
    return Score.objects.main().filter(
        counted_level__gte=level,
        supplier__synthetic=settings.DEMO,
        supplier__merged_into__isnull=True,
        supplier__enterprise__code__isnull=False,
    )


def ready_groups() -> int:
    """Of how many groups the counted firms are: those of one parent taken as one."""
    head = Coalesce("supplier__enterprise__parent", "supplier__enterprise")
    return int(ready_scores().aggregate(groups=Count(head, distinct=True))["groups"])


_CELLS = """
    SELECT coalesce(score.sector, ''), supplier.province_id,
           count(DISTINCT enterprise.code),
           count(DISTINCT enterprise.code) FILTER (WHERE supplier.ownership = 'vietnamese'),
           count(DISTINCT coalesce(enterprise.parent_id, enterprise.id)),
           grouping(score.sector, supplier.province_id)
    FROM readiness_score AS score
    JOIN suppliers_supplier AS supplier ON supplier.id = score.supplier_id
    JOIN suppliers_enterprise AS enterprise ON enterprise.id = supplier.enterprise_id
    WHERE score.is_main AND score.counted_level >= %s AND supplier.synthetic = %s
      AND supplier.merged_into_id IS NULL AND enterprise.code IS NOT NULL
    GROUP BY GROUPING SETS ((), (score.sector), (supplier.province_id), (score.sector, supplier.province_id))
"""


def count_cells(level: int = DIRECT) -> list[Cell]:
    """The country, each sector, each province and each pair, in one pass over the scores."""
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, [level, settings.DEMO])
        # A pair or province cell of firms whose province is unknown would look like "all": leave it out.
        return [
            Cell(sector, province, firms, vietnamese, groups)
            for sector, province, firms, vietnamese, groups, grouped in cursor.fetchall()
            if grouped & 1 or province is not None
        ]


# Where only one unit became the province of today, whoever lies there lay in that one before.
_BEFORE = """
    SELECT coalesce(supplier.former_province_id, lineage.before_id),
           count(DISTINCT enterprise.code),
           count(DISTINCT enterprise.code) FILTER (WHERE supplier.ownership = 'vietnamese')
    FROM readiness_score AS score
    JOIN suppliers_supplier AS supplier ON supplier.id = score.supplier_id
    JOIN suppliers_enterprise AS enterprise ON enterprise.id = supplier.enterprise_id
    LEFT JOIN (SELECT after_id, min(before_id) AS before_id FROM portal_provincechange
               GROUP BY after_id HAVING count(*) = 1) AS lineage ON lineage.after_id = supplier.province_id
    WHERE score.is_main AND score.counted_level >= %s AND supplier.synthetic = %s
      AND supplier.merged_into_id IS NULL AND enterprise.code IS NOT NULL
    GROUP BY 1
"""


def count_former_cells(level: int = DIRECT) -> list[Cell]:
    """The same by the provinces of before 1 July 2025; ``province`` None: it is not known in which the firm lay."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [level, settings.DEMO])
        return [Cell("", province, firms, vietnamese) for province, firms, vietnamese in cursor.fetchall()]


def only_one_before() -> dict[int, int]:
    """Each province that only one became -> that one, of today and of before 1 July 2025."""
    edges = ProvinceChange.objects.order_by().values_list("after").annotate(n=Count("pk")).filter(n=1)
    return dict(edges.values_list("after", Min("before")))


def lay_in(province: Province) -> Q:
    """Scores of firms that lay in a province of before, as ``count_former_cells`` counts them."""
    here = [after for after, before in only_one_before().items() if before == province.pk]
    return Q(supplier__former_province=province) | Q(
        supplier__former_province__isnull=True, supplier__province__in=here
    )


@transaction.atomic
def keep(framework: Framework, day: date) -> int:
    """Write the standing of ``day``; once more on the same day replaces it. Returns the number of cells."""
    Framework.objects.select_for_update().get(pk=framework.pk)
    same_day = Standing.objects.filter(day=day, framework_hash=framework.hash, synthetic=settings.DEMO)
    same_day.delete()
    cells = [*count_cells(), *(cell for cell in count_former_cells() if cell.province is not None)]
    Standing.objects.bulk_create(
        Standing(
            day=day,
            framework_hash=framework.hash,
            synthetic=settings.DEMO,
            sector=cell.sector,
            province_id=cell.province,
            firms=cell.firms,
            vietnamese_firms=cell.vietnamese,
        )
        for cell in cells
    )
    return len(cells)


def keep_first(framework: Framework, day: date) -> int:
    """The first standing under a new framework, once it has judged every firm; the line of the one before ends
    there. Returns the number of cells, 0 where there is nothing to begin."""
    kept = Standing.objects.filter(synthetic=settings.DEMO)
    begins = kept.exists() and not kept.filter(framework_hash=framework.hash).exists()
    if not begins or Score.objects.exclude(framework=framework).exists():
        return 0
    return keep(framework, day)
