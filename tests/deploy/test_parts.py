"""The parts of a deployment as they are started: gunicorn with its figures, and whether each part lives."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from portal.management.commands import healthcheck


@pytest.mark.local
def test_gunicorn_serves_and_adds_up_the_figures_of_its_processes(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2", "LOG_FORMAT": "json"}
    env["PROMETHEUS_MULTIPROC_DIR"] = str(tmp_path)
    words = [sys.executable, "-m", "gunicorn", "portal.wsgi", "-c", "python:portal.gunicorn"]
    web = subprocess.Popen(words, cwd=django_settings.BASE_DIR, env=env, stderr=subprocess.PIPE, text=True)

    def read(path):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
            return answer.read().decode()

    def counted():
        lines = read("metrics").splitlines()
        (healthy,) = [
            line
            for line in lines
            if line.startswith("portal_request_seconds_count") and 'route="healthz"' in line
        ]
        return float(healthy.rpartition(" ")[2])

    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError):
                read("healthz")
                break
        # A slow machine may have answered somebody who had stopped waiting: counted, and not heard.
        before, asked = counted(), 12
        for _ in range(asked):
            read("healthz")
        assert counted() == before + asked, "whichever process answered"
        call_command("healthcheck", "web", port=port)
    finally:
        web.send_signal(signal.SIGTERM)
        _out, said = web.communicate(timeout=40)
    loggers = {json.loads(line)["logger"] for line in said.splitlines()}
    assert "gunicorn.error" in loggers
    assert "gunicorn.access" not in loggers, "it would hold paths and addresses"


def test_a_web_server_that_does_not_answer_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(CommandError, match="does not answer"):
            call_command("healthcheck", "web", port=free.getsockname()[1])


def test_a_worker_lives_when_it_answers(monkeypatch):
    asked = []

    def ping(destination, timeout):
        asked.extend(destination)
        return [{destination[0]: {"ok": "pong"}}] if destination[0].startswith("edits@") else []

    monkeypatch.setattr(healthcheck.app.control, "ping", ping)
    call_command("healthcheck", "edits")
    assert asked == [f"edits@{socket.gethostname()}"]
    with pytest.raises(CommandError, match="bulk@"):
        call_command("healthcheck", "bulk")


def test_beat_lives_while_it_writes_its_schedule(monkeypatch, tmp_path):
    monkeypatch.setattr(healthcheck, "BEAT_SCHEDULE", tmp_path / "beat-schedule")
    with pytest.raises(CommandError, match="not begun"):
        call_command("healthcheck", "beat")
    schedule = tmp_path / "beat-schedule.db"
    schedule.touch()
    call_command("healthcheck", "beat")
    os.utime(schedule, (time.time() - 900,) * 2)
    with pytest.raises(CommandError, match="silent"):
        call_command("healthcheck", "beat")
