"""What two firms are compared by: the name without its legal form, the numbers in it, the address.

All text is folded by ``portal.folding``; nothing here folds by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from rapidfuzz import fuzz

from portal.folding import fold, fold_name
from portal.vocabulary import rows

SIMILAR = 88
_COUNTRY = re.compile(r"\(?\b(?:vi[eệ]t\s*nam|vn)\b\)?", re.IGNORECASE)
# "Two" and the letters "ll" are written where II is meant.
_NUMBER_WORDS = {
    "ii": "2", "ll": "2", "iii": "3", "lll": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "one": "1",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
# Alone these letters are initials; at the end of a name they count.
_NUMBERS_AT_THE_END = {"i": "1", "v": "5", "x": "10"}
_GENERIC = {
    "street", "st", "str", "road", "rd", "ward", "commune", "district", "dist", "town", "city", "province", "zone", "industrial",
    "park", "lot", "no", "so", "duong", "pho", "phuong", "xa", "huyen", "quan", "tinh", "tp", "thanh", "thi", "tran", "lo", "kcn",
    "khu", "cong", "nghiep", "viet", "nam", "vietnam", "vn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared. ``legal`` is the folded name with its legal form; ``stem`` has neither
    legal form, trade words ("sản xuất thương mại") nor numbers; ``numbers`` are those of "Dệt may 2"."""

    legal: str
    core: str
    stem: str
    numbers: frozenset[str]

    @property
    def key(self) -> str:
        """Equal for "Minh Phát" and "Minhphat"."""
        return self.core.replace(" ", "")


@cache
def _trade_words() -> re.Pattern[str]:
    phrases = {fold(row["written"]) for row in rows("legal_forms") if row["kind"] == "trade_word"} - {""}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def name_of(text: str) -> Name:
    """``text`` made comparable. The country's name is no part of a firm's: "Eclat (Vietnam)" is "Eclat"."""
    core = fold_name(_COUNTRY.sub(" ", text)) or fold_name(text)
    words, numbers = [], set()
    parts = core.split()
    for at, word in enumerate(parts):
        number = _NUMBER_WORDS.get(word, "")
        if at and at == len(parts) - 1:
            number = number or _NUMBERS_AT_THE_END.get(word, "")
        if number:
            numbers.add(number)
        elif digits := re.findall(r"\d+", word):
            numbers.update(digit.lstrip("0") or "0" for digit in digits)
            words += re.findall(r"[^\W\d]+", word)
        else:
            words.append(word)
    plain = " ".join(words)
    stem = " ".join(_trade_words().sub(" ", plain).split()) or plain or core
    return Name(fold(text), " ".join([plain, *sorted(numbers)]).strip(), stem, frozenset(numbers))


class Agreement(IntEnum):
    """How far two addresses agree."""

    DIFFERENT = 0
    UNKNOWN = 1
    PROVINCE = 2  # the same province, and nothing more is said
    SAME = 3


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is compared; ``province`` is any stable key of the province, "" while unknown."""

    words: str
    numbers: frozenset[str]
    province: str


def address_of(text: str, province: str) -> Address:
    words = [word for word in fold(text).split() if not re.fullmatch(r"\d{5,6}", word)]
    numbers = frozenset(word.lstrip("0") for word in words if re.search(r"[1-9]", word))
    return Address(" ".join(word for word in words if word not in _GENERIC), numbers, province)


def compare(one: Address, other: Address) -> Agreement:
    """The numbers of an address decide: a house, a lot, a road. Words alone must be nearly the same."""
    if one.province and other.province and one.province != other.province:
        return Agreement.DIFFERENT
    together = one.numbers & other.numbers
    likeness = fuzz.token_set_ratio(one.words, other.words)
    if one.numbers and other.numbers:
        if together in (one.numbers, other.numbers):
            return Agreement.SAME if likeness >= 70 else Agreement.DIFFERENT
        return (
            Agreement.SAME
            if together and likeness >= 92 and _mostly(together, one, other)
            else Agreement.DIFFERENT
        )
    if len(one.words.split()) > 2 and fuzz.token_sort_ratio(one.words, other.words) >= 90:
        return Agreement.SAME
    return Agreement.PROVINCE if one.province and one.province == other.province else Agreement.UNKNOWN


def _mostly(together: frozenset[str], *addresses: Address) -> bool:
    return all(2 * len(together) > len(address.numbers) for address in addresses)


def phone_key(text: str) -> str:
    """The national digits of a telephone number, however it was written; "" where there are too few."""
    digits = re.sub(r"\D", "", text).removeprefix("00").removeprefix("84").lstrip("0")
    return digits if len(digits) >= 8 else ""


def similar(one: Name, other: Name) -> bool:
    """Spelled nearly alike. Short names differ by one letter and are other firms ("Hà An", "Hà Anh")."""
    if min(len(one.stem), len(other.stem)) < 6:
        return one.stem == other.stem
    return fuzz.token_sort_ratio(one.stem, other.stem) >= SIMILAR


def rarest(words: Sequence[str], counts: dict[str, int], most: int) -> list[str]:
    """The one or two words that fewest others have; none where even they are common."""
    return sorted((w for w in set(words) if 0 < counts.get(w, 0) <= most), key=lambda w: (counts[w], w))[:2]
