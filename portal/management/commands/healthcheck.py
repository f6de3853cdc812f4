import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.celery import app

BEAT_SCHEDULE = Path("/tmp/beat-schedule")  # noqa: S108 -- the container's own
# Beat writes its schedule every three minutes.
BEAT_MAY_BE_SILENT = 600


class Command(BaseCommand):
    help = "Is the part that runs in this container alive? Status 0, or 1 with a sentence."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("part", choices=["web", "beat", *(q.name for q in settings.CELERY_TASK_QUEUES)])
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, part: str, port: int, **options: Any) -> None:
        alive = {"web": lambda: self._web(port), "beat": self._beat}.get(part, lambda: self._worker(part))
        if sentence := alive():
            raise CommandError(sentence)

    @staticmethod
    def _web(port: int) -> str:
        host = next((h for h in settings.ALLOWED_HOSTS if h != "*"), "localhost")
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": host.lstrip(".")})
            status = connection.getresponse().status
        except OSError as error:
            return f"The portal does not answer: {error}"
        finally:
            connection.close()
        return "" if status == 200 else f"The portal answers {status}."

    @staticmethod
    def _worker(queue: str) -> str:
        from socket import gethostname

        name = f"{queue}@{gethostname()}"
        return "" if app.control.ping(destination=[name], timeout=5) else f"{name} does not answer."

    @staticmethod
    def _beat() -> str:
        try:
            age = time.time() - max(
                p.stat().st_mtime for p in BEAT_SCHEDULE.parent.glob(f"{BEAT_SCHEDULE.name}*")
            )
        except ValueError:
            return "Beat has not begun."
        return "" if age < BEAT_MAY_BE_SILENT else f"Beat has been silent for {age:.0f} s."
