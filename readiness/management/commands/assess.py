"""Judge a firm's facts without a database: what a support centre tries "what if" with."""

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Framework, Refused, assess, parse_facts, parse_framework, to_json
from readiness.engine.exact import day

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
            judged_by = parse_framework(_read(framework))
            if facts is not None:
                results = [_assess(judged_by, _read(facts), str(facts), today)]
            else:
                assert many is not None
                results = [
                    _assess(judged_by, line, f"{many}, line {number}", today)
                    for number, line in enumerate(_read(many).split("\n"), start=1)
                    if line.strip()
                ]
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        for result in results:
            self.stdout.write(result)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(str(path), error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise Refused(str(path), "is not UTF-8 text") from None


def _assess(framework: Framework, text: str, source: str, today: date) -> str:
    """One line of JSON about the facts in ``text``; a refusal names their source."""
    try:
        facts = parse_facts(_json(text), framework)
    except Refused as refused:
        raise Refused(source, str(refused)) from None
    return to_json(assess(framework, facts, today))


def _json(text: str) -> Any:
    """Decimals stay as exact as they are written."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("facts", f"not JSON: {error}") from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
