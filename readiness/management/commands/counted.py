"""How many firms are ready to supply directly, without a database, crossed with those that buyers confirm."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, parse_framework, to_json
from readiness.engine.counted import counted_answer
from readiness.engine.exact import day
from readiness.management.commands.assess import SHIPPED
from readiness.management.files import establishments_in, read_text


class Command(BaseCommand):
    help = "Print the firms ready to supply directly, and who supplies without being so, as JSON. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--many", type=Path, required=True, help="one establishment a line, as JSON lines"
        )
        parser.add_argument("--on", required=True, help="the day, like 2026-11-21")
        parser.add_argument(
            "--framework", type=Path, default=SHIPPED, help="a framework in TOML (the shipped VN-SI 1)"
        )

    def handle(self, *args: Any, many: Path, on: str, framework: Path, **options: Any) -> None:
        try:
            today = day(on, "--on")
            assert today is not None
            judged_by = parse_framework(read_text(framework))
            found = establishments_in(many, judged_by)
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(counted_answer(found, judged_by, today)))
