"""What came out of judging, into the tables: one statement a table, and results only where they changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connection

from readiness.engine import Framework as EngineFramework
from readiness.facts_reader import Firm, array
from readiness.models import FactsSnapshot, Framework, Judgement
from readiness.scoring.judging import Judged
from readiness.spelling import hash_of, spell

# Every judged score: by what, of which facts, and when to look again.
_NOTE = """
    UPDATE readiness_score AS score
    SET framework_id = %s, judged_on = %s, facts_version = data.version,
        next_change_on = date '0001-01-01' + (data.next - 1)
    FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS data (id, version, next)
    WHERE score.id = data.id
"""
# What it says, and the hash of the facts that it was drawn from, where that changed.
_CHANGE = """
    UPDATE readiness_score AS score
    SET framework_id = %s, judged_on = %s, facts_version = data.version,
        next_change_on = date '0001-01-01' + (data.next - 1),
        level = data.level, counted_level = data.counted_level, total = data.total, proven = data.proven,
        declared = data.declared, coverage = data.coverage, blockers = data.blockers::jsonb,
        facts_hash = data.facts_hash
    FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[],
                %s::text[], %s::text[])
        AS data (id, version, next, level, counted_level, total, proven, declared, coverage, blockers, facts_hash)
    WHERE score.id = data.id
"""


def write(
    judged: Iterable[Judged],
    firms: Mapping[int, Firm],
    engine: EngineFramework,
    framework: Framework,
    *,
    today: date,
) -> None:
    """Note every judgement on its score; where it says something new, keep a record of it for good."""
    same: list[Judged] = []
    changed: list[Judged] = []
    for j in judged:
        (changed if j.changed else same).append(j)
    with connection.cursor() as cursor:
        if same:
            noted = map(array, _columns([_noted(j) for j in same]))
            cursor.execute(_NOTE, [framework.pk, today, *noted])
        if changed:
            hashes = _record(changed, firms, engine, framework, today)
            rows = [
                (*_noted(j), *j.says[:-1], json.dumps(j.blockers), hash_)
                for j, hash_ in zip(changed, hashes, strict=True)
            ]
            cursor.execute(_CHANGE, [framework.pk, today, *_columns(rows)])


def _noted(j: Judged) -> tuple[int, int, int | None]:
    return j.stale.pk, j.stale.version, j.verdict.next_event_on


def _columns(rows: Sequence[tuple]) -> list[list]:
    return [list(column) for column in zip(*rows, strict=True)]


def _record(
    changed: Sequence[Judged],
    firms: Mapping[int, Firm],
    engine: EngineFramework,
    framework: Framework,
    today: date,
) -> list[str]:
    """Keep the facts of each by their hash, and append a judgement where it concludes something else than the
    one before; the hashes."""
    snapshots: dict[str, FactsSnapshot] = {}
    judgements, hashes = [], []
    before = _last_conclusions([j for j in changed if j.stale.framework_id is None])
    for j in changed:
        old = j.stale
        document = spell(engine, firms[old.supplier_id], old.sector)
        hash_ = hash_of(document)
        snapshots[hash_] = FactsSnapshot(hash=hash_, document=document)
        hashes.append(hash_)
        concluded = before.get((old.supplier_id, old.sector)) if old.framework_id is None else old.concluded
        if j.conclusion == concluded:
            continue
        judgements.append(
            Judgement(
                supplier_id=old.supplier_id,
                sector=old.sector,
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
    # In the order of their keys: two workers that insert the same facts wait for each other in one direction.
    FactsSnapshot.objects.bulk_create([snapshots[h] for h in sorted(snapshots)], ignore_conflicts=True)
    Judgement.objects.bulk_create(judgements)
    return hashes


def _last_conclusions(first: Sequence[Judged]) -> dict[tuple[int, str], tuple]:
    """What the record says of scores that are new: rebuilt, or of a sector that was dropped for a while."""
    kept = Judgement.objects.filter(supplier__in={j.stale.supplier_id for j in first})
    last = kept.order_by("supplier", "sector", "-written_at", "-pk").distinct("supplier", "sector")
    return {
        (supplier, sector): tuple(concluded)
        for supplier, sector, *concluded in last.values_list(
            "supplier_id", "sector", "level", "counted_level", "total", "proven", "blockers"
        )
    }
