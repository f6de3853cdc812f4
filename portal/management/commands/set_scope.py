from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.actions import set_scope
from portal.models import Organisation, Province, Sector, User


class Command(BaseCommand):
    help = (
        "Say for which provinces and sectors a body of staff is responsible. Nothing named means everything."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("body", help="the name of the body")
        parser.add_argument("--provinces", default="", help="codes of today's provinces, separated by commas")
        parser.add_argument(
            "--sectors", default="", help="letters of sectors (A, E, M, ...), separated by commas"
        )
        parser.add_argument("--reason", required=True)
        parser.add_argument("--by", required=True, help="the e-mail address of the administrator")

    def handle(
        self, *args: Any, body: str, provinces: str, sectors: str, reason: str, by: str, **options: Any
    ) -> None:
        found = Organisation.objects.filter(kind__in=Organisation.STAFF_KINDS, name=body).first()
        if found is None:
            raise CommandError(f"There is no body of staff called {body}.")
        administrator = User.objects.filter(email__iexact=by, is_administrator=True, is_active=True).first()
        if administrator is None:
            raise CommandError(f"{by} is no administrator of this portal.")
        current = {p.code: p for p in Province.objects.filter(changes_after__isnull=True)}
        by_letter = {s.letters[0]: s for s in Sector.objects.current().filter(letters__len=1)}
        changed = set_scope(
            found,
            provinces=_named(provinces, current, "province"),
            sectors=_named(sectors, by_letter, "sector"),
            by=administrator,
            reason=reason,
            now=timezone.now(),
        )
        self.stdout.write("Set." if changed else "It was so already.")


def _named(typed: str, known: dict[str, Any], kind: str) -> list[Any]:
    codes = [code.strip() for code in typed.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            raise CommandError(f"There is no {kind} {code}.")
    return list({known[code].pk: known[code] for code in codes}.values())
