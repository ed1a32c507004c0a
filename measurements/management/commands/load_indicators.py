"""Load the reviewed indicators; run it after load_content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from measurements.services import MeasurementError, import_indicators


class Command(BaseCommand):
    """Load the indicators of the change packages. Running it again changes nothing."""

    help = "Load the indicators of measurements/content/ for the change packages that exist."

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what was done."""
        try:
            result = import_indicators(by=None)
        except MeasurementError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{result.created} new indicators, {result.changed} changed.")
        if result.left_out:
            self.stdout.write(f"Left out, no such change package: {', '.join(result.left_out)}.")
