"""Who may do what to a team."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Allowed, Decision, Denied
from accounts.roles import Permission, TeamRole, role_may
from networks.models import Network
from networks.permissions import can_manage_registrations, holds
from teams.models import Registration, Team, TeamMembership


def team_roles(user: User, team: Team) -> frozenset[TeamRole]:
    """Give the roles this person holds in the team now; remembered on the user for one request."""
    if not user.is_authenticated:
        return frozenset()
    memory: dict[int, frozenset[TeamRole]] | None = getattr(user, "_team_roles", None)
    if memory is None:
        memory = {}
        rows = TeamMembership.objects.filter(user=user, ended_on=None).values_list("team_id", "role")
        for team_id, role in rows:
            memory[team_id] = memory.get(team_id, frozenset()) | {TeamRole(role)}
        user._team_roles = memory
    return memory.get(team.pk, frozenset())


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
