"""From a save to its score: the bell rings after the commit, and when it is broken nobody waits."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty
from typing import Any

import pytest
from django.conf import settings

from portal.celery import app
from readiness import tasks
from suppliers.models import Supplier
from tests.brokers import broker
from tests.cast import TODAY
from tests.readiness.scoring import facts
from tests.suppliers import typing
from tests.suppliers.firms import Firm, open_firm

# Celery's own producers would try for six seconds.
SMALL = 2.0


@pytest.fixture
def shop(committed: None, today: Any) -> Firm:
    return open_firm("Cơ khí Anh Dương", "0100109106")


def save_company(shop: Firm, **changes: Any) -> float:
    """Save the company section in a browser; the seconds it took."""
    began = time.monotonic()
    answer = typing.save(shop, "company", typing.company(**changes))
    took = time.monotonic() - began
    assert answer.status_code == 302, answer.content
    return took


def waiting(queue: str) -> list[Any]:
    """What lies in a queue, taken out."""
    found = []
    with app.connection_for_read() as connection, connection.SimpleQueue(queue) as box, suppress(Empty):
        while True:
            message = box.get(block=False)
            found.append((message.headers["task"], message.headers["argsrepr"]))
            message.ack()
    return found


def test_a_save_is_on_the_queue_of_edits_once_it_is_committed(shop: Firm) -> None:
    with broker(settings.CELERY_BROKER_URL, f"test-{shop.supplier.pk}:"):
        save_company(shop)
        assert waiting("edits") == [("readiness.tasks.rescore_supplier", f"({shop.supplier.pk},)")]
        assert waiting("bulk") == []


def test_a_refused_save_rings_no_bell(shop: Firm) -> None:
    with broker(settings.CELERY_BROKER_URL, f"test-{shop.supplier.pk}:"):
        answer = typing.save(shop, "company", typing.company(name=""))
        assert answer.status_code == 422
        assert waiting("edits") == []
    assert shop.fresh().facts_version == shop.supplier.facts_version


def test_the_task_scores_the_firm(shop: Firm) -> None:
    save_company(shop, level_1_6="2")
    assert tasks.rescore_supplier(shop.supplier.pk) == 1
    assert facts.score(shop.supplier).total > 0
    assert facts.wrong([shop.supplier]) == []
    assert tasks.rescore_supplier(shop.supplier.pk) == 0, "delivered twice"


def test_the_task_of_a_firm_that_has_gone_is_no_error(shop: Firm) -> None:
    pk = shop.supplier.pk
    shop.supplier.delete()
    assert tasks.rescore_supplier(pk) == 0


@pytest.fixture(params=["no socket", "refuses", "says nothing"])
def dead_broker(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[str]:
    if request.param == "no socket":
        yield f"redis+socket://{tmp_path}/valkey.sock?virtual_host=0"
        return
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        if request.param == "says nothing":
            mute.listen(8)
        yield f"redis://127.0.0.1:{mute.getsockname()[1]}/0"


def test_a_save_answers_while_the_broker_is_down_and_the_sweep_finds_it(shop: Firm, dead_broker: str) -> None:
    save_company(shop)
    tasks.sweep()
    with broker(dead_broker):
        took = save_company(shop, version="1", level_1_6="2")
    assert took < SMALL, f"the save took {took:.1f} s"
    supplier = Supplier.objects.get(pk=shop.supplier.pk)
    assert facts.score(supplier).facts_version < supplier.facts_version, "saved, and nobody was told"
    tasks.sweep()
    assert facts.wrong([supplier]) == []
    assert facts.score(supplier).total > 0


def test_the_sweep_goes_on_in_another_task_when_there_is_much(
    committed: None, today: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert today == TODAY
    for number in range(1, 4):
        facts.shop(number)
    again: list[bool] = []
    monkeypatch.setattr(tasks, "AT_ONCE", 3)
    monkeypatch.setattr(tasks.sweep, "delay", lambda: again.append(True))
    tasks.sweep()
    assert again == [True]
    tasks.sweep()
    assert again == [True], "nothing was left"
