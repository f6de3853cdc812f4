"""Gunicorn of a deployment: ``gunicorn portal.wsgi -c python:portal.gunicorn``. The variables are in .env.example."""

import os
import tempfile
from typing import Any

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "3"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
# The portal writes a line a request itself, without path, query and address.
accesslog = None
if os.environ.get("LOG_FORMAT") == "json":
    # The server's own words in the form of all others.
    _lines = {"level": "INFO", "handlers": ["console"], "propagate": False}
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "portal.logs.JsonLines"}},
        "filters": {"nothing_personal": {"()": "portal.logs.NothingPersonal"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["nothing_personal"],
            }
        },
        # With a dictionary gunicorn writes down every access, path and address, unless nobody listens.
        "loggers": {"gunicorn.error": _lines, "gunicorn.access": {**_lines, "level": "CRITICAL"}},
    }
worker_tmp_dir = "/dev/shm"  # noqa: S108
# Nobody steers it from outside, and its socket would lie in a home that the image does not have.
control_socket_disable = True
# Only the proxy of our own network reaches us.
forwarded_allow_ips = "*"
# Figures of all processes, added up where they are read.
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="portal-metrics-")


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
