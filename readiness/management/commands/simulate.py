"""What another framework would do to firms, without a database: what is tried before a draft is written."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Case, Refused, case_of, parse_framework, to_json
from readiness.engine.exact import day
from readiness.engine.simulation import simulation
from readiness.management.commands.assess import SHIPPED
from readiness.management.files import facts_in, lines_of, read_text


class Command(BaseCommand):
    help = "Print who changes level under another framework, as JSON. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--framework", type=Path, required=True, help="what is tried, in TOML")
        parser.add_argument(
            "--against", type=Path, default=SHIPPED, help="beside which it is tried (the shipped VN-SI 1)"
        )
        parser.add_argument("--many", type=Path, required=True, help="one firm a line, as JSON lines")
        parser.add_argument("--on", required=True, help="the day, like 2026-11-21")
        parser.add_argument(
            "--sensitivity", action="store_true", help="also how much hangs on each choice of what is tried"
        )

    def handle(
        self,
        *args: Any,
        framework: Path,
        against: Path,
        many: Path,
        on: str,
        sensitivity: bool,
        **options: Any,
    ) -> None:
        try:
            today = day(on, "--on")
            assert today is not None
            firms = list(lines_of(many))
            before, after = (_cases(path, firms) for path in (against, framework))
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(simulation(before, after, today, sensitivity=sensitivity)))


def _cases(path: Path, firms: list[tuple[str, str]]) -> list[Case]:
    """The firms brought to the framework of a file."""
    framework = parse_framework(read_text(path))
    return [case_of(framework, facts_in(text, where, framework)) for where, text in firms]
