"""A real mail server in the test: keeps what it gets, or answers badly when told to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import LazySettings


@dataclass
class Sink:
    """What the server received, and how it answers the next messages."""

    host: str = "127.0.0.1"
    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    # None accepts; "451 …" and "550 …" answer the final dot; "drop" keeps the message and closes without an answer.
    answer: str | None = None
    # The same, per recipient, said at RCPT.
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer one recipient."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> Any:
        """Answer the final dot."""
        if self.answer not in (None, "drop"):
            return self.answer
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        if self.answer == "drop":
            server.transport.abort()
            return "421 gone"
        return "250 OK"


class AnyPortController(Controller):
    """A controller that takes whichever port the system gives, so that no two runs meet."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def smtp_sink(settings: LazySettings) -> Iterator[Sink]:
    """A mail server on a free port that Django's SMTP backend sends to during the test."""
    sink = Sink()
    controller = AnyPortController(sink, hostname=sink.host, port=0)
    controller.start()
    sink.port = controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield sink
    controller.stop()
