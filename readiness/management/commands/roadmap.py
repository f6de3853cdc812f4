"""The cheapest way of a firm to a level, without a database: what a support centre plans with."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readiness.engine import Refused, case_of, parse_framework, to_json
from readiness.engine.exact import day
from readiness.engine.roadmap import parse_steps, roadmap, roadmap_document, tried
from readiness.management.commands.assess import SHIPPED
from readiness.management.files import facts_in, read_text

STEPS = Path(__file__).resolve().parents[2] / "reference" / "steps.csv"


class Command(BaseCommand):
    help = "Print the cheapest way of facts to a level as JSON, without subsidies. Needs no database and no settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--framework", type=Path, default=SHIPPED, help="a framework in TOML (the shipped VN-SI 1)"
        )
        parser.add_argument("--steps", type=Path, default=STEPS, help="a price list in CSV (the shipped one)")
        parser.add_argument("--facts", type=Path, required=True, help="one firm, as JSON")
        parser.add_argument("--on", required=True, help="the day, like 2026-11-21")
        parser.add_argument("--level", type=int, default=None, help="the level to reach (the next one)")
        parser.add_argument(
            "--take",
            action="append",
            default=[],
            metavar="KEY",
            help="what if this step were taken; repeatable",
        )

    def handle(
        self,
        *args: Any,
        framework: Path,
        steps: Path,
        facts: Path,
        on: str,
        level: int | None,
        take: list[str],
        **options: Any,
    ) -> None:
        try:
            today = day(on, "--on")
            assert today is not None
            judged_by = parse_framework(read_text(framework))
            case = case_of(judged_by, facts_in(read_text(facts), str(facts), judged_by))
            price_list = parse_steps(csv.DictReader(io.StringIO(read_text(steps))), judged_by)
            levels = [planned.level.number for planned in case.plan.levels]
            held = case.verdict(today.toordinal()).level
            target = level if level is not None else next((n for n in levels if n > held), held)
            if level is not None and level not in levels:
                raise Refused("--level", f"{level} is not among the levels {', '.join(map(str, levels))}")
            taken = tried(case, price_list, take, target, today) if take else None
            if taken and (left_out := sorted(set(take) - taken.keys)):
                raise Refused(
                    "--take", f"{', '.join(left_out)}: no step of this firm, or it waits for another"
                )
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(2)
        self.stdout.write(to_json(roadmap_document(roadmap(case, price_list, target, today), taken)))
