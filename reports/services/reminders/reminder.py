"""One reminder as a rule gives it, before it becomes a message."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from accounts.models import User
from networks.models import Network


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the mail: a person with an account, or the contact of a registration."""

    name: str
    email: str
    user: User | None = None

    @classmethod
    def of(cls, user: User) -> "Addressee":
        """The addressee that is this user."""
        return cls(user.name, user.email, user)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person should do, why now, and the one link that does it.

    `subject_key` names the object ("team/4/month/2026-10"); with kind, recipient and `due_on` it makes the message
    exist once. `due_on` is the local date the reminder is about, not the day it is sent. A link that opens something
    by itself (`has_secret_link`) is forgotten once the mail has it.
    """

    kind: str
    network: Network
    to: Addressee
    subject_key: str
    due_on: date
    subject: str | Promise
    body: str
    link: str
    link_label: str | Promise
    has_secret_link: bool = False

    @property
    def key(self) -> str:
        """The name under which this message can exist only once, also when the person changes address."""
        who = f"user/{self.to.user.pk}" if self.to.user else "contact"
        return f"{self.kind}|{self.subject_key}|{self.due_on.isoformat()}|{who}"


def in_window(today: date, opens_on: date, closes_on: date) -> bool:
    """Tell whether a reminder that opens on one date, and is pointless after another, is due today.

    A window and not a single day: a machine that was off for a week sends what still helps, and nothing else.
    """
    return opens_on <= today <= closes_on
