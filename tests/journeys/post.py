"""The letter box of a journey: waits for a real mail, reads links and codes from it."""

import re
import time
from collections.abc import Callable
from email.message import EmailMessage

from tests.plugins.mail import Sink

PATIENCE = 20


class Post:
    """What the mail server received, each mail read once."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.read: set[int] = set()

    def mail(self, to: str, subject: str) -> EmailMessage:
        """The next unread mail to an address whose subject has these words."""
        # The clock of the story is moved; waiting is done by the one that is not.
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            for place, message in enumerate(self.sink.messages):
                if place not in self.read and to in message["To"] and subject in message["Subject"]:
                    self.read.add(place)
                    return message
            time.sleep(0.05)
        raise AssertionError(f"No mail «{subject}» to {to}; unread: {self.unread()}")

    def wait_until(self, has_happened: Callable[[], bool]) -> None:
        """Wait for what a mail's refusal does."""
        give_up = time.monotonic() + PATIENCE
        while not has_happened():
            assert time.monotonic() < give_up, f"It did not happen; unread: {self.unread()}"
            time.sleep(0.05)

    def unread(self, to: str = "") -> list[str]:
        """Receiver and subject of what nobody has read."""
        rows = [row for place, row in enumerate(self.sink.messages) if place not in self.read and to in row["To"]]
        return [f"{row['To']}: {row['Subject']}" for row in rows]


def text_of(message: EmailMessage) -> str:
    """The plain text."""
    return message.get_body(("plain",)).get_content()


def link_in(message: EmailMessage) -> str:
    """The one link that does the task; it stands in the plain text and in the other form of the mail."""
    links = set(re.findall(r"https?://\S+", text_of(message)))
    assert len(links) == 1, f"{message['Subject']}: {links}"
    link = links.pop()
    html = message.get_body(("html",))
    assert html is None or f'href="{link}"' in html.get_content()
    return link


def code_in(message: EmailMessage) -> str:
    """The sign-in code."""
    return re.search(r"^([A-Z0-9-]{4,})\s*$", text_of(message), re.MULTILINE)[1]
