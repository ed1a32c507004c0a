"""The exceptions of this app: what cannot be done, said to the user in Norwegian."""

from typing import Any


class ReportError(Exception):
    """Something about a report cannot be done; `errors` maps a question's key to its sentence."""

    def __init__(self, message: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors or {}


class ReportConflict(ReportError):
    """Somebody saved after `version` was shown; nothing was overwritten. `theirs` holds the texts that stand."""

    def __init__(self, message: str, theirs: dict[str, Any]) -> None:
        super().__init__(message)
        self.theirs = theirs
