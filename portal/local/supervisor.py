"""``make run``: the whole product on one machine, from one process that takes all the others with it.

``python -m portal.local.supervisor`` serves 127.0.0.1 on ``PORT`` (8000). What each child says is in ``var/log/run``.
"""

import argparse
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from urllib.parse import quote

import environ

from portal.local import processes
from portal.local.prepare import data_fingerprint
from portal.local.processes import Trouble, adopt_orphans, bury, die_with_parent
from portal.local.services import PostgreSQL, Service, wanted
from portal.local.stamps import BASE_DIR, VAR_DIR, is_fresh, press
from portal.local.state import State

START_SECONDS = 300.0
# A child that dies at once is started again after this, then after twice as long, up to the second figure.
FIRST_PAUSE, LONGEST_PAUSE, CALM_SECONDS = 0.5, 15.0, 30.0
WEB_STEPS = ((signal.SIGTERM, 1.5),)
# Warm, then cold: a task that is cut short is found again by the sweep.
WORKER_STEPS = ((signal.SIGTERM, 2.8), (signal.SIGQUIT, 0.3))


class Stopped(Exception):
    """Somebody asked us to end."""


@dataclass
class Kept:
    """A child that is started again when it dies."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    stop_steps: Sequence[tuple[int, float]]
    log: Path
    child: subprocess.Popen[bytes]
    since: float = field(default_factory=time.monotonic)
    pause: float = FIRST_PAUSE
    again_at: float | None = None

    def look_after(self, now: float) -> str:
        """Start it again if it has died and its pause is over; a sentence when it was found dead."""
        if self.child.poll() is None:
            return ""
        if self.again_at is None:
            if now - self.since > CALM_SECONDS:
                self.pause = FIRST_PAUSE
            self.again_at = now + self.pause
            return f"{self.name} ended ({self.child.returncode}) and is started again; see {self.log}"
        if now >= self.again_at:
            self.child, self.since, self.again_at = self.start(), now, None
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return ""


def environment(state: State) -> tuple[dict[str, str], dict[str, Service]]:
    """What the product runs with: what the environment and ``.env`` leave open is filled in for one machine and its
    own visitors. Beside it the services that are ours to run, by the variable that names them."""
    if (BASE_DIR / ".env").exists():
        environ.Env.read_env(BASE_DIR / ".env")
    env = dict(os.environ)
    services = wanted(state, env)
    for name, service in services.items():
        env[name] = service.url
    env.setdefault("DEMO", "1" if "DATABASE_URL" in services else "0")
    env.setdefault("HTTPS", "0")
    if is_demo(env):
        # A demo sends no letter to anybody: each is a file that can be read.
        env.setdefault("EMAIL_URL", f"filemail:///{quote(str(state.logs / 'letters'))}")
    env.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
    env["SECRET_KEY"] = env.get("SECRET_KEY") or _own_key()
    return env, services


def is_demo(env: Mapping[str, str]) -> bool:
    return env["DEMO"].lower() in {"1", "true", "yes", "on"}


def _own_key() -> str:
    path = VAR_DIR / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


class Supervisor:
    def __init__(self, port: int, state: str = "run") -> None:
        self.port = port
        self.state = State(state)
        self.accounts = self.state.folder / "demo-accounts"
        self.env: dict[str, str] = {}
        self.services: dict[str, Service] = {}
        self.kept: dict[str, Kept] = {}
        self.preparing: dict[str, subprocess.Popen[bytes]] = {}
        self.steady = False
        self.asked_to_end = False
        adopt_orphans()
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._waker, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake the loop

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_end = True

    # The loop

    def tick(self, seconds: float) -> None:
        """Wait a little, or until a signal; then look after the children."""
        readable, _, _ = select.select([self._wake], [], [], seconds)
        if readable:
            os.read(self._wake, 512)
        if self.asked_to_end:
            raise Stopped
        for kept in self.kept.values():
            if self.steady and (sentence := kept.look_after(time.monotonic())):
                print(sentence, file=sys.stderr, flush=True)
        bury({child.pid for child in self.children()})

    def children(self) -> list[subprocess.Popen[bytes]]:
        return [*(kept.child for kept in self.kept.values()), *self.preparing.values()]

    def wait_until(self, done: Callable[[], bool], otherwise: Callable[[], str]) -> None:
        """Tick until ``done``; ``Trouble(otherwise())`` when a child dies before it or the time is over."""
        until = time.monotonic() + START_SECONDS
        while not done():
            dead = next((kept for kept in self.kept.values() if kept.child.poll() is not None), None)
            if dead or time.monotonic() > until:
                raise Trouble(self._why(dead) if dead else otherwise())
            self.tick(0.05)

    def _why(self, dead: Kept) -> str:
        service = next((service for service in self.services.values() if service.name == dead.name), None)
        if service:
            return service.why_it_failed()
        return f"{dead.name} does not start: {processes.last_words(dead.log)} (see {dead.log})."

    # The children

    def keep(
        self, name: str, start: Callable[[], subprocess.Popen[bytes]], steps: Sequence[tuple[int, float]]
    ) -> None:
        self.kept[name] = Kept(name, start, steps, self.state.logs / f"{name}.log", start())

    def keep_python(
        self, name: str, *words: str, steps: Sequence[tuple[int, float]], keep_open: Sequence[int] = ()
    ) -> None:
        def start() -> subprocess.Popen[bytes]:
            return self.start_python(name, *words, keep_open=keep_open)

        self.keep(name, start, steps)

    def start_python(self, name: str, *words: str, keep_open: Sequence[int] = ()) -> subprocess.Popen[bytes]:
        return processes.start(
            [sys.executable, "-m", *words],
            log=self.state.logs / f"{name}.log",
            env=self.env,
            cwd=BASE_DIR,
            keep_open=keep_open,
        )

    def prepared(self, name: str) -> bool:
        """Whether this preparation has ended well; ``Trouble`` when it has ended otherwise."""
        child = self.preparing[name]
        if child.poll():
            log = self.state.logs / f"{name}.log"
            raise Trouble(f"Preparing the {name} failed: {processes.last_words(log)} (see {log}).")
        return child.returncode == 0

    # From nothing to ready

    def configure(self) -> None:
        self.env, self.services = environment(self.state)
        self.env.setdefault("PORTAL_URL", f"http://127.0.0.1:{self.port}")
        self.env["PYTHONUNBUFFERED"] = "1"

    def start_services(self) -> None:
        for service in self.services.values():
            if isinstance(service, PostgreSQL):
                self.make_data_folder(service)
            self.keep(service.name, service.start, service.stop_steps)
        for service in self.services.values():
            self.wait_until(service.ready, service.why_it_failed)

    def make_data_folder(self, database: PostgreSQL) -> None:
        initdb = database.prepare()
        if initdb is None:
            return
        self.preparing["initdb"] = initdb
        self.wait_until(lambda: initdb.poll() is not None, database.why_it_failed)
        if initdb.returncode:
            raise Trouble(database.why_it_failed())
        database.prepared()

    def prepare_data(self) -> None:
        """Migrate and load, unless our own database has been through exactly this."""
        stamp = self.state.folder / "data-stamp" if "DATABASE_URL" in self.services else None
        mark = data_fingerprint()
        if stamp and is_fresh(stamp, mark) and self.accounts.exists() == is_demo(self.env):
            return
        self.accounts.unlink(missing_ok=True)
        demo = ["--demo", str(self.accounts)] if is_demo(self.env) else []
        self.preparing["data"] = self.start_python("data", "portal.local.prepare", "data", *demo)
        self.wait_until(lambda: self.prepared("data"), lambda: "The database could not be prepared in time.")
        if stamp:
            press(stamp, mark)

    def start_product(self, listener: socket.socket) -> None:
        socket_name = f"fd://{listener.fileno()}"
        self.keep_python(
            "web",
            *"gunicorn portal.wsgi -c python:portal.local.gunicorn_conf -b".split(),
            socket_name,
            steps=WEB_STEPS,
            keep_open=[listener.fileno()],
        )
        for queue in ("edits", "bulk"):
            worker = f"celery -A portal worker -Q {queue} -n {queue}@%h -c 1 -l INFO --without-gossip --without-mingle"
            self.keep_python(queue, *worker.split(), steps=WORKER_STEPS)
        schedule = str(self.state.folder / "beat-schedule")
        self.keep_python("beat", *"celery -A portal beat -l INFO -s".split(), schedule, steps=WORKER_STEPS)

    def answering(self) -> bool:
        """Whether both workers take tasks, and the portal calls itself ready and shows its front page."""
        if not all("ready." in self._said(queue) for queue in ("edits", "bulk")):
            return False
        return all(self._answers(path) for path in ("/readyz", "/"))

    def _answers(self, path: str) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status < 400
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _said(self, name: str) -> str:
        with suppress(OSError):
            return (self.state.logs / f"{name}.log").read_text(errors="replace")
        return ""

    def run(self) -> None:
        began = time.monotonic()
        listener = listen(self.port)
        self.state.open()
        self.state.tell(f"http://127.0.0.1:{self.port} (process {os.getpid()})")
        self.configure()
        self.preparing["files"] = self.start_python("files", "portal.local.prepare", "files")
        self.start_services()
        self.prepare_data()
        self.wait_until(lambda: self.prepared("files"), lambda: "Files could not be prepared in time.")
        self.start_product(listener)
        self.wait_until(self.answering, lambda: f"The portal does not answer in time; see {self.state.logs}.")
        self.steady = True
        people = f" Demo accounts: {self.accounts.read_text()}" if self.accounts.exists() else ""
        print(
            f"Ready after {time.monotonic() - began:.0f} s: http://127.0.0.1:{self.port}/{people}", flush=True
        )
        while True:
            self.tick(1.0)

    def stop(self) -> None:
        """End the product first, so that nothing talks to a service that is closing; under 5 s in all."""
        served = {service.name for service in self.services.values()}
        product = {kept.child: kept.stop_steps for kept in self.kept.values() if kept.name not in served}
        processes.stop(product | dict.fromkeys(self.preparing.values(), ((signal.SIGTERM, 1.0),)))
        processes.stop({kept.child: kept.stop_steps for kept in self.kept.values() if kept.name in served})
        bury(())


def listen(port: int) -> socket.socket:
    """The socket of the portal, held from the start: nobody can take the port while we prepare."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(512)
    except OSError as error:
        raise Trouble(
            f"Port {port} cannot be used ({error.strerror}); try another one: make run PORT={port + 1}."
        ) from error
    return listener


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m portal.local.supervisor", description=__doc__)
    parser.add_argument(
        "--state", default="run", help="whose data: run, or the name of another set of services"
    )
    parser.add_argument(
        "--with-parent", action="store_true", help="end when the process that started this one ends"
    )
    options = parser.parse_args()
    if options.with_parent:
        die_with_parent(signal.SIGTERM)
    port = os.environ.get("PORT") or "8000"
    try:
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise Trouble(f"PORT must be a number from 1 to 65535, not {port!r}.")
        supervisor = Supervisor(int(port), options.state)
        try:
            supervisor.run()
        except Trouble as trouble:
            raise Trouble(supervisor.state.out_of_room() or str(trouble)) from trouble
        finally:
            supervisor.stop()
    except Stopped:
        return 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"This cannot go on: {error.strerror} ({error.filename}).", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
