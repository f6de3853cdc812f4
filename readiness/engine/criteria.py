"""From a measurement to a level of its criterion.

Each rule takes the criterion, the sector and the figures, and returns a level 0 to 5, or None where the
figures say nothing. Anchors are taken from the top: a level needs its own threshold and enough volume.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from readiness.engine.framework import TOP, Criterion

# Counts are mostly whole, and whole numbers are compared ten times as fast; a rule multiplies out what it compares.
Figures = Mapping[str, Fraction | int]

# From this level on, a share of sales below one half says too little (readiness model, rule M-1).
_HALF_OF_SALES_FROM = 3


def level_of(criterion: Criterion, sector: str, figures: Figures) -> int | None:
    """The level that ``figures`` reach by the criterion's rule; None if the rule cannot say."""
    rule = RULES.get(criterion.rule)
    if rule is None:
        return None
    return rule(criterion, sector, figures)


def _best(criterion: Criterion, figures: Figures, reaches: Callable[[int], bool]) -> int:
    """The highest level that ``reaches`` and the months behind the figures, where they are known, allow."""
    top, months = TOP, figures.get("months")
    if months is not None:
        for first, need in criterion.scale.minimum_months.items():
            if months < need:
                top = min(top, first - 1)
    for level in range(top, 0, -1):
        if reaches(level):
            return level
    return 0


def _enough_sales(figures: Figures, level: int) -> bool:
    """Whether the customers who report stand for enough of the sales, where that is known."""
    return level < _HALF_OF_SALES_FROM or 2 * figures.get("coverage_of_sales", 1) >= 1


def _ppm(criterion: Criterion, sector: str, figures: Figures) -> int | None:
    """Rule M-1: at most T rejected in a million, and at least volume_factor / T parts (the rule of three)."""
    thresholds = criterion.scale.thresholds.get(sector)
    if not thresholds or "parts" not in figures or "rejected" not in figures:
        return None
    parts, rejected = figures["parts"], figures["rejected"]
    volume = criterion.scale.volume_factor

    def reaches(level: int) -> bool:
        limit = thresholds[level - 1]
        few = rejected * 1_000_000 * limit.denominator <= limit.numerator * parts
        enough = parts * limit.numerator * volume.denominator >= volume.numerator * limit.denominator
        return parts > 0 and few and enough and _enough_sales(figures, level)

    return _best(criterion, figures, reaches)


def _on_time(criterion: Criterion, sector: str, figures: Figures) -> int | None:
    """Share of due lines delivered on time and in full, with enough lines for the level.

    Where the framework does not say how many lines that is, it is the rule of three: 3 / (1 - threshold).
    """
    thresholds = criterion.scale.thresholds.get(sector)
    if not thresholds or "due" not in figures or "on_time" not in figures:
        return None
    due, on_time = figures["due"], figures["on_time"]
    lines = criterion.scale.minimum_lines

    def reaches(level: int) -> bool:
        share = thresholds[level - 1]
        enough = (
            due * lines[level - 1].denominator >= lines[level - 1].numerator
            if lines
            else due * (1 - share) >= 3
        )
        kept = on_time * share.denominator >= share.numerator * due
        return due > 0 and enough and kept and _enough_sales(figures, level)

    return _best(criterion, figures, reaches)


def _scrap(criterion: Criterion, sector: str, figures: Figures) -> int | None:
    thresholds = criterion.scale.thresholds.get(sector)
    if not thresholds or "made" not in figures or "scrapped" not in figures:
        return None
    made, scrapped = figures["made"], figures["scrapped"]

    def reaches(level: int) -> bool:
        limit = thresholds[level - 1]
        return made > 0 and scrapped * limit.denominator <= limit.numerator * made

    return _best(criterion, figures, reaches)


def _percentile(criterion: Criterion, sector: str, figures: Figures) -> int | None:
    """Place in a frozen table of sector and size; says nothing while the framework has no table."""
    thresholds = criterion.scale.thresholds.get(sector)
    if not thresholds or not criterion.scale.table or "percentile" not in figures:
        return None
    place = figures["percentile"]
    return _best(criterion, figures, lambda level: place >= thresholds[level - 1])


def _response_hours(criterion: Criterion, sector: str, figures: Figures) -> int | None:
    """Median hours to an answer; with fewer requests than the minimum nothing is known."""
    thresholds = criterion.scale.thresholds.get(sector)
    if not thresholds or "requests" not in figures or "median_hours" not in figures:
        return None
    if figures["requests"] < criterion.scale.minimum_count:
        return None
    hours = figures["median_hours"]
    return _best(criterion, figures, lambda level: hours <= thresholds[level - 1])


RULES: Mapping[str, Callable[[Criterion, str, Figures], int | None]] = {
    "ppm": _ppm,
    "on_time": _on_time,
    "scrap": _scrap,
    "percentile": _percentile,
    "response_hours": _response_hours,
}
# Those whose figure is the better the greater it is.
RISING = frozenset({"on_time", "percentile"})
