"""Who may do what to a report."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Allowed, Decision, Denied
from accounts.roles import NetworkRole, Permission, role_may
from networks.models import Network
from networks.permissions import holds, network_roles
from reports.models import Report
from teams.models import Team
from teams.permissions import has_team_permission, team_roles


def can_view_reports(user: User, team: Team) -> Decision:
    """Everybody in the team and the coordinators read the reports."""
    if has_team_permission(user, team, Permission.VIEW_REPORTS):
        return Allowed()
    return Denied(_("Bare teamet og koordinatoren kan se rapportene."))


def reads_drafts(user: User, team: Team) -> bool:
    """Tell whether this person sees what is not handed in: the team does, the coordinators do not."""
    return any(role_may(role, Permission.VIEW_REPORTS) for role in team_roles(user, team))


def can_write_report(user: User, team: Team) -> Decision:
    """The team leader answers for the reports."""
    if not has_team_permission(user, team, Permission.WRITE_REPORT):
        return Denied(_("Bare teamlederen kan skrive og levere rapporten."))
    if team.network.is_closed:
        return Denied(_("Nettverket er avsluttet. Rapporten er bevart, men kan ikke endres."))
    return Allowed()


def can_edit_report(user: User, report: Report) -> Decision:
    """The team leader changes a draft or a returned report."""
    decision = can_write_report(user, report.team)
    if decision and report.state not in (Report.State.DRAFT, Report.State.RETURNED):
        return Denied(_("Rapporten er levert. Den kan endres hvis koordinatoren sender den tilbake."))
    return decision


def can_review_reports(user: User, team: Team) -> Decision:
    """The coordinator answers the team's reports."""
    if has_team_permission(user, team, Permission.REVIEW_REPORT):
        return Allowed()
    return Denied(_("Bare koordinatoren kan godkjenne eller returnere rapporten."))


def can_review_report(user: User, report: Report) -> Decision:
    """The coordinator returns or approves a submitted report."""
    decision = can_review_reports(user, report.team)
    if not decision:
        return decision
    if report.team.network.is_closed:
        return Denied(_("Nettverket er avsluttet. Rapporten er bevart, men kan ikke endres."))
    if report.state != Report.State.SUBMITTED:
        return Denied(_("Rapporten er ikke levert, så det er ingenting å godkjenne."))
    return Allowed()


def can_review_network_reports(user: User, network: Network) -> Decision:
    """The coordinator sees the reports of all teams of the network."""
    if holds(user, network, Permission.REVIEW_REPORT):
        return Allowed()
    return Denied(_("Bare koordinatoren kan se rapportene fra alle teamene."))


def can_compare_teams(user: User, network: Network) -> Decision:
    """Those who see the teams read every team's charts, and so do the teams themselves in an open network."""
    if holds(user, network, Permission.VIEW_TEAM):
        return Allowed()
    if NetworkRole.PARTICIPANT not in network_roles(user, network):
        return Denied(_("Du ser tall for hele nettverket, ikke for hvert team."))
    if network.sharing == Network.Sharing.OPEN:
        return Allowed()
    if network.sharing == Network.Sharing.AGGREGATES:
        return Denied(_("I dette nettverket ser teamene bare tall for alle teamene samlet."))
    return Denied(_("I dette nettverket ser teamene bare sine egne tall."))
