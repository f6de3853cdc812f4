"""What frames a page: its head, panels, notes, where to go next. Built into every template.

Tags that end up in another tag's argument are simple tags, so that ``as`` keeps them:
``{% key "proven" "declared" as legend %}{% panel _("Dimensions") aside=legend %}``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as lazy
from lucide.templatetags.lucide import lucide

register = template.Library()

# Every icon that a page of ours may show.
ICONS = frozenset(
    """languages circle-user menu search x chevron-down chevron-right chevron-left upload file-text clock
    triangle-alert info check badge-check shield-check printer eye plus trash-2 pencil log-out building-2 map-pin
    sliders-horizontal download arrow-right circle-alert calendar user-check file award circle-check
    table key-round users send""".split()
)

NOTE_ICONS = {"": "info", "warn": "triangle-alert", "bad": "triangle-alert", "wait": "clock"}

# State of a step -> the status shape that stands for it.
STEP_SHAPES = {"done": "met", "now": "part", "part": "part", "todo": "todo"}
STEP_WORDS = {"done": lazy("done"), "now": lazy("open now"), "part": lazy("begun"), "todo": lazy("not begun")}


_CODE = re.compile(r"(`{1,2})([^`]+)\1")


@register.filter
def with_code(text: str) -> SafeString:
    """What stands between grave accents is code."""
    return mark_safe(_CODE.sub(r"<code>\2</code>", conditional_escape(text)))


@register.simple_tag
@cache
def icon(name: str) -> str:
    """An outline icon beside a word; only those of ``ICONS``, each drawn once a process."""
    if name not in ICONS:
        raise ValueError(f"{name} is not among the icons of the look")
    return lucide(name, size=None, **{"class": "i", "stroke_width": "1.75", "aria_hidden": "true"})


@register.inclusion_tag("components/crumbs.html")
def crumbs(*links: str) -> dict[str, Any]:
    """Address and words by turns, from the top down; the last words are this page: ``url label … label``."""
    *pairs, here = links
    return {"up": list(zip(pairs[::2], pairs[1::2], strict=True)), "here": here}


@register.simple_block_tag
def page_header(content: SafeString, heading: str, facts: Sequence[str] = (), lede: str = "") -> str:
    """The h1, one line of facts or a sentence, and at most two actions (the content)."""
    context = {
        "heading": heading,
        "facts": facts,
        "lede": lede,
        "actions": content if content.strip() else "",
    }
    return render_to_string("components/page_header.html", context)


@register.simple_block_tag
def panel(
    content: SafeString, heading: str, aside: str = "", footer: str = "", id: str = "", level: int = 2
) -> str:
    """A unit with a title. Never inside another panel. ``id`` names the section; ``level`` is 2 or 3."""
    context = {"content": content, "heading": heading, "aside": aside, "footer": footer, "id": id}
    return render_to_string("components/panel.html", {**context, "h": f"h{level}"})


@register.simple_block_tag
def fold(
    content: SafeString, heading: str, line: str = "", footer: str = "", id: str = "", level: int = 2
) -> str:
    """A panel that is closed until it is asked for; ``line`` says beside the title what it comes to. A link to ``id``
    opens it, and so does paper."""
    context = {"content": content, "heading": heading, "line": line, "footer": footer, "id": id}
    return render_to_string("components/fold.html", {**context, "h": f"h{level}"})


@register.simple_tag
def provenance(
    *words: str, as_of: date | None = None, url: str = "", rows: int | None = None, link: str = ""
) -> SafeString:
    """Source, as-of day and the way to the rows (``link``: other words for that way)."""
    context = {"words": words, "as_of": as_of, "url": url, "rows": rows, "link": link}
    return render_to_string("components/provenance.html", context)


@register.simple_tag
def key(*kinds: str, gate: str = "") -> SafeString:
    """The key of bars, once a page: proven, declared, credited (a buyer's word for declared), none, all,
    vietnamese; ``gate`` explains the black tick."""
    return render_to_string("components/key.html", {"kinds": kinds, "gate": gate})


@register.simple_block_tag
def note(content: SafeString, kind: str = "") -> str:
    """Something to know: plain, "warn", "wait" (time is running out) or "bad" (what failed, what was kept)."""
    return render_to_string(
        "components/note.html", {"content": content, "kind": kind, "icon_name": NOTE_ICONS[kind]}
    )


@register.simple_block_tag
def empty_state(content: SafeString, heading: str, text: str = "", level: int = 3) -> str:
    """What is not there; the content offers the nearest way out. ``level`` of its heading: 2 outside of a panel."""
    return render_to_string(
        "components/empty_state.html",
        {"content": content, "heading": heading, "text": text, "level": level},
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page_obj: Page) -> dict[str, Any]:
    """Previous, next, and which rows of how many; keeps the query of the address."""
    return {"page": page_obj, "request": context["request"]}


@register.inclusion_tag("components/step_bars.html")
def step_bars(steps: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """On a phone: "Step 2 / 4" and a bar a step. Steps are {"label", "url", "state"}."""
    current = next((n for n, step in enumerate(steps, 1) if step["state"] == "now"), 1)
    return {"steps": steps, "current": current, "total": len(steps)}


@register.inclusion_tag("components/step_list.html")
def step_list(steps: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """At the desk: the steps in any order. States: done, now, part, todo.

    A step may bring a shape and words of its own, and how many of the questions ``asked`` are ``answered``.
    """
    told = [
        {"shape": STEP_SHAPES[step["state"]], "words": STEP_WORDS[step["state"]], **step} for step in steps
    ]
    return {"steps": told, "open": STEP_WORDS["now"]}
