"""How much of a demand the plants of a case could serve: what a support centre tries "what if" with."""

import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, to_json
from readiness.engine.supply import Aid, Variant, local_supply, parse_case, parse_upgrades


class Command(BaseCommand):
    help = "Print the potential local supply of a case and what binds it, as JSON. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", type=Path, required=True, help="plants and lines, as JSON")
        parser.add_argument(
            "--level", type=int, choices=range(6), default=None, help="only plants of this level or above"
        )
        parser.add_argument("--ownership", default=None, help="only plants of this ownership, like vn")
        parser.add_argument(
            "--sources", type=_from(1), default=1, help="sources a line: no plant serves more than 1/N of one"
        )
        parser.add_argument(
            "--buyer-share",
            type=_from(0, 100),
            default=100,
            help="per cent of what a plant can give that one buyer may take",
        )
        parser.add_argument(
            "--lot", type=_from(0), default=0, help="a plant serves a line with so much or not at all"
        )

        parser.add_argument(
            "--firms", action="store_true", help="what one requirement more at one plant would add"
        )
        parser.add_argument(
            "--budget", type=_from(0), default=None, help="which upgrades of the case add most for so much"
        )

    def handle(
        self, *args: Any, case: Path, level: int | None, ownership: str | None, **options: Any
    ) -> None:
        variant = Variant(options["sources"], options["buyer_share"], options["lot"])
        budget, place = options["budget"], str(case)
        try:
            document = _read(case)
            read = parse_case(document, place)
            aid = None if budget is None else Aid(parse_upgrades(document, place, read), budget)
            some = read.only(level=level, ownership=ownership)
            answer = to_json(local_supply(some, variant, firms=options["firms"], aid=aid))
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(answer)


def _from(least: int, most: int | None = None) -> Callable[[str], int]:
    def whole_number(text: str) -> int:
        number = int(text) if text.isdecimal() and len(text) < 30 else -1
        if number < least or (most is not None and number > most):
            bounds = f"of {least} or more" if most is None else f"from {least} to {most}"
            raise ArgumentTypeError(f"a whole number {bounds} is wanted")
        return number

    return whole_number


def _read(path: Path) -> Any:
    place = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(place, "is not UTF-8 text") from None
    except OSError as error:
        raise Refused(place, error.strerror or "cannot be read") from None
    try:
        return json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise Refused(place, f"not JSON: {error}") from None
