"""Reported purchases: nothing that is published gives a buyer away."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.reported import ORIGINS, Purchase, publish

SECTORS = "ABCD"
purchases = st.lists(
    st.builds(
        Purchase,
        st.integers(1, 5),
        st.sampled_from(SECTORS),
        st.sampled_from(ORIGINS),
        st.integers(1, 100).map(Decimal),
    ),
    max_size=60,
)


def rank(rows: list[list[int]]) -> int:
    left = [[Fraction(x) for x in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((i for i in range(found, len(left)) if left[i][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for i in range(found + 1, len(left)):
            by = left[i][column] / left[found][column]
            left[i] = [a - by * b for a, b in zip(left[i], left[found], strict=True)]
        found += 1
    return found


def gives_away(stated: list[Purchase]) -> bool:
    """Fewer than three buyers, or one with more than four fifths."""
    money = {b: sum(p.amount for p in stated if p.buyer == b) for b in {p.buyer for p in stated}}
    return bool(money) and (len(money) < 3 or 5 * max(money.values()) > 4 * sum(money.values()))


@settings(max_examples=60, deadline=None)
@given(purchases)
def test_differencing_finds_nothing(stated):
    unknowns = sorted({(p.sector, p.origin) for p in stated})
    shown = publish(stated)
    known = [[int(u == cell) for u in unknowns] for cell in shown.cells]
    known += [[int(u[1] == origin) for u in unknowns] for origin in shown.totals]
    for target in unknowns:
        if gives_away([p for p in stated if (p.sector, p.origin) == target]):
            assert rank([*known, [int(u == target) for u in unknowns]]) > rank(known)
    for origin in shown.totals:
        left = [p for p in stated if p.origin == origin and (p.sector, origin) not in shown.cells]
        assert not gives_away(left)


def spent(origin, sector, *amounts):
    return [Purchase(buyer, sector, origin, Decimal(a)) for buyer, a in enumerate(amounts, 1)]


def test_a_hidden_cell_takes_the_smallest_other_with_it():
    stated = spent("imported", "A", 9) + spent("imported", "B", 5, 5, 5) + spent("imported", "C", 50, 50, 50)
    shown = publish(stated)
    assert shown.cells == {("C", "imported"): 150}
    assert shown.totals == {"imported": 174}


def test_rates_are_shares_of_all_purchases():
    stated = [p for o, n in zip(ORIGINS, (60, 15, 25), strict=True) for p in spent(o, "A", n, n, n)]
    shown = publish(stated)
    assert (shown.in_country, shown.vietnamese, shown.buyers) == (Decimal("0.4"), Decimal("0.15"), 3)


def test_one_origin_that_may_not_be_shown_hides_the_rates():
    stated = spent("imported", "A", 9, 9, 9) + spent("vietnamese", "A", 1, 1, 1) + spent("foreign", "A", 7)
    assert publish(stated).in_country is None
    assert publish(stated).vietnamese is None


def test_one_buyer_above_four_fifths_is_hidden_and_at_four_fifths_shown():
    assert not publish(spent("imported", "A", 81, 10, 9)).cells
    assert publish(spent("imported", "A", 80, 10, 10)).cells
