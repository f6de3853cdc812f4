"""Exact numbers in, exact numbers inside, six places out."""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?|-?[0-9]+/0*[1-9][0-9]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Longer numbers are nobody's measurement; with them every step would take hours.
_DIGITS = 1000
_MILLION = 1_000_000


class Refused(ValueError):
    """A document that cannot be judged. ``place`` says where, ``reason`` what is wrong."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def number(value: object, place: str) -> Fraction:
    """A decimal or a fraction, from a string, an integer or JSON's decimal ("3", "0.75", "1/3", 2, 0.75)."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise Refused(place, "a number is wanted, as a string or a whole number")
    if isinstance(value, Decimal):
        length = max(len(value.as_tuple().digits), abs(value.adjusted()))
    else:
        length = len(value) if isinstance(value, str) else value.bit_length() // 4
    if length > _DIGITS:
        raise Refused(place, "this number is too long")
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise Refused(place, f"{value[:40]!r} is not a number")
    return Fraction(value)


def day(value: object, place: str) -> date | None:
    """An ISO date, or None."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused(place, "a date is wanted, like 2026-11-21")
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Refused(place, f"{value[:40]!r} is not a date like 2026-11-21")


def micro(numerator: int, denominator: int) -> int:
    """numerator / denominator in millionths, rounded half to even; 0 where nothing is weighed."""
    if denominator == 0:
        return 0
    whole, rest = divmod(numerator * _MILLION, denominator)
    twice = 2 * rest
    return whole + (twice > denominator or (twice == denominator and whole & 1))


def six(value: Fraction) -> str:
    """Six places, rounded half to even from the exact value: 48.3 is "48.300000"."""
    numerator, denominator = value.as_integer_ratio()
    if denominator == 1:
        return f"{numerator}.000000"
    scaled = micro(abs(numerator), denominator)
    sign = "-" if scaled and numerator < 0 else ""
    return f"{sign}{scaled // _MILLION}.{scaled % _MILLION:06d}"


def plain(value: Fraction | int) -> str:
    """The canonical spelling: a decimal without trailing zeros, or a fraction where there is none."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    if value.denominator == 1:
        return str(value.numerator)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def canonical(document: Any) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(document: Any) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def common_denominator(values: Sequence[Fraction]) -> int:
    return lcm(*(v.denominator for v in values))


def shown_parts(parts: Sequence[Fraction], places: int = 1) -> list[int]:
    """Round ``parts`` so that they add up to their rounded sum, by largest remainder.

    Returns them in units of 10**-places; no part is off by a whole unit or more.
    """
    scaled = [p * 10**places for p in parts]
    floors = [int(p // 1) for p in scaled]
    short = round(sum(scaled, Fraction(0))) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda i: (floors[i] - scaled[i], i))
    for index in by_remainder[:short]:
        floors[index] += 1
    return floors
