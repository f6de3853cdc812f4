from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from pghistory.models import Context, Event

from portal.models import Organisation, User
from readiness.models import FactsSnapshot, Framework
from suppliers.models import Enterprise, Supplier


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which commits are real, for tests with several workers.

    What the test made is deleted afterwards; the shared words stay (a flush would take them from whoever
    comes after).
    """
    with django_db_blocker.unblock():
        if not Framework.objects.exists():
            call_command("load_reference", verbosity=0)
        try:
            yield
        finally:
            Supplier.objects.all().delete()
            User.objects.all().delete()
            Organisation.objects.all().delete()
            Enterprise.objects.all().delete()
            FactsSnapshot.objects.all().delete()
            for model in apps.get_models():
                if issubclass(model, Event) and model._meta.app_label in ("portal", "suppliers", "readiness"):
                    model.objects.all().delete()
            Context.objects.all().delete()
            connections.close_all()


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
