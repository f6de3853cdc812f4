"""Gunicorn for one machine; the supervisor hands it the socket it listens on."""

import os
from pathlib import Path
from typing import Any

from portal.local.processes import die_with_parent

workers = 2
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 1
accesslog = None  # the portal writes a line a request itself, without path, query and address
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) and Path("/dev/shm").is_dir() else None  # noqa: S108


def post_fork(server: Any, worker: Any) -> None:
    die_with_parent()
