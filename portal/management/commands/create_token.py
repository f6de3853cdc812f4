from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.models import ApiToken, User


class Command(BaseCommand):
    help = "Issue a key to the API. It is printed once; only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="what the key is for")
        parser.add_argument("--revoke", action="store_true", help="revoke all keys of this account instead")

    def handle(self, *args: Any, email: str, name: str, revoke: bool, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active account with the address {email}.")
        if revoke:
            self.stdout.write(f"{ApiToken.objects.revoke_all(user)} keys revoked.")
            return
        self.stdout.write(ApiToken.issue(user, name))
