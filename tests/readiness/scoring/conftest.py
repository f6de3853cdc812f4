from collections.abc import Callable, Iterator
from io import StringIO
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.fixture
def words_stay(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Put the shared words back after a test that ends with an empty database."""
    yield
    with django_db_blocker.unblock():
        call_command("load_reference", stdout=StringIO())


@pytest.fixture
def committed(words_stay: None, transactional_db: None) -> None:
    """A database in which commits are real, for tests with several workers."""


@pytest.fixture
def beside(committed: None) -> Iterator[Callable[..., Thread]]:
    """Run something in a thread with a connection of its own; what it raises fails the test."""
    threads: list[Thread] = []
    failures: list[BaseException] = []

    def run(work: Callable[..., object], *args: object) -> Thread:
        def guarded() -> None:
            try:
                work(*args)
            except BaseException as failure:
                failures.append(failure)
            finally:
                connection.close()

        thread = Thread(target=guarded)
        threads.append(thread)
        thread.start()
        return thread

    yield run
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a worker hangs"
    assert not failures, failures
