"""A requirement in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from buyers import words
from buyers.asking import Asked
from buyers.models import LineKind, Requirement, RequirementVersion
from suppliers.directory.tags import Words

# Codes that a line names before it says how many more there are.
SHOWN = 2


@dataclass(frozen=True, slots=True)
class Described:
    """``brief`` is the line alone ("± 0.05 mm"), ``kind`` what it is about; ``codes`` all it names."""

    kind: str
    brief: str
    codes: tuple[str, ...]
    must: bool
    weight: int


def described(lines: Sequence[Asked]) -> list[Described]:
    known = Words.load()
    return [
        Described(
            str(LineKind(line.kind).label),
            brief(line, known),
            tuple(words.label(line.kind, code, known) for code in line.codes),
            line.must,
            line.weight,
        )
        for line in lines
    ]


def brief(line: Asked, known: Words) -> str:
    """As short as a column's head: "Die stamping", "± 0.05 mm", "120,000 / month", "Level ≥ 3"."""
    return figure(line, line.limit, known) if line.limit is not None else _named(line, known)


def figure(line: Asked, limit: Decimal | int, known: Words) -> str:
    """A line with this figure in place of its own."""
    number = number_format(limit, use_l10n=True, force_grouping=True)
    if line.kind == LineKind.TOLERANCE:
        return f"± {number} mm"
    if line.kind == LineKind.SIZE:
        return f"{number} mm"
    if line.kind == LineKind.VOLUME:
        return _("%(n)s / month") % {"n": number}
    if line.kind == LineKind.LEVEL:
        return _("Level ≥ %(n)s") % {"n": number}
    if line.kind == LineKind.CRITERION:
        return f"{line.codes[0]} ≥ {number}"
    if line.kind == LineKind.DISTANCE:
        place = words.label(line.kind, line.place, known)
        return _("%(n)s km from %(place)s") % {"n": number, "place": place}
    return _("%(n)s %% local content") % {"n": number}


def _named(line: Asked, known: Words) -> str:
    names = [words.label(line.kind, code, known) for code in line.codes]
    first = " / ".join(names[:SHOWN])
    rest = len(names) - SHOWN
    return first if rest <= 0 else _("%(names)s or %(n)s more") % {"names": first, "n": rest}


def state_words(requirement: Requirement) -> tuple[str, str]:
    """(shape of a status, words)."""
    if requirement.state == "closed":
        return "not_applicable", pgettext("a requirement", "closed")
    if requirement.state == "draft":
        return "todo", _("draft, seen by nobody else")
    if requirement.draft is not None:
        return "part", _("published, a new version is being written")
    return "met", pgettext("a requirement", "published")


def version_words(requirement: Requirement, version: RequirementVersion) -> tuple[str, str]:
    """(shape of a status, words) of one version: that of the requirement for what it asks today."""
    if version == requirement.shown:
        return state_words(requirement)
    if version.published_at is None:
        return "todo", _("draft, not in force")
    return "not_applicable", pgettext("a version", "replaced")
