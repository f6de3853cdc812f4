"""The components of the look, as template tags: a template each and a few lines of Python.

They are built into every template. Numbers of the engine are millionths ("micro"): 48,300,000 is 48.3.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from lucide.templatetags.lucide import lucide

register = template.Library()

MICRO = 1_000_000

# Every icon that a page of ours may show.
ICONS = frozenset(
    """languages circle-user menu search x chevron-down chevron-right chevron-left upload file-text clock
    triangle-alert info check badge-check shield-check printer eye plus trash-2 pencil log-out building-2 map-pin
    sliders-horizontal download arrow-right circle-alert calendar""".split()
)

# Shape of a status -> (css class, the word that stands beside it when no other is given).
STATUS = {
    "met": ("is-met", lambda: _("Met")),
    "part": ("is-part", lambda: _("Partly")),
    "unknown": ("is-unknown", lambda: _("No data yet")),
    "expired": ("is-expired", lambda: _("Expired")),
    "missed": ("is-miss", lambda: _("Not met")),
    "not_applicable": ("is-na", lambda: _("Not applicable")),
    "todo": ("is-na", lambda: _("Not started")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An outline icon beside a word; only those of ``ICONS``."""
    if name not in ICONS:
        raise ValueError(f"{name} is not among the icons of the look")
    return lucide(name, size=None, **{"class": "i", "stroke_width": "1.75", "aria_hidden": "true"})


@register.inclusion_tag("components/level.html")
def level(number: int, name: str = "", *, big: bool = False, conditional: int = 0) -> dict[str, Any]:
    """Five stairs and words. ``conditional``: the level that is held until a date only (hatched)."""
    stairs = []
    for step in range(1, 6):
        kind = "st-on" if step <= number else "st-cond" if step <= conditional else "st-off"
        if kind == "st-off" and step == max(number, conditional) + 1:
            kind = "st-next"
        height = 2.5 + 3.2 * step
        stairs.append(
            {
                "kind": kind,
                "x": f"{0.5 + 5 * (step - 1):g}",
                "y": f"{19.5 - height:g}",
                "height": f"{height:g}",
            }
        )
    return {"number": number, "name": name, "big": big, "stairs": stairs}


@register.inclusion_tag("components/interval.html")
def interval(
    proven: int,
    total: int,
    declared: int | None = None,
    *,
    ticks: Sequence[tuple[int, str]] = (),
    big: bool = False,
) -> dict[str, Any]:
    """Solid to ``proven``, hatched to ``declared`` (to ``total`` where it is not shown), a notch for the total.

    All in millionths of a point; ``ticks`` are (points, words) of the thresholds.
    """
    end = total if declared is None else max(declared, total)
    return {
        "proven": _percent(proven),
        "total": _percent(total),
        "width": _percent(max(0, end - proven)),
        "big": big,
        "words": {"proven": points(proven), "total": points(total), "end": points(end)},
        "total_beside": total - proven > 6 * MICRO,
        "ticks": [{"at": f"{at}%", "words": words} for at, words in ticks],
    }


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


@register.inclusion_tag("components/status.html")
def status(kind: str, words: str = "", *, hidden: bool = False) -> dict[str, Any]:
    """A shape and a word: met, part, unknown, expired, missed, not_applicable, todo."""
    css, word = STATUS[kind]
    return {"kind": kind, "css": css, "words": words or word(), "hidden": hidden}


@register.inclusion_tag("components/evidence_tag.html")
def evidence_tag(
    evidence_class: str, label: str, *, until: date | None = None, lapsed: bool = False
) -> dict[str, Any]:
    """Who vouches for one fact and until when. A0 and A1 are claims; lapsed stays, in red."""
    claim = evidence_class in ("A0", "A1")
    css = "ev lapsed" if lapsed else "ev claim" if claim else "ev"
    name = (
        "triangle-alert" if lapsed else "upload" if evidence_class == "A1" else "" if claim else "badge-check"
    )
    return {"css": css, "icon_name": name, "label": label, "until": until, "lapsed": lapsed}


