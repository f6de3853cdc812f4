from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.clock import today
from portal.forked import in_processes
from readiness import frameworks, scoring


class Command(BaseCommand):
    help = "Judge every firm whose score is behind its facts, its framework or the day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="judge as of this day (today)"
        )
        parser.add_argument("--processes", type=int, default=1, help="how many to share the work (1)")

    def handle(self, *args: Any, on: date | None, processes: int, **options: Any) -> None:
        frameworks.publish_shipped()
        scoring.open_missing_scores()
        framework, day = frameworks.current(), on or today()
        # Each takes in hand what no other has.
        judged = in_processes(lambda *_: scoring.rescore_all(framework, today=day), processes)
        self.stdout.write(f"{sum(judged)} scores judged.")
