"""`manage.py create_user`: an account with a role, active at once. Couriers and the first admin begin here."""

import getpass
import secrets
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from accounts import operations
from accounts.forms import RegisterForm
from accounts.models import normal_email
from accounts.roles import Role
from shop.core import errors


class Command(BaseCommand):
    help = "Makes an account with a role. Without --password it asks on a terminal, and makes one up elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--email", required=True)
        parser.add_argument("--full-name", default="", help="by default what stands before the @")
        parser.add_argument("--shop-name", default="", help="of a seller; by default the full name")
        parser.add_argument("--password", default="", help="other users of this machine can read it while this runs")

    def handle(self, *, role: str, email: str, full_name: str, shop_name: str, **options: Any) -> None:
        email = normal_email(email)
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an email address.") from None
        full_name = full_name or email.partition("@")[0].replace(".", " ").title()
        password, is_made_up = self._password(options["password"], email=email, full_name=full_name)
        try:
            user = operations.create_user(
                email=email,
                password=password,
                full_name=full_name,
                role=Role(role),
                shop_name=shop_name,
                by=None,
                now=timezone.now(),
            )
        except errors.DomainError as error:
            raise CommandError(error.message) from None
        roles = ", ".join(sorted(user.roles))
        self.stdout.write(f"{user.full_name} <{user.email}> can sign in as {roles}.")
        if is_made_up:
            self.stdout.write(f"Password: {password}")

    def _password(self, given: str, *, email: str, full_name: str) -> tuple[str, bool]:
        """The password, and whether it was made up. A weak one is refused like at sign-up."""
        is_made_up = not given and not sys.stdin.isatty()
        password = given or (secrets.token_urlsafe(12) if is_made_up else getpass.getpass("Password: "))
        form = RegisterForm({"email": email, "full_name": full_name, "password": password})
        if not form.is_valid():
            raise CommandError(" ".join(str(message) for messages in form.errors.values() for message in messages))
        return password, is_made_up
