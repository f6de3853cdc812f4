"""Counts beside each facet: how many firms remain if it is chosen too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from suppliers.directory.query import FACETS
from suppliers.directory.tags import KINDS, OWNERSHIP, SPACE, Words
from suppliers.models import Supplier

LEVELS = range(5, 0, -1)


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def open(self) -> bool:
        return any(option.chosen for option in self.options)


def count_tags(matches: QuerySet) -> dict[int, int]:
    """Tag -> number of matches that carry it, in one pass."""
    sql, params = matches.order_by().values("tags").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unnest(tags) AS tag, count(*) FROM ({sql}) AS matched GROUP BY 1", params)  # noqa: S608
        return dict(cursor.fetchall())


def count_levels(matches: QuerySet) -> dict[int, int]:
    """Level -> number of matches at that level or above."""
    exact = dict(matches.order_by().values_list("level").annotate(n=Count("pk")))
    return {level: sum(n for at, n in exact.items() if at >= level) for level in LEVELS}


def facets(filterset: Any) -> list[Facet]:
    """Every facet of the page with its options; a facet's counts leave its own choice aside."""
    words = Words.load()
    base = count_tags(filterset.qs)
    built = []
    for name in FACETS:
        chosen = filterset.chosen(name)
        counts = count_tags(filterset.without(name)) if chosen else base
        built.append(Facet(name, str(filterset.filters[name].label), _options(name, counts, chosen, words)))
    chosen = filterset.chosen("level")
    levels = count_levels(filterset.without("level") if chosen else filterset.qs)
    options = tuple(Option(str(n), str(n), levels[n], str(n) in chosen) for n in LEVELS)
    built.insert(3, Facet("level", str(filterset.filters["level"].label), options))
    return built


def _options(name: str, counts: Mapping[int, int], chosen: list[str], words: Words) -> tuple[Option, ...]:
    if name == "ownership":
        return tuple(
            Option(
                code,
                str(Supplier.Ownership(code).label),
                counts.get(KINDS[name] * SPACE + key, 0),
                code in chosen,
            )
            for code, key in OWNERSHIP.items()
        )
    known = words.by_kind[name]
    options = [Option(c, w.label, counts.get(w.tag, 0), c in chosen) for c, w in known.items()]
    if name in ("process", "material"):
        # Families, and below a family that is chosen its members; the rest is found by typing.
        lines = set(chosen) | {known[c].parent for c in chosen}
        options = [
            o for o in options if not known[o.code].parent or known[o.code].parent in lines or o.chosen
        ]
    if name in ("standard", "province"):
        options.sort(key=lambda o: -o.count)
    if name == "standard":
        options = [o for o in options if o.count or o.chosen][:20]
    return tuple(options)
