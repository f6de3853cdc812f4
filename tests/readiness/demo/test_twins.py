"""Firms of the drawn country that are there twice, so that staff can try a merge and its undoing."""

from readiness.demo import twins
from suppliers.duplicates import merging
from suppliers.models import DuplicatePair, SearchDocument, Supplier, SupplierMerge
from tests.cast import NOW
from tests.readiness.demo import country


def test_pairs_wait_for_staff_and_no_second_record_is_counted_or_listed(drawn: None) -> None:
    pairs = DuplicatePair.objects.filter(verdict="").select_related("one", "other").order_by("one")
    second = [pair.other for pair in pairs]
    assert len(second) == twins.count(120) == len(twins.SPELLED)
    assert [set(pair.reasons) for pair in pairs] == [
        {"legal_form", "address"},
        {"legal_form", "address"},
        {"name", "address"},
        {"name", "province"},
    ]
    assert all((twin.tax_code, twin.enterprise, twin.listed) == (None, None, False) for twin in second)
    assert not SearchDocument.objects.filter(supplier__in=second).exists()
    assert twins.count(60) == 0


def test_a_pair_can_be_merged_and_parted_and_the_country_drawn_anew(drawn: None) -> None:
    first, other, *_more = DuplicatePair.objects.select_related("one", "other").order_by("one")
    by = country.people()[0]
    merging.undo(merging.merge(first.one, first.other, by=by, now=NOW), by=by, now=NOW)
    merging.merge(other.one, other.other, by=by, now=NOW)
    country.draw(again=True)
    assert Supplier.objects.count() == 120
    assert not SupplierMerge.objects.exists()
    assert DuplicatePair.objects.count() == len(twins.SPELLED)