@register.inclusion_tag("components/capability.html")
def capability(process: str, materials: str = "", *, proven: bool = False) -> dict[str, Any]:
    """Process × material: solid when proven, dashed when only declared, and it says so."""
    return {"process": process, "materials": materials, "proven": proven}


@register.simple_block_tag
def panel(
    content: SafeString, heading: str, aside: str = "", footer: str = "", id: str = "", flush: bool = False
) -> str:
    """A unit with a title. Never inside another panel."""
    context = {
        "content": content,
        "heading": heading,
        "aside": aside,
        "footer": footer,
        "id": id,
        "flush": flush,
    }
    return render_to_string("components/panel.html", context)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, suffix: str = "", help: str = "") -> dict[str, Any]:
    """Label, hint, error, control, in this order, wired for screen readers."""
    widget = bound.field.widget
    name = bound.auto_id or bound.html_name
    described = [f"{name}-hint"] if (help or bound.help_text) else []
    described += [f"{name}-error"] if bound.errors else []
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    choices = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    single = isinstance(widget, CheckboxInput)
    if not choices and not single:
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "hint": help or bound.help_text,
        "suffix": suffix,
        "choices": choices,
        "single": single,
        "name": name,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What is wrong, each line a link to its field; first thing under the h1."""
    errors: list[tuple[str, str]] = []
    for form in forms:
        if form is None:
            continue
        for each in getattr(form, "forms", [form]):
            for name, messages in each.errors.items():
                anchor = each[name].id_for_label if name in each.fields else ""
                errors += [(anchor, message) for message in messages]
        if hasattr(form, "non_form_errors"):
            errors += [("", message) for message in form.non_form_errors()]
    return {"errors": errors}


@register.inclusion_tag("components/figure.html")
def figure(
    label: str, value: Any, unit: str = "", *, source: str = "", rows_url: str = "", rows: int | None = None
) -> dict[str, Any]:
    """A number with what it counts, where it comes from and the way to its rows."""
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "source": source,
        "rows_url": rows_url,
        "rows": rows,
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


@register.inclusion_tag("components/measure_bar.html")
def measure_bar(
    value: int, top: int, targets: Sequence[tuple[int, str]] = (), *, second: bool = False
) -> dict[str, Any]:
    """A bar from 0 to ``top`` with targets as ticks; ``second`` is the ochre series."""
    return {
        "width": f"{100 * min(value, top) / top:.2f}%" if top else "0%",
        "css": "c-vn" if second else "ib-proven",
        "ticks": [
            {"at": f"{100 * at / top:.2f}%", "words": words, "end": at >= top} for at, words in targets
        ],
        "words": number_format(value, use_l10n=True, force_grouping=True),
    }


@register.filter
def points(micro: int | None) -> str:
    """Millionths of a point as a score with one decimal, half to even, in the reader's notation."""
    if micro is None:
        return _("not known")
    return number_format((Decimal(micro) / MICRO).quantize(Decimal("0.1")), 1)


@register.filter
def share(micro: int | None) -> str:
    """A share in millionths as whole per cent, rounded down: a share that is short must not look reached."""
    return "" if micro is None else f"{number_format(micro * 100 // MICRO)}\u00a0%"


@register.filter
def num(value: Any, decimals: int | None = None) -> str:
    """A number in the reader's notation, thousands grouped."""
    return "" if value is None else number_format(value, decimals, use_l10n=True, force_grouping=True)


@register.filter
def day(value: date | str | None) -> str:
    """A date in the reader's notation; an ISO string too."""
    if not value:
        return ""
    return date_format(date.fromisoformat(value) if isinstance(value, str) else value)


@register.filter
def few(count: int) -> str:
    """A count of firms in one cell: cells of fewer than three do not show which."""
    if 0 < count < 3:
        return pgettext("a count of firms", "under 3")
    return number_format(count, force_grouping=True)


@register.filter
def in_script(name: str, language: str = "vi") -> SafeString:
    """A firm's name, marked with its language."""
    return format_html('<span lang="{}">{}</span>', language, name)
