"""How a message becomes a mail, and how a mail is handed to the mail server."""

from notifications.mail.letter import build_letter, message_id
from notifications.mail.line import (
    AnswerLost,
    Line,
    PermanentRefusal,
    Refusal,
    TemporaryRefusal,
    open_line,
)

__all__ = [
    "AnswerLost",
    "Line",
    "PermanentRefusal",
    "Refusal",
    "TemporaryRefusal",
    "build_letter",
    "message_id",
    "open_line",
]
