"""``make run`` as a whole: it comes up, heals, and goes away without a trace."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from portal.local.stamps import BASE_DIR
from tests.local.conftest import free_port, wait_for

pytestmark = pytest.mark.local

CHILDREN = {
    "web": ("gunicorn", "portal.wsgi"),
    "edits": ("celery", "-Q edits"),
    "bulk": ("celery", "-Q bulk"),
    "beat": ("celery", " beat "),
    "postgres": ("bin/postgres",),
    "valkey": ("valkey-server",),
}


def manage(state, *command):
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "portal.local.manage", "--state", state.name, *command],
        cwd=BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_product_heals_and_leaves_nothing_behind(supervisor):
    running = supervisor()
    assert running.first_line().startswith("Ready after")
    assert running.answers()

    before = {name: running.child(*words) for name, words in CHILDREN.items()}
    assert all(before.values()), before
    told = Path(f"/proc/{before['bulk']}/environ").read_text().split("\0")
    assert f"PORTAL_URL=http://127.0.0.1:{running.port}" in told, "links in letters lead here"
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    for name, words in CHILDREN.items():
        wait_for(lambda name=name, words=words: running.child(*words) not in (None, before[name]))
    wait_for(running.answers)

    # A command beside it meets its database, once that is back.
    wait_for(lambda: manage(running.state, "migrate", "--check").returncode == 0)

    second = supervisor()
    _, sentence = second.process.communicate(timeout=30)
    assert second.process.returncode == 1
    assert f"http://127.0.0.1:{running.port}" in sentence
    assert len(sentence.splitlines()) == 1
    assert running.answers()

    assert running.end(signal.SIGINT) < 5
    assert running.process.returncode == 0
    assert running.family() == {}
    assert list(running.state.sockets.iterdir()) == []
    alone = manage(running.state, "migrate", "--check")
    assert (alone.returncode, alone.stderr.count("\n")) == (1, 1)
    assert "start it with make run" in alone.stderr


def test_killing_the_supervisor_outright_takes_everything_with_it(supervisor):
    running = supervisor()
    running.first_line()
    assert len(running.family()) > len(CHILDREN)
    running.end(signal.SIGKILL)
    wait_for(lambda: running.family() == {}, seconds=10)

    again = supervisor()
    assert again.first_line().startswith("Ready after")
    assert again.answers()


def test_a_port_in_use_is_said_in_one_sentence(supervisor):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running = supervisor(port=taken.getsockname()[1])
        _, sentence = running.process.communicate(timeout=30)
    assert running.process.returncode == 1
    assert sentence.startswith(f"Port {running.port} cannot be used")
    assert len(sentence.splitlines()) == 1
    assert running.family() == {}


def test_a_broken_state_folder_is_said_in_one_sentence(supervisor):
    running = supervisor()
    data = running.state.folder / "postgres"
    running.process.kill()
    running.process.communicate()
    data.mkdir(parents=True, exist_ok=True)
    (data / "PG_VERSION").write_text("11\n")

    broken = supervisor(port=free_port())
    _, sentence = broken.process.communicate(timeout=60)
    assert broken.process.returncode == 1
    assert str(data) in sentence
    assert "make clean" in sentence
    assert len(sentence.splitlines()) == 1
    assert broken.family() == {}
