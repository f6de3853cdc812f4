from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.backup import Refused
from portal.backup.keeping import keep
from portal.backup.restoring import check
from portal.models import KeptBackup


class Command(BaseCommand):
    help = "Write database and uploaded files to one archive, and read it again to be sure."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already.")
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}.")
        kept = keep(file, Path(settings.MEDIA_ROOT), now=timezone.now())
        try:
            check(file)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        KeptBackup.objects.create(
            finished_at=timezone.now(), rows=kept.rows, files=kept.files, size=file.stat().st_size
        )
        self.stdout.write(f"Kept {kept.rows} rows and {kept.files} files in {file}. It holds personal data.")
