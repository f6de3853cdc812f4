"""The shared words as choices: of what was read of their lists (suppliers.forms.sources)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

Choices = list[tuple[Any, Any]]


def to_choose(words: Iterable[Any]) -> Choices:
    """Words with the empty answer before them."""
    return [("", "—"), *((word.pk, word.label) for word in words)]


def sector_choices(sectors: Iterable[Any]) -> Choices:
    """The seven sectors of the framework; groups of several letters are no sector of a firm."""
    return [(s.pk, s.label) for s in sectors if len(s.letters) == 1]


def grouped(words: Iterable[Any], letters: str, used: Iterable[int] = ()) -> Choices:
    """Words that occur in the firm's sectors, and those ``used``, under their topmost parent; each family is opened
    by the parent itself."""
    rows, used = list(words), set(used)
    by_pk = {w.pk: w for w in rows}
    groups: dict[int, list[tuple[int, str]]] = {}
    labels: dict[int, str] = {}
    for word in rows:
        if letters and word.sectors and word.pk not in used and not set(word.sectors) & set(letters):
            continue
        top = word
        while top.parent_id in by_pk:
            top = by_pk[top.parent_id]
        labels[top.pk] = top.label
        groups.setdefault(top.pk, []).append((word.pk, word.label))
    return [(labels[pk], members) for pk, members in groups.items()]


def of_sectors(groups: Iterable[Any], letters: str, used: Iterable[int | None] = ()) -> Choices:
    """Product groups (with ``sector_letters``) of the firm's sectors, and those ``used``."""
    used = set(used)
    return to_choose(g for g in groups if g.pk in used or _shared(g.sector_letters, letters))


def _shared(of_group: str | None, letters: str) -> bool:
    return not letters or of_group is None or bool(set(of_group) & set(letters))


def process_select() -> forms.Select:
    """Some 130 processes: static/js/narrow.js puts a field above them in which a name is typed."""
    words = {
        "data-narrow": gettext_lazy("Find a process"),
        "data-none": gettext_lazy("Nothing here has this name."),
    }
    return forms.Select(attrs=words)
