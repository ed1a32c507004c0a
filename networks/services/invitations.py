"""Takes people into the organiser's side of a network, and tells them by mail."""

import hashlib

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import ROLE_LABELS, NetworkRole
from accounts.services import add_user, create_invitation
from networks.models import Network, NetworkMembership
from networks.services.errors import NetworkError
from networks.services.members import add_network_member
from networks.services.rules import refuse_closed
from notifications.services import queue_message

NETWORK_INVITATION = "network_invitation"
# Participants come in with their team.
INVITED_ROLES = (NetworkRole.COORDINATOR, NetworkRole.ORGANIZER, NetworkRole.FACULTY, NetworkRole.OBSERVER)


@transaction.atomic
def invite_network_member(network: Network, *, name: str, email: str, role: str, by: User) -> NetworkMembership:
    """Give the person behind an address a role in the network and mail them how to get in.

    Raises NetworkError when they have the role already, or the network is closed.
    """
    refuse_closed(network)
    if role not in INVITED_ROLES:
        raise NetworkError(_("Deltakere blir med gjennom teamet sitt."), "role")
    user = add_user(email=email, name=name, by=by)
    if network.memberships.filter(user=user, role=role, ended_on=None).exists():
        raise NetworkError(_("%(name)s har allerede denne rollen i nettverket.") % {"name": user.name}, "email")
    membership = add_network_member(network, user=user, role=role, by=by)
    _send_invitation(membership, by=by)
    return membership


def _send_invitation(membership: NetworkMembership, *, by: User) -> None:
    network, user = membership.network, membership.user
    if user.activated_at:
        link, label, secret = network.get_absolute_url(), _("Gå til nettverket"), False
        way = _("Du har konto fra før. Logg inn med e-postadressen din.")
        key = f"{NETWORK_INVITATION}:{membership.pk}"
    else:
        token = create_invitation(user=user, by=by)
        link, label, secret = reverse("accounts:invitation_accept", args=[token]), _("Ta i bruk kontoen"), True
        way = _("Lenken er din egen og virker én gang. Du trenger ikke passord.")
        # The key must not give the token away.
        key = f"{NETWORK_INVITATION}:{membership.pk}:{hashlib.sha256(token.encode()).hexdigest()[:16]}"
    body = _("Hei %(name)s\n\nDu er med i %(network)s som %(role)s.\n\n%(way)s\n\nSpørsmål? Skriv til %(contact)s.")
    queue_message(
        key=key,
        kind=NETWORK_INVITATION,
        scope=network.scope,
        recipient=user,
        email=user.email,
        name=user.name,
        subject=_("Du er med i %(network)s") % {"network": network.name},
        body=body
        % {
            "name": user.name,
            "network": network.name,
            "role": str(ROLE_LABELS[NetworkRole(membership.role)]).lower(),
            "way": way,
            "contact": network.contact_email,
        },
        due_on=timezone.localdate(),
        link=link,
        link_label=label,
        has_secret_link=secret,
    )
