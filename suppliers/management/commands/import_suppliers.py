import json
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.clock import today
from portal.lineage import earlier_provinces
from portal.models import User
from suppliers.importing import report
from suppliers.importing.load import import_list
from suppliers.importing.refusal import Refused
from suppliers.importing.rows import Chosen
from suppliers.importing.sheets import read_file
from suppliers.importing.undo import undo_batch


def _place(text: str) -> tuple[str, str]:
    """ "song-be=74": the code of an earlier province, and of the part chosen for it."""
    code, _sign, part = text.partition("=")
    unit = earlier_provinces().get(code)
    if unit is None or not unit.divided:
        divided = ", ".join(u.code for u in earlier_provinces().values() if u.divided)
        raise ArgumentTypeError(f"{code} was not divided; divided were {divided}")
    if unit.part(part) is None:
        parts = ", ".join(f"{p.former} ({p.labels[1]})" for p in unit.parts)
        raise ArgumentTypeError(f"{part} is no part of {code}; its parts are {parts}")
    return code, part


class Command(BaseCommand):
    help = (
        "Take in a list of firms (CSV in UTF-8, or XLSX). Clean rows land as firms nobody has claimed; the others "
        "come back with row, column, value and a sentence; what looks like a firm we have is set aside."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the list")
        parser.add_argument("--sheet", default="", help="the sheet of a workbook (the first with a header)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take away what a batch landed")
        parser.add_argument(
            "--by", default="", metavar="EMAIL", help="the member of staff who brings the list"
        )
        parser.add_argument(
            "--listed",
            action="store_true",
            help="the list was checked by --by: its firms enter the directory",
        )
        parser.add_argument(
            "--place",
            action="append",
            default=[],
            type=_place,
            metavar="EARLIER=PART",
            help="firms that name a province that was divided lie in this part of it, as song-be=74; may be repeated",
        )
        parser.add_argument("--json", action="store_true", help="the report for machines")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        with translation.override(language):
            try:
                self._answer(**options)
            except Refused as refused:
                raise CommandError(str(refused)) from None

    def _answer(
        self,
        *,
        file: Path | None,
        undo: int | None,
        sheet: str,
        dry_run: bool,
        by: str,
        listed: bool,
        place: list[tuple[str, str]],
        json: bool,
        **options: Any,
    ) -> None:
        if (file is None) == (undo is None):
            raise Refused(_("Name a file to take in, or a batch to --undo."))
        if undo is not None:
            undone = undo_batch(undo, by=self._staff(by, False), now=timezone.now(), dry_run=dry_run)
            self._write(
                json, report.undo_as_json(undone, dry_run=dry_run), report.undo_lines(undone, dry_run=dry_run)
            )
            return
        assert file is not None
        plan, batch = import_list(
            read_file(file),
            file_name=file.name,
            sheet=sheet,
            by=self._staff(by, listed),
            checked=listed,
            dry_run=dry_run,
            chosen=Chosen(dict(place)),
            today=today(),
            now=timezone.now(),
        )
        self._write(
            json, report.as_json(plan, batch, dry_run=dry_run), report.lines(plan, batch, dry_run=dry_run)
        )
        if not plan.takes_something:
            raise Refused(_("No row could be taken in; nothing was changed."))

    def _staff(self, email: str, listed: bool) -> User | None:
        """Who brings the list; a list that is to be shown at once needs somebody who checked it."""
        if not email:
            if listed:
                raise Refused(_("--listed needs --by: whoever checked the list."))
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None or not user.is_ministry:
            raise Refused(_("No member of staff has the address %(email)s.") % {"email": email})
        return user

    def _write(self, as_json: bool, data: dict[str, Any], lines: Any) -> None:
        if as_json:
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
            return
        for line in lines:
            self.stdout.write(line)
