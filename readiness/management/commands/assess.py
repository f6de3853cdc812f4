"""Judge a firm's facts without a database: what a support centre tries "what if" with."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, assess, parse_facts, parse_framework, to_json

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
            lines = list(self._results(framework, facts, many, on))
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        for line in lines:
            self.stdout.write(line)

    def _results(self, framework: Path, facts: Path | None, many: Path | None, on: str) -> Any:
        try:
            day = date.fromisoformat(on)
        except ValueError:
            raise Refused("--on", f"{on!r} is not a date like 2026-11-21") from None
        judged_by = parse_framework(_read(framework))
        if facts is not None:
            yield to_json(assess(judged_by, parse_facts(_json(_read(facts), str(facts)), judged_by), day))
            return
        assert many is not None
        for number, line in enumerate(_read(many).splitlines(), start=1):
            if not line.strip():
                continue
            place = f"{many}, line {number}"
            try:
                yield to_json(assess(judged_by, parse_facts(_json(line, place), judged_by), day))
            except Refused as refused:
                raise Refused(place, str(refused)) from None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(str(path), error.strerror or "cannot be read") from None
    except UnicodeDecodeError:
        raise Refused(str(path), "is not UTF-8 text") from None


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text, parse_float=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(place, f"not JSON: {error}") from None
