from typing import Any

from django.core.management.base import BaseCommand

from portal.clock import today
from portal.events import reference_loading
from portal.vocabulary import load_words


class Command(BaseCommand):
    help = (
        "Bring the shared words, and what upper floors keep as files, to what the files say. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name, changed in load_words(today()).items():
            if changed:
                self.stdout.write(f"{name}: {changed} changed")
        reference_loading.send(Command, write=self.stdout.write)
        self.stdout.write("Reference words are up to date.")
