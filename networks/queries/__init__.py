"""What networks can tell: phases, invitation texts, templates."""

from networks.queries.invitation import (
    FILL_INS,
    Invitation,
    SessionDate,
    TeamRoleText,
    build_invitation,
    describe_duration,
)
from networks.queries.phases import Phase, current_phase, next_session, phases
from networks.queries.templates import (
    NetworkTemplate,
    PlannedDeadline,
    PlannedSession,
    find_template,
    network_templates,
    plan_calendar,
)

__all__ = [
    "FILL_INS",
    "Invitation",
    "NetworkTemplate",
    "Phase",
    "PlannedDeadline",
    "PlannedSession",
    "SessionDate",
    "TeamRoleText",
    "build_invitation",
    "current_phase",
    "describe_duration",
    "find_template",
    "network_templates",
    "next_session",
    "phases",
    "plan_calendar",
]
