"""Messages in the outbox."""

from datetime import date, datetime
from itertools import count

from accounts.models import User
from notifications.models import OutboxMessage
from notifications.services import queue_message

_NUMBERS = count(1)


def make_message(
    *,
    key: str = "",
    # A kind nobody has a question about: whether it still applies is the business of the apps above.
    kind: str = "notice",
    scope: str = "network/1",
    recipient: User | None = None,
    email: str = "",
    name: str = "Kari Nordby",
    subject: str = "Registrer oktober",
    body: str = "Hei Kari\n\nFristen er 10. november.",
    link: str = "/team/lorenskog/malinger/2026-10/",
    link_label: str = "Registrer oktober",
    send_after: datetime | None = None,
    has_secret_link: bool = False,
) -> OutboxMessage | None:
    """A message that waits, of a kind nobody asks about before it leaves; None when the key is taken."""
    number = next(_NUMBERS)
    return queue_message(
        key=key or f"message-{number}",
        kind=kind,
        scope=scope,
        recipient=recipient,
        email=email or (recipient.email if recipient else f"kari{number}@example.no"),
        name=name,
        subject=subject,
        body=body,
        due_on=date(2026, 11, 10),
        link=link,
        link_label=link_label,
        send_after=send_after,
        has_secret_link=has_secret_link,
    )
