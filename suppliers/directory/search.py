"""One page of the directory: matches in a stated order, by keyset, with why each was found."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from portal.folding import fold
from suppliers.claims import InForce
from suppliers.directory.query import Text, side_by_side, tier
from suppliers.directory.tags import Word, Words
from suppliers.models import SearchDocument

A_PAGE = 25
WALKED = 2_000
SHOWN = ("supplier_id", "row", "standing", "level", "synthetic", "rank", "tier")


@dataclass(frozen=True, slots=True)
class Row:
    """A firm as the list shows it; ``row`` and ``standing`` as they were written."""

    supplier_id: int
    row: Mapping[str, Any]
    standing: Mapping[str, Any]
    level: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Page:
    """``before``: how many rows stand on the pages before this one."""

    rows: tuple[Row, ...]
    next: str
    before: int = 0


def page(matches: QuerySet[SearchDocument], order: str, text: Text | None, after: str = "") -> Page:
    """Rows after the cursor. A cursor that cannot be read begins at the beginning."""
    cursor, before = _read_cursor(after), 0
    rows = ordered(matches, order, text)
    at_tier, lower = 0, Q()
    if cursor:
        at_tier, at_rank, at_id, before = cursor
        lower = Q(rank__lt=at_rank) | Q(rank=at_rank, supplier_id__gt=at_id)
        rows = rows.filter(Q(tier__gt=at_tier) | Q(lower, tier=at_tier))
    found = []
    if order == "relevance" and text is not None and text.name and at_tier == 0:
        found = list(_of_high_rank(matches.filter(side_by_side(text)), lower).values(*SHOWN)[: A_PAGE + 1])
    if len(found) <= A_PAGE:
        found = list(rows.values(*SHOWN)[: A_PAGE + 1])
    more = len(found) > A_PAGE
    found = found[:A_PAGE]
    last = found[-1] if more else None
    return Page(
        tuple(Row(f["supplier_id"], f["row"], f["standing"], f["level"], f["synthetic"]) for f in found),
        _cursor(last["tier"], last["rank"], last["supplier_id"], before + A_PAGE) if last else "",
        before,
    )


def ordered(matches: QuerySet[SearchDocument], order: str, text: Text | None) -> Any:
    """The matches in the order of the page, each with its ``tier``."""
    return matches.annotate(tier=_tier(order, text)).order_by("tier", "-rank", "supplier_id")


def _of_high_rank(first_tier: QuerySet[SearchDocument], lower: Q) -> Any:
    """The part of the first tier that is among the next ``WALKED`` firms by rank: a word that most names have fills
    a page with them, and its other matches need not be sorted."""
    ranks = SearchDocument.objects.filter(lower).order_by("-rank", "supplier_id").values("rank")
    lowest = Coalesce(Subquery(ranks[WALKED : WALKED + 1]), 0)
    walked = first_tier.filter(lower, rank__gte=lowest)
    return walked.annotate(tier=Value(0)).order_by("-rank", "supplier_id")


def _tier(order: str, text: Text | None) -> Any:
    if order != "relevance" or text is None:
        return Value(0, output_field=IntegerField())
    expression = tier(text)
    expression.output_field = IntegerField()
    return expression


def _cursor(*place: int) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[int, int, int, int] | None:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, UnicodeDecodeError, RecursionError):
        return None
    if isinstance(place, list) and len(place) == 4 and all(type(n) is int and abs(n) < 2**31 for n in place):
        return place[0], place[1], place[2], max(0, place[3])
    return None


def standards(row: Mapping[str, Any]) -> Iterator[tuple[str, InForce, str]]:
    """(code, when it counts, class of the proof in force or "") of each certificate in a row of the directory."""
    for code, until, by, *more in row["standards"]:
        # A row written before it held these says neither until it is written again.
        unaudited, begins = more or (False, None)
        first, last = (date.fromisoformat(day) if day else None for day in (begins, until))
        yield code, InForce(first, last, unaudited), by


def why(row: Mapping[str, Any], text: Text | None, words: Words, today: date) -> list[str]:
    """Where each part of the query was found in this firm, and how sure that is."""
    if text is None:
        return []
    reasons = []
    asked = frozenset(found.code for group in text.groups for found in group.found if found.kind == "process")
    for group in text.groups:
        for found in group.found:
            sentence = _reason(row, found.kind, found.code, words, today, asked)
            if sentence:
                reasons.append(sentence)
                break
        else:
            # It may stand there in another of the five languages.
            reasons.append(_where(row, group.typed, _("“%(words)s” in the name or description")))
    if text.rest:
        reasons.append(_where(row, " ".join(text.rest), _("“%(words)s” elsewhere in the profile")))
    return reasons


def _where(row: Mapping[str, Any], typed: str, otherwise: str) -> str:
    """Words that are no fact of the vocabulary here: in the name, in the description, or ``otherwise``."""
    if _stands(typed, row["name"], row["latin"]):
        said = _("“%(words)s” in the name")
    elif _stands(typed, row["makes_vi"], row["makes_en"]):
        said = _("“%(words)s” in the description")
    else:
        said = otherwise
    return said % {"words": typed}


def _stands(typed: str, *texts: str) -> bool:
    """Whether each word begins one of the text's; a run of Chinese, Japanese or Korean stands anywhere."""
    text = f" {fold(' '.join(texts))}"
    return all((f" {word}" if word.isascii() else word) in text for word in fold(typed).split())


def _reason(
    row: Mapping[str, Any], kind: str, code: str, words: Words, today: date, asked: frozenset[str]
) -> str:
    """``asked``: the processes of the query, in which a material is looked for first."""
    word = words.by_kind.get(kind, {}).get(code)
    if word is None:
        return ""
    label = word.brief
    if kind in ("process", "material"):
        return _able(row, word, words, today, asked)
    if kind == "standard":
        for standard, counts, by in standards(row):
            if standard == code and counts.holds(today):
                return (_("%(word)s in force, proven") if by else _("%(word)s in force, declared")) % {
                    "word": label
                }
        return ""
    if kind == "sector" and code in row["sectors"]:
        return label
    if kind == "province" and row["province"] == code:
        return label
    if kind == "former_province" and row["former"] == code:
        place = words.by_kind["province"].get(row["province"])
        return _("%(now)s, formerly %(former)s") % {"now": place.label if place else "", "former": label}
    return ""


def _able(row: Mapping[str, Any], word: Word, words: Words, today: date, asked: frozenset[str]) -> str:
    """The capability that answers best: in a process that was asked, then a proven one. A material of
    another process says of which, since that is what is proven."""
    found = []
    for process, materials, proven_until in row["capabilities"]:
        sure = proven_until is not None and proven_until >= today.isoformat()
        fits = bool(asked & set(words.lineage("process", process)))
        for own in [process] if word.kind == "process" else materials:
            if word.tag in words.with_ancestors(word.kind, own):
                found.append((fits, sure, own, process))
    if not found:
        return ""
    fits, sure, own, process = max(found, key=lambda each: each[:2])
    name = words.by_kind[word.kind][own].label
    if word.kind == "material" and not fits:
        name = _("%(material)s in %(process)s") % {
            "material": name,
            "process": words.by_kind["process"][process].label,
        }
    return (_("%(word)s, proven") if sure else _("%(word)s, declared")) % {"word": name}
