"""The one way in which text is made comparable: search, import and duplicate detection share it.

Only text folded here is ever stored to be searched, so there is no second folding in SQL to agree with.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

# Decomposition leaves these alone; ð and Ð stand for đ in lists written on old machines.
_LETTERS = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ø": "o", "ß": "ss", "ı": "i", "ł": "l"})
_NOT_A_WORD = re.compile(r"[^\w]+|_", re.UNICODE)
# "S.T. Screen" and "T.N.H.H": letters with points between them are one word.
_POINTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?", re.UNICODE)
# "hoà" and "hòa", "khoẻ" and "khỏe", "thuý" and "thúy": one word in two spellings, the tone on either vowel.
_EARLY_TONE = re.compile(
    "(?:(?<=o)([\u0300\u0301\u0303\u0309\u0323])([ae])|(?<=u)([\u0300\u0301\u0303\u0309\u0323])(y))(?![\\w\u0300-\u036f])"
)
_KANA_VOICE = ("\u3099", "\u309a")


def fold(text: str) -> str:
    """Lower case without marks, one space between words, digits kept, CJK kept, NFC and NFD alike."""
    text = unicodedata.normalize("NFKC", text)
    text = _POINTED.sub(lambda found: found.group().replace(".", ""), text)
    text = text.translate(_LETTERS)
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c) or c in _KANA_VOICE
    )
    text = unicodedata.normalize("NFC", bare).casefold().translate(_LETTERS)
    return " ".join(_NOT_A_WORD.sub(" ", text).split())


def marked(text: str) -> str:
    """Like ``fold`` but with the marks: what a reader typed, for saying which of two words was meant.

    Where the tone of "oa", "oe" and "uy" is written is no difference. A mark that belongs to no letter (one over a digit) is left out: it would end a word that ``fold`` sees whole.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _POINTED.sub(lambda found: found.group().replace(".", ""), text)
    # The iota below a Greek letter would become a letter of its own.
    text = unicodedata.normalize("NFD", text).replace("\u0345", "").casefold()
    text = unicodedata.normalize("NFC", _EARLY_TONE.sub(r"\2\1\4\3", text))
    composed = "".join(c for c in text if not unicodedata.combining(c) or c in _KANA_VOICE)
    return " ".join(_NOT_A_WORD.sub(" ", composed).split())


_Form = tuple[int, tuple[str, ...], bool]


@cache
def _legal_forms() -> tuple[dict[str, list[_Form]], dict[str, list[_Form]]]:
    """Legal forms that stand in front, by their first word, and behind, by their last: (rank, folded words, whether in
    front), the longest first."""
    path = Path(__file__).parent / "reference" / "legal_forms.csv"
    with path.open(encoding="utf-8", newline="") as file:
        forms = {
            (tuple(fold(row["written"]).split()), row["position"])
            for row in csv.DictReader(file)
            if row["kind"] == "legal_form"
        }
    ordered = sorted(((words, at) for words, at in forms if words), key=lambda f: (-len(f[0]), f))
    front: dict[str, list[_Form]] = {}
    behind: dict[str, list[_Form]] = {}
    for rank, (words, position) in enumerate(ordered):
        if position in ("prefix", "any"):
            front.setdefault(words[0], []).append((2 * rank, words, True))
        if position in ("suffix", "any"):
            behind.setdefault(words[-1], []).append((2 * rank + 1, words, False))
    return front, behind


def _form_of(words: Sequence[str]) -> _Form | None:
    front, behind = _legal_forms()
    known = [*front.get(words[0], ()), *behind.get(words[-1], ())]
    return min(
        (
            form
            for form in known
            if len(form[1]) < len(words)
            and tuple(words[: len(form[1])] if form[2] else words[-len(form[1]) :]) == form[1]
        ),
        default=None,
    )


def fold_name(name: str) -> str:
    """A firm's name folded, without its legal form; never empty when the name is not.

    Whole phrases only, at the place where the form stands: "co" is both cổ and cỏ, so no single word is
    dropped from the middle of a brand.
    """
    words = fold(name).split()
    while words and (form := _form_of(words)):
        _rank, phrase, in_front = form
        words = words[len(phrase) :] if in_front else words[: -len(phrase)]
    folded = " ".join(words)
    for glued in ("주식회사", "유한회사", "株式会社", "有限会社", "有限公司", "股份有限公司"):
        folded = folded.removeprefix(glued).removesuffix(glued).strip() or folded
    return folded


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_PLACE = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}


def sort_key(text: str) -> str:
    """A key that sorts as a Vietnamese dictionary does: letters first (a ă â ... d đ ...), then tones
    (none, huyền, hỏi, ngã, sắc, nặng). There is no ICU here; the key is stored beside the word."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text.casefold()):
        tone, rest = "0", ""
        for part in unicodedata.normalize("NFD", character):
            if part in _TONES:
                tone = _TONES[part]
            else:
                rest += part
        letter = unicodedata.normalize("NFC", rest)
        if letter in _PLACE:
            letters.append(_PLACE[letter])
            tones.append(tone)
        elif letter.isdigit():
            letters.append(letter)
        else:
            letters.append(" ")
    # The tab sorts before every letter and the space, so that a shorter name comes first.
    return " ".join("".join(letters).split()) + "\t" + "".join(tones)
