"""Where an address lies: the 34 provinces of today, the 63 before, and the names of 1976 to 2008 that went before
those, with or without marks, abbreviated or in English, read from the reference files themselves (no database).

The rules, in order; a province is never guessed:

1. A name that is part of a street, ward, commune, district or estate ("đường Điện Biên Phủ", "phường Phú Thọ",
   "Hanoi Highway") names no province.
2. A name counts where it is said outright: marked ("tỉnh", "Province", "TP", "City"), alone between two commas,
   at the end of the address (before "Vietnam" or a postcode), or a name that means nothing else ("HCMC").
   Anywhere else it does not count.
3. Names that agree are one place: "Bình Dương, TP. Hồ Chí Minh" lies in Hồ Chí Minh City, formerly Bình Dương.
4. A bare name before the end of the address ("Vĩnh Phúc, Ba Đình") may be a ward or a street of that name: it
   counts only beside a name that counts by itself.
5. Two names that do not agree (two addresses in one cell) leave the province unknown, and a note says so.
   Two former provinces that are one today leave only the former one unknown.
6. Districts and wards are in no reference list here: "Nhon Trach" alone says nothing. None is needed to find the
   province of one of the 63: each became part of one of the 34 whole, whatever became of its wards.
7. An earlier province whose parts lie in one of the 34 today is that one ("Hà Bắc" is Bắc Ninh); which of its parts
   is not known. One whose parts lie in several ("Sông Bé") leaves the province open, and ``divided`` says among
   which; another name in the address may settle it ("Sông Bé, Bình Phước"). An earlier name that only stands beside
   others and agrees with none of them is a ward or a street.
8. Đắk Lắk, Lai Châu, Cần Thơ and Hậu Giang name earlier provinces and later ones; the later meaning is taken.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, partial

from rapidfuzz import fuzz

from portal.folding import fold, marked
from portal.lineage import Earlier, earlier_provinces
from portal.vocabulary import BEFORE, EARLIER, SINCE, rows

# A full stop ends a part only after a whole word: not in "TP. Hồ Chí Minh", "Dist. 12", "St. 5".
_PARTS = re.compile(r"[,;/\n|()]|\s[-–—]\s|\s[-–—]|(?<=[^\W\d_]{5})\.|\.$", re.UNICODE)
_DASH = re.compile(r"\s*[-–—]\s*")
_COUNTRY = {"vietnam", "viet nam", "vn", "vnm"}
_MARKS_BEFORE = {"tỉnh", "t", "thành phố", "tp", "thị xã", "tx", "city of", "province of"}
_MARKS_AFTER = {"province", "city", "town", "prov", "municipality", "cu"}
# In Vietnamese the kind of a unit stands before its name, in English behind it.
_UNITS_BEFORE = {
    "đường", "phố", "ngõ", "ngách", "hẻm", "kiệt", "đại lộ", "xa lộ", "quốc lộ", "tỉnh lộ", "ql", "cầu", "phường", "p",
    "f", "xã", "x", "huyện", "h", "quận", "q", "thị trấn", "tt", "ấp", "thôn", "tổ", "khu phố", "kp", "khóm", "kcn",
    "ccn", "kcx", "khu công nghiệp", "cụm công nghiệp", "tòa nhà",
}  # fmt: skip
_UNITS_AFTER = {
    "street", "st", "str", "road", "rd", "avenue", "ave", "boulevard", "blvd", "highway", "hwy", "ward", "commune",
    "district", "dist", "hamlet", "village", "quarter", "bridge", "lane", "industrial", "industry", "ip", "iz", "ez",
    "epz", "building", "tower",
}  # fmt: skip
_ADMINISTRATIVE = {
    "ward", "commune", "district", "dist", "town", "city", "zone", "park", "ip", "iz", "kcn", "phuong", "xa", "huyen",
    "quan", "village", "hamlet", "province", "area", "cluster", "street", "st", "road", "rd",
}  # fmt: skip
# Said in an address, these are streets, people or an ocean.
_NO_PLACE = {"dien bien phu", "nguyen thai binh", "thai binh duong", "nguyen hue", "duong ho chi minh"}
# Nothing else in an address is called so.
_PLAIN = {
    "hcmc",
    "tphcm",
    "tp hcm",
    "hcm city",
    "ho chi minh city",
    "brvt",
    "br vt",
    "ba ria vung tau",
    "thua thien hue",
}


class Said(Enum):
    """How an address says a name: as its province, as something beside it, or as part of another name."""

    OUTRIGHT = auto()
    BESIDE = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """Codes of the two lists, each "" when unknown; ``conflict``: the names that do not agree. ``divided``: code of
    an earlier province that the address names and whose parts lie in several provinces today."""

    province: str = ""
    former: str = ""
    conflict: tuple[str, ...] = ()
    divided: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """One spelling. ``former`` is set where the name was a province's only before July 2025; of an earlier one,
    ``parts`` are (province, former) of what became of it."""

    folded: str
    marks: str
    label: str
    province: str
    former: str
    earlier: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def provinces(self) -> frozenset[str]:
        return frozenset(province for province, _former in self.parts) or frozenset((self.province,))

    def formers(self, province: str) -> frozenset[str]:
        """What it may have been before July 2025, given the province of today; empty where it does not say."""
        if self.parts:
            return frozenset(former for now, former in self.parts if now == province)
        return frozenset((self.former,)) if self.former else frozenset()


class Places:
    """Spellings by their folded words, and the same written as one word ("Quangninh")."""

    def __init__(self) -> None:
        self.names: dict[str, list[_Name]] = {}
        self.dashed: set[str] = set()
        now = {row["code"]: row for row in rows("provinces")}
        before = {row["code"]: row for row in rows("former_provinces")}
        kept = {fold(row["name_vi"]) for row in now.values()} | {"ho chi minh"}
        for code, row in now.items():
            for spelling in (row["name_vi"], row["name_en"], row["name_en"].removesuffix(" City")):
                self._add(spelling, row["name_vi"], code, "")
        for code, row in before.items():
            # Where a province kept its name, the name means the province of today.
            if fold(row["name_vi"]) not in kept:
                for spelling in (row["name_vi"], row["name_en"]):
                    self._add(spelling, row["name_vi"], row["successor"], code)
        for row in rows("province_aliases"):
            if row["list"] == SINCE:
                self._add(row["alias"], now[row["code"]]["name_vi"], row["code"], "")
            elif row["list"] == BEFORE:
                of = before[row["code"]]
                self._add(row["alias"], of["name_vi"], of["successor"], row["code"])
        self.earlier = earlier_provinces()
        later = set(self.names)
        for unit in self.earlier.values():
            if fold(unit.labels[0]) not in later:
                for spelling in unit.labels:
                    self._add_earlier(spelling, unit)
        for row in rows("province_aliases"):
            if row["list"] == EARLIER:
                self._add_earlier(row["alias"], self.earlier[row["code"]])
        self.longest = max(len(phrase.split()) for phrase in (*self.names, *_NO_PLACE))

    def _add(self, spelling: str, label: str, province: str, former: str) -> None:
        self._spell(spelling, partial(_Name, label=label, province=province, former=former))

    def _add_earlier(self, spelling: str, unit: Earlier) -> None:
        parts = tuple((part.province, part.former) for part in unit.parts)
        named = partial(_Name, label=unit.labels[0], province="", former="", earlier=unit.code, parts=parts)
        self._spell(spelling, named)
        if " - " in spelling:
            self.dashed.add(fold(spelling))

    def _spell(self, spelling: str, named: Callable[..., _Name]) -> None:
        folded = fold(spelling)
        for phrase, marks in ((folded, marked(spelling)), (folded.replace(" ", ""), "")):
            if len(phrase) > 2:
                self.names.setdefault(phrase, []).append(named(folded=folded, marks=marks))

    def in_address(self, text: str) -> Place:
        """The province an address names, by the rules of this room."""
        named = [(name, said) for name, said in self._mentions(text) if said is not Said.NOT]
        if not any(said is Said.OUTRIGHT for _name, said in named):
            return Place()
        place = _agreed([name for name, _said in named])
        if place.conflict:
            place = _agreed([name for name, said in named if said is Said.OUTRIGHT or not name.earlier])
        return place

    def named(self, text: str) -> Place:
        """The province that a cell of a province column names; the cell may hold "Tỉnh Bình Dương, Vietnam"."""
        return self.in_address(text.strip(" ."))

    def _mentions(self, text: str) -> Iterator[tuple[_Name, Said]]:
        parts = [
            words
            for part in _PARTS.split(self._undashed(text[:1000]))
            if (words := _without_country(marked(part).split()))
        ]
        for number, words in enumerate(parts):
            yield from self._in_part(words, last=number == len(parts) - 1)

    def _undashed(self, text: str) -> str:
        """Without the dash in the name of an earlier province: "Gia Lai - Kon Tum" is one name, not two."""

        def joined(dash: re.Match[str]) -> str:
            two, following = text[: dash.start()].split()[-2:], text[dash.end() :].split()[:2]
            return " " if fold(" ".join((*two, *following))) in self.dashed else dash.group()

        return _DASH.sub(joined, text)

    def _in_part(self, words: Sequence[str], *, last: bool) -> Iterator[tuple[_Name, Said]]:
        folded = [fold(word) for word in words]
        at = free = 0
        while at < len(words):
            for size in range(min(self.longest, len(words) - at), 0, -1):
                phrase = " ".join(folded[at : at + size])
                if phrase in _NO_PLACE:
                    break
                if name := self._name(phrase, words[at : at + size]):
                    yield name, _said(phrase, words, folded, at, size, free=free, last=last)
                    break
            else:
                at += 1
                continue
            at += size
            free = at

    def _name(self, phrase: str, words: Sequence[str]) -> _Name | None:
        return next((n for n in self.names.get(phrase, ()) if _same_marks(words, n.marks.split())), None)


def _said(
    phrase: str, words: Sequence[str], folded: Sequence[str], at: int, size: int, *, free: int, last: bool
) -> Said:
    """Whether the name at ``at`` says where the address lies; from ``free`` on no other name is met."""
    after = folded[at + size :]
    follows, then = (*after, "", "")[:2]
    part_of_a_street = follows in _UNITS_AFTER and not then[:1].isdigit()
    if part_of_a_street:
        return Said.NOT
    # Before the units: "thành phố" ends in "phố".
    if _ends_in(words[free:at], _MARKS_BEFORE):
        return Said.OUTRIGHT
    if _ends_in(words[free:at], _UNITS_BEFORE):
        return Said.NOT
    if phrase in _PLAIN or follows in _MARKS_AFTER or fuzz.ratio(follows, "province") >= 85:
        return Said.OUTRIGHT
    if not at and not after:
        return Said.OUTRIGHT if last else Said.BESIDE
    if not last or after or size == 1:
        return Said.NOT
    # At the end of the address, without a comma: not "12 Hoa Binh", which is a house in a street.
    before = folded[:at]
    no_house = not any(c.isdigit() for word in before for c in word)
    return Said.OUTRIGHT if no_house or any(w in _ADMINISTRATIVE for w in before) else Said.NOT


def _ends_in(words: Sequence[str], kinds: set[str]) -> bool:
    """Whether the last one or two words are one of ``kinds``; marks that were typed must be its own."""
    return any(
        fold(" ".join(words[-size:])) == fold(kind) and _same_marks(words[-size:], kind.split())
        for size in (1, 2, 3)
        for kind in kinds
        if len(words) >= size == len(kind.split())
    )


def _same_marks(typed: Sequence[str], own: Sequence[str]) -> bool:
    """Words typed without marks match all; with marks, those of the name, wherever the tone is set
    ("Thanh Hoá" and "Thanh Hóa" are both written)."""
    if len(typed) != len(own):
        return True
    return all(t == fold(t) or _letters(t) == _letters(o) for t, o in zip(typed, own, strict=True))


def _letters(word: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", word))


def _without_country(words: list[str]) -> list[str]:
    """A part without "Vietnam" and a postcode at its end."""
    while words:
        if re.fullmatch(r"[0-9]{5,6}", words[-1]) or fold(words[-1]) in _COUNTRY:
            words = words[:-1]
        elif fold(" ".join(words[-2:])) in _COUNTRY:
            words = words[:-2]
        else:
            break
    return words


def _agreed(names: Sequence[_Name]) -> Place:
    labels = tuple(dict.fromkeys(name.label for name in names))
    if not names:
        return Place()
    provinces = frozenset.intersection(*(name.provinces for name in names))
    if not provinces:
        return Place(conflict=labels)
    if len(provinces) > 1:
        return Place(divided=names[0].earlier)
    [province] = provinces
    said = [formers for name in names if (formers := name.formers(province))]
    agreed = frozenset.intersection(*said) if said else frozenset()
    if said and not agreed:
        return Place(province, conflict=labels)
    return Place(province, next(iter(agreed)) if len(agreed) == 1 else "")


@cache
def shipped_places() -> Places:
    """The places of the reference files, read once a process."""
    return Places()
