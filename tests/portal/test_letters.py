"""Letters are written with what they tell of and sent by a worker: nobody waits for the post, and none is lost."""

from contextlib import suppress
from datetime import timedelta
from queue import Empty
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction

from portal.celery import app
from portal.letters import GIVEN_UP, post_letter, send_waiting
from portal.models import Letter
from tests.brokers import broker
from tests.cast import NOW, firm

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop(db):
    return firm("Cơ khí\r\nAnh Dương", "0100109106")


def posted(shop, *people):
    for person in people:
        post_letter(
            "join_answer", to=f"{person}@shop.example", language="vi", now=NOW, firm=shop, accepted=True, url="/"
        )  # fmt: skip


@pytest.fixture
def answers(monkeypatch):
    """What the post says to each address; without an answer the letter goes out."""
    said = {}
    send = mail.EmailMessage.send

    def deliver(letter, *args):
        if failure := said.get(letter.to[0].partition("@")[0]):
            raise failure
        return send(letter, *args)

    monkeypatch.setattr("portal.letters.EmailMessage.send", deliver)
    return said


def sent():
    return [letter.to[0].partition("@")[0] for letter in mail.outbox]


def test_a_letter_goes_out_once_and_nothing_of_it_stays(shop):
    posted(shop, "a", "b")
    assert not mail.outbox
    assert send_waiting(now=NOW) == (2, False)
    assert send_waiting(now=NOW) == (0, False)
    assert sent() == ["a", "b"]
    assert "\r" not in mail.outbox[0].subject
    assert not Letter.objects.exists()


def test_while_the_post_is_down_letters_wait_and_none_is_lost(shop, answers):
    posted(shop, "a", "b")
    answers["a"] = SMTPServerDisconnected("gone")
    assert send_waiting(now=NOW) == (0, False), "the second is not tried: it would fare no better"
    assert send_waiting(now=NOW) == (1, False), "the first one's turn comes a minute later"
    del answers["a"]
    assert send_waiting(now=NOW + MINUTE) == (1, False)
    assert sent() == ["b", "a"]


@pytest.mark.parametrize("failure", [SMTPRecipientsRefused({}), ValueError("no address")])
def test_an_address_that_is_refused_holds_up_nobody_and_is_given_up_in_the_end(
    shop, answers, caplog, failure
):
    posted(shop, "a", "b")
    answers["a"] = failure
    assert send_waiting(now=NOW) == (1, False)
    send_waiting(now=NOW + GIVEN_UP - MINUTE)
    letter = Letter.objects.get()
    assert (letter.tries, letter.try_at) == (2, NOW + GIVEN_UP + MINUTE)
    send_waiting(now=NOW + GIVEN_UP + MINUTE)
    assert not Letter.objects.exists()
    assert [line.levelname for line in caplog.records] == ["WARNING", "WARNING", "ERROR"]


def test_a_long_pile_is_sent_some_at_a_time(shop, monkeypatch):
    monkeypatch.setattr("portal.letters.AT_ONCE", 2)
    posted(shop, "a", "b", "c")
    assert send_waiting(now=NOW) == (2, True)
    assert send_waiting(now=NOW) == (1, False)


def test_a_letter_whose_writing_is_undone_is_none_and_the_bell_rings_after_the_commit(
    shop, django_capture_on_commit_callbacks
):
    with broker(settings.CELERY_BROKER_URL, f"letters-{shop.pk}:"):
        with suppress(ZeroDivisionError), transaction.atomic():
            posted(shop, "a")
            raise ZeroDivisionError
        assert not Letter.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            posted(shop, "a")
        with app.connection_for_read() as connection, connection.SimpleQueue("bulk") as box:
            assert box.get(block=False).headers["task"] == "portal.tasks.send_letters"
            with pytest.raises(Empty):
                box.get(block=False)


def test_with_the_broker_down_who_wrote_goes_on(shop, django_capture_on_commit_callbacks):
    with broker("redis://127.0.0.1:1"), django_capture_on_commit_callbacks(execute=True):
        posted(shop, "a")
    assert Letter.objects.count() == 1
