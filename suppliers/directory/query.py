"""What a reader asks of the directory, understood: words of the vocabulary, other words, and chosen facets.

A word of the vocabulary is found where a firm states it as a fact (its tags), or where the firm's name or
description has that word in any of the five languages, so that the language of the question does not
decide who is found. Other words must stand somewhere in the firm's text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from portal.folding import fold, fold_name, marked
from portal.lexicon import Found, Lexicon, Reading
from suppliers.directory.standing import A_LEVEL
from suppliers.directory.tags import KINDS, SPACE, Words
from suppliers.directory.tolerances import Tolerance, tolerance_in

# Facets in the order of the page; those of the vocabulary, then level.
FACETS = (
    "process", "material", "standard", "sector", "province", "former_province", "industry", "ownership",
)  # fmt: skip
# Words beside a word of the vocabulary that say nothing about firms here; folded.
_FILLERS = re.compile(
    r"(?<!\S)(?:a|an|the|in|of|for|with|and|or|by|at|to|who|can|make|makes|cho|va|voi|cua|tai|o|co|lam"
    r"|suppliers?|manufacturers?|makers?|compan(?:y|ies)|factory|factories|firms?|vietnam|viet nam"
    r"|cong ty|nha may|nha cung cap|doanh nghiep|メーカー|会社|業者|工場|ベトナム|업체|회사|공장|베트남"
    r"|公司|厂家|工厂|供应商|越南"
    r"|precision|quality|parts?|components?|services?|processing|chinh xac|gia cong|san xuat|chi tiet|linh kien|dich vu"
    r"|精密|高精度|加工|部品|製品|製造|製作|정밀|가공|부품|제조|제작|零件|零部件|制造|生产)(?!\S)"
)
# A word alone shorter than this is looked for in names only, and only as typed: folded, "tiện" is also "tiền".
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives for one stretch of the query: any of ``tags``, or ``text`` (a tsquery)."""

    found: tuple[Found, ...]
    tags: tuple[int, ...]
    typed: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A free-text query. Every group and every other word must match somewhere. ``words`` and ``marks``
    are the whole of it, folded and as typed, without a legal form around a firm's name."""

    words: tuple[str, ...]
    marks: tuple[str, ...]
    groups: tuple[Group, ...]
    rest: tuple[str, ...]
    tolerance: Tolerance | None = None

    @property
    def name(self) -> tuple[str, ...]:
        """The words as a name of a firm would have them."""
        return self.marks or self.words


def as_typed(typed: str) -> Text | None:
    """Every word as it stands."""
    words = tuple(fold(typed).split())
    return Text(words, (), (), words) if words else None


def read(typed: str, words: Words, lexicon: Lexicon) -> Text | None:
    """Understand free text; None where there is no word in it."""
    if not fold(typed):
        return None
    tolerance, asked = tolerance_in(typed)
    bare = _without_legal_form(asked)
    reading = lexicon.read(bare)
    groups = tuple(_groups(reading, words))
    rest = reading.rest
    if groups or tolerance:
        rest = tuple(_FILLERS.sub(" ", " ".join(rest)).split())
    names, marks = tuple(fold(bare).split()), tuple(marked(bare).split())
    if tolerance:
        tolerance = replace(tolerance, processes=tuple(_processes(groups, words)))
    return Text(names, marks if marks != names else (), groups, rest, tolerance)


def _processes(groups: Iterable[Group], words: Words) -> list[int]:
    """The processes that were asked, with those below them, by key."""
    asked = {found.code for group in groups for found in group.found if found.kind == "process"}
    known = words.by_kind["process"]
    return [word.tag % SPACE for code, word in known.items() if asked & set(words.lineage("process", code))]


def _without_legal_form(typed: str) -> str:
    """ "S.T. Screen Co., Ltd" asks for "st screen": the form may stand before, behind or in another language."""
    spelled, folded, bare = marked(typed).split(), fold(typed).split(), fold_name(typed).split()
    if len(spelled) != len(folded):
        return typed
    for start in range(len(folded) - len(bare) + 1):
        if folded[start : start + len(bare)] == bare:
            return " ".join(spelled[start : start + len(bare)])
    return typed


