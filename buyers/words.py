"""The shared words that a line may name: as choices for a form, as a check for the API, as labels for a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.models import LineKind
from suppliers.criteria_texts import SECTORS, CriterionText, criteria_for
from suppliers.directory.tags import SPACE, Word, Words
from suppliers.languages import LANGUAGES
from suppliers.models import Supplier

# A code, or the name of a family with its codes.
Choices = list[tuple[str, Any]]

REGIONS = {
    "north": gettext_lazy("The North"),
    "central": gettext_lazy("The Centre"),
    "south": gettext_lazy("The South"),
}
OF_VOCABULARY = (LineKind.PROCESS, LineKind.MATERIAL, LineKind.STANDARD)


def choices(kind: str, used: Iterable[str] = (), known: Words | None = None) -> Choices:
    """What a line of this kind may name; retired words only where they are ``used``.

    ``known`` are the words where the caller has loaded them: asking for them costs a query.
    """
    known = known or Words.load()
    if kind in OF_VOCABULARY:
        return _families(known.by_kind[kind], set(used))
    if kind == LineKind.REGION:
        return [
            (_("Part of the country"), [(code, str(label)) for code, label in REGIONS.items()]),
            (_("Provinces and cities"), _provinces(known)),
        ]
    if kind == LineKind.DISTANCE:
        return list(_provinces(known))
    if kind == LineKind.OWNERSHIP:
        owned = (Supplier.Ownership.VIETNAMESE, Supplier.Ownership.FOREIGN)
        return [(o.value, str(o.label)) for o in owned]
    if kind == LineKind.LANGUAGE:
        return [(code, str(label)) for code, label in LANGUAGES.items()]
    if kind == LineKind.CRITERION:
        return [(code, f"{code} {text.name}") for code, text in criteria().items()]
    return []


def codes(kind: str) -> set[str]:
    """Every code that a line of this kind may name, retired words too."""
    known = Words.load()
    if kind in OF_VOCABULARY:
        return set(known.by_kind[kind])
    return {code for value, label in choices(kind, known=known) for code in _each(value, label)}


def _provinces(known: Words) -> list[tuple[str, str]]:
    return [(w.code, w.label) for w in known.by_kind["province"].values() if not w.retired]


def province_key(code: str) -> int:
    """The primary key of a province of today."""
    return Words.load().by_kind["province"][code].tag % SPACE


def criteria() -> Mapping[str, CriterionText]:
    """The criteria of every sector, each as the first sector that has it calls it, in reading order."""
    found: dict[str, CriterionText] = {}
    for letter in SECTORS:
        for code, text in criteria_for(letter).items():
            found.setdefault(code, text)
    return dict(sorted(found.items(), key=lambda pair: [int(n) for n in pair[0].split(".")]))


def label(kind: str, code: str, known: Words) -> str:
    """A code as a reader knows it; the code itself where it is unknown."""
    if kind in OF_VOCABULARY:
        word = known.by_kind[kind].get(code)
        return word.brief if word else code
    if kind == LineKind.CRITERION:
        text = criteria().get(code)
        return f"{code} {text.name}" if text else code
    if kind == LineKind.REGION and code in REGIONS:
        return str(REGIONS[code])
    if kind in (LineKind.REGION, LineKind.DISTANCE):
        word = known.by_kind["province"].get(code)
        return word.label if word else code
    return dict(choices(kind, known=known)).get(code, code)


def _each(value: str, label: Any) -> list[str]:
    return [code for code, _label in label] if isinstance(label, list) else [value]


def _families(words: Mapping[str, Word], used: set[str]) -> Choices:
    """Words under their topmost parent, each family opened by the parent itself; words alone come together."""
    families: dict[str, list[tuple[str, str]]] = {}
    for code, word in words.items():
        if word.retired and code not in used:
            continue
        top = word
        while top.parent:
            top = words[top.parent]
        families.setdefault(top.code, []).append((code, word.label))
    alone = [pair for family in families.values() if len(family) == 1 for pair in family]
    grouped: Choices = [(words[top].label, family) for top, family in families.items() if len(family) > 1]
    return [*grouped, (_("Others"), alone)] if grouped and alone else grouped or alone
