"""Load the reviewed content that networks are made of."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from networks.services import NetworkError, import_content, import_municipalities


class Command(BaseCommand):
    """Load focus areas, change packages and municipalities. Running it again changes nothing."""

    help = "Load focus areas, change packages and municipalities from networks/content/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what was done."""
        try:
            result = import_content(by=None) + import_municipalities(by=None)
        except NetworkError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{result.created} new rows, {result.changed} changed.")
