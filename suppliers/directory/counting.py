"""How many firms have each tag and each level.

Exact up to ``EXACT`` matches. Above that the whole list is counted by a task and kept, and of other matches only
levels are counted: going through a hundred thousand arrays of tags costs a third of a second a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from suppliers.directory.tags import KINDS, SPACE
from suppliers.models import FacetCount, SearchDocument

EXACT = 20_000

TAG, LEVEL, TOO_MANY = "tag", "level", "too many"
# Matches are gone through once, up to one more than are counted by tag; all of them where there are more. With each
# part how often it names its source and the matches. A source of one facet is counted by that facet's tags alone.
_MATCHED = """WITH source AS (SELECT %s AS name),
    matched AS MATERIALIZED ({matches} LIMIT {exact} + 1),
    few AS MATERIALIZED (SELECT count(*) <= {exact} AS so FROM matched)"""
_ALL = (
    f"""({_MATCHED}
    SELECT name, '{TAG}' AS what, tag AS value, firms FROM source, (
        SELECT tag, count(*) AS firms
          FROM (SELECT unnest(tags) AS tag FROM matched WHERE (SELECT so FROM few)) AS each GROUP BY tag) AS counts
    UNION ALL
    SELECT name, '{LEVEL}', level, firms FROM source, (
        SELECT level, count(*) AS firms FROM matched WHERE (SELECT so FROM few) GROUP BY level) AS counts
    UNION ALL
    SELECT name, '{TOO_MANY}', 0, 0 FROM source WHERE NOT (SELECT so FROM few)
    UNION ALL
    SELECT %s, '{LEVEL}', level, count(*) FROM ({{matches}}) AS everyone WHERE NOT (SELECT so FROM few)
     GROUP BY level)""",  # noqa: S608
    2,
)
_FACET = (
    f"""({_MATCHED}
    SELECT name, '{TAG}', tag, firms FROM source, (
        SELECT tag, count(*) AS firms
          FROM (SELECT unnest(tags) AS tag FROM matched WHERE (SELECT so FROM few)) AS each
         WHERE tag BETWEEN {{first}} AND {{last}} GROUP BY tag) AS counts
    UNION ALL
    SELECT name, '{TOO_MANY}', 0, 0 FROM source WHERE NOT (SELECT so FROM few))""",  # noqa: S608
    1,
)
_LEVELS = (
    f"(SELECT %s, '{LEVEL}', level, count(*) FROM ({{matches}}) AS matched GROUP BY level)",  # noqa: S608
    1,
)

_COUNT_WHOLE_LIST = """
    INSERT INTO suppliers_facetcount (tag, firms, counted_at)
    SELECT unnest(tags) AS tag, count(*), %(now)s FROM suppliers_searchdocument GROUP BY tag
    UNION ALL SELECT level, count(*), %(now)s FROM suppliers_searchdocument GROUP BY level
    ORDER BY tag
    ON CONFLICT (tag) DO UPDATE SET firms = excluded.firms, counted_at = excluded.counted_at
"""


@dataclass(frozen=True, slots=True)
class Source:
    """Matches to count. ``whole``: nothing is asked of them; ``only``: the one facet that they are counted for."""

    matches: QuerySet[SearchDocument]
    whole: bool
    only: str = ""


@dataclass(slots=True)
class Counts:
    """``tags`` is None where there are too many matches to count them; ``kept_at``: when the whole list was counted,
    None for what was counted now."""

    levels: dict[int, int] = field(default_factory=dict)
    tags: dict[int, int] | None = field(default_factory=dict)
    kept_at: datetime | None = None

    @property
    def total(self) -> int:
        return sum(self.levels.values())


def counted(sources: Mapping[str, Source]) -> dict[str, Counts]:
    """Each source by name; one query, and one more where the whole list is among them."""
    kept = _kept() if any(source.whole for source in sources.values()) else None
    found = {name: kept if kept and source.whole else Counts() for name, source in sources.items()}
    _count({name: source for name, source in sources.items() if found[name] is not kept}, found)
    return found


def _kept() -> Counts | None:
    counts = Counts()
    for tag, firms, at in FacetCount.objects.values_list("tag", "firms", "counted_at"):
        (counts.levels if tag < SPACE else counts.tags)[tag] = firms  # type: ignore[index]
        counts.kept_at = at
    return counts if counts.levels else None


def _count(sources: Mapping[str, Source], found: Mapping[str, Counts]) -> None:
    """Now, in one query."""
    parts, params = list[str](), list[Any]()
    for name, source in sources.items():
        sql, own = source.matches.order_by().values("tags", "level").query.sql_with_params()
        part, times = _LEVELS if source.only == "level" else _FACET if source.only else _ALL
        kind = KINDS.get(source.only, 0)
        # The conditions are the ORM's, with their parameters; the numbers are ours.
        parts.append(part.format(matches=sql, exact=EXACT, first=kind * SPACE, last=(kind + 1) * SPACE - 1))
        params += [name, *own] * times
    if not parts:
        return
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for name, what, value, firms in cursor.fetchall():
            counts = found[name]
            if what == TOO_MANY:
                counts.tags = None
            elif what == LEVEL:
                counts.levels[value] = firms
            elif counts.tags is not None:
                counts.tags[value] = firms


def count_each(matches: list[QuerySet[SearchDocument]]) -> list[int]:
    """How many rows each of these has, in one query."""
    parts, params = list[str](), list[Any]()
    for each in matches:
        sql, own = each.order_by().values("pk").query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS matched)")  # noqa: S608
        params += own
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        return list(cursor.fetchone())


def count_whole_list(now: datetime) -> bool:
    """Keep the counts of the whole list; forget them where it is short enough to be counted when asked."""
    if SearchDocument.objects.count() <= EXACT:
        FacetCount.objects.all().delete()
        return False
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_WHOLE_LIST, {"now": now})
    FacetCount.objects.filter(counted_at__lt=now).delete()
    return True
