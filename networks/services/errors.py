"""The exceptions of this app: what cannot be done with a network, said to the user in Norwegian."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the sentence, the field it belongs beside, and the row (from 0) in a list."""

    message: str
    field: str | None = None
    row: int | None = None


class NetworkError(Exception):
    """Something about a network cannot be done. `problems` lists everything that is wrong, not only the first."""

    def __init__(self, message: str, field: str | None = None, *, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.problems = problems or [Problem(message, field)]

    @classmethod
    def of(cls, problems: list[Problem]) -> "NetworkError":
        """Make one error of several problems."""
        return cls(problems[0].message, problems[0].field, problems=problems)


class NetworkConflict(NetworkError):
    """Somebody else saved first. `theirs` holds what stands now by field name; nothing was overwritten."""

    def __init__(self, theirs: dict[str, Any]) -> None:
        super().__init__(_("Noen andre har lagret etter at du åpnet siden. Se hva de skrev før du lagrer."))
        self.theirs = theirs


def as_network_error(error: ValidationError, *, row: int | None = None) -> NetworkError:
    """Give the messages of a model's validation as a NetworkError."""
    if not hasattr(error, "error_dict"):
        return NetworkError.of([Problem(str(message), None, row) for message in error.messages])
    problems = [
        Problem(str(message), None if field == NON_FIELD_ERRORS else field, row)
        for field, messages in error.message_dict.items()
        for message in messages
    ]
    return NetworkError.of(problems)
