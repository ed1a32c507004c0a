"""Who is in a network, in which role, from when to when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import NetworkRole
from accounts.services import record
from networks.models import Network, NetworkMembership
from networks.services.errors import NetworkError, as_network_error


@transaction.atomic
def add_network_member(
    network: Network, *, user: User, role: str, by: User | None, started_on: date | None = None
) -> NetworkMembership:
    """Give a person a role in the network from today. The same role again gives the membership there is."""
    existing = network.memberships.filter(user=user, role=role, ended_on=None).first()
    if existing:
        return existing
    membership = NetworkMembership(network=network, user=user, role=role, started_on=started_on or timezone.localdate())
    try:
        # Whether there is such a role was asked above, and the database holds it.
        membership.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise as_network_error(error) from error
    membership.save()
    record(by=by, action="add_network_member", scope=network.scope, subject=membership, summary=str(role))
    return membership


def add_participant(network: Network, *, user: User, by: User | None) -> NetworkMembership:
    """Let a team's member see the network's own pages."""
    return add_network_member(network, user=user, role=NetworkRole.PARTICIPANT, by=by)


@transaction.atomic
def end_network_member(membership: NetworkMembership, *, by: User | None) -> NetworkMembership:
    """End a role today; what the person did stays. Raises NetworkError for the last coordinator."""
    if membership.ended_on:
        return membership
    if membership.role == NetworkRole.COORDINATOR:
        others = NetworkMembership.objects.filter(
            network=membership.network_id, role=NetworkRole.COORDINATOR, ended_on=None
        ).exclude(pk=membership.pk)
        if not others.exists():
            raise NetworkError(_("Nettverket må ha minst én koordinator. Legg til en annen først."))
    membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    record(by=by, action="end_network_member", scope=membership.network.scope, subject=membership)
    return membership
