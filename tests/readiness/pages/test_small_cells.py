"""A small cell is hidden and cannot be worked out from what is shown."""

from itertools import product

import pytest
from django.utils import translation

from readiness.dashboards.small_cells import Count, pairs


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def shown(rows, *, total=True):
    return [(str(a), str(b)) for a, b in pairs(rows, total=total)]


@pytest.mark.parametrize(
    "count, said", [(0, "0"), (1, "under 3"), (2, "under 3"), (3, "3"), (1000, "1,000")]
)  # fmt: skip
def test_one_and_two_are_under_three(count, said):
    assert str(Count(count)) == said


@pytest.mark.parametrize(
    "rows, expected",
    [
        pytest.param([(10, 5), (20, 8)], [("10", "5"), ("20", "8")], id="nothing small"),
        pytest.param([(0, 0), (20, 8)], [("0", "0"), ("20", "8")], id="nobody is no secret"),
        pytest.param(
            [(2, 0), (20, 8), (9, 4)],
            [("under 3", "0"), ("20", "8"), ("hidden", "4")],
            id="one small: total minus the rest would tell it",
        ),
        pytest.param(
            [(1, 0), (2, 0), (20, 8)],
            [("under 3", "0"), ("under 3", "0"), ("20", "8")],
            id="one and two: their sum of three tells neither",
        ),
        pytest.param(
            [(1, 0), (1, 0), (20, 8)],
            [("under 3", "0"), ("under 3", "0"), ("hidden", "8")],
            id="one and one: their sum of two tells both",
        ),
        pytest.param(
            [(9, 8), (20, 8), (30, 20)],
            [("9", "hidden"), ("20", "hidden"), ("30", "20")],
            id="one foreign firm would be the difference of a row",
        ),
    ],
)
def test_what_would_tell_a_small_cell_is_hidden_with_it(rows, expected):
    assert [
        (a, b if rows[i][1] else "0") for i, (a, b) in enumerate(shown(rows))
    ] == expected  # a hidden nought is a nought all the same


def test_without_a_total_below_nothing_else_is_hidden():
    assert shown([(2, 0), (20, 8)], total=False)[1] == ("20", "8")


def unseen(cells):
    """The positions of a column that are not shown as numbers."""
    return [i for i, cell in enumerate(cells) if not str(cell).replace(",", "").isdecimal()]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_no_small_count_follows_from_the_total_and_the_cells_that_are_shown(size):
    """Whoever knows the rule of hiding finds at least two numbers for every hidden cell, where there is
    another cell to hide it behind."""
    for column in product(range(7), repeat=size):
        cells = [a for a, _b in pairs([(count, 0) for count in column], total=True)]
        hidden = unseen(cells)
        if len(hidden) == sum(1 for count in column if count):
            continue  # every cell that is not empty is hidden already
        gap = sum(column[i] for i in hidden)
        ways = [
            filled
            for filled in product(range(1, gap + 1), repeat=len(hidden))
            if sum(filled) == gap
            and all((value < 3) == (column[i] < 3) for value, i in zip(filled, hidden, strict=True))
        ]
        for position in range(len(hidden)):
            assert len({way[position] for way in ways}) > 1, (column, [str(cell) for cell in cells])
