from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.clock import today
from portal.forked import in_processes
from suppliers import directory


class Command(BaseCommand):
    help = "Rewrite the directory's rows of all listed firms from their facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--processes", type=int, default=1, help="how many to share the work (1)")

    def handle(self, *args: Any, processes: int, **options: Any) -> None:
        day = today()
        listed = in_processes(lambda part, parts: directory.index_all(day, part, parts), processes)
        directory.count_whole_list(timezone.now())
        self.stdout.write(f"{sum(listed)} firms are listed.")
