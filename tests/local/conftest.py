"""A supervisor of the tests' own: its own port, its own state, started the way ``make run`` starts it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from portal.local.stamps import BASE_DIR
from portal.local.state import State

STATE = "test-run"
PATIENCE = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(question, seconds=PATIENCE):
    """Ask until the answer is true, and return it."""
    until = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < until, f"still waiting after {seconds} s"
        time.sleep(0.05)
    return answer


class Running:
    """``make run`` on a port, with the demo country or without; ``process`` is the supervisor."""

    def __init__(self, *, port=None, state=STATE, demo=False):
        self.port = port or free_port()
        self.state = State(state)
        env = {
            k: v
            for k, v in os.environ.items()
            if k not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG"}
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.local.supervisor", "--state", state],
            cwd=BASE_DIR,
            env=env | {"PORT": str(self.port), "DEMO": str(int(demo))},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def first_line(self) -> str:
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        return line

    def answers(self, path="/") -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status < 400
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def family(self) -> dict[int, str]:
        """Every living process that serves this state, by its number: all of them name its folder or its services."""
        marks = (str(self.state.folder).encode(), str(self.state.logs).encode())
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                said = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
                alive = "State:\tZ" not in (folder / "status").read_text()
            except OSError:
                continue
            if alive and any(mark in said for mark in marks):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return found

    def child(self, *words: str) -> int | None:
        """The direct child of the supervisor whose command line has these words."""
        for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if all(word in command for word in words):
                return int(pid)
        return None

    def end(self, number=signal.SIGINT) -> float:
        """Signal the supervisor and wait for it; the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.communicate(timeout=30)
        return time.monotonic() - began


@pytest.fixture
def supervisor():
    """Starts supervisors and leaves none behind, nor their data."""
    started = []

    def start(**options):
        started.append(Running(**options))
        return started[-1]

    yield start
    for running in started:
        if running.process.poll() is None:
            running.end()
    shutil.rmtree(State(STATE).folder, ignore_errors=True)
