"""The exceptions of this app: what cannot be done, said to the user in Norwegian."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _


class TeamError(Exception):
    """Something about a team or registration cannot be done; `field` names the form field it belongs beside."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class EditConflict(TeamError):
    """Somebody else saved first. `theirs` holds what stands now by field name; nothing was overwritten."""

    def __init__(self, theirs: dict[str, Any]) -> None:
        super().__init__(_("Noen andre har lagret etter at du åpnet siden. Se på begge tekstene før du lagrer."))
        self.theirs = theirs


def as_team_error(error: ValidationError) -> TeamError:
    """Give the first message of a model's validation as a TeamError."""
    if not hasattr(error, "error_dict"):
        return TeamError(str(error.messages[0]))
    field, messages = next(iter(error.message_dict.items()))
    return TeamError(str(messages[0]), None if field == NON_FIELD_ERRORS else field)
