"""All that a firm's readiness page says, worked out from one result for one reader."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from readiness.dashboards.checks import Check, checks, provisos
from readiness.dashboards.criteria import DimensionRow, dimension_rows
from readiness.dashboards.headline import Headline, headline
from readiness.dashboards.papers import Paper, papers
from readiness.dashboards.reading import Reading, micro, read
from readiness.dashboards.shares import shares, tenths
from readiness.dashboards.way_up import TargetView, next_target
from readiness.engine.sentences import decimal, level_name
from suppliers.models import Supplier

# Causes of loss in the order of the bar; its colours are p2 to p6 of the look.
CAUSES = ("level", "missing", "unproven", "expired", "finding")


@dataclass(frozen=True, slots=True)
class FirmPage:
    """Totals, scores and shares in millionths. ``declared`` and ``hundred`` only for the firm and staff;
    ``way`` too: the cheapest way to the next level, and the edition of its prices.
    """

    firm: Supplier
    told: bool
    editable: bool
    sector: str
    sectors: tuple[tuple[str, str], ...]
    framework: str
    on: date
    level: int
    level_name: str
    next_level: int | None
    conditional: tuple[int, date] | None
    provisos: tuple[str, ...]
    headline: Headline
    total: int
    proven: int
    declared: int | None
    coverage: int
    ticks: tuple[tuple[int, str], ...]
    checks: tuple[Check, ...]
    floor: str
    dimensions: tuple[DimensionRow, ...]
    papers: tuple[Paper, ...]
    hundred: tuple[tuple[str, str, int], ...]
    refused: tuple[str, ...]
    balance: str
    next_change_on: date | None
    way: tuple[TargetView, str] | None

    @property
    def criteria(self) -> int:
        return sum(len(d.criteria) for d in self.dimensions)


def firm_page(
    firm: Supplier, sector: str, *, today: date, told: bool, editable: bool, all_open: bool = False
) -> FirmPage:
    """The readiness of ``firm`` in one of its sectors; ``told`` what it merely claims, or not."""
    reading = read(firm, sector, today=today, told=told, editable=editable)
    result, framework, following = reading.result, reading.framework, reading.next
    return FirmPage(
        firm=firm,
        told=told,
        editable=editable,
        sector=sector,
        sectors=tuple((s.letter, s.sector.label) for s in firm.sectors.all()),
        framework=f"{framework.name} {framework.version}",
        on=today,
        level=result.level,
        level_name=level_name(framework, result.level, reading.language),
        next_level=following.number if following else None,
        conditional=result.conditional,
        provisos=tuple(provisos(reading)),
        headline=headline(reading),
        total=micro(result.total),
        proven=micro(result.proven),
        declared=micro(result.declared) if told else None,
        coverage=micro(result.coverage),
        ticks=tuple(
            (int(lv.minimum_total), _("Level %(n)s") % {"n": lv.number})
            for lv in framework.levels
            if lv.minimum_total
        ),
        checks=tuple(checks(reading)),
        floor=_floor(reading),
        dimensions=dimension_rows(reading, all_open=all_open),
        papers=papers(reading) if told else (),
        hundred=_hundred(reading) if told else (),
        refused=tuple(_refused(reading)) if told else (),
        balance=_balance(reading) if told else "",
        next_change_on=result.next_change_on,
        way=next_target(reading) if told else None,
    )


def _balance(reading: Reading) -> str:
    """How even the dimensions are; "" where they have nothing yet to be uneven about."""
    result = reading.result
    weakest = result.weakest
    if weakest is None or not result.total:
        return ""
    return _(
        "Balance: the geometric mean of the dimensions is %(mean)s; the weakest is %(name)s with %(points)s."
    ) % {
        "mean": decimal(Fraction(result.geometric), reading.language),
        "name": reading.dimension_name(weakest.code),
        "points": decimal(weakest.score, reading.language),
    }


def _floor(reading: Reading) -> str:
    """What the tick in the bars of the dimensions stands for; "" where the next level asks nothing of them."""
    level = reading.next
    if level is None or not level.minimum_dimension:
        return ""
    words = {"n": level.number, "points": int(level.minimum_dimension)}
    return (
        _("Least proven part for level %(n)s: %(points)s")
        if level.floors_proven
        else _("Least points for level %(n)s: %(points)s")
    ) % words


def _hundred(reading: Reading) -> tuple[tuple[str, str, int], ...]:
    """Where the hundred points go, in tenths: the total as it is shown, and the losses by cause."""
    won = tenths(reading.result.total)
    proven = min(won, tenths(reading.result.proven))
    lost = shares(
        [sum((c.losses[cause] for c in reading.result.criteria), Fraction(0)) for cause in CAUSES],
        1000 - won,
    )
    words = (
        _("Counted, proven"),
        _("Counted, only declared"),
        _("Level not reached"),
        _("No data yet"),
        _("Not checked"),
        _("Lapsed"),
        _("Open finding"),
    )
    colours = ("p1", "p7", "p2", "p3", "p4", "p5", "p6")
    return tuple(zip(colours, words, (proven, won - proven, *lost), strict=True))


def _refused(reading: Reading) -> list[str]:
    """Requests "does not apply" that are not followed, each with its reason."""
    sentences = []
    for refusal in reading.result.refused:
        text = reading.texts.get(refusal.criterion)
        sentence = (
            _("“%(name)s” cannot be left out: a level rests on it.")
            if refusal.reason == "gate"
            else _("“%(name)s” cannot be left out: too much of its dimension was asked to be.")
        )
        sentences.append(sentence % {"name": text.name if text else refusal.criterion})
    return sentences
