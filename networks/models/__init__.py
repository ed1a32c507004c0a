"""Networks as offered: change packages, people, calendar."""

from networks.models.change_package import ChangeIdea, ChangePackage, FocusArea
from networks.models.learning_session import LearningSession, ReportDeadline
from networks.models.network import Network, NetworkMembership, Programme

__all__ = [
    "ChangeIdea",
    "ChangePackage",
    "FocusArea",
    "LearningSession",
    "Network",
    "NetworkMembership",
    "Programme",
    "ReportDeadline",
]
