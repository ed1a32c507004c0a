"""Brings the demo's database up to date and fills it when it is empty; prints the people to sign in as."""

import signal
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from networks.models import Network


class Command(BaseCommand):
    """A step of `make demo`; progress goes to standard error because standard output is the list of people."""

    help = "Prepare the demo's database and print the people to sign in as."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, fill, list."""
        if not settings.DEMO:
            raise CommandError("This fills the database with invented people; it runs in the demo only.")
        # Being told to stop must still stop what filling the database has started.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        call_command("migrate", verbosity=0)
        if not Network.objects.exists():
            self.stderr.write("Making the demo networks (only the first time) …")
            started = time.monotonic()
            call_command("seed_demo", verbosity=0)
            self.stderr.write(f"Made in {time.monotonic() - started:.0f} s.")
        self.list_people()
        # Closing writes everything into the one file, which may then be given its name.
        connection.close()

    def list_people(self) -> None:
        """Print them as a table."""
        from laeringsnettverk.demo.cast import people_to_sign_in  # noqa: PLC0415 - production never loads the demo world

        rows = [("Name", "Role", "Team or network", "E-mail"), *people_to_sign_in()]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            self.stdout.write("  " + "  ".join(cells).rstrip())
