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
    """Somebody else saved first; nothing was overwritten.

    `theirs` holds what stands now by field name, `version` the version to save upon once the person has seen it.
    """

    def __init__(self, theirs: dict[str, Any], version: int = 0) -> None:
        super().__init__(_("Noen andre har lagret etter at du åpnet siden. Se hva de skrev før du lagrer."))
        self.theirs = theirs
        self.version = version


def as_team_error(error: ValidationError) -> TeamError:
    """Give the first message of a model's validation as a TeamError."""
    if not hasattr(error, "error_dict"):
        return TeamError(str(error.messages[0]))
    field, messages = next(iter(error.message_dict.items()))
    return TeamError(str(messages[0]), None if field == NON_FIELD_ERRORS else field)
