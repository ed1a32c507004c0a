"""Who may do what with a team's measurements."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Allowed, Decision, Denied
from accounts.roles import Permission
from networks.models import Network
from networks.permissions import holds
from teams.models import Team
from teams.permissions import has_team_permission


def _decide(user: User, team: Team, permission: Permission, reason: str) -> Decision:
    if not has_team_permission(user, team, permission):
        return Denied(reason)
    if team.network.is_closed:
        return Denied(_("Nettverket er avsluttet. Målingene er bevart, men kan ikke endres."))
    return Allowed()


def can_plan_measurements(user: User, team: Team) -> Decision:
    """Measurement lead and team leader choose indicators and targets."""
    return _decide(
        user,
        team,
        Permission.PLAN_MEASUREMENTS,
        _("Bare måleansvarlig og teamlederen kan endre måleplanen."),
    )


def can_record_measurements(user: User, team: Team) -> Decision:
    """Measurement lead and team leader enter, correct and skip figures."""
    return _decide(
        user,
        team,
        Permission.RECORD_MEASUREMENTS,
        _("Bare måleansvarlig og teamlederen kan registrere målinger."),
    )


def can_annotate_chart(user: User, team: Team) -> Decision:
    """The professionals of the team note what happened on the chart."""
    return _decide(
        user, team, Permission.ANNOTATE_CHART, _("Bare teamets fagpersoner kan legge merknader på diagrammet.")
    )


def can_set_chart(user: User, team: Team) -> Decision:
    """Measurement lead, team leader and coordinator choose how a chart is read."""
    return _decide(
        user,
        team,
        Permission.SET_CHART,
        _("Bare måleansvarlig, teamlederen og koordinatoren kan endre hvordan diagrammet leses."),
    )


def can_share_chart(user: User, team: Team) -> Decision:
    """Measurement lead, team leader and coordinator make links that show a chart to others."""
    return _decide(
        user,
        team,
        Permission.SHARE_CHART,
        _("Bare måleansvarlig, teamlederen og koordinatoren kan dele diagrammet."),
    )


def can_lock_figures(user: User, network: Network) -> Decision:
    """The coordinator locks delivered months and opens them again, until the network is closed."""
    if not holds(user, network, Permission.LOCK_FIGURES):
        return Denied(_("Bare koordinatoren kan låse måneder og åpne dem igjen."))
    if network.is_closed:
        return Denied(_("Nettverket er avsluttet. Målingene er bevart, men kan ikke endres."))
    return Allowed()


def can_see_training(user: User, network: Network) -> Decision:
    """The coordinator sees how far each måleansvarlig has come with the training."""
    if holds(user, network, Permission.COACH_TEAM):
        return Allowed()
    return Denied(_("Bare koordinatoren ser hvor langt måleansvarlige er kommet."))


def can_stop_sharing(user: User, team: Team) -> Decision:
    """Whoever may share sees and stops the links, also when the network has ended."""
    if has_team_permission(user, team, Permission.SHARE_CHART):
        return Allowed()
    return can_share_chart(user, team)
