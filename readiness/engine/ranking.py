"""Places in a ranking: the highest is first, equals share the mean of their places; and how two rankings agree."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt


def doubled_places(values: Sequence[float | int | Fraction]) -> list[int]:
    """Twice the place of each value, so that places shared by equals stay whole numbers."""
    order = sorted(range(len(values)), key=values.__getitem__, reverse=True)
    places = [0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for index in order[begin:end]:
            places[index] = begin + 1 + end
        begin = end
    return places


def mean_shift(one: Sequence[int], other: Sequence[int]) -> float:
    """The mean of the absolute differences of places, from doubled places; 0 where nothing is ranked."""
    if not one:
        return 0.0
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / (2 * len(one))


def spearman(one: Sequence[int], other: Sequence[int]) -> float | None:
    """The rank correlation, from doubled places; None where one ranking tells nobody apart."""
    size = len(one)
    mean = size + 1
    products = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    squares = [sum((a - mean) ** 2 for a in places) for places in (one, other)]
    return products / sqrt(squares[0] * squares[1]) if all(squares) else None
