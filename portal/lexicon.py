"""Read a free-text query into words of the vocabulary: processes, materials, standards, sectors, places.

The longest phrase wins; from three words on their order does not matter ("5 trục CNC"). Marks that a reader typed must be the word's own; marks left out match anything.
Short words that misfire have rules of their own (``reference/term_rules.csv``), words of two meanings give
both (``reference/term_collisions.csv``); a part that is asked for by its name gives the processes that make it
(``reference/term_products.csv``). Spaces inside Korean, Japanese or Chinese words do not count.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Max

from portal.folding import fold, marked
from portal.lineage import earlier_provinces
from portal.models import Material, Process, Province, Sector, Standard, Word
from portal.vocabulary import BEFORE, EARLIER, LANGUAGES, SINCE

FOLDER = Path(__file__).parent / "reference"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff\uf900-\ufaff]+")
# Two words may mean something else the other way round; three say the same in any order.
ORDERED_BELOW = 3
KINDS = {"process": Process, "material": Material, "standard": Standard, "sector": Sector}


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the vocabulary in a query. ``kind``: process, material, standard, sector, province or
    former_province; ``text`` is what stood in the query; ``earlier``: the code of the province of 1976 to 2008 that
    was named, of which this is what it became."""

    kind: str
    code: str
    id: int
    label_vi: str
    label_en: str
    text: str
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood, and the folded words that were not."""

    concepts: tuple[Found, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    kind: str
    code: str
    id: int
    label_vi: str
    label_en: str
    marks: str
    earlier: str = ""


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Lexicon:
    """Phrases by their folded spelling. Built once a process for each edition of the words."""

    def __init__(self) -> None:
        self.terms: dict[str, list[Term]] = defaultdict(list)
        self.rules = {marked(row["term"]): row["rule"] for row in _csv("term_rules")}
        for kind, model in KINDS.items():
            for word in model.objects.current():
                self._add(kind, word, self._spellings(word))
        self._add_places()
        self._add_collisions()
        self.unordered: dict[tuple[str, ...], list[Term]] = defaultdict(list)
        for phrase, terms in self.terms.items():
            if len(phrase.split()) >= ORDERED_BELOW:
                self.unordered[tuple(sorted(phrase.split()))] += terms
        self.longest = max((len(phrase.split()) for phrase in self.terms), default=1)
        self.longest_cjk = max((len(p) for p in self.terms if _CJK.search(p)), default=1)

    @classmethod
    def load(cls) -> "Lexicon":
        """The lexicon of the words as they are now; kept until a word is added, changed or retired."""
        edition = tuple(
            tuple(model.objects.aggregate(n=Count("pk"), last=Max("pk"), end=Max("valid_to")).values())
            for model in (Process, Standard)
        )
        return _kept(edition)

    @staticmethod
    def _spellings(word: object) -> Iterable[str]:
        for language in LANGUAGES:
            yield getattr(word, f"label_{language}", "")
            yield from getattr(word, "synonyms", {}).get(language, ())

    def _add(self, kind: str, word: Word, spellings: Iterable[str], earlier: str = "") -> None:
        for spelling in spellings:
            phrase = fold(spelling)
            if phrase:
                term = Term(kind, word.code, word.pk, word.label_vi, word.label_en, marked(spelling), earlier)
                for each in {phrase, _joined(phrase)}:
                    if term not in self.terms[each]:
                        self.terms[each].append(term)

    def _add_places(self) -> None:
        now = {p.code: p for p in Province.objects.filter(list__key="province", list__version=SINCE)}
        before = {p.code: p for p in Province.objects.filter(list__key="province", list__version=BEFORE)}
        for province in now.values():
            plain = province.label_en.removesuffix(" City").removesuffix(" Province")
            self._add("province", province, (province.label_vi, province.label_en, plain))
        names = {fold(p.label_vi) for p in now.values()} | {"ho chi minh"}
        for province in before.values():
            # Where a province kept its name, the name means the province of today.
            if fold(province.label_vi) not in names:
                self._add("former_province", province, (province.label_vi, province.label_en))
        also: dict[str, list[str]] = defaultdict(list)
        for row in _csv("province_aliases"):
            if row["list"] == EARLIER:
                also[row["code"]].append(row["alias"])
                continue
            place = (now if row["list"] == SINCE else before)[row["code"]]
            self._add("province" if row["list"] == SINCE else "former_province", place, (row["alias"],))
        later = names | {fold(province.label_vi) for province in before.values()}
        for unit in earlier_provinces().values():
            if fold(unit.labels[0]) in later:
                continue
            for version, code in unit.became:
                kind, place = (
                    ("province", now[code]) if version == SINCE else ("former_province", before[code])
                )
                self._add(kind, place, (*unit.labels, *also[unit.code]), unit.code)

    def _add_collisions(self) -> None:
        words = {(kind, w.code): w for kind in ("process", "material") for w in KINDS[kind].objects.current()}
        meant: list[tuple[str, str, tuple[str, ...]]] = [
            (row["kind"], row["codes"], (row["term"],)) for row in _csv("term_collisions")
        ]
        for row in _csv("term_products"):
            names = [name for language in LANGUAGES for name in row[language].split("|") if name]
            meant.append(("process", row["processes"], tuple(names)))
        for kind, codes, spellings in meant:
            for code in codes.split("|"):
                if (kind, code) in words:
                    self._add(kind, words[kind, code], spellings)

    def read(self, query: str) -> Reading:
        """Understand ``query``; never fails, whatever is typed."""
        words = marked(unicodedata.normalize("NFC", query[:500])).split()
        found: list[Found] = []
        rest: list[str] = []
        at = 0
        while at < len(words):
            for size in range(min(self.longest, len(words) - at), 0, -1):
                phrase = words[at : at + size]
                terms = self._terms(phrase, whole=size == len(words), after=words[at + size : at + size + 1])
                if terms:
                    found += terms
                    at += size
                    break
            else:
                inside, left = self._inside(words[at])
                found += inside
                rest += [fold(left)] if fold(left) else []
                at += 1
        return Reading(tuple(dict.fromkeys(found)), tuple(rest))

    def _terms(self, phrase: list[str], *, whole: bool, after: list[str]) -> list[Found]:
        typed = " ".join(phrase)
        folded = fold(typed)
        candidates = self.terms.get(_joined(folded)) or self.unordered.get(tuple(sorted(folded.split())), [])
        return [
            Found(t.kind, t.code, t.id, t.label_vi, t.label_en, typed, t.earlier)
            for t in candidates
            if _same_marks(phrase, t.marks.split()) and self._allowed(t, typed, whole, after)
        ]

    def _allowed(self, term: Term, typed: str, whole: bool, after: list[str]) -> bool:
        """The rules of the short words that misfire."""
        if after and fold(after[0]) == "quoc" and fold(typed) == "han":
            return False
        rule = self.rules.get(term.marks)
        exact = typed == term.marks
        if rule == "whole":
            return whole
        if rule == "marks":
            return exact
        if rule == "marks_inside":
            return whole or exact
        if rule == "whole_when_unmarked":
            return exact or whole
        return True

    def _inside(self, word: str) -> tuple[list[Found], str]:
        """Words of the vocabulary inside a run of Chinese, Japanese or Korean, which has no spaces."""
        found: list[Found] = []
        run = _CJK.search(word)
        if run is None:
            return [], word
        text, left, at = run.group(), "", 0
        while at < len(text):
            for size in range(min(self.longest_cjk, len(text) - at), 1, -1):
                terms = self.terms.get(fold(text[at : at + size]), ())
                if terms:
                    found += [
                        Found(t.kind, t.code, t.id, t.label_vi, t.label_en, text[at : at + size])
                        for t in terms
                    ]
                    at += size
                    break
            else:
                left += text[at]
                at += 1
        return found, left + word.replace(run.group(), " ")


def _joined(folded: str) -> str:
    """A phrase of Korean, Japanese or Chinese alone without its spaces: writers set them as they like."""
    close = folded.replace(" ", "")
    return close if _CJK.fullmatch(close) else folded


def _same_marks(typed: list[str], own: list[str]) -> bool:
    """Whether each word that was typed with marks has the term's marks; words without any match all."""
    if len(typed) != len(own):
        return True
    pairs = zip(sorted(typed, key=fold), sorted(own, key=fold), strict=True)
    return all(_toneless(t) == _toneless(o) or t == fold(t) for t, o in pairs)


def _toneless(word: str) -> tuple[str, str]:
    """A word's letters and its tone apart: "Hoá" and "Hóa" are one word written by two rules."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(c for c in parts if c not in _TONES), "".join(c for c in parts if c in _TONES)


@lru_cache(maxsize=2)
def _kept(edition: tuple) -> Lexicon:
    return Lexicon()
