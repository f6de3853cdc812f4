"""Stale scores taken in hand, batch after batch, by as many workers as there are."""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from readiness import frameworks
from readiness.facts_reader import case_for, read_firms
from readiness.garbage import uncollected
from readiness.models import Framework, Score
from readiness.scoring.judging import Stale, judge
from readiness.scoring.writing import write
from suppliers import directory
from suppliers.models import SearchDocument

BATCH = 1000
# The sector whose standing the directory shows: "" while it shows none, NULL for a firm that is not listed.
TOLD = Case(
    When(
        supplier__search_document__isnull=False,
        then=Coalesce(
            KeyTextTransform("sector", "supplier__search_document__standing"),
            Value(""),
            output_field=TextField(),
        ),
    )
)
# A listed firm of which the directory has not been told what to show, or matching what level it has.
UNTOLD = Q(is_main=True) & (
    Q(supplier__search_document__standing={})
    | Q(supplier__offer__isnull=False, supplier__offer__level__isnull=True)
)


def open_missing_scores(supplier_ids: Sequence[int] | None = None) -> None:
    """One score a sector of each firm, the main one marked; scores of sectors that were dropped go."""
    only = "" if supplier_ids is None else "AND own.supplier_id = ANY(%(ids)s)"
    ids = {"ids": list(supplier_ids or [])}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO readiness_score (supplier_id, sector, is_main, facts_version, level, counted_level, total,
                                         proven, declared, coverage, blockers, facts_hash)
            SELECT own.supplier_id, own.sector, own.is_main, 0, 0, 0, 0, 0, 0, 0, '[]', ''
            FROM (
                SELECT works.supplier_id, sector.letters[1] AS sector, bool_or(works.is_main) AS is_main
                FROM suppliers_suppliersector AS works JOIN portal_sector AS sector ON sector.id = works.sector_id
                GROUP BY 1, 2
            ) AS own
            WHERE NOT EXISTS (
                SELECT FROM readiness_score AS score
                WHERE score.supplier_id = own.supplier_id AND score.sector = own.sector
                  AND score.is_main = own.is_main) {only}
            ORDER BY own.supplier_id, own.sector
            ON CONFLICT (supplier_id, sector) DO UPDATE SET is_main = excluded.is_main
            """,  # noqa: S608 -- the only thing put in is one of two constant conditions
            ids,
        )
        cursor.execute(
            f"""
            DELETE FROM readiness_score AS own
            WHERE NOT EXISTS (
                SELECT FROM suppliers_suppliersector AS kept JOIN portal_sector AS sector ON sector.id = kept.sector_id
                WHERE kept.supplier_id = own.supplier_id AND sector.letters[1] = own.sector) {only}
            """,  # noqa: S608
            ids,
        )


@transaction.atomic
def rescore_some(framework: Framework, *, today: date, after: int = 0, limit: int = BATCH) -> list[int]:
    """Judge up to ``limit`` stale scores with keys above ``after`` that no other worker has in hand; their keys."""
    stale = Score.objects.stale(framework, today=today).filter(pk__gt=after)
    return _rescore(stale.select_for_update(skip_locked=True, of=("self",)), framework, today, limit)


@transaction.atomic
def rescore_firms(supplier_ids: Sequence[int], *, today: date) -> int:
    """These firms now, in all their sectors; how many scores were judged.

    Waits for a worker that has one of them in hand: it may have read the facts before the last change, and
    this call was told of that change.
    """
    framework = frameworks.current()
    open_missing_scores(supplier_ids)
    scores = Score.objects.filter(supplier__in=supplier_ids)
    stale = scores & (Score.objects.stale(framework, today=today) | Score.objects.filter(UNTOLD))
    return len(_rescore(stale.select_for_update(of=("self",)), framework, today, None))


def rescore_all(framework: Framework, *, today: date, limit: int | None = None, batch: int = BATCH) -> int:
    """Everything that is stale in one walk, or ``limit`` scores and the rest of a batch; how many."""
    done, after = 0, 0
    while limit is None or done < limit:
        keys = rescore_some(framework, today=today, after=after, limit=batch)
        if not keys:
            break
        done, after = done + len(keys), keys[-1]
    return done


def tell_the_untold(*, today: date, limit: int = BATCH) -> int:
    """Give up to ``limit`` rows of the directory the standing that they lack: written after the last judgement."""
    untold = SearchDocument.objects.filter(supplier__sectors__is_main=True).filter(
        Q(rank=0, standing={}) | Q(supplier__offer__level__isnull=True, supplier__offer__isnull=False)
    )
    ids = list(untold.order_by("pk").values_list("pk", flat=True)[:limit])
    return rescore_firms(ids, today=today) if ids else 0


@uncollected()
def _rescore(stale: QuerySet[Score], framework: Framework, today: date, limit: int | None) -> list[int]:
    """The one loop from facts to judgements, in the transaction of the caller.

    The versions are read before the facts: too old a version is judged once more, too new a one is a lost
    change. (Read last, it left wrong scores for good in three of four trials; read first, in none.)
    """
    rows = (
        stale.annotate(
            version=F("supplier__facts_version"), told=TOLD, told_levels=F("supplier__offer__told")
        )
        .order_by("pk")
        .values_list(
            "pk", "supplier_id", "sector", "is_main", "version", "told", "told_levels", "framework_id",
            "level", "counted_level", "total", "proven", "declared", "coverage", "blockers",
        )[:limit]
    )  # fmt: skip
    scores = [Stale._make(row) for row in rows]
    if not scores:
        return []
    engine = frameworks.engine(framework)
    firms = read_firms({score.supplier_id for score in scores})
    judged = [
        judge(case_for(engine, firms[score.supplier_id], score.sector), score, today=today)
        for score in scores
    ]
    write(judged, firms, engine, framework, today=today)
    directory.show_standing([j.standing for j in judged if j.untold])
    directory.show_levels([j.levels(framework.pk) for j in judged if j.untold_levels(framework.pk)])
    return [score.pk for score in scores]
