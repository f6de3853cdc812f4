"""What may be told of purchases, without a database: the three rates and the cells from which no buyer can be read."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, to_json
from readiness.engine.reported_file import parse_purchase, reported_answer
from readiness.management.files import document_in, lines_of


class Command(BaseCommand):
    help = "Print the reported local-supply rates of one year as JSON. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--purchases", type=Path, required=True, help="one sum a line, as JSON lines")

    def handle(self, *args: Any, purchases: Path, **options: Any) -> None:
        try:
            stated = [parse_purchase(document_in(text, where), where) for where, text in lines_of(purchases)]
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(reported_answer(stated)))
