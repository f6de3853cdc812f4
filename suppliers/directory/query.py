"""What a reader asks of the directory, understood: words of the vocabulary, other words, and chosen facets."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from portal.folding import fold, marked
from portal.lexicon import Found, Lexicon, Reading
from suppliers.directory.tags import KINDS, Words

# Facets in the order of the page; those of the vocabulary, then level.
FACETS = ("process", "material", "standard", "sector", "province", "ownership")
# Words that carry no meaning in a search of firms.
_FILLERS = frozenset(
    "a an the in of for with and or by at to who can make cho va voi cua tai o co lam".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives for one stretch of the query: any of ``tags``, or its words in the text."""

    found: tuple[Found, ...]
    tags: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A free-text query. Every group and every other word must match somewhere."""

    typed: str
    groups: tuple[Group, ...]
    rest: tuple[str, ...]
    reading: Reading

    @property
    def words(self) -> str:
        """The whole query as folded words."""
        return fold(self.typed)

    @property
    def marks(self) -> str:
        """The query with its marks, if the reader typed any."""
        typed = marked(self.typed)
        return typed if typed != self.words else ""


def read(typed: str, *, as_typed: bool = False) -> Text:
    """Understand free text; ``as_typed`` takes every word as it stands."""
    typed = typed.replace("\x00", " ")[:200]
    if as_typed:
        return Text(typed, (), tuple(fold(typed).split()), Reading((), ()))
    reading = Lexicon.load().read(typed)
    words = Words.load()
    by_text: dict[str, list[Found]] = {}
    for found in reading.concepts:
        by_text.setdefault(found.text, []).append(found)
    groups = []
    for text, all_found in by_text.items():
        tags = tuple(
            words.by_kind[f.kind][f.code].tag
            for f in all_found
            if f.kind in KINDS and f.code in words.by_kind[f.kind]
        )
        groups.append(Group(tuple(all_found), tags, fold(text)))
    rest = tuple(w for w in reading.rest if w not in _FILLERS) if groups else reading.rest
    return Text(typed, tuple(groups), rest, reading)


def tsquery(words: Sequence[str], weights: str = "") -> str:
    """All of ``words``, the last one as a beginning; safe whatever was typed, since folding leaves only words."""
    return " & ".join(
        f"'{word}':{'*' if n == len(words) - 1 and len(word) > 1 else ''}{weights}".removesuffix(":")
        for n, word in enumerate(words)
    )


def _matches(words: Sequence[str], weights: str = "") -> RawSQL:
    return RawSQL("text @@ to_tsquery('simple', %s)", [tsquery(words, weights)])


def conditions(text: Text) -> list[Q]:
    """What every match fulfils."""
    asked = []
    for group in text.groups:
        in_text = Q(_is_true(_matches(group.words.split())))
        asked.append(Q(tags__overlap=list(group.tags)) | in_text if group.tags else in_text)
    if text.rest:
        asked.append(Q(_is_true(_matches(text.rest))))
    return asked


def tier(text: Text) -> RawSQL:
    """Where the words were found: 0 the name with the marks typed, 1 the name, 2 the vocabulary, 3 elsewhere."""
    in_name = tsquery(text.words.split(), "A")
    with_marks = tsquery(text.marks.split(), "A") if text.marks else ""
    tags = [tag for group in text.groups for tag in group.tags]
    sql, params = "CASE", []
    if with_marks:
        sql += " WHEN text @@ to_tsquery('simple', %s) THEN 0"
        params.append(with_marks)
    if in_name:
        sql += " WHEN text @@ to_tsquery('simple', %s) THEN 1"
        params.append(in_name)
    if tags:
        sql += " WHEN tags && %s::int[] THEN 2"
        params.append(tags)
    if not params:
        return RawSQL("3", [])
    # Only constants are put together; what was typed goes in as parameters.
    return RawSQL(sql + " ELSE 3 END", params)  # noqa: S611


def _is_true(expression: RawSQL) -> RawSQL:
    expression.output_field = BooleanField()
    return expression


def facet_condition(kind: str, codes: Sequence[str], words: Words) -> Q:
    """Firms with any of ``codes``; a parent word finds its children, whose rows carry the parent's tag."""
    return Q(tags__overlap=[words.by_kind[kind][code].tag for code in codes])


def level_condition(level: int) -> Q:
    """At ``level`` or above."""
    return Q(level__gte=level)
