"""Reported purchases: nothing that is published gives a buyer away.

Mutants of `reported` that live change nothing: with what a sum begins.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.engine.reported import ORIGINS, STATED, Purchase, in_country, publish, vietnamese

SECTORS = "ABCD"
purchases = st.lists(
    st.builds(
        Purchase,
        st.integers(1, 5),
        st.sampled_from(SECTORS),
        st.sampled_from(STATED),
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


def published(origin: str) -> str:
    return origin if origin in ORIGINS else "other"


@settings(max_examples=60, deadline=None)
@given(purchases)
def test_differencing_finds_nothing(stated):
    unknowns = sorted({(p.sector, p.origin) for p in stated})
    shown = publish(stated)
    known = [[int((u[0], published(u[1])) == cell) for u in unknowns] for cell in shown.cells]
    known += [[int(published(u[1]) == origin) for u in unknowns] for origin in shown.totals]
    if shown.unknown is not None:
        known.append([int(u[1] == "unknown") for u in unknowns])
    for cell in unknowns:
        of_cell = [p for p in stated if (p.sector, published(p.origin)) == (cell[0], published(cell[1]))]
        together = [int((u[0], published(u[1])) == (cell[0], published(cell[1]))) for u in unknowns]
        if gives_away(of_cell):
            assert rank([*known, together]) > rank(known)
    for origin in STATED:
        whole = [p for p in stated if p.origin == origin]
        if gives_away(whole):
            assert rank([*known, [int(u[1] == origin) for u in unknowns]]) > rank(known)
    for origin in shown.totals:
        left = [p for p in stated if published(p.origin) == origin and (p.sector, origin) not in shown.cells]
        assert not gives_away(left)


@settings(max_examples=60, deadline=None)
@given(purchases)
def test_a_rate_of_a_sector_says_nothing_that_its_cells_do_not(stated):
    shown = publish(stated)
    for sector in SECTORS:
        amounts = shown.sector(sector)
        of_sector = {published(p.origin) for p in stated if p.sector == sector}
        if amounts is None:
            assert not of_sector or any((sector, o) not in shown.cells for o in of_sector)
        else:
            assert set(amounts) == of_sector
            assert 0 <= vietnamese(amounts) <= in_country(amounts) <= 1


def spent(origin, sector, *amounts):
    return [Purchase(buyer, sector, origin, Decimal(a)) for buyer, a in enumerate(amounts, 1)]


def test_a_hidden_cell_takes_the_smallest_other_with_it():
    stated = spent("imported", "A", 9) + spent("imported", "B", 5, 5, 5) + spent("imported", "C", 50, 50, 50)
    shown = publish(stated)
    assert shown.cells == {("C", "imported"): 150}
    assert shown.totals == {"imported": 174}


def test_rates_are_shares_of_all_purchases():
    stated = [
        p
        for o, n in zip(("imported", "vietnamese", "foreign"), (60, 15, 25), strict=True)
        for p in spent(o, "A", n, n, n)
    ]
    shown = publish(stated)
    assert (shown.in_country, shown.vietnamese, shown.buyers) == (Decimal("0.4"), Decimal("0.15"), 3)


def test_one_origin_that_may_not_be_shown_hides_the_rates():
    stated = spent("imported", "A", 9, 9, 9) + spent("vietnamese", "A", 1, 1, 1) + spent("foreign", "A", 7)
    assert publish(stated).in_country is None
    assert publish(stated).vietnamese is None


def test_unknown_owners_who_would_tell_of_a_buyer_are_hidden_beside_rates_that_are_shown():
    stated = spent("imported", "A", 9, 9, 9) + spent("foreign", "A", 9, 9, 9) + spent("unknown", "A", 2)
    shown = publish(stated)
    assert shown.in_country is not None
    assert (shown.unknown, shown.unknown_share) == (None, None)


def test_one_buyer_above_four_fifths_is_hidden_and_at_four_fifths_shown():
    assert not publish(spent("imported", "A", 81, 10, 9)).cells
    assert publish(spent("imported", "A", 80, 10, 10)).cells


def test_a_buyer_is_weighed_by_all_that_it_bought():
    thrice = [Purchase(1, "A", "imported", Decimal(27))] * 3
    others = [Purchase(2, "A", "imported", Decimal(10)), Purchase(3, "A", "imported", Decimal(9))]
    assert not publish(thrice + others).cells, "81 of 100"


def test_a_sector_has_its_amounts_by_origin_where_all_may_be_shown():
    stated = spent("imported", "A", 6, 6, 6) + spent("vietnamese", "A", 2, 2, 2) + spent("imported", "B", 9)
    shown = publish(stated + spent("imported", "C", 50, 50, 50))
    assert shown.sector("B") is None
    assert shown.sector("C") == {"imported": 150}
    assert shown.sector("D") is None
    assert in_country(shown.sector("C")) == vietnamese(shown.sector("C")) == 0


def test_of_the_sectors_that_could_give_way_the_smallest_does_and_of_equals_the_first():
    stated = (
        spent("imported", "A", 40, 40, 40) + spent("imported", "B", 5, 5, 5) + spent("imported", "C", 5, 5, 5)
    )
    shown = publish(stated + spent("imported", "D", 3))
    assert set(shown.cells) == {("A", "imported"), ("C", "imported")}


def test_owners_nobody_knows_count_as_local_and_not_as_vietnamese():
    stated = [p for o, n in zip(STATED, (60, 15, 20, 5), strict=True) for p in spent(o, "A", n, n, n)]
    shown = publish(stated)
    assert (shown.in_country, shown.vietnamese, shown.unknown_share) == (Decimal("0.4"), Decimal("0.15"), Decimal("0.05"))  # fmt: skip


def test_the_unknown_part_is_hidden_where_it_or_the_rest_would_give_a_buyer_away():
    few = spent("imported", "A", 9, 9, 9) + spent("foreign", "A", 9, 9, 9) + spent("unknown", "A", 7)
    assert publish(few).unknown is None
    rest = spent("imported", "A", 9, 9, 9) + spent("unknown", "A", 9, 9, 9) + spent("foreign", "A", 7)
    assert publish(rest).unknown is None
    assert publish(rest).in_country is not None


def test_no_report_gives_no_rate_and_never_nought():
    nothing = publish([])
    assert (nothing.in_country, nothing.vietnamese, nothing.sector("A"), nothing.buyers) == (
        None,
        None,
        None,
        0,
    )


def test_a_cell_hidden_for_its_own_sake_is_told_from_one_hidden_for_anothers():
    stated = spent("imported", "A", 9) + spent("imported", "B", 5, 5, 5) + spent("imported", "C", 50, 50, 50)
    shown = publish(stated)
    assert shown.primary == {("A", "imported")}
    assert shown.buyers_in == {("A", "imported"): 1, ("B", "imported"): 3, ("C", "imported"): 3}
    assert shown.buyers_of == {"A": 1, "B": 3, "C": 3}


contents = st.none() | st.integers(0, 4).map(lambda n: Decimal(n) / 4)


def with_content(stated: list[Purchase], shares: list[Decimal | None]) -> list[Purchase]:
    """What is imported is of no supplier here."""
    return [
        p if p.origin == "imported" else replace(p, local_content=share)
        for p, share in zip(stated, shares, strict=False)
    ]


def stays(stated: list[Purchase], unknown: int) -> Fraction:
    """Per cent that stays in the country, if of the others so much of each purchase did."""
    whole = sum(Fraction(p.amount) for p in stated)
    here = sum(
        Fraction(p.amount) * (unknown if p.local_content is None else Fraction(p.local_content))
        for p in stated
        if p.origin != "imported"
    )
    return 100 * here / whole


@settings(max_examples=60, deadline=None)
@given(purchases, st.lists(contents, min_size=60, max_size=60))
def test_the_value_that_stays_lies_between_its_ends_and_hides_what_the_sums_behind_it_would_tell(
    stated, shares
):
    stated = with_content(stated, shares)
    shown = publish(stated)
    known = [p for p in stated if p.local_content is not None]
    silent = [p for p in stated if p.local_content is None and p.origin != "imported"]
    assert shown.weighed == len({p.buyer for p in known})
    hidden = len({p.buyer for p in known}) < 4 or gives_away(known) or gives_away(silent)
    if hidden or shown.country is None:
        assert shown.value is None
        return
    assert shown.value.least <= stays(stated, 0) < shown.value.least + 1
    assert shown.value.most - 1 < stays(stated, 1) <= shown.value.most
    assert abs(stays(known, 0) - shown.value.of_known) <= Fraction(1, 2)


@settings(max_examples=60, deadline=None)
@given(purchases, st.lists(contents, min_size=60, max_size=60))
def test_what_suppliers_import_changes_nothing_but_the_value(stated, shares):
    before, after = publish(stated), publish(with_content(stated, shares))
    assert replace(after, value=None, weighed=0) == replace(before, value=None, weighed=0)
