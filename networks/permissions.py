"""Who may do what to a network."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Allowed, Decision, Denied
from accounts.prepared import PreparedQuery
from accounts.roles import NetworkRole, Permission, role_may
from networks.models import Network, NetworkMembership


class NetworkSeat(NamedTuple):
    """One role somebody has in a network now, with what the header says of the network."""

    network: int
    role: str
    started_on: date
    slug: str
    name: str
    organizer: str
    closed_at: datetime | None


def _seats(user: int) -> QuerySet:
    rows = NetworkMembership.objects.filter(user=user, ended_on=None).order_by()
    of_network = ("network__slug", "network__name", "network__organizer__name", "network__closed_at")
    return rows.values_list("network_id", "role", "started_on", *of_network)


_SEATS = PreparedQuery(_seats)


def network_seats(user: User) -> tuple[NetworkSeat, ...]:
    """Every role this person has in networks now. One query, remembered on the user for one request."""
    if not user.is_authenticated:
        return ()
    memory: tuple[NetworkSeat, ...] | None = getattr(user, "_network_seats", None)
    if memory is None:
        memory = user._network_seats = tuple(NetworkSeat(*row) for row in _SEATS.rows(user.pk))
    return memory


def network_roles(user: User, network: Network) -> frozenset[NetworkRole]:
    """Give the roles this person holds in the network now."""
    return frozenset(NetworkRole(seat.role) for seat in network_seats(user) if seat.network == network.pk)


def holds(user: User, network: Network, permission: Permission) -> bool:
    """Tell whether one of the person's network roles carries the permission."""
    return any(role_may(role, permission) for role in network_roles(user, network))


def can_create_network(user: User) -> Decision:
    """Coordinators of any network and administrators start new ones."""
    if user.is_administrator:
        return Allowed()
    is_coordinator = NetworkMembership.objects.filter(user=user, role=NetworkRole.COORDINATOR, ended_on=None).exists()
    if is_coordinator:
        return Allowed()
    return Denied(_("Bare koordinatorer kan opprette nettverk. Spør USHT hvis du skal være koordinator."))


def can_manage_network(user: User, network: Network) -> Decision:
    """Coordinators of this network change and publish it, administrators too, until it is closed."""
    if not (user.is_administrator or holds(user, network, Permission.MANAGE_NETWORK)):
        return Denied(_("Bare koordinatoren kan endre nettverket."))
    if network.is_closed:
        return Denied(_("Nettverket er avsluttet og kan ikke endres."))
    return Allowed()


def can_close_network(user: User, network: Network) -> Decision:
    """Whoever manages the network ends it, once it has been published."""
    decision = can_manage_network(user, network)
    if decision and not network.is_published:
        return Denied(_("Nettverket er ikke publisert, så det er ikke noe å avslutte."))
    return decision


def can_reopen_network(user: User, network: Network) -> Decision:
    """Whoever could close the network may undo it."""
    if not (user.is_administrator or holds(user, network, Permission.MANAGE_NETWORK)):
        return Denied(_("Bare koordinatoren kan endre nettverket."))
    if not network.is_closed:
        return Denied(_("Nettverket er ikke avsluttet."))
    return Allowed()


def can_manage_registrations(user: User, network: Network) -> Decision:
    """Coordinators see and decide registrations."""
    if holds(user, network, Permission.MANAGE_REGISTRATIONS):
        return Allowed()
    return Denied(_("Bare koordinatoren kan se og behandle påmeldinger."))


def can_view_messages(user: User, network: Network) -> Decision:
    """Coordinators see what was sent to whom."""
    if holds(user, network, Permission.VIEW_MESSAGES):
        return Allowed()
    return Denied(_("Bare koordinatoren kan se hvilke meldinger som er sendt."))


def can_record_attendance(user: User, network: Network) -> Decision:
    """Coordinators and organizers keep the attendance of a samling."""
    if holds(user, network, Permission.RECORD_ATTENDANCE):
        return Allowed()
    return Denied(_("Bare koordinatoren og arrangementsteamet kan føre oppmøte."))
