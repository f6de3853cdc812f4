"""The letters in which a text file is written. The rule, stop at the first yes:

1. It begins with a byte order mark: UTF-8 or UTF-16, as the mark says.
2. A third of its first bytes are zero, and on one side of each pair: UTF-16 without a mark.
3. It holds a zero byte: no text.
4. It can be read as UTF-8: UTF-8.
5. Read as Windows-1258 it is Vietnamese: every byte is a letter there, every tone mark stands behind a vowel, and
   no sign stands where a word has a letter. Fonts of the years before Unicode (TCVN3, VNI) fail here.
6. Anything else is refused; nothing is guessed.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from suppliers.importing.refusal import Refused

UTF_8, UTF_16, WINDOWS = "UTF-8", "UTF-16", "Windows-1258"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 2_000
# What Windows-1258 writes apart from its letter: grave, hook, tilde, acute, dot below.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_TONE_ALONE = re.compile(f"(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[{_TONES}]")
_SIGN_IN_A_WORD = re.compile(r"(?<=[^\W\d_µªº])[µªº¡-©«-¬®-´¶-¹»-¿×÷]|[µ®¬©](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Text:
    """A file as text, and what it was written in."""

    text: str
    encoding: str


def text_of(data: bytes) -> Text:
    """``data`` as text by the rule of this room. Raises Refused."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Text(_decoded(data, codec), UTF_8 if codec == "utf-8-sig" else UTF_16)
    if codec := _unmarked_utf_16(data[:_LOOKED_AT]):
        return Text(_decoded(data, codec), UTF_16)
    if b"\0" in data:
        raise Refused(_("This is no text: it holds zero bytes. Save it as “CSV UTF-8” or as XLSX."))
    try:
        return Text(data.decode("utf-8"), UTF_8)
    except UnicodeDecodeError as error:
        if (text := _windows(data)) is not None:
            return Text(text, WINDOWS)
        raise Refused(_unread(data, error.start)) from None


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Refused(_unread(data, error.start)) from None


def _unread(data: bytes, at: int) -> str:
    return _(
        "Line %(line)s is written in letters that cannot be read (an old font, or a damaged file). "
        "Save the file as “CSV UTF-8” or as XLSX."
    ) % {"line": data[:at].count(b"\n") + 1}


def _unmarked_utf_16(head: bytes) -> str:
    """Latin letters of UTF-16 have a zero byte each, always on the same side."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd * 3 >= pairs * 2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even * 3 >= pairs * 2 and not odd else ""


def _windows(data: bytes) -> str | None:
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    if _TONE_ALONE.search(text) or _SIGN_IN_A_WORD.search(text):
        return None
    return unicodedata.normalize("NFC", text)
