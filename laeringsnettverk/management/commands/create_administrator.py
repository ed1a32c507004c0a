"""Makes the first administrator of a new installation; everyone after that is invited in the product."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.services import add_user


class Command(BaseCommand):
    """Run once after the first migration."""

    help = "Make an administrator, who then signs in with a code sent by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add the person and say where to sign in."""
        try:
            user = add_user(email=options["email"], name=options["name"], by=None, is_administrator=True)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        if not user.is_administrator:
            raise CommandError(f"{user.email} already has an account, which is not an administrator's.")
        self.stdout.write(f"{user.name} can sign in as {user.email} at {settings.SITE_URL}{reverse('account_login')}.")
