"""How a free-text query was understood, for the line under the search field."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portal.lineage import earlier_provinces
from suppliers.directory.query import Group, Text
from suppliers.directory.tags import Word, Words


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the query: the word it was read as, and what else it is called."""

    label: str
    also: str


@dataclass(frozen=True, slots=True)
class Understood:
    parts: tuple[Part, ...]
    rest: str


def understood(text: Text | None, words: Words) -> Understood | None:
    """None where nothing was read as a word of the vocabulary."""
    if text is None or not (text.groups or text.tolerance):
        return None
    parts = []
    for group in text.groups:
        known = [words.by_kind[found.kind][found.code] for found in group.found]
        parts.append(_earlier(group) or Part(_either([word.label for word in known]), _also(known)))
    if text.tolerance:
        mm = number_format(text.tolerance.mm.normalize(), use_l10n=True)
        parts.append(Part(_("± %(mm)s mm or finer, as firms state it") % {"mm": mm}, ""))
    return Understood(tuple(parts), " ".join(text.rest))


def _earlier(group: Group) -> Part | None:
    """A province of before 2008 as all that became of it, where nothing else is meant."""
    units = {found.earlier for found in group.found}
    if "" in units or len(units) != 1:
        return None
    unit = earlier_provinces()[units.pop()]
    if not unit.divided:
        return Part(unit.label, _("now %(place)s") % {"place": unit.parts[0].label_now})
    parts = "; ".join(part.label for part in unit.parts)
    return Part(unit.label, _("divided since: %(parts)s; firms of each are found") % {"parts": parts})


def _either(labels: Sequence[str]) -> str:
    *first, last = dict.fromkeys(labels)
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _also(known: Sequence[Word]) -> str:
    """A single word in the other language of the page; a former province as what it is part of today."""
    if len(known) != 1:
        return ""
    if known[0].label_now:
        return _("now %(place)s") % {"place": known[0].label_now}
    other = known[0].label_en if known[0].label == known[0].label_vi else known[0].label_vi
    return other if known[0].kind in ("process", "material") and other != known[0].label else ""
