"""The connection to the mail server, with the final dot of SMTP as a step of its own."""

import re
from email.utils import parseaddr
from smtplib import SMTP, SMTPException
from typing import Protocol

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address


class Refusal(Exception):
    """The mail was not taken; the text is the server's, in one line."""


class TemporaryRefusal(Refusal):
    """Not now: the server is away, busy or greylisting."""


class PermanentRefusal(Refusal):
    """Never: no such address, or not allowed."""


class AnswerLost(Refusal):
    """The dot was sent, but nobody knows whether the server took the mail."""


class Line(Protocol):
    """One connection for a batch of mails; each is begun, then finished or dropped."""

    # The server did not speak: no use in trying the rest of the batch.
    is_down: bool

    def begin(self, letter: EmailMessage) -> None:
        """Hand over everything but the final dot."""

    def finish(self) -> None:
        """Send the final dot and hear the answer."""

    def hang_up(self) -> None:
        """Drop the connection, and with it a mail that was begun."""


def open_line() -> Line:
    """Give the line of the configured e-mail backend; nothing is connected yet."""
    backend = get_connection()
    return SmtpLine(backend) if isinstance(backend, EmailBackend) else BackendLine(backend)


class SmtpLine:
    """SMTP, one command at a time."""

    def __init__(self, backend: EmailBackend):
        self._backend = backend
        self.is_down = False

    def begin(self, letter: EmailMessage) -> None:
        """Hand over everything but the final dot. Raises a Refusal, or ValueError for a header that cannot be written."""
        payload = _stuff_dots(letter.message().as_bytes(linesep="\r\n"))
        sender, recipient = _bare(letter.from_email), _bare(letter.to[0])
        try:
            smtp = self._connect()
            smtp.ehlo_or_helo_if_needed()
            options = ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else []
            _expect(smtp.mail(sender, options))
            _expect(smtp.rcpt(recipient))
            _expect(smtp.docmd("DATA"), 300)
            smtp.send(payload)
        except (SMTPException, OSError) as error:
            self.is_down = True
            raise TemporaryRefusal(_one_line(error)) from error

    def finish(self) -> None:
        """Send the final dot and hear the answer."""
        smtp = self._backend.connection
        try:
            smtp.send(b".\r\n")
            reply = smtp.getreply()
        except (SMTPException, OSError) as error:
            raise AnswerLost(_one_line(error)) from error
        _expect(reply)

    def hang_up(self) -> None:
        """Close the socket without a word: QUIT after half a mail would have to wait for an answer."""
        if self._backend.connection:
            self._backend.connection.close()
            self._backend.connection = None

    def _connect(self) -> SMTP:
        if self._backend.connection is None:
            self._backend.open()
        return self._backend.connection


class BackendLine:
    """Any other backend of Django (console, file, memory): it knows no dot, so all happens at the end."""

    is_down = False

    def __init__(self, backend: BaseEmailBackend):
        self._backend = backend
        self._letter: EmailMessage | None = None

    def begin(self, letter: EmailMessage) -> None:
        """Keep the mail until the end."""
        letter.message()
        self._letter = letter

    def finish(self) -> None:
        """Hand the mail over."""
        try:
            self._backend.send_messages([self._letter])
        except OSError as error:
            raise AnswerLost(_one_line(error)) from error

    def hang_up(self) -> None:
        """Forget the mail."""
        self._letter = None


def _expect(reply: tuple[int, bytes], family: int = 200) -> None:
    """Raise the Refusal that the server's answer means, unless it belongs to the hoped-for hundred."""
    code, text = reply
    if family <= code < family + 100:
        return
    line = _one_line(f"{code} {text.decode('utf-8', 'replace')}")
    raise PermanentRefusal(line) if 500 <= code < 600 else TemporaryRefusal(line)


def _bare(address: str) -> str:
    """The address for the envelope, without the name; foreign letters in the domain as punycode."""
    return sanitize_address(parseaddr(address)[1], "utf-8")


def _stuff_dots(payload: bytes) -> bytes:
    """Double a dot that begins a line, and end with a line end, as RFC 5321 4.5.2 wants it."""
    stuffed = re.sub(rb"(?m)^\.", b"..", payload)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:300]
