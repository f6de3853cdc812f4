"""Facts to the engine and judgements back.

Staleness is a question for the database (``Score.objects.stale``); a message only rings the bell. Every
function here is safe to run twice, and in two places at once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from psycopg2.extras import Json, execute_values

from readiness import frameworks
from readiness.engine import Blocker, Case, Explained, Facts, Verdict, assess, parse_facts, to_json
from readiness.engine import Framework as EngineFramework
from readiness.engine.exact import canonical, digest, six
from readiness.engine.explain import explain
from readiness.engine.sentences import blocker_sentence, level_name
from readiness.facts_reader import case_for, facts_of, firm_facts, read_firms
from readiness.models import FactsSnapshot, Framework, Judgement, Score
from suppliers import directory
from suppliers.models import Supplier

BATCH = 500
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Judged:
    """One score before and after. ``shown`` is whether what a reader sees changed."""

    score: Score
    verdict: Verdict
    blockers: list[dict[str, Any]]
    sentences: list[dict[str, str]]
    facts_version: int
    shown: bool


def open_missing_scores(supplier_ids: Sequence[int] | None = None) -> None:
    """One score a sector of each firm, the main one marked; scores of sectors that were dropped go."""
    only = "" if supplier_ids is None else "AND own.supplier_id = ANY(%(ids)s)"
    ids = {"ids": list(supplier_ids or [])}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO readiness_score (supplier_id, sector, is_main, facts_version, level, counted_level, total,
                                         proven, declared, coverage, blockers, facts_hash)
            SELECT own.supplier_id, sector.letters[1], own.is_main, 0, 0, 0, 0, 0, 0, 0, '[]', ''
            FROM suppliers_suppliersector AS own JOIN portal_sector AS sector ON sector.id = own.sector_id
            WHERE TRUE {only}
            ON CONFLICT (supplier_id, sector) DO UPDATE SET is_main = excluded.is_main
            WHERE readiness_score.is_main <> excluded.is_main
            """,  # noqa: S608 -- the only thing put in is one of two constant conditions
            ids,
        )
        cursor.execute(
            f"""
            DELETE FROM readiness_score AS score USING suppliers_supplier AS supplier
            WHERE supplier.id = score.supplier_id {only.replace("own.", "score.")} AND NOT EXISTS (
                SELECT 1 FROM suppliers_suppliersector AS own JOIN portal_sector AS sector ON sector.id = own.sector_id
                WHERE own.supplier_id = score.supplier_id AND sector.letters[1] = score.sector)
            """,  # noqa: S608
            ids,
        )


@transaction.atomic
def rescore_some(
    framework: Framework, *, today: date, supplier_ids: Sequence[int] | None = None, limit: int = BATCH
) -> int:
    """Judge up to ``limit`` stale scores that no other worker has in hand; how many.

    The versions are read before the facts: too old a version is judged once more, too new a one is a lost
    change. (Read last, it left wrong scores for good in three of four trials; read first, in none.)
    """
    stale = Score.objects.stale(framework, today=today)
    if supplier_ids is not None:
        stale = stale.filter(supplier__in=supplier_ids)
    scores = list(
        stale.select_for_update(skip_locked=True, of=("self",))
        .annotate(version=F("supplier__facts_version"))
        .order_by("pk")[:limit]
    )
    if not scores:
        return 0
    firms = read_firms({score.supplier_id for score in scores})
    engine = frameworks.engine(framework)
    judged = []
    for score in scores:
        case = case_for(engine, firms[score.supplier_id], score.sector)
        judged.append(_judge(engine, case, score, framework, today))
    _write(judged, framework, today)
    _record(
        [(j, firm_facts(firms[j.score.supplier_id], j.score.sector)) for j in judged if j.shown],
        framework,
        today,
    )
    # A firm that was judged by name may have entered the directory a moment ago, with nothing shown yet.
    named = supplier_ids is not None
    directory.show_standing([_standing(j, engine) for j in judged if (j.shown or named) and j.score.is_main])
    return len(judged)


def rescore_all(framework: Framework, *, today: date) -> int:
    """Everything that is stale, batch after batch."""
    done = 0
    while count := rescore_some(framework, today=today):
        done += count
    return done


def rescore_supplier(supplier_id: int, *, today: date) -> int:
    """One firm, in all its sectors, now."""
    open_missing_scores([supplier_id])
    return rescore_some(frameworks.current(), today=today, supplier_ids=[supplier_id])


def _judge(engine: EngineFramework, case: Case, score: Score, framework: Framework, today: date) -> Judged:
    on = today.toordinal()
    verdict = case.verdict(on)
    blockers, sentences = [], []
    for blocker in case.blockers(verdict, on):
        blockers.append(
            {
                "kind": blocker.kind,
                "code": blocker.code,
                "needed": six(blocker.needed),
                "value": six(blocker.value),
                "reason": blocker.reason,
                "date": blocker.day.isoformat() if blocker.day else None,
            }
        )
        if not sentences:
            sentences.append(_sentence(engine, case, verdict, blocker))
    shown = score.framework_id is None or (
        (score.level, score.counted_level, score.total, score.proven, score.declared, score.coverage, score.blockers)
        != (
            verdict.level, verdict.counted_level, verdict.total, verdict.proven, verdict.declared, verdict.coverage,
            blockers,
        )
    )  # fmt: skip
    return Judged(score, verdict, blockers, sentences, score.version, shown)


