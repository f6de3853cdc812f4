"""Counts beside each facet: how many firms have each value, the facet's own choice aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suppliers.directory.query import FACETS
from suppliers.directory.tags import KINDS, OWNERSHIP, SPACE, Word
from suppliers.models import SearchDocument, Supplier

if TYPE_CHECKING:
    from suppliers.filters import DirectoryFilter

LEVELS = range(5, 0, -1)
STANDARDS_SHOWN = 20


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
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True, slots=True)
class Counted:
    """``count``: how many firms match all that was asked."""

    count: int
    facets: tuple[Facet, ...]


def level_label(level: int) -> str:
    if level == LEVELS[0]:
        return _("Level %(n)s") % {"n": level}
    return _("Level %(n)s or above") % {"n": level}


def count(filterset: "DirectoryFilter") -> Counted:
    """The matches, and every facet in the order of the page. One query, whatever is chosen."""
    sources = {name: filterset.without(name) for name in (*FACETS, "level") if filterset.chosen(name)}
    tags, levels = _counted({"": filterset.qs, **sources})
    built = [
        Facet(
            name,
            str(filterset.filters[name].label),
            _options(name, tags[name if name in sources else ""], filterset),
        )
        for name in FACETS
    ]
    exact = levels["level" if "level" in sources else ""]
    chosen = filterset.chosen("level")
    at_least = tuple(
        Option(str(n), level_label(n), sum(firms for at, firms in exact.items() if at >= n), str(n) in chosen)
        for n in LEVELS
    )
    built.insert(3, Facet("level", str(filterset.filters["level"].label), at_least))
    return Counted(sum(levels[""].values()), tuple(built))


Counts = dict[str, dict[int, int]]


def _counted(sources: Mapping[str, QuerySet[SearchDocument]]) -> tuple[Counts, Counts]:
    """(matches by tag, matches by level) of each source; each source is scanned once."""
    parts, params = list[str](), list[Any]()
    for name, matches in sources.items():
        sql, own = matches.order_by().values("tags", "level").query.sql_with_params()
        parts.append(
            f"""(WITH matched AS MATERIALIZED ({sql})
                 SELECT %s, true, unnest(tags) AS value, count(*) FROM matched GROUP BY value
                 UNION ALL SELECT %s, false, level, count(*) FROM matched GROUP BY level)"""  # noqa: S608
        )
        params += [*own, name, name]
    tags: Counts = {name: {} for name in sources}
    levels: Counts = {name: {} for name in sources}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for name, is_tag, value, firms in cursor.fetchall():
            (tags if is_tag else levels)[name][value] = firms
    return tags, levels


def count_each(matches: Iterable[QuerySet[SearchDocument]]) -> list[int]:
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


def _options(name: str, counts: Mapping[int, int], filterset: "DirectoryFilter") -> tuple[Option, ...]:
    chosen, words = filterset.chosen(name), filterset.words
    if name == "ownership":
        return tuple(
            Option(code, str(Supplier.Ownership(code).label), counts.get(KINDS[name] * SPACE + key, 0), code in chosen)
            for code, key in OWNERSHIP.items()
        )  # fmt: skip
    shown = [word for code, word in words.by_kind[name].items() if not word.retired or code in chosen]
    if name in ("process", "material", "industry"):
        shown = _opened(name, shown, chosen, filterset)
    if name != "sector":
        shown.sort(key=lambda word: -counts.get(word.tag, 0))
    if name == "standard":
        found = (word for word in shown if word.tag in counts or word.code in chosen)
        shown = [word for n, word in enumerate(found) if n < STANDARDS_SHOWN or word.code in chosen]
    return tuple(Option(w.code, w.brief, counts.get(w.tag, 0), w.code in chosen) for w in shown)


def _read(kind: str, filterset: "DirectoryFilter") -> list[str]:
    """The words of one kind that the free text was understood as."""
    text = filterset.text
    return (
        [found.code for group in text.groups for found in group.found if found.kind == kind] if text else []
    )


def _opened(
    kind: str, known: Sequence[Word], chosen: Sequence[str], filterset: "DirectoryFilter"
) -> list[Word]:
    """Families, and below each family that is chosen or read its members; the rest is found by typing."""
    near = [*chosen, *_read(kind, filterset)]
    lines = {code for each in near for code in filterset.words.lineage(kind, each)}
    return [word for word in known if not word.parent or word.parent in lines or word.code in chosen]
