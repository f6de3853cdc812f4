from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.actions import MustStay, delete_person
from portal.models import User


class Command(BaseCommand):
    help = "Delete a person: the account is emptied and closed; what they did stays, without a name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email, deleted_at__isnull=True).first()
        if person is None:
            raise CommandError(f"There is no account with the address {email}.")
        try:
            delete_person(person, by=None, now=timezone.now())
        except MustStay as refusal:
            owned = [f"the only owner of {each}" for each in refusal.keeps.last_owner_of]
            raise CommandError("Not deleted: " + "; ".join([*owned, *refusal.keeps.others])) from refusal
        self.stdout.write("Deleted.")
