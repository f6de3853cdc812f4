"""The Celery application of a test with another broker, or with messages of its own on the real one."""

from collections.abc import Iterator
from contextlib import contextmanager

from kombu.pools import reset

from portal.celery import app


@contextmanager
def broker(url: str, prefix: str = "test:") -> Iterator[None]:
    """Everything that is enqueued or asked in the block goes there; pools are emptied before and after."""
    before = app.conf.broker_url, app.conf.broker_transport_options
    app.conf.broker_url = url
    app.conf.broker_transport_options = {**before[1], "global_keyprefix": prefix}
    reset()
    try:
        yield
    finally:
        app.conf.broker_url, app.conf.broker_transport_options = before
        reset()
