"""Charts as SVG without a script: x in per cent, y in pixels, so the drawing stretches and the type does not.

Each stands beside a reading in words and its table. Two series at most: all firms, then Vietnamese-owned.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, log10
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.models import Province
from portal.templatetags.components import TICK, rows_apart
from portal.templatetags.figures import SMALLEST_CELL, few

register = template.Library()

# The line chart: the drawing between y = 12 and y = 232, x from 7 % to 88 % (the last label needs its half).
TOP, BOTTOM, LEFT, RIGHT = 12.0, 232.0, 7.0, 88.0
A_MONTH = 1 / 12
# How far a line's name reaches from its first point: it stands above all that it covers.
NAME = 35.0
# Least count of each class of the map, from the darkest down.
CLASSES = ((90, "m5"), (60, "m4"), (30, "m3"), (10, "m2"), (SMALLEST_CELL, "m1"))
TILE_WIDTH, TILE_HEIGHT, GAP = 49, 36, 3
# The two archipelagos: name, the code of the province or city they belong to, tile column and row; on the map of
# the 34 units of today, and of the 63 before.
ISLANDS = (("Hoàng Sa", "48", 4, 7), ("Trường Sa", "56", 4, 11))
ISLANDS_BEFORE = (("Hoàng Sa", "48", 4, 9), ("Trường Sa", "56", 4, 18))
UNITS_TODAY = 34


@register.inclusion_tag("components/charts/bar.html")
def measure_bar(
    value: float, top: float, targets: Sequence[tuple[float, str]] = (), *, second: bool = False
) -> dict[str, Any]:
    """A bar from 0 to ``top`` with targets as ticks; ``second`` is the ochre series."""
    places = [100 * at / (top or 1) for at, _words in targets]
    rows = rows_apart(places, TICK)
    ticks = [
        {"at": f"{place:.2f}%", "words": words, "end": at >= top, "y": 30 + 16 * row}
        for place, (at, words), row in zip(places, targets, rows, strict=True)
    ]
    return {
        "width": f"{100 * min(value, top) / top:.2f}%" if top else "0%",
        "css": "c-vn" if second else "ib-proven",
        "ticks": ticks,
        "height": 34 + 16 * max(rows) if rows else 12,
        "words": number_format(value, use_l10n=True, force_grouping=True),
    }


@register.inclusion_tag("components/charts/line.html")
def line_chart(
    series: Sequence[Mapping[str, Any]],
    targets: Sequence[tuple[Any, float, str]] = (),
    pace: tuple[Any, float] | None = None,
    *,
    breaks: Sequence[tuple[Any, str]] = (),
    unit: str = "",
    label: str = "",
) -> dict[str, Any]:
    """Lines over years or days, named on the line, the value axis from 0 with five hairlines.

    ``series``: one or two of {"label", "points": [(x, y), …]}, x a year or a date, oldest first. Where it has
    "by" (what counted each point), points counted in different ways are not joined; ``breaks`` names those places.
    ``targets``: (x, y, words), open circles. ``pace``: where the first series ends "at this pace", dotted.
    """
    ends = [(x, y) for x, y, _words in targets] + ([pace] if pace else [])
    seen = [point for line in series for point in line["points"]] + ends
    first, last = min(_number(x) for x, _y in seen), max(_number(x) for x, _y in seen)
    top = _round_top(max(y for _x, y in seen))

    def at(x: Any, y: float) -> tuple[float, float]:
        along = (_number(x) - first) / ((last - first) or 1)
        return LEFT + along * (RIGHT - LEFT), BOTTOM - (y / top) * (BOTTOM - TOP)

    lines = [_line(line, css, at) for line, css in zip(series, ("all", "vn"), strict=False)]
    start = at(*series[0]["points"][-1])
    return {
        "label": label,
        "grid": [
            {"y": f"{at(first, value)[1]:.1f}", "words": _axis(value, unit if value == top else "")}
            for value in (top * step / 4 for step in range(5))
        ],
        "years": [{"x": f"{at(x, 0)[0]:.2f}%", "words": words} for x, words in _years(first, last)],
        "lines": lines,
        "breaks": [
            {"x": f"{at(x, 0)[0]:.2f}%", "words": words, "end": at(x, 0)[0] > (LEFT + RIGHT) / 2}
            for x, words in breaks
        ],
        "pace": _segment(start, at(*pace)) if pace else None,
        "targets": [
            {
                "x": f"{x:.2f}%",
                "y": f"{y:.1f}",
                "text_y": f"{y - 11:.1f}",
                "words": words,
                "end": x > RIGHT - 15,
            }
            for (x, y), words in ((at(x, y), words) for x, y, words in targets)
        ],
    }


def _line(line: Mapping[str, Any], css: str, at: Any) -> dict[str, Any]:
    places = [at(x, y) for x, y in line["points"]]
    ways = line.get("by") or [""] * len(places)
    (first_x, _), (last_x, last_y) = places[0], places[-1]
    value = line["points"][-1][1]
    highest = min(y for x, y in places if x <= first_x + NAME)
    return {
        "css": css,
        "name": line["label"],
        "name_x": f"{first_x:.2f}%",
        "name_y": f"{max(TOP, highest - 9):.1f}",
        "segments": [
            _segment(a, b)
            for (a, b), (was, by) in zip(pairwise(places), pairwise(ways), strict=True)
            if was == by
        ],
        "x": f"{last_x:.2f}%",
        "y": f"{last_y:.1f}",
        "value_y": f"{last_y + 20 if last_y < BOTTOM - 24 else last_y - 9:.1f}",
        "value": number_format(value, use_l10n=True, force_grouping=True),
    }


def _segment(a: tuple[float, float], b: tuple[float, float]) -> dict[str, str]:
    return {"x1": f"{a[0]:.2f}%", "y1": f"{a[1]:.1f}", "x2": f"{b[0]:.2f}%", "y2": f"{b[1]:.1f}"}


def _number(x: Any) -> float:
    """A year, or a day as a fraction of its year."""
    return x.year + (x.timetuple().tm_yday - 1) / 365.25 if isinstance(x, date) else float(x)


def _years(first: float, last: float) -> list[tuple[float, str]]:
    """At most seven years, evenly apart; a span that holds fewer than two of them names the months of its ends."""
    whole = range(ceil(first), int(last) + 1)
    if len(whole) < 2 and last - first >= A_MONTH:
        return [(first, _month(first)), (last, _month(last))]
    if not whole:
        return [(first, _month(first))]
    step = -(-len(whole) // 7)
    return [(year, str(year)) for year in whole[::step]]


def _month(x: float) -> str:
    """ "11/2026", of a day as ``_number`` gives it."""
    return f"{date(int(x), 1, 1) + timedelta(days=round((x % 1) * 365.25)):%m/%Y}"


def _round_top(value: float) -> float:
    """The least of 4, 8, 12, 16, 20, 40 … at or above ``value``: four equal steps of whole numbers."""
    if value <= 4:
        return 4
    unit = 10 ** int(log10(value))
    return next(unit * step for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if unit * step >= value)


def _axis(value: float, unit: str) -> str:
    words = number_format(int(value), use_l10n=True, force_grouping=True)
    return f"{words}\u00a0{unit}" if unit else words


@register.inclusion_tag("components/charts/tilemap.html")
def tile_map(
    provinces: Iterable[Province],
    counts: Mapping[str, int | None],
    link: str = "",
    *,
    everything: bool = False,
) -> dict[str, Any]:
    """Equal tiles, one a province of today or of before July 2025, as the country lies, coloured by seven named classes, with the two archipelagos.

    ``counts`` by province code; one of 1 or 2 is hidden, and so is None: a count that would give another away. ``everything``:
    the reader may see every firm, and no count is hidden.
    ``link`` is an address the code is appended to.
    Its table stands first, for the keyboard and for those who listen.
    """
    tiles = [
        _tile(p, counts.get(p.code, 0), link, everything) for p in provinces if p.tile_column is not None
    ]
    names = {tile["code"]: tile["name"] for tile in tiles}
    islands = [
        {
            "name": name,
            "owner": names[owner],
            **_place(column, row, wide=True),
            "url": f"{link}{owner}" if link else "",
        }
        for name, owner, column, row in (ISLANDS if len(tiles) <= UNITS_TODAY else ISLANDS_BEFORE)
        if owner in names
    ]
    lowest = max((int(tile["y"]) for tile in (*tiles, *islands)), default=0)
    return {
        "tiles": tiles,
        "islands": islands,
        "classes": _classes(),
        "height": lowest + TILE_HEIGHT + 1,
    }


def _tile(province: Province, count: int | None, link: str, everything: bool) -> dict[str, Any]:
    words = (province.short_label or province.label_vi).split(" ", 1)
    return {
        "code": province.code,
        "name": province.label,
        "lines": words,
        "count": _count(count, everything),
        "css": _class(count),
        "url": f"{link}{province.code}" if link else "",
        **_place(province.tile_column or 0, province.tile_row or 0),
    }


def _count(count: int | None, everything: bool) -> str:
    if count is None:
        return pgettext("a count of firms", "hidden")
    return number_format(count, use_l10n=True, force_grouping=True) if everything else few(count)


def _class(count: int | None) -> str:
    if count is None or 0 < count < SMALLEST_CELL:
        return "ms"
    return next((css for least, css in CLASSES if count >= least), "m0")


def _classes() -> list[tuple[str, str]]:
    """(css class, range in words) from the palest up."""
    up = list(reversed(CLASSES))
    ends = [least - 1 for least, _css in up[1:]]
    words = [f"{least}–{end}" for (least, _css), end in zip(up, ends, strict=False)]
    return list(
        zip(
            (css for _least, css in up), [*words, _("%(least)s and more") % {"least": up[-1][0]}], strict=True
        )
    )


def _place(column: int, row: int, *, wide: bool = False) -> dict[str, str]:
    """Attributes of one tile, as text: a template would write a number with the reader's decimal comma."""
    x, y = 1 + column * (TILE_WIDTH + GAP), 1 + row * (TILE_HEIGHT + GAP)
    width = 2 * TILE_WIDTH + GAP if wide else TILE_WIDTH
    return {
        "x": str(x),
        "y": str(y),
        "width": str(width),
        "middle": f"{x + width / 2:g}",
        "upper": f"{y + 15.5:g}",
        "only": str(y + 22),
    }
