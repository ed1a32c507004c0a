"""What each role may do: one matrix, pure data, printed to docs/permissions.md."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class NetworkRole(StrEnum):
    """What a person is in a network."""

    COORDINATOR = "coordinator"
    ORGANIZER = "organizer"
    FACULTY = "faculty"
    OBSERVER = "observer"
    PARTICIPANT = "participant"


class TeamRole(StrEnum):
    """What a person is in a team."""

    TEAM_LEADER = "team_leader"
    MEASUREMENT_LEAD = "measurement_lead"
    TEAM_MEMBER = "team_member"
    PATIENT_REPRESENTATIVE = "patient_representative"
    SPONSOR = "sponsor"


Role = NetworkRole | TeamRole


class Permission(StrEnum):
    """One thing a role may do to a network or to a team in it."""

    VIEW_NETWORK = "view_network"
    MANAGE_NETWORK = "manage_network"
    MANAGE_REGISTRATIONS = "manage_registrations"
    VIEW_MESSAGES = "view_messages"
    VIEW_TEAM = "view_team"
    COACH_TEAM = "coach_team"
    MANAGE_TEAM = "manage_team"
    EDIT_PLAN = "edit_plan"
    PLAN_MEASUREMENTS = "plan_measurements"
    RECORD_MEASUREMENTS = "record_measurements"
    ANNOTATE_CHART = "annotate_chart"
    SET_CHART = "set_chart"
    SHARE_CHART = "share_chart"
    LOCK_FIGURES = "lock_figures"
    ANSWER_INVITATION = "answer_invitation"
    RECORD_ATTENDANCE = "record_attendance"
    VIEW_REPORTS = "view_reports"
    WRITE_REPORT = "write_report"
    REVIEW_REPORT = "review_report"


ROLE_LABELS = {
    NetworkRole.COORDINATOR: _("Koordinator"),
    NetworkRole.ORGANIZER: _("Arrangementsteam"),
    NetworkRole.FACULTY: _("Fagekspert"),
    NetworkRole.OBSERVER: _("Observatør"),
    NetworkRole.PARTICIPANT: _("Deltaker"),
    TeamRole.TEAM_LEADER: _("Teamleder"),
    TeamRole.MEASUREMENT_LEAD: _("Måleansvarlig"),
    TeamRole.TEAM_MEMBER: _("Teammedlem"),
    TeamRole.PATIENT_REPRESENTATIVE: _("Brukerrepresentant"),
    TeamRole.SPONSOR: _("Ansvarlig leder"),
}

PERMISSION_LABELS = {
    Permission.VIEW_NETWORK: _("Se nettverket og samlingene"),
    Permission.MANAGE_NETWORK: _("Endre, publisere og avslutte nettverket"),
    Permission.MANAGE_REGISTRATIONS: _("Se, godkjenne og avslå påmeldinger"),
    Permission.VIEW_MESSAGES: _("Se hvilke påminnelser som er sendt"),
    Permission.VIEW_TEAM: _("Se teamets side, plan, tester og målinger"),
    Permission.COACH_TEAM: _("Loggføre kontakt med teamet"),
    Permission.MANAGE_TEAM: _("Endre team, roller og mål"),
    Permission.EDIT_PLAN: _("Endre plan og PDSA-tester"),
    Permission.PLAN_MEASUREMENTS: _("Sette opp måleplanen"),
    Permission.RECORD_MEASUREMENTS: _("Registrere og rette målinger"),
    Permission.ANNOTATE_CHART: _("Legge merknader på diagrammet"),
    Permission.SET_CHART: _("Velge diagramtype, regler og faser, og utelate måneder"),
    Permission.SHARE_CHART: _("Dele et diagram med en lenke"),
    Permission.LOCK_FIGURES: _("Låse leverte måneder, og åpne dem igjen"),
    Permission.ANSWER_INVITATION: _("Svare på invitasjon til samling"),
    Permission.RECORD_ATTENDANCE: _("Føre oppmøte på samling"),
    Permission.VIEW_REPORTS: _("Se teamets rapporter"),
    Permission.WRITE_REPORT: _("Skrive og levere rapporter"),
    Permission.REVIEW_REPORT: _("Returnere og godkjenne rapporter"),
}

_SEE_TEAM = frozenset({Permission.VIEW_NETWORK, Permission.VIEW_TEAM, Permission.ANSWER_INVITATION})

# PARTICIPANT alone opens the network's own pages; what it shows of other teams is the network's sharing setting.
MATRIX: dict[Role, frozenset[Permission]] = {
    NetworkRole.COORDINATOR: frozenset(
        {
            Permission.VIEW_NETWORK,
            Permission.MANAGE_NETWORK,
            Permission.MANAGE_REGISTRATIONS,
            Permission.VIEW_MESSAGES,
            Permission.VIEW_TEAM,
            Permission.COACH_TEAM,
            Permission.MANAGE_TEAM,
            Permission.SET_CHART,
            Permission.SHARE_CHART,
            Permission.LOCK_FIGURES,
            Permission.RECORD_ATTENDANCE,
            Permission.VIEW_REPORTS,
            Permission.REVIEW_REPORT,
        }
    ),
    NetworkRole.ORGANIZER: frozenset({Permission.VIEW_NETWORK, Permission.VIEW_TEAM, Permission.RECORD_ATTENDANCE}),
    NetworkRole.FACULTY: frozenset({Permission.VIEW_NETWORK, Permission.VIEW_TEAM}),
    NetworkRole.OBSERVER: frozenset({Permission.VIEW_NETWORK}),
    NetworkRole.PARTICIPANT: frozenset({Permission.VIEW_NETWORK}),
    TeamRole.TEAM_LEADER: _SEE_TEAM
    | {
        Permission.MANAGE_TEAM,
        Permission.EDIT_PLAN,
        Permission.PLAN_MEASUREMENTS,
        Permission.RECORD_MEASUREMENTS,
        Permission.ANNOTATE_CHART,
        Permission.SET_CHART,
        Permission.SHARE_CHART,
        Permission.VIEW_REPORTS,
        Permission.WRITE_REPORT,
    },
    TeamRole.MEASUREMENT_LEAD: _SEE_TEAM
    | {
        Permission.EDIT_PLAN,
        Permission.PLAN_MEASUREMENTS,
        Permission.RECORD_MEASUREMENTS,
        Permission.ANNOTATE_CHART,
        Permission.SET_CHART,
        Permission.SHARE_CHART,
        Permission.VIEW_REPORTS,
    },
    TeamRole.TEAM_MEMBER: _SEE_TEAM | {Permission.EDIT_PLAN, Permission.ANNOTATE_CHART, Permission.VIEW_REPORTS},
    TeamRole.PATIENT_REPRESENTATIVE: _SEE_TEAM | {Permission.VIEW_REPORTS},
    TeamRole.SPONSOR: _SEE_TEAM | {Permission.VIEW_REPORTS},
}


def role_may(role: Role, permission: Permission) -> bool:
    """Tell whether `role` carries `permission`."""
    return permission in MATRIX[role]


def roles_with(permission: Permission) -> frozenset[Role]:
    """Give every role that carries `permission`."""
    return frozenset(role for role, permissions in MATRIX.items() if permission in permissions)
