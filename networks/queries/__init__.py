"""What networks can tell: phases, invitation texts, templates."""

from networks.queries.invitation import (
    FILL_INS,
    Invitation,
    SessionDate,
    TeamRoleText,
    build_invitation,
    describe_duration,
)
from networks.queries.members import NetworkPerson, organizing_members
from networks.queries.messages import MESSAGE_FILTERS, MessageRow, message_counts, message_rows, network_messages
from networks.queries.municipalities import municipality_choices
from networks.queries.overview import NetworkRow, SessionRow, network_rows, session_rows
from networks.queries.packages import PackageCard, PackageGroup, package_groups
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
    "MESSAGE_FILTERS",
    "Invitation",
    "MessageRow",
    "NetworkPerson",
    "NetworkRow",
    "NetworkTemplate",
    "PackageCard",
    "PackageGroup",
    "Phase",
    "PlannedDeadline",
    "PlannedSession",
    "SessionDate",
    "SessionRow",
    "TeamRoleText",
    "build_invitation",
    "current_phase",
    "describe_duration",
    "find_template",
    "message_counts",
    "message_rows",
    "municipality_choices",
    "network_messages",
    "network_rows",
    "network_templates",
    "next_session",
    "organizing_members",
    "package_groups",
    "phases",
    "plan_calendar",
    "session_rows",
]
