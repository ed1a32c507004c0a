"""What can happen to networks, their calendar, their people and their content."""

from networks.services.calendar import set_learning_sessions, set_report_deadlines, update_learning_session
from networks.services.content import ImportResult, import_content, import_municipalities
from networks.services.creation import create_network
from networks.services.errors import NetworkConflict, NetworkError, Problem
from networks.services.invitations import invite_network_member
from networks.services.members import add_network_member, add_participant, end_network_member
from networks.services.network import (
    close_network,
    publish_network,
    publishing_problems,
    reopen_network,
    set_change_packages,
    update_network,
)
from networks.services.setup import SetupError, save_setup

__all__ = [
    "ImportResult",
    "NetworkConflict",
    "NetworkError",
    "Problem",
    "SetupError",
    "add_network_member",
    "add_participant",
    "close_network",
    "create_network",
    "end_network_member",
    "import_content",
    "import_municipalities",
    "invite_network_member",
    "publish_network",
    "publishing_problems",
    "reopen_network",
    "save_setup",
    "set_change_packages",
    "set_learning_sessions",
    "set_report_deadlines",
    "update_learning_session",
    "update_network",
]