def _sentence(engine: EngineFramework, case: Case, verdict: Verdict, blocker: Blocker) -> dict[str, str]:
    claimed = Fraction(0)
    if blocker.kind == "gate" and blocker.code in case.plan.index:
        claimed = Fraction(verdict.values.claimed[case.plan.index[blocker.code]], case.judge.unit)
    following = next(p.level.number for p in case.plan.levels if p.level.number > verdict.level)
    if blocker.reason == "unproven":
        # The directory is public, and what a firm merely claims is not.
        blocker = replace(blocker, reason="short")
    return {
        language: blocker_sentence(engine, case.plan.sector, following, blocker, language, claimed)
        for language in LANGUAGES
    }


def _standing(judged: Judged, engine: EngineFramework) -> directory.Standing:
    verdict = judged.verdict
    return directory.Standing(
        supplier_id=judged.score.supplier_id,
        level=verdict.level,
        total=verdict.total,
        proven=verdict.proven,
        coverage=verdict.coverage,
        level_name={language: level_name(engine, verdict.level, language) for language in LANGUAGES},
        blocker=judged.sentences[0] if judged.sentences else {},
    )


_UPDATE = """
    UPDATE readiness_score AS score SET
        framework_id = data.framework_id, facts_version = data.facts_version, judged_on = data.judged_on::date,
        next_change_on = data.next_change_on::date, level = data.level, counted_level = data.counted_level,
        total = data.total, proven = data.proven, declared = data.declared, coverage = data.coverage,
        blockers = data.blockers::jsonb
    FROM (VALUES %s) AS data (id, framework_id, facts_version, judged_on, next_change_on, level, counted_level, total,
                              proven, declared, coverage, blockers)
    WHERE score.id = data.id
"""


def _write(judged: Sequence[Judged], framework: Framework, today: date) -> None:
    rows = [
        (
            j.score.pk,
            framework.pk,
            j.facts_version,
            today,
            None if j.verdict.next_event_on is None else date.fromordinal(j.verdict.next_event_on),
            j.verdict.level,
            j.verdict.counted_level,
            j.verdict.total,
            j.verdict.proven,
            j.verdict.declared,
            j.verdict.coverage,
            Json(j.blockers),
        )
        for j in judged
    ]
    with connection.cursor() as cursor:
        execute_values(cursor, _UPDATE, rows, page_size=BATCH)


def _record(judged: Sequence[tuple[Judged, Facts]], framework: Framework, today: date) -> None:
    """Append a judgement, with the facts it was drawn from, for each result that changed."""
    snapshots, judgements, hashes = {}, [], []
    for j, facts in judged:
        document = facts.document()
        hash_ = digest(document)
        snapshots[hash_] = FactsSnapshot(hash=hash_, document=canonical(document))
        hashes.append((j.score.pk, hash_))
        judgements.append(
            Judgement(
                supplier_id=j.score.supplier_id,
                sector=j.score.sector,
                framework_hash=framework.hash,
                facts_hash=hash_,
                as_of=today,
                level=j.verdict.level,
                counted_level=j.verdict.counted_level,
                total=j.verdict.total,
                proven=j.verdict.proven,
                blockers=j.blockers,
            )
        )
    FactsSnapshot.objects.bulk_create(snapshots.values(), ignore_conflicts=True)
    Judgement.objects.bulk_create(judgements)
    if hashes:
        with connection.cursor() as cursor:
            execute_values(
                cursor,
                "UPDATE readiness_score AS s SET facts_hash = d.hash FROM (VALUES %s) AS d (id, hash) WHERE s.id = d.id",
                hashes,
                page_size=BATCH,
            )


def explained(supplier: Supplier, sector: str, *, today: date) -> tuple[EngineFramework, Explained]:
    """The full result of one firm today, judged afresh, with the framework it was judged by."""
    engine = frameworks.engine(frameworks.current())
    return engine, explain(engine, facts_of(engine, supplier.pk, sector), today)


def assessed(supplier: Supplier, sector: str, *, today: date) -> dict[str, Any]:
    """The same as the object that ``manage.py assess`` prints."""
    engine = frameworks.engine(frameworks.current())
    return assess(engine, facts_of(engine, supplier.pk, sector), today)


def recompute(judgement: Judgement) -> str:
    """A past result once more, to the byte, from its snapshot, framework and day."""
    engine = frameworks.engine(Framework.objects.get(hash=judgement.framework_hash))
    document = json.loads(FactsSnapshot.objects.get(pk=judgement.facts_hash).document)
    return to_json(assess(engine, parse_facts(document, engine), judgement.as_of))
