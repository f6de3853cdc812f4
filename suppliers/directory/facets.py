"""Counts beside each facet: how many firms have each value, the facet's own choice aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from suppliers.directory.counting import Source, counted
from suppliers.directory.query import FACETS
from suppliers.directory.tags import KINDS, OWNERSHIP, SPACE, Word
from suppliers.models import Supplier

if TYPE_CHECKING:
    from suppliers.filters import DirectoryFilter

LEVELS = range(5, 0, -1)
STANDARDS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Option:
    """``count`` is None where more firms match than are counted by facet."""

    code: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True, slots=True)
class Counted:
    """``count``: how many firms match all that was asked. ``kept_at``: when the counts of the whole list were kept,
    where they are shown; ``too_many``: a facet has no counts, because more than ``EXACT`` firms match."""

    count: int
    facets: tuple[Facet, ...]
    kept_at: datetime | None
    too_many: bool


def level_label(level: int) -> str:
    if level == LEVELS[0]:
        return _("Level %(n)s") % {"n": level}
    return _("Level %(n)s or above") % {"n": level}


def count(filterset: "DirectoryFilter") -> Counted:
    """The matches, and every facet in the order of the page, each counted without its own choice."""
    sources = {"": Source(filterset.qs, filterset.asks_nothing())}
    for name in (*FACETS, "level"):
        if filterset.chosen(name):
            sources[name] = Source(filterset.without(name), filterset.asks_nothing(name), only=name)
    found = counted(sources)
    built = [
        Facet(
            name,
            str(filterset.filters[name].label),
            _options(name, found.get(name, found[""]).tags, filterset),
        )
        for name in FACETS
    ]
    exact = found.get("level", found[""]).levels
    chosen = filterset.chosen("level")
    at_least = tuple(
        Option(str(n), level_label(n), sum(firms for at, firms in exact.items() if at >= n), str(n) in chosen)
        for n in LEVELS
    )
    built.insert(3, Facet("level", str(filterset.filters["level"].label), at_least))
    return Counted(
        found[""].total,
        tuple(built),
        kept_at=max((each.kept_at for each in found.values() if each.kept_at), default=None),
        too_many=any(each.tags is None for each in found.values()),
    )


def _options(name: str, counts: Mapping[int, int] | None, filterset: "DirectoryFilter") -> tuple[Option, ...]:
    chosen, words = filterset.chosen(name), filterset.words

    def firms(tag: int) -> int | None:
        return None if counts is None else counts.get(tag, 0)

    if name == "ownership":
        return tuple(
            Option(code, str(Supplier.Ownership(code).label), firms(KINDS[name] * SPACE + key), code in chosen)
            for code, key in OWNERSHIP.items()
        )  # fmt: skip
    shown = [word for code, word in words.by_kind[name].items() if not word.retired or code in chosen]
    if name in ("process", "material", "industry"):
        shown = _opened(name, shown, chosen, filterset)
    if name != "sector":
        shown.sort(key=lambda word: -(firms(word.tag) or 0))
    if name == "standard":
        found = (word for word in shown if firms(word.tag) != 0 or word.code in chosen)
        shown = [word for n, word in enumerate(found) if n < STANDARDS_SHOWN or word.code in chosen]
    return tuple(Option(w.code, w.brief, firms(w.tag), w.code in chosen) for w in shown)


def _read(kind: str, filterset: "DirectoryFilter") -> list[str]:
    """The words of one kind that the free text was understood as."""
    text = filterset.text
    return (
        [found.code for group in text.groups for found in group.found if found.kind == kind] if text else []
    )


def _opened(
    kind: str, known: Sequence[Word], chosen: Sequence[str], filterset: "DirectoryFilter"
) -> list[Word]:
    """Families, and below each family that is chosen or read its members; the rest is found by typing."""
    near = [*chosen, *_read(kind, filterset)]
    lines = {code for each in near for code in filterset.words.lineage(kind, each)}
    return [word for word in known if not word.parent or word.parent in lines or word.code in chosen]
