"""What changed between two readings of a country, without a database: the difference of the count, by cause."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, parse_framework, to_json
from readiness.engine.changes_file import Country, changes_answer
from readiness.engine.exact import day
from readiness.management.commands.assess import SHIPPED
from readiness.management.files import establishments_in, read_text


class Command(BaseCommand):
    help = "Print why the count of ready firms changed, as JSON; the parts add up. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--before", type=Path, required=True, help="establishments then, as JSON lines")
        parser.add_argument("--after", type=Path, required=True, help="establishments now, as JSON lines")
        parser.add_argument("--before-on", required=True, help="the day then, like 2026-01-01")
        parser.add_argument("--on", required=True, help="the day now, like 2026-11-21")
        parser.add_argument(
            "--before-framework", type=Path, default=SHIPPED, help="the framework then (the shipped VN-SI 1)"
        )
        parser.add_argument(
            "--framework", type=Path, default=SHIPPED, help="the framework now (the shipped VN-SI 1)"
        )

    def handle(
        self,
        *args: Any,
        before: Path,
        after: Path,
        before_on: str,
        on: str,
        before_framework: Path,
        framework: Path,
        **options: Any,
    ) -> None:
        try:
            then, now = day(before_on, "--before-on"), day(on, "--on")
            assert then is not None
            assert now is not None
            old, new = (parse_framework(read_text(path)) for path in (before_framework, framework))
            first = Country(old, then, establishments_in(before, old))
            second = Country(new, now, establishments_in(after, new))
            found = changes_answer(first, second, establishments_in(after, old))
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(found))
