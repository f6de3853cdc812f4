from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from readiness.kept.reading import opened
from readiness.kept.rejudging import NoSuchFramework, recheck
from readiness.models import KeptPage


class Command(BaseCommand):
    help = "Count a kept page again from its rows, and judge its firms again from their kept facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int, help="the number of the kept page")
        parser.add_argument(
            "--sample", type=int, default=None, help="judge so many firms, evenly spread (all of them)"
        )

    def handle(self, *args: Any, id: int, sample: int | None, **options: Any) -> None:
        page = KeptPage.objects.filter(pk=id).first()
        if page is None:
            raise CommandError(f"There is no kept page {id}.")
        kept = opened(page)
        rows = kept.rows if not sample else kept.rows[:: max(1, len(kept.rows) // sample)][:sample]
        try:
            wrong = list(recheck(kept, rows))
        except NoSuchFramework:
            raise CommandError(f"The framework {page.framework_hash} is not stored any more.") from None
        for each in kept.mismatches:
            self.stderr.write(f"{each.what} {each.code}: said {each.said}, found {each.found}")
        for row in wrong:
            self.stderr.write(f"firm {row.row.id}: {row.why} does not come out again")
        if kept.mismatches or wrong:
            raise CommandError(
                f"{len(kept.mismatches)} figures and {len(wrong)} firms do not come out again."
            )
        self.stdout.write(f"Every figure and {len(rows)} judgements come out again, to the byte.")
