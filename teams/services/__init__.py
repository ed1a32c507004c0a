"""What can happen to registrations, teams and their work."""

from teams.services.coaching import log_contact
from teams.services.errors import EditConflict, TeamError

__all__ = [
    "EditConflict",
    "TeamError",
    "log_contact",
]
