"""Namespaced integers: one array column answers "has one of these" for every facet from one index."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from portal.folding import fold
from portal.i18n import in_language
from portal.models import IndustryClass, Material, Process, Province, ProvinceChange, Sector, Standard
from portal.models import Word as ReferenceWord
from portal.vocabulary import BEFORE, LANGUAGES, SINCE

SPACE = 1_000_000
KINDS = {
    "sector": 1,
    "province": 2,
    "former_province": 3,
    "process": 4,
    "material": 5,
    "standard": 6,
    "ownership": 7,
    "industry": 8,
}
OWNERSHIP = {"vietnamese": 1, "foreign": 2, "unknown": 3}


def tag(kind: str, key: int) -> int:
    return KINDS[kind] * SPACE + key


@dataclass(frozen=True, slots=True)
class Word:
    """A code of the vocabulary with its tag; ``parent`` is a code of the same kind.

    A retired word is still read, in profiles and in old addresses, but no longer offered.
    """

    kind: str
    code: str
    tag: int
    label_vi: str
    label_en: str
    spellings: tuple[str, ...]
    parent: str = ""
    short: str = ""
    retired: bool = False
    now: tuple[str, str] = ("", "")

    @property
    def label_now(self) -> str:
        """What a former province is part of today; empty where it kept its name."""
        return in_language(*self.now)

    @property
    def label(self) -> str:
        return in_language(self.label_vi, self.label_en)

    @property
    def brief(self) -> str:
        """As it stands on a tag: "ISO 9001", not the whole name of the standard; a class with its code."""
        if self.kind == "industry":
            return f"{self.code} {self.label}"
        return self.short or self.label


class Words:
    """Every code that may be filtered by, kept per process until a word changes."""

    def __init__(self) -> None:
        self.by_kind: dict[str, dict[str, Word]] = {kind: {} for kind in KINDS}
        self.by_letter: dict[str, Word] = {}
        for sector in Sector.objects.order_by("position"):
            if len(sector.letters) == 1:
                self._add("sector", sector)
                self.by_letter[sector.letters[0]] = self.by_kind["sector"][sector.code]
        lineage = ProvinceChange.objects.filter(after__list__version=SINCE)
        became = {
            change.before_id: (change.after.label_vi, change.after.label_en)
            for change in lineage.select_related("before", "after")
            if not same_place(change.before.label_vi, change.after.label_vi)
        }
        places = (
            Province.objects.filter(list__key="province", list__version__in=(SINCE, BEFORE))
            .select_related("list")
            .order_by("sort_key")
        )
        for place in places:
            # The list of before 2025 is closed, but its places are not retired: people still say their names.
            self._add(
                {SINCE: "province", BEFORE: "former_province"}[place.list.version],
                place,
                now=became.get(place.pk),
            )
        before = defaultdict(list)
        for change in lineage.values_list("after", "before"):
            before[change[0]].append(change[1])
        # Province of today -> the one before, where there was only one: whoever lies there lay there before.
        self.always = {after: each[0] for after, each in before.items() if len(each) == 1}
        for kind, model in (
            ("process", Process), ("material", Material), ("standard", Standard), ("industry", IndustryClass)
        ):  # fmt: skip
            for word in model.objects.select_related("parent").order_by("position"):
                self._add(kind, word, word.parent.code if word.parent else "")
        self.by_tag = {word.tag: word for words in self.by_kind.values() for word in words.values()}

    def _add(
        self, kind: str, row: ReferenceWord, parent: str = "", now: tuple[str, str] | None = None
    ) -> None:
        spellings = tuple(dict.fromkeys(filter(None, (getattr(row, f"label_{code}") for code in LANGUAGES))))
        retired = row.valid_to is not None and kind != "former_province"
        if retired and row.code in self.by_kind[kind]:
            return
        self.by_kind[kind][row.code] = Word(
            kind, row.code, tag(kind, row.pk), row.label_vi, row.label_en, spellings, parent,
            _short(row) if kind == "standard" else "", retired, now or ("", ""),
        )  # fmt: skip

    def with_ancestors(self, kind: str, code: str) -> list[int]:
        """The tag of a word and of every word above it: who filters by a parent finds its children."""
        return [self.by_kind[kind][each].tag for each in self.lineage(kind, code)]

    def lineage(self, kind: str, code: str) -> list[str]:
        """A code and those above it, from the bottom up."""
        codes = []
        while code:
            codes.append(code)
            code = self.by_kind[kind][code].parent
        return codes

    @classmethod
    def load(cls) -> "Words":
        return _kept(_edition())


def same_place(before: str, after: str) -> bool:
    """Whether a place kept its name: "TP. Hồ Chí Minh" was "Hồ Chí Minh"."""
    return fold(before).removeprefix("tp ") == fold(after).removeprefix("tp ")


def _short(standard: ReferenceWord) -> str:
    """What people call a standard, where that is a name ("IATF 16949") and not a paraphrase of it."""
    called = next(iter(getattr(standard, "synonyms", {}).get("en", ())), "")
    return called if called and not called[0].islower() else ""


def _edition() -> tuple:
    """What changes when a word of any list is added or retired; one query."""
    tables = [
        model._meta.db_table for model in (Sector, Province, Process, Material, Standard, IndustryClass)
    ]
    parts = ", ".join(f"(SELECT (count(*), max(id), max(valid_to))::text FROM {table})" for table in tables)  # noqa: S608 -- our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}")
        return tuple(cursor.fetchone())


@lru_cache(maxsize=2)
def _kept(edition: tuple) -> Words:
    return Words()
