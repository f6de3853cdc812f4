from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.clock import today
from readiness import frameworks, scoring


class Command(BaseCommand):
    help = "Judge every firm whose score is behind its facts, its framework or the day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="judge as of this day (today)"
        )

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        frameworks.publish_shipped()
        scoring.open_missing_scores()
        count = scoring.rescore_all(frameworks.current(), today=on or today())
        self.stdout.write(f"{count} scores judged.")
