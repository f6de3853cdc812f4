"""Points as they are shown, in tenths: the parts of a whole add up to the whole as it stands above them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format


def tenths(value: Fraction) -> int:
    """Rounded down, as the total of a page is shown."""
    return int(value * 10 // 1)


def shares(parts: Sequence[Fraction], whole: int) -> list[int]:
    """``parts`` in tenths that add up to ``whole``, by largest remainder; none is off by a whole tenth.

    ``whole`` is their sum in tenths, rounded down or up: what is shown for them together.
    """
    floors = [int(part * 10 // 1) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i] * 10, i))
    for place in by_remainder[: whole - sum(floors)]:
        floors[place] += 1
    return floors


def whole_shares(parts: Sequence[Fraction], whole: int) -> list[int]:
    """The same in whole points; ``whole`` may be more than their sum rounded up: what is left over goes round."""
    floors = [int(part // 1) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i], i))
    over = whole - sum(floors)
    for rank, place in enumerate(by_remainder):
        floors[place] += over // len(parts) + (rank < over % len(parts))
    return floors


def written(count: int) -> str:
    """Tenths of a point with one decimal, in the reader's notation."""
    return number_format(Decimal(count) / 10, 1)
