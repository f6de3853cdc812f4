"""Namespaced integers: one array column answers "has one of these" for every facet from one index."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max

from portal.i18n import in_language
from portal.models import Material, Process, Province, Sector, Standard
from portal.vocabulary import BEFORE, SINCE

SPACE = 1_000_000
KINDS = {
    "sector": 1,
    "province": 2,
    "former_province": 3,
    "process": 4,
    "material": 5,
    "standard": 6,
    "ownership": 7,
}
OWNERSHIP = {"vietnamese": 1, "foreign": 2, "unknown": 3}


def tag(kind: str, key: int) -> int:
    return KINDS[kind] * SPACE + key


@dataclass(frozen=True, slots=True)
class Word:
    """A code of the vocabulary with its tag; ``parent`` is a code of the same kind."""

    kind: str
    code: str
    tag: int
    label_vi: str
    label_en: str
    parent: str = ""

    @property
    def label(self) -> str:
        return in_language(self.label_vi, self.label_en)


class Words:
    """Every code that may be filtered by, kept per process until a word changes."""

    def __init__(self) -> None:
        self.by_kind: dict[str, dict[str, Word]] = {kind: {} for kind in KINDS}
        for sector in Sector.objects.current():
            if len(sector.letters) == 1:
                self._add("sector", sector.code, sector.pk, sector)
        places = Province.objects.filter(list__key="province").select_related("list").order_by("sort_key")
        for place in places:
            kind = {SINCE: "province", BEFORE: "former_province"}[place.list.version]
            self._add(kind, place.code, place.pk, place)
        for kind, model in (("process", Process), ("material", Material), ("standard", Standard)):
            for word in model.objects.current().select_related("parent"):
                self._add(kind, word.code, word.pk, word, word.parent.code if word.parent else "")
        self.by_tag = {word.tag: word for words in self.by_kind.values() for word in words.values()}

    def _add(self, kind: str, code: str, key: int, word: object, parent: str = "") -> None:
        self.by_kind[kind][code] = Word(kind, code, tag(kind, key), word.label_vi, word.label_en, parent)

    def with_ancestors(self, kind: str, code: str) -> list[int]:
        """The tag of a word and of every word above it: who filters by a parent finds its children."""
        tags = []
        while code:
            word = self.by_kind[kind][code]
            tags.append(word.tag)
            code = word.parent
        return tags

    @classmethod
    def load(cls) -> "Words":
        edition = tuple(
            Process.objects.aggregate(n=Count("pk"), last=Max("pk"), end=Max("valid_to")).values()
        ) + tuple(Province.objects.aggregate(n=Count("pk"), last=Max("pk")).values())
        return _kept(edition)


@lru_cache(maxsize=2)
def _kept(edition: tuple) -> Words:
    return Words()
