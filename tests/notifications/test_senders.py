"""Several senders at once, and a sender killed at the worst moment, on the database at hand and a real mail server."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from notifications.models import OutboxMessage
from notifications.services import send_waiting_messages
from tests.browser import ROOT
from tests.factories.notifications import make_message
from tests.plugins.mail import Sink

State = OutboxMessage.State
pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """The test database, for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    # Without a host the client takes the socket that PGHOST names.
    place = f"{values['HOST']}:{values['PORT'] or 5432}" if values["HOST"] else ""
    return f"postgres://{values['USER']}:{values['PASSWORD']}@{place}/{values['NAME']}"


def start_sender(settings: LazySettings, *options: str) -> subprocess.Popen[bytes]:
    """A sender of its own, as `manage.py send_messages` runs it."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DEMO": "1",
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
    }
    return subprocess.Popen([sys.executable, "manage.py", "send_messages", *options], cwd=ROOT, env=environment)


def test_three_senders_at_once_send_every_message_once(smtp_sink: Sink) -> None:
    for number in range(30):
        make_message(subject=f"Melding {number}")
    sent: list[int] = []

    def send() -> None:
        sent.append(send_waiting_messages())
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 30
    assert Counter(message["Subject"] for message in smtp_sink.messages) == {f"Melding {n}": 1 for n in range(30)}
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


def test_loop_alone_sends_what_comes_and_stops_when_told(smtp_sink: Sink, settings: LazySettings) -> None:
    sender = start_sender(settings, "--loop", "--every", "0.1")
    for number in range(2):
        make_message()
        deadline = time.monotonic() + 30
        while len(smtp_sink.messages) <= number and time.monotonic() < deadline:
            time.sleep(0.05)
    sender.send_signal(signal.SIGTERM)
    assert (sender.wait(timeout=60), len(smtp_sink.messages)) == (0, 2)


def test_sender_killed_at_the_dot_leaves_the_message_unsure(
    smtp_sink: Sink, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = make_message()
    sender = start_sender(settings)

    async def kill(self: Sink, server: SMTP, session: Session, envelope: Envelope) -> Any:
        os.kill(sender.pid, signal.SIGKILL)
        return "250 OK"

    monkeypatch.setattr(Sink, "handle_DATA", kill)
    sender.wait(timeout=60)
    message.refresh_from_db()
    assert message.state == State.CLOSING
    OutboxMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert send_waiting_messages() == 0
    message.refresh_from_db()
    assert (message.state, smtp_sink.messages) == (State.UNSURE, [])


def test_sender_killed_before_the_dot_doubles_nothing(
    smtp_sink: Sink, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = make_message()
    sender = start_sender(settings)
    accept = Sink.handle_RCPT

    async def kill(self: Sink, server: SMTP, session: Session, envelope: Envelope, *rest: Any) -> str:
        os.kill(sender.pid, signal.SIGKILL)
        return await accept(self, server, session, envelope, *rest)

    monkeypatch.setattr(Sink, "handle_RCPT", kill)
    sender.wait(timeout=60)
    monkeypatch.setattr(Sink, "handle_RCPT", accept)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENDING, 1)
    assert send_waiting_messages() == 0
    OutboxMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert send_waiting_messages() == 1
    assert len(smtp_sink.messages) == 1