def _groups(reading: Reading, words: Words) -> Iterable[Group]:
    by_text: dict[str, list[Found]] = {}
    for found in reading.concepts:
        if found.kind in KINDS and found.code in words.by_kind[found.kind]:
            by_text.setdefault(found.text, []).append(found)
    for text, concepts in by_text.items():
        known = [words.by_kind[concept.kind][concept.code] for concept in concepts]
        spellings = [text, *(spelling for word in known for spelling in word.spellings)]
        looked_for = dict.fromkeys(
            phrase for n, s in enumerate(spellings) for phrase in _phrases(s, own=not n)
        )
        yield Group(tuple(concepts), tuple(word.tag for word in known), text, " | ".join(looked_for))


def _phrases(spelling: str, *, own: bool) -> list[str]:
    """How one spelling is looked for in names (A) and descriptions (C). ``own``: what the reader typed."""
    words, marks = fold(spelling).split(), marked(spelling).split()
    if not words:
        return []
    alone = len(words) == 1 and words[0].isascii() and len(words[0]) < _TELLING
    if alone and not own:
        return []
    phrases = [_phrase(marks or words, "A")]
    if not alone:
        phrases.append(_phrase(words, "AC"))
    return phrases


def _phrase(words: Sequence[str], weights: str) -> str:
    """Words side by side. A run of Chinese, Japanese or Korean has no spaces: what it begins with counts."""
    return " <-> ".join(f"'{w}':{'' if w.isascii() or len(words) > 1 else '*'}{weights}" for w in words)


def tsquery(words: Sequence[str], weights: str = "") -> str:
    """All of ``words``, the last one as a beginning unless it is a number; safe whatever was typed, since
    folding leaves only words."""
    last = len(words) - 1
    return " & ".join(
        f"'{word}':{'*' if n == last and len(word) > 1 and not word.isdigit() else ''}{weights}".removesuffix(
            ":"
        )
        for n, word in enumerate(words)
    )


def _matches(query: str) -> Q:
    expression = RawSQL("text @@ to_tsquery('simple', %s)", [query])
    expression.output_field = BooleanField()
    return Q(expression)


def conditions(text: Text) -> list[Q]:
    """What every match fulfils."""
    asked = [Q(tags__overlap=list(group.tags)) | _matches(group.text) for group in text.groups]
    if text.rest:
        asked.append(_matches(tsquery(text.rest)))
    if text.tolerance:
        asked.append(text.tolerance.condition)
    return asked


def side_by_side(text: Text) -> Q:
    """The first ``tier``."""
    return _matches(_in_names(text))


def _in_names(text: Text) -> str:
    return " <-> ".join(f"'{word}':A" for word in text.name)


def tier(text: Text) -> RawSQL:
    """Where the words were found: 0 side by side in the name with the marks typed, 1 in the name, 2 the
    vocabulary, 3 elsewhere."""
    tags = [tag for group in text.groups for tag in group.tags]
    sql, params = "CASE", list[Any]()
    if text.name:
        sql += " WHEN text @@ to_tsquery('simple', %s) THEN 0 WHEN text @@ to_tsquery('simple', %s) THEN 1"
        params += [_in_names(text), tsquery(text.words, "A")]
    if tags:
        sql += " WHEN tags && %s::int[] THEN 2"
        params.append(tags)
    # Only constants are put together; what was typed goes in as parameters.
    return RawSQL(sql + " ELSE 3 END", params) if params else RawSQL("3", [])  # noqa: S611


def facet_condition(kind: str, codes: Sequence[str], words: Words) -> Q:
    """Firms with any of ``codes``; a parent word finds its children, whose rows carry the parent's tag."""
    return Q(tags__overlap=[words.by_kind[kind][code].tag for code in codes])


def level_condition(level: int) -> Q:
    """At ``level`` or above; by the rank, which has an index."""
    return Q(rank__gte=level * A_LEVEL)
