"""Several workers and several writers on real commits: the order of things decides nothing."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from readiness import scoring
from readiness.models import Judgement, Score
from suppliers.actions.changing import changing
from suppliers.events import facts_changed
from suppliers.models import Evidence, Supplier
from tests.cast import TODAY
from tests.readiness.scoring import facts

Beside = Callable[..., Thread]
CRITERIA = ("1.1", "2.1", "2.5", "3.1", "5.2", "7.1")


@pytest.fixture
def shops(committed: None, monkeypatch: pytest.MonkeyPatch) -> list[Supplier]:
    """Thirty firms, each with a proof, of whose changes nobody is told."""
    monkeypatch.setattr(facts_changed, "send_robust", lambda *_, **__: [])
    shops = [facts.shop(number, published=False) for number in range(1, 31)]
    for tenths, shop in enumerate(shops, start=1):
        # Not twice the same facts: they are kept once, and who keeps them first is waited for.
        facts.prove(shop, "2.1", f"{tenths / 10}")
    return shops


def hammer(shops: list[Supplier], seed: int, times: int) -> None:
    """Change firms in an order of its own, rows before and after one another."""
    draw = Random(seed)
    for _ in range(times):
        shop = draw.choice(shops)
        with changing(shop):
            criterion = draw.choice(CRITERIA)
            level = Decimal(draw.randint(0, 5))
            if not Evidence.objects.filter(supplier=shop, criterion=criterion).update(level=level):
                facts.lay_down(shop, criterion, str(level))


def test_no_change_is_lost_between_two_writers_and_two_rescorers(
    shops: list[Supplier], beside: Beside
) -> None:
    written = Event()
    begin = Barrier(4)

    def rescore_until_written() -> None:
        begin.wait(30)
        scoring.open_missing_scores()
        while not written.is_set():
            scoring.rescore_all(facts.framework(), today=TODAY, batch=7)

    def write(seed: int) -> None:
        begin.wait(30)
        hammer(shops, seed, 120)

    rescorers = [beside(rescore_until_written) for _ in range(2)]
    writers = [beside(write, seed) for seed in (1, 2)]
    for writer in writers:
        writer.join(60)
    written.set()
    for rescorer in rescorers:
        rescorer.join(60)
    facts.rescore()
    assert facts.wrong(shops) == []
    assert Score.objects.filter(supplier__in=shops).count() == len(shops)
    assert Judgement.objects.filter(supplier__in=shops).count() > len(shops), "they were judged in between"


def test_a_worker_leaves_what_another_has_in_hand(shops: list[Supplier], beside: Beside) -> None:
    scoring.open_missing_scores()
    taken: list[int] = []
    holding, let_go = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            taken.extend(scoring.rescore_some(facts.framework(), today=TODAY, limit=11))
            holding.set()
            assert let_go.wait(60)

    holder = beside(hold)
    assert holding.wait(60)
    others: list[int] = []
    while keys := scoring.rescore_some(facts.framework(), today=TODAY, limit=5):
        others += keys
    let_go.set()
    holder.join(60)
    assert len(taken) == 11
    assert sorted([*taken, *others]) == sorted(Score.objects.values_list("pk", flat=True))
    judged = list(Judgement.objects.filter(supplier__in=shops).values_list("supplier", flat=True))
    assert len(judged) == len(set(judged)) == len(shops), "each firm once"
    assert facts.wrong(shops) == []


def test_two_workers_at_once_score_each_firm_once(shops: list[Supplier], beside: Beside) -> None:
    scoring.open_missing_scores()
    begin = Barrier(2)
    done: list[int] = []

    def work() -> None:
        begin.wait(30)
        while keys := scoring.rescore_some(facts.framework(), today=TODAY, limit=3):
            done.extend(keys)

    for worker in [beside(work), beside(work)]:
        worker.join(60)
    assert sorted(done) == sorted(Score.objects.values_list("pk", flat=True))
    assert Judgement.objects.filter(supplier__in=shops).count() == len(shops)
    assert facts.wrong(shops) == []


def test_a_firm_that_is_asked_for_is_waited_for(shops: list[Supplier], beside: Beside) -> None:
    """The sweep has the firm in hand, at a version before the last save: who was told of the save does not
    leave it to the next sweep."""
    shop = shops[0]
    scoring.open_missing_scores()
    holding, let_go = Event(), Event()

    def sweep() -> None:
        with transaction.atomic():
            scoring.rescore_some(facts.framework(), today=TODAY)
            holding.set()
            assert let_go.wait(60)

    beside(sweep)
    assert holding.wait(60)
    facts.prove(shop, "2.5", 3)
    named = beside(lambda: scoring.rescore_firms([shop.pk], today=TODAY))
    until_somebody_waits()
    let_go.set()
    named.join(60)
    assert facts.wrong([shop]) == []


def until_somebody_waits() -> None:
    """Until some session of this database waits for a lock."""
    waiting = """SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'"""
    for _ in range(3000):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_messages_and_their_repetition_decide_nothing(shops: list[Supplier], seed: int) -> None:
    """I16: messages lost, repeated, late and in any order, between edits in a fixed order."""
    some = shops[:6]
    draw = Random(seed)
    for _ in range(20):
        hammer(some, draw.randrange(1000), 2)
        messages = [shop.pk for shop in some for _ in range(draw.randint(0, 2))]
        draw.shuffle(messages)
        for pk in messages[:5]:
            scoring.rescore_firms([pk], today=TODAY)
        if draw.random() < 0.3:
            scoring.rescore_all(facts.framework(), today=TODAY, batch=2)
    facts.rescore()
    assert facts.wrong(some) == []
    before = list(Judgement.objects.order_by("pk").values_list("pk", flat=True))
    for shop in some:
        assert scoring.rescore_firms([shop.pk], today=TODAY) == 0, "a message too many finds nothing to do"
    assert list(Judgement.objects.order_by("pk").values_list("pk", flat=True)) == before
