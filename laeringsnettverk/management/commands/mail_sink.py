"""A mail server that keeps every message as a file and delivers none: the post office of the demo."""

import secrets
import signal
import threading
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.management.base import BaseCommand


class KeepAsFile:
    """Writes each message to a file that appears whole or not at all, named so that the names sort by arrival."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one message."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        unfinished = self.directory / f"{name}.part"
        unfinished.write_bytes(envelope.content)
        unfinished.replace(self.directory / f"{name}.eml")
        return "250 Kept"


class Command(BaseCommand):
    """Part of `make demo`; useful alone beside a development server."""

    help = "Receive mail on a local port and keep it as files in DEMO_MAIL_DIR."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port only."""
        parser.add_argument("--port", type=int, default=1025)

    def handle(self, *args: Any, **options: Any) -> None:
        """Receive until told to stop."""
        directory = settings.DEMO_MAIL_DIR
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        controller = Controller(KeepAsFile(directory), hostname="127.0.0.1", port=options["port"])
        controller.start()
        self.stdout.write(f"Receiving mail on 127.0.0.1:{options['port']} into {directory}.")
        stop.wait()
        controller.stop()
