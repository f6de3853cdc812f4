"""Judge a firm's facts without a database: what a support centre tries "what if" with."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, assess, parse_framework, to_json
from readiness.engine.exact import day
from readiness.management.files import facts_in, lines_of, read_text

SHIPPED = Path(__file__).resolve().parents[2] / "frameworks" / "vn-si-1.toml"


class Command(BaseCommand):
    help = "Print the readiness of facts on a day as JSON. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--framework", type=Path, default=SHIPPED, help="a framework in TOML (the shipped VN-SI 1)"
        )
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--facts", type=Path, help="one firm, as JSON")
        source.add_argument("--many", type=Path, help="one firm a line, as JSON lines")
        parser.add_argument("--on", required=True, help="the day, like 2026-11-21")

    def handle(
        self, *args: Any, framework: Path, facts: Path | None, many: Path | None, on: str, **options: Any
    ) -> None:
        try:
            today = day(on, "--on")
            assert today is not None
            judged_by = parse_framework(read_text(framework))
            if facts is not None:
                firms = [facts_in(read_text(facts), str(facts), judged_by)]
            else:
                assert many is not None
                firms = [facts_in(text, where, judged_by) for where, text in lines_of(many)]
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        for firm in firms:
            self.stdout.write(to_json(assess(judged_by, firm, today)))
