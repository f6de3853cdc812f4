from typing import Any

from django.core.management.base import BaseCommand

from portal.clock import today
from suppliers import directory


class Command(BaseCommand):
    help = "Rewrite the directory's rows of all listed firms from their facts."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{directory.index_all(today())} firms are listed.")
