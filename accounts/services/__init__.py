"""What can happen to people, organizations and the audit trail."""

from accounts.services.audit import claim_form_token, record
from accounts.services.people import (
    AccountError,
    accept_invitation,
    activate_user,
    add_organization,
    add_user,
    create_invitation,
    find_invitation,
    refuse_invitation,
    update_profile,
)

__all__ = [
    "AccountError",
    "accept_invitation",
    "activate_user",
    "add_organization",
    "add_user",
    "claim_form_token",
    "create_invitation",
    "find_invitation",
    "record",
    "refuse_invitation",
    "update_profile",
]
