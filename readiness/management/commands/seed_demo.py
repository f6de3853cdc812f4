import tomllib
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from portal.clock import today
from portal.models import Organisation
from readiness import frameworks, standings
from readiness.demo import (
    accounts,
    decisions,
    demand,
    enquiries,
    kept,
    past,
    purchases,
    requirements,
    shortlists,
    twins,
)
from readiness.demo.firms import Country
from readiness.demo.load import load
from readiness.demo.profiles import told_firms
from readiness.demo.removing import real_firms_exist, remove_all
from readiness.garbage import uncollected
from readiness.supply import running
from suppliers.models import Supplier

# The supplier account's firm: one certificate away from level 3.
SHOWN = "p-2"
# From so many firms on a second process is worth its start.
MANY = 3_000
# Up to so many the potential takes seconds.
SOON = 5_000


class Command(BaseCommand):
    help = "Fill an empty portal with a synthetic country: the same firms for the same day and number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--suppliers", type=int, default=3652, help="how many firms, the fourteen told ones included"
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="the day it is drawn for (today)"
        )
        parser.add_argument("--again", action="store_true", help="take the present demo country away first")

    def handle(self, *args: Any, suppliers: int, on: date | None, again: bool, **options: Any) -> None:
        if real_firms_exist():
            raise CommandError(
                "There are real firms in this database. Demo firms never stand beside real ones."
            )
        if Supplier.objects.exists() and not again:
            self.stdout.write("The demo country is there already; --again draws it anew.")
            return
        on = on or today()
        self._draw(suppliers, on)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        # Rows first: rescoring tells them what to show.
        processes = 2 if suppliers >= MANY else 1
        call_command("reindex", processes=processes, stdout=self.stdout)
        call_command("rescore", on=on, processes=processes, stdout=self.stdout)
        # Buyers name firms that are ready, and some that are not.
        purchases.make(on)
        requirements.make(on)
        enquiries.make(on)
        shortlists.make(on)
        past.keep_past(frameworks.current(), on)
        standings.keep(frameworks.current(), on)
        if suppliers <= SOON:
            # The page of the day says the potential too; the other runs follow when the workers begin, and pairs
            # that may be one firm in the night.
            running.compute_headline(today=on)
            twins.propose(on)
        kept.keep_pages(on)
        self.stdout.write(f"{suppliers} synthetic firms, drawn for {on.isoformat()}.")

    @transaction.atomic
    def _draw(self, suppliers: int, on: date) -> None:
        """All of the facts and the people, or nothing."""
        demand.remove_scenarios()
        purchases.remove()
        enquiries.remove()
        shortlists.remove()
        requirements.remove()
        kept.remove_pages()
        decisions.remove()
        remove_all()
        with uncollected():
            told = list(told_firms(on))[:suppliers]
            document = tomllib.loads(frameworks.SHIPPED.read_text(encoding="utf-8"))
            drawn = list(Country(document, on).firms(suppliers - len(told) - twins.count(suppliers)))
            accounts.make_staff()
            load([*told, *drawn], on)
            if twins.count(suppliers):
                twins.make(on)
            demand.add_scenario(suppliers, now=timezone.now())
        for firm in told:
            if firm.key == SHOWN:
                accounts.make_buyer_and_supplier(Organisation.objects.get(suppliers__tax_code=firm.tax_code))
                decisions.make(firm.tax_code, on)
