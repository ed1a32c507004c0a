"""Sends waiting messages without Celery: once, or in a loop that alone is enough to run the service."""

import logging
import signal
import threading

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from notifications.services import send_waiting_messages

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Send waiting messages."""

    help = "Send waiting messages, once or with --loop."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or for ever."""
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument("--every", type=float, default=10.0, help="seconds between rounds")

    def handle(self, *args, loop: bool, every: float, **options) -> None:
        """Send; a database that is away for a while ends no loop."""
        if not loop:
            self.stdout.write(f"{send_waiting_messages()} sent")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                send_waiting_messages()
            except DatabaseError:
                logger.exception("The database did not answer; trying again.")
            stop.wait(every)
