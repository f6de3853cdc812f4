"""Which firms meet a requirement, without a database: what a buyer tries before it writes one down."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, to_json
from readiness.engine.fit_file import fit_answer, parse_lines, parse_offers
from readiness.management.files import document_in, lines_of, read_text


class Command(BaseCommand):
    help = "Print who meets a requirement, who misses what and what is unknown, as JSON. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--requirement", type=Path, required=True, help="its lines, as JSON")
        parser.add_argument(
            "--firms", type=Path, required=True, help="what is known of each firm, as JSON lines"
        )

    def handle(self, *args: Any, requirement: Path, firms: Path, **options: Any) -> None:
        try:
            place = str(requirement)
            lines = parse_lines(document_in(read_text(requirement), place), place)
            offers = parse_offers((where, document_in(text, where)) for where, text in lines_of(firms))
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(fit_answer(lines, offers)))
