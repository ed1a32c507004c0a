"""People, organizations, invitations and the audit trail."""

from accounts.models.audit import AuditEvent, FormToken
from accounts.models.organization import Organization
from accounts.models.user import Invitation, User

__all__ = ["AuditEvent", "FormToken", "Invitation", "Organization", "User"]
