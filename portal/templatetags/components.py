"""Facts and judgements as they are drawn: solid is proven, hatched is declared, dashed is unknown or ahead.

Built into every template. Numbers of the engine are millionths ("micro"): 48,300,000 is 48.3.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.templatetags.figures import MICRO, points

register = template.Library()

STAIRS = 5
# Narrower than this, in points, the numbers on top of an interval would touch.
TOUCHING = 12
# Labels of thresholds need so many per cent of a bar, on a phone and at the desk.
TICK = 16.0
# ... and two that stand left and right of their ticks.
BESIDE = 3

# Shape of a status -> (css class, the word that stands beside it when no other is given).
STATUS = {
    "met": ("is-met", lambda: _("Met")),
    "part": ("is-part", lambda: _("Partly")),
    "unknown": ("is-unknown", lambda: _("No data yet")),
    "expired": ("is-expired", lambda: _("Expired")),
    "missed": ("is-miss", lambda: _("Not met")),
    "wish_unmet": ("is-na", lambda: _("Wish not met")),
    "not_applicable": ("is-na", lambda: _("Not applicable")),
    "todo": ("is-na", lambda: _("Not started")),
}

# Who vouches, by class of evidence (readiness model (b)); a claim has nobody.
EVIDENCE_ICONS = {"A1": "file", "A2": "user-check", "A3": "award", "A4": "building-2", "A5": "building-2"}

GATE_TONES = {"open": "gate", "bad": "gate bad", "held": "gate held"}


@register.inclusion_tag("components/level.html")
def level(number: int, name: str = "", *, big: bool = False, conditional: int = 0) -> dict[str, Any]:
    """Five stairs and words. ``conditional``: the level that is held until a date only (hatched)."""
    return {"number": number, "name": name, "big": big, "stairs": _stairs(number, conditional)}


@register.simple_tag
def mark() -> SafeString:
    """The mark of the portal: the stairs, all filled."""
    return _stairs(STAIRS, 0)


@cache
def _stairs(number: int, conditional: int) -> SafeString:
    """Five steps as a drawing; the same in every language, so drawn once a process."""
    stairs = []
    for step in range(1, STAIRS + 1):
        kind = "st-on" if step <= number else "st-cond" if step <= conditional else "st-off"
        if kind == "st-off" and step == max(number, conditional) + 1 and not conditional:
            kind = "st-next"
        height = 2.5 + 3.2 * step
        stairs.append({"kind": kind, "x": f"{0.5 + 5 * (step - 1):g}",
                       "y": f"{19.5 - height:g}", "height": f"{height:g}"})  # fmt: skip
    return render_to_string("components/stairs.html", {"stairs": stairs})


@register.inclusion_tag("components/interval.html")
def interval(
    proven: int,
    total: int,
    declared: int | None = None,
    *,
    ticks: Sequence[tuple[int, str]] = (),
    big: bool = False,
) -> dict[str, Any]:
    """Solid to ``proven``, hatched to ``declared`` (to ``total`` where the reader is not shown it).

    All in millionths of a point. Big: with ``ticks``, the thresholds as (points, words).
    """
    end = total if declared is None else max(declared, total)
    apart = (total - proven) / MICRO
    rows = rows_apart([at for at, _words in ticks], TICK)
    placed = [
        {"at": f"{at}%", "points": at, "words": words, "y": 57 + 16 * row}
        for (at, words), row in zip(ticks, rows, strict=True)
    ]
    return {
        "proven": _percent(proven),
        "total": _percent(total),
        "width": _percent(max(0, end - proven)),
        "big": big,
        "words": {"proven": points(proven), "total": points(total), "end": points(end)},
        "proven_anchor": "end" if proven > 8 * MICRO else "start",
        "total_anchor": "end" if total > 92 * MICRO else "start",
        "total_shown": apart > TOUCHING
        or (apart > BESIDE and total > proven > 8 * MICRO and total <= 92 * MICRO),
        "ticks": placed,
        "height": 62 + 16 * max(rows, default=0),
    }


def rows_apart(places: Sequence[float], room: float) -> list[int]:
    """In which row of labels each of ``places`` (per cent, rising) stands, so that none lies on another."""
    ends: list[float] = []
    rows = []
    for place in places:
        row = next((n for n, end in enumerate(ends) if place - end >= room), len(ends))
        ends[row : row + 1] = [place]
        rows.append(row)
    return rows


def _percent(micro: int) -> str:
    return f"{micro / MICRO:.2f}%"


@register.inclusion_tag("components/dimension_bar.html")
def dimension_bar(proven: int, total: int, gate: int | None = None) -> dict[str, Any]:
    """The bar of one dimension; ``gate`` is the least proven score that the next level asks of it."""
    return {
        "proven": _percent(proven),
        "width": _percent(max(0, total - proven)),
        "gate": None if gate is None else _percent(gate),
        "words": {"proven": points(proven), "total": points(total)},
    }


@register.inclusion_tag("components/gate.html")
def gate(sentence: str, way: str = "", *, tone: str = "open") -> dict[str, Any]:
    """One sentence: which level, blocked or held, by what; then how to open it.

    ``tone``: "held"; "bad" only where something lapsed or failed; "open" where it is unknown or ahead.
    """
    return {"sentence": sentence, "way": way, "css": GATE_TONES[tone]}


@register.inclusion_tag("components/status.html")
def status(kind: str, words: str = "", *, hidden: bool = False) -> dict[str, Any]:
    """A shape and a word: met, part, unknown, expired, missed, wish_unmet, not_applicable, todo."""
    css, word = STATUS[kind]
    return {"kind": kind, "css": css, "words": words or word(), "hidden": hidden}


@register.inclusion_tag("components/evidence_tag.html")
def evidence_tag(
    evidence_class: str, label: str, *, until: date | None = None, lapsed: bool = False
) -> dict[str, Any]:
    """Who vouches for one fact and until when. A0 and A1 are claims; lapsed stays, in red."""
    claim = evidence_class in ("A0", "A1")
    css = "ev lapsed" if lapsed else "ev claim" if claim else "ev"
    name = "triangle-alert" if lapsed else EVIDENCE_ICONS.get(evidence_class, "")
    return {"css": css, "icon_name": name, "label": label, "until": until, "lapsed": lapsed}


@register.inclusion_tag("components/capability.html")
def capability(process: str, materials: str = "", *, proven: bool = False) -> dict[str, Any]:
    """Process × material: solid when proven, dashed when only declared, and it says so."""
    return {"process": process, "materials": materials, "proven": proven}


@register.inclusion_tag("components/figure.html")
def figure(
    label: str,
    value: Any,
    unit: str = "",
    *,
    source: str = "",
    as_of: date | None = None,
    rows_url: str = "",
    rows: int | None = None,
    top: float | None = None,
    targets: Sequence[tuple[float, str]] = (),
    second: bool = False,
) -> dict[str, Any]:
    """A number with what it counts, its source, its day and the way to its rows; None is "not known yet".

    With ``top`` the number also stands on a bar from 0 to ``top`` with ``targets`` (value, words).
    """
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "origin": {"words": [source] if source else [], "as_of": as_of, "url": rows_url, "rows": rows},
        "top": top,
        "targets": targets,
        "second": second,
    }


@register.inclusion_tag("components/hundred.html")
def hundred(parts: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    """Where the hundred points go: (css class p1..p6, words, tenths of a point), adding up to 1,000."""
    at, drawn = 0, []
    for css, words, tenths in parts:
        drawn.append({"css": css, "words": words, "x": f"{at / 10:.1f}%", "width": f"{tenths / 10:.1f}%",
                      "points": number_format(Decimal(tenths) / 10, 1)})  # fmt: skip
        at += tenths
    return {"parts": drawn, "sum": number_format(Decimal(at) / 10, 1)}
