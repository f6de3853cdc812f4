"""What every test stands on: the shared words, a fixed day, and the two shapes each page is held to."""

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from io import StringIO
from threading import Thread
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.letters import send_waiting
from tests import cast as people


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Migrating from nothing makes millions of objects that stay: looking for garbage takes half of the time."""
    gc.disable()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The reference words and the published framework, once."""
    gc.enable()
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _addresses_of_a_demo():
    """Addresses are read once a process: before any test that is no demo, since only a demo has all of them."""
    import_module(django_settings.ROOT_URLCONF)


@pytest.fixture(autouse=True)
def _one_test_alone(settings, tmp_path):
    """No test counts another's attempts or finds another's files; letters stay in the test.

    Each client starts the middleware anew: the static files are looked for when asked, not listed each time.
    """
    settings.WHITENOISE_AUTOREFRESH = True
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def today(monkeypatch):
    """It is 21 November 2026 in Hà Nội, whoever asks the portal's clock."""
    monkeypatch.setattr("portal.clock.timezone.localdate", lambda *_: people.TODAY)
    return people.TODAY


@pytest.fixture
def cast(db) -> people.Cast:
    return people.assemble()


@pytest.fixture
def post():
    """Have the letters that wait sent, as the worker does; all letters of the test."""

    def send() -> list[Any]:
        send_waiting(now=max(people.NOW, timezone.now()) + timedelta(days=1))
        return mail.outbox

    return send


@pytest.fixture
def browse(client):
    """Get a page the way a reader would, checking what every page owes them."""

    def get(url, *, user=None, htmx=False, status=200, data=None, language=None) -> BeautifulSoup:
        if user:
            client.force_login(user)
        headers = {"HX-Request": "true"} if htmx else {}
        if language:
            headers["Accept-Language"] = language
        response = (
            client.get(url, headers=headers) if data is None else client.post(url, data, headers=headers)
        )
        assert response.status_code == status, f"{url} answered {response.status_code}"
        page = BeautifulSoup(response.content, "html.parser")
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), f"an id is used twice: {sorted(i for i in ids if ids.count(i) > 1)}"
        if not htmx:
            assert len(page.select("h1")) == 1, "a page has one h1"
            title = page.title.text.strip()
            for prefix in ("Error:", "Lỗi:"):
                title = title.removeprefix(prefix).strip()
            assert title.startswith(" ".join(page.h1.text.split())), "the title begins with the h1"
        for field in page.select("input:not([type=hidden]), select, textarea"):
            assert page.select_one(f'label[for="{field.get("id")}"]'), f"no label for {field}"
        assert not page.select("[style], script:not([src]), style"), (
            "the content policy refuses inline script and style"
        )
        return page

    return get


@pytest.fixture
def same_queries_for_more():
    """A page may not ask the database more questions because there are more rows."""

    def check(visit: Callable[[], object], add_rows: Callable[[], object]) -> None:
        visit()  # warm
        with CaptureQueriesContext(connection) as few:
            visit()
        add_rows()
        with CaptureQueriesContext(connection) as many:
            visit()
        assert len(many) == len(few), "\n".join(query["sql"] for query in many)

    return check


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
