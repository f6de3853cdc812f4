"""Judge a firm's facts without a database: what a support centre tries "what if" with."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Facts, Framework, Refused, assess, parse_facts, parse_framework, to_json
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
                firms = [_facts(_read(facts), str(facts), judged_by)]
            else:
                assert many is not None
                firms = [
                    _facts(line, f"{many}, line {number}", judged_by)
                    for number, line in enumerate(_read(many).split("\n"), start=1)
                    if line.strip()
                ]
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        for firm in firms:
            self.stdout.write(to_json(assess(judged_by, firm, today)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(str(path), error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise Refused(str(path), "is not UTF-8 text") from None


def _facts(text: str, source: str, framework: Framework) -> Facts:
    """The facts in ``text``; a refusal names their source."""
    try:
        return parse_facts(_json(text), framework)
    except Refused as refused:
        raise Refused(source, str(refused)) from None


def _json(text: str) -> Any:
    """Decimals stay as exact as they are written."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused("facts", f"not JSON: {error}") from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
