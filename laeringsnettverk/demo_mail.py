"""Reads the messages the demo's mail server received, for the page that shows them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

# As `mail_sink` names the files: the time of arrival, then what makes the name single.
NAME = re.compile(r"(?P<arrived>\d{8}T\d{12})-[0-9a-f]{8}")
LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class DemoMail:
    """One message. `html` is the HTML part as it came, or empty; `links` are those of the text, in order, once each."""

    id: str
    received_at: datetime
    sender: str
    recipients: list[str]
    subject: str
    text: str
    html: str
    links: list[str]
    attachments: list[str]


class TextOnly(HTMLParser):
    """Keeps what a reader of the HTML would see, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line for each block; the address of a link after the word before it."""
        self.hidden += tag in ("style", "script", "head")
        if tag in ("p", "div", "br", "tr", "li", "h1", "h2", "h3"):
            self.parts.append("\n")
        if tag == "a" and (address := dict(attrs).get("href")):
            self.parts.append(f" {address} ")

    def handle_endtag(self, tag: str) -> None:
        """Show again what follows a hidden part."""
        self.hidden -= tag in ("style", "script", "head")

    def handle_data(self, data: str) -> None:
        """Keep visible text."""
        if not self.hidden:
            self.parts.append(data)


def text_of_html(html: str) -> str:
    """The HTML as plain text, for a message that came without a text part."""
    reader = TextOnly()
    reader.feed(html)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def people(message: EmailMessage, header: str) -> list[str]:
    """The addresses of a header, each with its name where it has one."""
    field = message[header]
    addresses: tuple[Address, ...] = getattr(field, "addresses", ()) if field else ()
    return [f"{one.display_name} <{one.addr_spec}>" if one.display_name else one.addr_spec for one in addresses]


def arrived(mail_id: str) -> datetime | None:
    """When a message came, from its name; None when no message can have that name."""
    match = NAME.fullmatch(mail_id)
    return datetime.strptime(match["arrived"], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC) if match else None


def parse(path: Path) -> DemoMail | None:
    """The message in a file; None when it is gone or not named as a message is."""
    received_at = arrived(path.stem)
    if received_at is None:
        return None
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    message = BytesParser(policy=policy.default).parsebytes(content)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    markup = html.get_content() if html else ""
    text = plain.get_content().strip() if plain else text_of_html(markup)
    return DemoMail(
        id=path.stem,
        received_at=received_at,
        sender=", ".join(people(message, "From")),
        recipients=people(message, "To"),
        subject=str(message["Subject"] or ""),
        text=text,
        html=markup,
        links=list(dict.fromkeys(link.rstrip(".,;:)") for link in LINK.findall(text))),
        attachments=[part.get_filename() or part.get_content_type() for part in message.iter_attachments()],
    )


def list_mails(limit: int = 200) -> list[DemoMail]:
    """The newest messages, newest first; empty before the first one came."""
    paths = sorted(settings.DEMO_MAIL_DIR.glob("*.eml"), key=lambda path: path.name, reverse=True)
    return [mail for path in paths[:limit] if (mail := parse(path))]


def read_mail(mail_id: str) -> DemoMail | None:
    """One message; None when there is none with that id."""
    return parse(settings.DEMO_MAIL_DIR / f"{mail_id}.eml") if arrived(mail_id) else None
