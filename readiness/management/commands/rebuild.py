from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from portal.clock import today
from readiness import frameworks, standings
from readiness.models import Score


class Command(BaseCommand):
    help = "Delete what was concluded (scores, the directory's rows, today's standing) and conclude it anew from the facts."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            Score.objects.all().delete()
        call_command("reindex", stdout=self.stdout)
        call_command("rescore", stdout=self.stdout)
        cells = standings.keep(frameworks.current(), today())
        self.stdout.write(f"{cells} cells of today's standing kept.")
