"""The change feed under writers that overlap: every change once, none missed, in one order for all."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from suppliers import feed
from suppliers.models import DirectoryChange, SearchDocument, Supplier
from tests.readiness.scoring import facts

Beside = Callable[..., Thread]


@pytest.fixture
def shops(committed: None) -> list[Supplier]:
    """Twelve firms on the list, and a reader who has seen that."""
    shops = [facts.shop(number) for number in range(1, 13)]
    SearchDocument.objects.bulk_create(
        SearchDocument(supplier=shop, row={"public_id": shop.public_id}) for shop in shops
    )
    return shops


def change(shop: Supplier, level: int) -> None:
    SearchDocument.objects.filter(supplier=shop).update(level=level)


def test_who_began_first_and_committed_last_is_not_missed(shops: list[Supplier], beside: Beside) -> None:
    seen = feed.newest()
    began, committed = Event(), Event()

    def early_and_late() -> None:
        with transaction.atomic():
            change(shops[0], 1)
            began.set()
            committed.wait(30)

    early = beside(early_and_late)
    began.wait(30)
    change(shops[1], 1)
    part = feed.after(seen, most=10)
    assert [c.public_id for c in part.changes] == [shops[1].public_id]
    committed.set()
    early.join(30)
    late = feed.after(part.next, most=10)
    assert [c.public_id for c in late.changes] == [shops[0].public_id]
    ids = [c.pk for c in (*part.changes, *late.changes)]
    assert ids == sorted(ids, reverse=True), "the keys alone would have hidden the early one"
    assert feed.after(late.next, most=10).changes == []


def test_readers_beside_writers_see_each_change_once_and_in_the_same_order(
    shops: list[Supplier], beside: Beside
) -> None:
    begins, written = feed.newest(), Event()
    told: dict[int, list[int]] = {1: [], 2: []}

    def write(own: list[Supplier]) -> None:
        for level in range(1, 6):
            with transaction.atomic():
                for shop in own:
                    change(shop, level)

    def read(name: int) -> None:
        cursor = begins
        while True:
            last_round = written.is_set()
            part = feed.after(cursor, most=7)
            told[name] += [c.pk for c in part.changes]
            cursor = part.next
            if last_round and not part.more:
                return

    readers = [beside(read, name) for name in told]
    writers = [beside(write, shops[start::3]) for start in range(3)]
    for writer in writers:
        writer.join(60)
    written.set()
    for reader in readers:
        reader.join(60)
    assert told[1] == told[2]
    assert len(told[1]) == len(set(told[1])) == 5 * len(shops)
    assert DirectoryChange.objects.filter(place__isnull=True).count() == 0


def test_a_lock_is_taken_only_where_something_waits(
    shops: list[Supplier], django_assert_num_queries: Any
) -> None:
    feed.number()
    with django_assert_num_queries(1):
        feed.number()
    assert not connection.in_atomic_block
