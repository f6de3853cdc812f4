"""One cell at a time: what it says, cleaned, or why it cannot be taken in. No database, no clock.

A cleaner returns the value, "" for an empty cell, and raises ``Unclean`` with a code and a sentence.
"""

import codecs
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from stdnum.vn import mst

from portal.folding import fold

LONGEST_CELL = 5_000
HOUSEHOLD_DIGITS = 12
_EMPTY = {
    "", "-", "--", "---", ".", "n/a", "na", "#n/a", "none", "null", "nil", "không", "không có", "chưa có", "chưa rõ",
    "khong", "khong co", "chua co", "chua ro", "không rõ", "khong ro",
}  # fmt: skip
_VIETNAM = {
    "vn", "vnm", "vietnam", "viet nam", "vietnam vn", "socialist republic of vietnam", "socialist republic of viet nam",
    "cong hoa xa hoi chu nghia viet nam", "cong hoa xhcn viet nam", "sr vietnam", "sr viet nam", "베트남", "ベトナム", "越南",
}  # fmt: skip
# A square or a diamond stands where a line break or a letter was lost; the first is only a break.
_BREAKS = re.compile(r"[\u25a1\u25af\u2028\u2029\x0b\x0c]")
_LOST = "\ufffd"
_MACHINE_DATE = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{2} \d{4} \d{2}:\d{2}:\d{2}"
    r"(?: GMT[+-]\d{4})?(?: \([A-Za-z ]+\))?"
)
_WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?")
_PERSONAL_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")
_EMAIL = EmailValidator()
_URL = URLValidator(schemes=["http", "https"])
# What Windows and old Macs made of UTF-8; Python's cp1252 leaves five bytes out.
_CP1252_HOLES = {code: bytes([code]) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


class Unclean(Exception):
    """Why a cell cannot be taken in: a stable code and a sentence for the reader."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def plain(value: str) -> str:
    """The text of a cell: composed letters, one space between words, nothing invisible; "" for "-" and the like."""
    if len(value) > LONGEST_CELL:
        raise Unclean(
            "too_long",
            _("This cell has more than %(most)s characters.")
            % {"most": number_format(LONGEST_CELL, force_grouping=True)},
        )
    text = unicodedata.normalize("NFC", _BREAKS.sub(" ", value))
    text = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " if c in "\t\r\n" else "" for c in text
    )
    text = " ".join(text.split())
    if wrapped := re.fullmatch(r'="([^"]*)"', text):
        # How zeros at the front are kept in a CSV meant for a spreadsheet.
        text = wrapped[1].strip()
    if text == "=" or re.match(r"=[A-Za-z@+\-(\d]", text):
        raise Unclean("formula", _("This cell holds a formula, not its value."))
    if re.fullmatch(r"#(REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]", text):
        raise Unclean("error", _("This cell holds an error of the spreadsheet, not a value."))
    return "" if text.casefold() in _EMPTY else text


def short(value: str, most: int) -> str:
    """``plain``, with at most ``most`` characters."""
    text = plain(value)
    if len(text) > most:
        raise Unclean("too_long", _("This cell has more than %(most)s characters.") % {"most": most})
    return text


def repaired(text: str) -> str:
    """Text that was UTF-8 and was read as Windows' or an old Mac's letters ("CÃ´ng ty"), read again.

    Only where every letter of it turns back; anything else stays as it is.
    """
    for once in (_cp1252_bytes(text), _bytes(text, "mac_roman")):
        try:
            again = once.decode("utf-8") if once else ""
        except UnicodeDecodeError:
            continue
        if again and again != text:
            return unicodedata.normalize("NFC", again)
    return text


def _bytes(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""


def _hole(error: UnicodeError) -> tuple[bytes, int]:
    """The byte of a letter that Windows' table lacks and readers pass through; any other ends the attempt."""
    assert isinstance(error, UnicodeEncodeError)
    byte = _CP1252_HOLES.get(ord(error.object[error.start]))
    if byte is None:
        raise error
    return byte, error.start + 1


codecs.register_error("cp1252-holes", _hole)


def _cp1252_bytes(text: str) -> bytes:
    try:
        return text.encode("cp1252", "cp1252-holes")
    except UnicodeEncodeError:
        return b""


def name(value: str) -> str:
    text = repaired(short(value, 250))
    if not text:
        raise Unclean("missing", _("The name is missing."))
    if _LOST in text or re.search(r"[^\W\d_]\?[^\W\d_]", text):
        raise Unclean("lost_letters", _("Letters of this name were lost; write it again."))
    if _WHOLE_DATE.fullmatch(text) or _MACHINE_DATE.search(text):
        raise Unclean("date", _("A spreadsheet turned this cell into a date; write the name again."))
    if not re.search(r"[^\W\d_]", text):
        raise Unclean("no_name", _("A name has letters; this has none."))
    return text


def address(value: str) -> tuple[str, str]:
    """The address and, where part of it had to be left out, the sentence that says so."""
    text = repaired(short(value, 300))
    if _WHOLE_DATE.fullmatch(text):
        raise Unclean("date", _("A spreadsheet turned this cell into a date; write the address again."))
    left = _MACHINE_DATE.sub(" ", text).replace(_LOST, " ")
    if left == text:
        return text, ""
    said = (
        _("Letters of this address were lost; what is left was taken in.")
        if _LOST in text
        else _("A spreadsheet turned part of this address into a date; the rest was taken in.")
    )
    return " ".join(left.split()).strip(" ,;"), said


def in_vietnam(value: str) -> bool:
    return fold(plain(value)) in _VIETNAM


def digits_of(value: str) -> str:
    """A number as it was meant: without the label, the spaces, points and dashes people write in it."""
    text = re.sub(r"^\D{0,20}:\s*", "", plain(value)).lstrip("'’`")
    return re.sub(r"[\s.\-–/]", "", text.removesuffix(".0"))


def tax_code(value: str) -> tuple[str, str]:
    """(tax code, household's number): one of them, or neither for an empty cell."""
    digits = digits_of(value)
    if not digits:
        return "", ""
    if re.fullmatch(r"\d+([.,]?\d+)?[eE]\+?\d+", plain(value).replace(" ", "")):
        raise Unclean(
            "as_number",
            _("A spreadsheet turned this code into a rounded number; write all its digits as text."),
        )
    if not re.fullmatch(r"[0-9]+", digits):
        raise Unclean("no_digits", _("A tax code has digits only, for example 0100109106 or 0100109106-001."))
    if len(digits) in (9, 12) and mst.is_valid("0" + digits):
        raise Unclean(
            "lost_zero",
            _("This code has %(count)s digits: a zero at its beginning was probably lost. Write it as text.")
            % {"count": len(digits)},
        )
    if len(digits) == HOUSEHOLD_DIGITS:
        return "", digits
    if len(digits) == HOUSEHOLD_DIGITS - 1:
        raise Unclean(
            "lost_zero",
            _("This has 11 digits: a household's number with its first zero lost? Write it as text."),
        )
    if len(digits) not in (10, 13):
        raise Unclean(
            "length",
            _("A tax code has 10 digits, or 13 for a branch, or 12 for a household; this has %(count)s.")
            % {"count": len(digits)},
        )
    if not mst.is_valid(digits):
        raise Unclean(
            "check_digit", _("The check digit of this tax code is wrong; one digit is probably mistyped.")
        )
    return digits, ""


def phone(value: str) -> str:
    """The first telephone number of the cell."""
    text = re.split(r"[;,/|]|\s(?:-|hoặc|or|và|and)\s", re.sub(r"^\D{0,20}:\s*", "", plain(value)))[0].strip(
        " '’`"
    )
    if text and not re.fullmatch(r"\+?[0-9 ().-]{6,30}", text):
        raise Unclean("phone", _("Write digits, for example 0912 345 678 or +84 912 345 678."))
    return text


def email(value: str) -> str:
    """The first address of the cell."""
    text = re.split(r"[;,|\s]+", plain(value))[0].lower()
    if text:
        try:
            _EMAIL(text)
        except ValidationError:
            raise Unclean("email", _("Write an address such as ha@example.vn.")) from None
        if len(text) > 254:
            raise Unclean("email", _("Write an address such as ha@example.vn."))
    return text


def website(value: str) -> str:
    text = re.split(r"[;,|\s]+", plain(value))[0]
    if not text:
        return ""
    text = text if re.match(r"https?://", text, re.I) else f"https://{text}"
    try:
        _URL(text)
    except ValidationError:
        raise Unclean("website", _("Write an address such as www.example.vn.")) from None
    if len(text) > 200:
        raise Unclean("website", _("Write an address such as www.example.vn."))
    return text


def masked(text: str) -> str:
    """Text with the personal numbers in it hidden, but for the last two digits."""
    return _PERSONAL_NUMBER.sub(lambda found: hidden(found.group()), text)


def hidden(text: str) -> str:
    """A personal value as reports may show it: long enough to find the cell, too short to use it."""
    return "•" * max(3, len(text) - 2) + text[-2:] if len(text) > 5 else "•••"
