from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.backup import Refused
from portal.backup.restoring import check, restore


class Command(BaseCommand):
    help = "Put an archive of `backup` back into an empty, migrated database and an empty MEDIA_ROOT."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only read the archive and its hashes")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            kept = check(file) if options["check"] else restore(file, Path(settings.MEDIA_ROOT))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        done = "The archive is whole" if options["check"] else "Restored"
        self.stdout.write(f"{done}: {kept.rows} rows and {kept.files} files.")
