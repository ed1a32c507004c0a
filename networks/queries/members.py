"""The people who run a network."""

from dataclasses import dataclass

from accounts.norwegian import format_date
from accounts.roles import ROLE_LABELS, NetworkRole
from networks.models import Network

_ORDER = list(NetworkRole)


@dataclass(frozen=True, slots=True)
class NetworkPerson:
    """One role of one person."""

    pk: int
    name: str
    email: str
    role: str
    since: str
    has_account_in_use: bool


def organizing_members(network: Network) -> list[NetworkPerson]:
    """Everybody with a role but the participants, coordinators first. One query."""
    rows = network.memberships.filter(ended_on=None).exclude(role=NetworkRole.PARTICIPANT).select_related("user")
    ordered = sorted(rows, key=lambda row: (_ORDER.index(NetworkRole(row.role)), row.user.name))
    return [
        NetworkPerson(
            pk=row.pk,
            name=row.user.name,
            email=row.user.email,
            role=str(ROLE_LABELS[NetworkRole(row.role)]),
            since=format_date(row.started_on),
            has_account_in_use=row.user.activated_at is not None,
        )
        for row in ordered
    ]
