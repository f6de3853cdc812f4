"""Which cells of a published table are hidden, so that no firm can be picked out of it.

A count of one or two is hidden. So is what would give it away by subtraction: in a column whose total stands
below it, the next smallest cell; in a row of "all" and "Vietnamese-owned", the second where the difference is one or two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import pgettext

from portal.templatetags.figures import SMALLEST_CELL, few


@dataclass(frozen=True, slots=True)
class Count:
    """A number of firms; ``hidden`` where only the number itself may not be told; ``open`` to a reader who may see
    every firm."""

    value: int
    hidden: bool = False
    open: bool = False

    def __str__(self) -> str:
        if self.open:
            return number_format(self.value, force_grouping=True)
        if small(self.value):
            return few(self.value)
        if self.hidden:
            return pgettext("a count of firms", "hidden")
        return number_format(self.value, force_grouping=True)


def small(count: int) -> bool:
    return 0 < count < SMALLEST_CELL


def pairs(
    rows: Sequence[tuple[int, int]], *, total: bool, everything: bool = False
) -> list[tuple[Count, Count]]:
    """(all, Vietnamese-owned) of each row as shown; ``total`` says that the sums of both columns are shown too,
    ``everything`` that the reader may see every firm, so that there is nothing to hide."""
    if everything:
        return [(Count(everyone, open=True), Count(own, open=True)) for everyone, own in rows]
    first = [small(everyone) for everyone, _own in rows]
    second = [small(own) or small(everyone - own) for everyone, own in rows]
    if total:
        first = _not_by_subtraction([everyone for everyone, _own in rows], first)
        second = _not_by_subtraction([own for _everyone, own in rows], second)
    return [
        (Count(everyone, a), Count(own, b)) for (everyone, own), a, b in zip(rows, first, second, strict=True)
    ]


def _not_by_subtraction(counts: Sequence[int], hidden: list[bool]) -> list[bool]:
    """The same, with the smallest of the others hidden too while the total minus the rest would tell a cell."""
    hidden = list(hidden)
    others = sorted(
        (place for place, count in enumerate(counts) if count and not hidden[place]),
        key=lambda place: counts[place],
    )
    for place in others:
        if not _told([count for count, unseen in zip(counts, hidden, strict=True) if unseen and count]):
            break
        hidden[place] = True
    return hidden


def _told(unseen: Sequence[int]) -> bool:
    """Whether the sum of hidden cells tells one of them, to a reader who knows which of them are under three."""
    under = sum(map(small, unseen))
    over = len(unseen) - under
    if not unseen:
        return False
    if sum(unseen) == under + SMALLEST_CELL * over:
        return True  # each is the least that it can be
    return len(unseen) == 1 or (not over and sum(unseen) == (SMALLEST_CELL - 1) * under)
