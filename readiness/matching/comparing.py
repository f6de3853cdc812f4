"""Firms of the directory side by side, also against the lines of one requirement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buyers.asking import Asked
from portal.models import User
from readiness.engine.fit import fit
from readiness.matching.answers import Match, ground
from readiness.matching.cut import Sql
from readiness.matching.lines import engine_lines
from readiness.matching.offers import read
from readiness.matching.page import Cell, Column, MatchRow, columns, rows
from suppliers.directory.rows import ResultRow, result
from suppliers.directory.search import Row
from suppliers.directory.tags import Words
from suppliers.models import SearchDocument
from suppliers.side_by_side import Weighed, sides

# More columns than this are not read beside each other.
MOST = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """``firms`` in the order asked for, ``sides`` what buyers weigh, each with every firm and its answer. Against a requirement, ``matches`` are the same firms in the same order and
    ``lines`` its lines, each with every firm and its cell; both are empty without one."""

    firms: tuple[ResultRow, ...]
    sides: tuple[tuple[str, tuple[tuple[ResultRow, Weighed], ...]], ...] = ()
    matches: tuple[MatchRow, ...] = ()
    lines: tuple[tuple[Column, tuple[tuple[ResultRow, Cell], ...]], ...] = ()


def compared(numbers: Sequence[str], asked: Sequence[Asked], user: User, today: date) -> Comparison:
    """The listed firms of these public numbers, ``MOST`` at most; who is not listed is left out."""
    words = Words.load()
    found = SearchDocument.objects.filter(supplier__public_id__in=numbers[:MOST]).values(
        "supplier_id", "row", "standing", "level", "synthetic"
    )
    documents = sorted((Row(**each) for each in found), key=lambda each: numbers.index(each.row["public_id"]))
    firms = tuple(result(each, (), words, today) for each in documents)
    if not firms:
        return Comparison(firms)
    ids = [each.supplier_id for each in documents]
    beside = tuple(
        (side.label, tuple(zip(firms, side.answers, strict=True))) for side in sides(ids, user, today)
    )
    if not asked:
        return Comparison(firms, beside)
    matches = rows(_matched(ids, asked, words), asked, words, today)
    heads = columns(asked, words)
    lines = tuple(
        (head, tuple((match.firm, match.cells[at]) for match in matches)) for at, head in enumerate(heads)
    )
    return Comparison(firms, beside, tuple(matches), lines)


def _matched(suppliers: Sequence[int], asked: Sequence[Asked], words: Words) -> list[Match]:
    on = ground(words)
    lines = engine_lines(asked, on.places)
    these = Sql("supplier_id = ANY(%s)", (list(suppliers),))
    answered = [
        Match(supplier, fit(each.offer, lines), free)
        for each in read(lines, these, on, named=True)
        for supplier, free in zip(each.suppliers, each.free, strict=True)
    ]
    return sorted(answered, key=lambda match: suppliers.index(match.supplier_id))
