"""Who may do what to a team."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Allowed, Decision, Denied
from accounts.prepared import PreparedQuery
from accounts.roles import Permission, TeamRole, role_may
from networks.models import Network
from networks.permissions import can_manage_registrations, holds
from teams.models import Registration, Team, TeamMembership, team_name


class TeamSeat(NamedTuple):
    """One role somebody has in a team now, with what the header says of the team and its network."""

    team: int
    role: str
    started_on: date
    slug: str
    service: str
    organization: str
    network: int
    network_slug: str
    network_name: str
    organizer: str
    closed_at: datetime | None

    @property
    def name(self) -> str:
        """The team's name."""
        return team_name(self.organization, self.service)


def _seats(user: int) -> QuerySet:
    rows = TeamMembership.objects.filter(user=user, ended_on=None).order_by("position", "pk")
    of_team = ("team__slug", "team__service", "team__organization__name", "team__network_id")
    of_network = ("slug", "name", "organizer__name", "closed_at")
    fields = ("team_id", "role", "started_on", *of_team, *[f"team__network__{name}" for name in of_network])
    return rows.values_list(*fields)


_SEATS = PreparedQuery(_seats)


def team_seats(user: User) -> tuple[TeamSeat, ...]:
    """Every role this person has in teams now, as they stand in the team. One query, remembered for one request."""
    if not user.is_authenticated:
        return ()
    memory: tuple[TeamSeat, ...] | None = getattr(user, "_team_seats", None)
    if memory is None:
        memory = user._team_seats = tuple(TeamSeat(*row) for row in _SEATS.rows(user.pk))
    return memory


def team_roles(user: User, team: Team) -> frozenset[TeamRole]:
    """Give the roles this person holds in the team now."""
    return frozenset(TeamRole(seat.role) for seat in team_seats(user) if seat.team == team.pk)


def has_team_permission(user: User, team: Team, permission: Permission) -> bool:
    """Tell whether a team role or a network role of this person carries the permission."""
    own = any(role_may(role, permission) for role in team_roles(user, team))
    return own or holds(user, team.network, permission)


def _decide(user: User, team: Team, permission: Permission, reason: str) -> Decision:
    if not has_team_permission(user, team, permission):
        return Denied(reason)
    if team.network.is_closed:
        return Denied(_("Nettverket er avsluttet. Alt er bevart, men kan ikke endres."))
    return Allowed()


def can_manage_team(user: User, team: Team) -> Decision:
    """Team leader and coordinator change aim, members and roles."""
    return _decide(user, team, Permission.MANAGE_TEAM, _("Bare teamlederen og koordinatoren kan endre teamet."))


def can_edit_plan(user: User, team: Team) -> Decision:
    """The professionals of the team change plan, PDSA cycles and meetings."""
    return _decide(user, team, Permission.EDIT_PLAN, _("Bare teamets fagpersoner kan endre planen og testene."))


def can_coach_team(user: User, team: Team) -> Decision:
    """Coordinators log their contact with the team."""
    return _decide(user, team, Permission.COACH_TEAM, _("Bare koordinatoren kan loggføre kontakt med teamet."))


def can_answer_invitation(user: User, team: Team) -> Decision:
    """Every member answers for themselves whether they come to a samling."""
    return _decide(
        user, team, Permission.ANSWER_INVITATION, _("Bare de som er med i teamet kan svare på invitasjonen.")
    )


def can_add_registration(user: User, network: Network) -> Decision:
    """Coordinators enter a registration for a municipality, also after the deadline, until the network is closed."""
    decision = can_manage_registrations(user, network)
    if not decision:
        return decision
    if network.is_closed:
        return Denied(_("Nettverket er avsluttet."))
    if not network.is_published:
        return Denied(_("Publiser invitasjonen først."))
    return decision


def can_answer_registration(user: User, registration: Registration) -> Decision:
    """Coordinators approve and decline until the network is closed."""
    decision = can_manage_registrations(user, registration.network)
    if decision and registration.network.is_closed:
        return Denied(_("Nettverket er avsluttet."))
    return decision
