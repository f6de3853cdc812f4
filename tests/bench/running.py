"""A portal of the bench's own: services, demo country, gunicorn and workers, all ended with it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from portal.local import processes
from portal.local.services import bring_down, bring_up, wanted
from portal.local.stamps import BASE_DIR
from portal.local.state import State

PATIENCE = 600.0
QUEUES = ("edits", "bulk")


def environment(urls: dict[str, str]) -> dict[str, str]:
    """What a deployment without HTTPS sets."""
    return {
        **os.environ,
        **urls,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "0",
        "DEMO": "1",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "API_RATE": "1000000/min",
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def services() -> Iterator[dict[str, str]]:
    """PostgreSQL and Valkey as ``make run`` starts them; the environment of their portal, which is ours from now."""
    state = State("bench")
    state.open()
    state.tell(f"process {os.getpid()} (bench)")
    found = wanted(state, os.environ)
    running = bring_up(list(found.values()))
    try:
        env = environment({name: service.url for name, service in found.items()})
        os.environ.update(env)
        yield env
    finally:
        bring_down(running)


def manage(*words: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "manage.py", *words], cwd=BASE_DIR, check=True)


@contextmanager
def product() -> Iterator[int]:
    """The web server and both workers; the port."""
    logs = State("bench").logs
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        fd, port = listener.fileno(), listener.getsockname()[1]
        gunicorn = f"gunicorn portal.wsgi -c python:portal.local.gunicorn_conf -b fd://{fd}"
        children = [_start("web", gunicorn, logs, keep_open=[fd])]
        for queue in QUEUES:
            (logs / f"{queue}.log").unlink(missing_ok=True)
            worker = f"celery -A portal worker -Q {queue} -n {queue}@bench -c 1 -l INFO --without-gossip --without-mingle"
            children.append(_start(queue, worker, logs))
        try:
            wait_for(lambda: _answers(port) and all("ready." in _said(logs, q) for q in QUEUES), "the portal")
            yield port
        finally:
            processes.stop(dict.fromkeys(children, ((signal.SIGTERM, 5.0),)))


def _start(
    name: str, command: str, logs: Path, keep_open: tuple[int, ...] | list[int] = ()
) -> subprocess.Popen[bytes]:
    return processes.start(
        [sys.executable, "-m", *command.split()],
        log=logs / f"{name}.log",
        env=os.environ,
        cwd=BASE_DIR,
        keep_open=keep_open,
    )


def _said(logs: Path, name: str) -> str:
    with suppress(OSError):
        return (logs / f"{name}.log").read_text(errors="replace")
    return ""


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def wait_for(done: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} is not there after {PATIENCE:.0f} s")
        time.sleep(0.02)
