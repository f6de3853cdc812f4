"""Where a count is heading, without a database: its pace, and when that reaches each target."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, to_json
from readiness.engine.progress_file import parse_progress, progress_answer
from readiness.management.files import document_in, read_text


class Command(BaseCommand):
    help = (
        "Print when the pace of kept standings reaches targets, as JSON. Needs no database and no settings."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", type=Path, required=True, help="standings and targets, as JSON")

    def handle(self, *args: Any, case: Path, **options: Any) -> None:
        try:
            kept, aims = parse_progress(document_in(read_text(case), str(case)), str(case))
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(progress_answer(kept, aims)))
