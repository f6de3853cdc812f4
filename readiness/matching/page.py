"""The matches of one requirement, and the counts while it is written, as a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.asking import Asked
from buyers.forms.requirement import RequirementForm
from buyers.reading import brief, figure
from readiness.dashboards.shares import whole_shares
from readiness.engine.fit import Fit, Group, Relaxation, Tally
from readiness.matching.answers import Match, tally_for
from readiness.matching.offers import listed
from readiness.matching.sentences import plain, reason, through, words_of
from suppliers.directory.rows import ResultRow, held, result
from suppliers.directory.search import Row
from suppliers.directory.tags import Words
from suppliers.models import SearchDocument

# Firms of each group that stand on the first page, and on each page of one group.
FIRST, A_PAGE = 10, 25
GROUPS = {"all": Group.MEETS_ALL, "one": Group.MISSES_ONE, "unknown": Group.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    must: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """``points``: what the line adds to the fit; the cells of a firm add up to its fit as it is shown."""

    column: Column
    shape: str
    word: str
    points: str


@dataclass(frozen=True, slots=True)
class MatchRow:
    """``fit`` is a range where something is unknown; ``meets`` and ``wishes`` in words, empty without wishes."""

    firm: ResultRow
    cells: tuple[Cell, ...]
    reason: str
    fit: str
    meets: str
    wishes: str


@dataclass(frozen=True, slots=True)
class Relaxed:
    """``before`` and ``link`` make "without IATF 16949"; ``query`` leads to the form with the line relaxed."""

    before: str
    link: str
    gain: int
    query: str


@dataclass(frozen=True, slots=True)
class Counts:
    """While drafting. The sentences count by line; ``relaxed`` says what is gained before it is done."""

    meets_all: int
    misses_one: int
    unknown: int
    misses: tuple[tuple[int, str], ...]
    unknowns: tuple[tuple[int, str], ...]
    relaxed: tuple[Relaxed, ...]


def counted(form: RequirementForm) -> dict[str, object]:
    """How many would match what stands in the form, as its page says it; nothing is saved."""
    if not form.lines_are_valid():
        return {"wrong": True}
    asked = form.asked
    if not any(line.must for line in asked):
        return {"nothing": True}
    _lines, tally = tally_for(asked, form.known)
    return {"counts": counts(asked, tally, form.known), "listed": listed()}


def counts(asked: Sequence[Asked], tally: Tally, known: Words) -> Counts:
    def by_line(found: dict[str, int]) -> tuple[tuple[int, str], ...]:
        most = sorted(found.items(), key=lambda pair: -pair[1])
        return tuple((count, brief(asked[int(key)], known)) for key, count in most)

    return Counts(
        tally.groups.get(Group.MEETS_ALL, 0),
        tally.groups.get(Group.MISSES_ONE, 0),
        tally.groups.get(Group.UNKNOWN, 0),
        by_line(dict(tally.misses_only)),
        by_line(dict(tally.unknown_on)),
        relaxed(asked, tally, known),
    )


def relaxed(asked: Sequence[Asked], tally: Tally, known: Words) -> tuple[Relaxed, ...]:
    """What leaving out a line, or asking less of it, would gain; nothing for the process itself, which is
    what a material, a size or a tolerance is asked of. The greatest gain first."""
    found = []
    for each in tally.relaxations:
        if not each.gain or each.line.kind == "process":
            continue
        line = asked[int(each.line.key)]
        name = brief(line, known)
        found.append(Relaxed(_("without"), name, each.gain, f"without={each.line.key}"))
        if each.softer is not None and each.softer_gain and _asks_less(each):
            value = plain(each.softer)
            shown = figure(line, value, known)
            query = f"soften={each.line.key}&to={value}"
            found.append(Relaxed(_("with"), shown, each.softer_gain, query))
    return tuple(sorted(found, key=lambda r: -r.gain))


def _asks_less(each: Relaxation) -> bool:
    """A limit that the form takes: whole figures stay whole."""
    assert each.softer is not None
    return each.softer.denominator == 1 or each.line.kind == "tolerance"


def columns(asked: Sequence[Asked], known: Words) -> list[Column]:
    """Must lines first, each in its order."""
    return [Column(brief(asked[at], known), asked[at].must) for at in _order(asked)]


def rows(matches: Sequence[Match], asked: Sequence[Asked], known: Words, today: date) -> list[MatchRow]:
    """These firms, in one query. One that has left the list a moment ago is left out."""
    documents = {
        d["supplier_id"]: Row(d["supplier_id"], d["row"], d["standing"], d["level"], d["synthetic"])
        for d in SearchDocument.objects.filter(pk__in=[m.supplier_id for m in matches]).values(
            "supplier_id", "row", "standing", "level", "synthetic"
        )
    }
    heads = columns(asked, known)
    shown = []
    for match in matches:
        document = documents.get(match.supplier_id)
        if document is None:
            continue
        points = points_of(match.fit)
        cells = tuple(
            Cell(
                head,
                *words_of(
                    match.fit.findings[at].outcome,
                    must=head.must,
                    by=through(asked[at], document.row, known, today),
                ),
                points[at],
            )
            for head, at in zip(heads, _order(asked), strict=True)
        )
        shown.append(
            MatchRow(
                result(document, (), known, today),
                cells,
                reason(match.fit, asked, match.free, document.row, held(document.row, known, today), known),
                range_of(match.fit),
                _meets(cells),
                _wishes(cells),
            )
        )
    return shown


def _meets(cells: Sequence[Cell]) -> str:
    met, musts = _met(cells, must=True)
    if met == musts:
        words = ngettext("Meets the one must line", "Meets all %(n)s must lines", musts)
    else:
        words = ngettext("Meets %(met)s of %(n)s must line", "Meets %(met)s of %(n)s must lines", musts)
    return words % {"met": met, "n": musts}


def _wishes(cells: Sequence[Cell]) -> str:
    met, wishes = _met(cells, must=False)
    return ngettext("%(met)s of %(n)s wish", "%(met)s of %(n)s wishes", wishes) % {
        "met": met, "n": wishes,
    } if wishes else ""  # fmt: skip


def _met(cells: Sequence[Cell], *, must: bool) -> tuple[int, int]:
    """(met, of how many)."""
    own = [cell for cell in cells if cell.column.must is must]
    return sum(cell.shape == "met" for cell in own), len(own)


def range_of(fit: Fit) -> str:
    """ "34–92", or one number where nothing is unknown. The lower end is rounded down, the upper up to 100."""
    low, high = fit.low, fit.high
    if low == high:
        return number_format(_down(low))
    return f"{number_format(_down(low))}–{number_format(-_down(-high))}"


def points_of(fit: Fit) -> list[str]:
    """What each line adds: "25", or "0–25" where it is unknown. Both ends add up to those of ``range_of``."""
    parts = list(fit.contributions().values())
    sure = whole_shares([sure for sure, _best in parts], _down(fit.low))
    open_lines = [at for at, (low, best) in enumerate(parts) if best > low]
    between = -_down(-fit.high) - _down(fit.low)
    gains = dict(zip(open_lines, whole_shares([parts[at][1] for at in open_lines], between), strict=True))
    return [f"{low}–{low + gains[at]}" if at in gains else f"{low}" for at, low in enumerate(sure)]


def _down(value: Fraction) -> int:
    return value.numerator // value.denominator


def _order(asked: Sequence[Asked]) -> list[int]:
    return sorted(range(len(asked)), key=lambda at: not asked[at].must)
