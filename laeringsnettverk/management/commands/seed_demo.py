"""Fill an empty database with the demo world."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from contextlib import contextmanager
from datetime import UTC, date
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from laeringsnettverk.demo.world import build_world
from networks.models import Network

# So many of the newest mails can be read in the demo; a year of post would bury them.
READABLE_MAILS = 150
SECONDS_TO_START = 120


class Command(BaseCommand):
    """Part of `make demo`; refuses where real people work."""

    help = "Build the two demo networks, as they stand today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day to build for."""
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the day the demo stands on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build everything, with a mail server of its own that takes what the story sends."""
        if not (settings.DEMO or settings.DEBUG or settings.TESTING):
            raise CommandError("The demo world is for demo and development only.")
        if Network.objects.exists():
            raise CommandError("There are networks already. `make demo-reset` starts over.")
        with mail_server() as folder:
            build_world(options["today"])
            keep_newest(folder, settings.DEMO_MAIL_DIR)


@contextmanager
def mail_server():
    """Run a mail sink in a process of its own, since this one's clock is moved; give the folder it writes to."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "manage.py", "mail_sink", "--port", str(port)]
        sink = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=_environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        before = settings.EMAIL_HOST, settings.EMAIL_PORT
        try:
            _wait_for(port, sink)
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
            yield Path(folder)
        finally:
            settings.EMAIL_HOST, settings.EMAIL_PORT = before
            sink.terminate()
            sink.wait(10)


def _environment(folder: str) -> dict[str, str]:

    return {**os.environ, "DEMO_MAIL_DIR": folder, "DEBUG": "1"}


def _wait_for(port: int, sink: subprocess.Popen) -> None:
    # A busy machine needs many seconds to start one more Python; only a sink that has died is given up early.
    deadline = time.monotonic() + SECONDS_TO_START
    while sink.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    why = "it is too slow" if sink.returncode is None else f"it ended with exit code {sink.returncode}"
    raise CommandError(f"The demo's mail server did not start: {why}.")


def keep_newest(source: Path, target: Path) -> None:
    """Copy the newest mails to where the demo reads them, named by when the story sent them and not by when it played."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number, mail in enumerate(sorted(source.glob("*.eml"))[-READABLE_MAILS:]):
        content = mail.read_bytes()
        # The header ends in «-0000», UTC by the standard, which Python reads as a time without a zone.
        sent_at = parsedate_to_datetime(BytesHeaderParser().parsebytes(content)["Date"])
        sent_at = sent_at.astimezone(UTC) if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)
        (target / f"{sent_at:%Y%m%dT%H%M%S%f}-{number:08x}.eml").write_bytes(content)
