import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from portal.actions import create_ministry_account
from portal.models import Organisation, User


class Command(BaseCommand):
    help = "Make an account for staff. The password is printed once; the second factor is set up at the first sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--body", required=True, help="the ministry, province or centre they work for")
        parser.add_argument(
            "--administrator", action="store_true", help="may also set the scope of bodies of staff"
        )
        parser.add_argument("--kind", choices=Organisation.STAFF_KINDS, default=Organisation.Kind.MINISTRY)

    def handle(
        self, *args: Any, email: str, name: str, body: str, kind: str, administrator: bool, **options: Any
    ) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is no e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is an account with the address {email} already.")
        password = secrets.token_urlsafe(12)
        create_ministry_account(email, password, name=name, body=body, kind=kind, administrator=administrator)
        self.stdout.write(f"{email}\n{password}")
