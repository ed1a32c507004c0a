"""Those who take part: registrations, teams, plans, tests."""

from teams.models.plan import PDSACycle, PlanItem, TeamMeeting
from teams.models.registration import FORM_ROLES, Registration, RegistrationPerson
from teams.models.team import Attendance, CoachingNote, Team, TeamMembership, team_name

__all__ = [
    "FORM_ROLES",
    "Attendance",
    "CoachingNote",
    "PDSACycle",
    "PlanItem",
    "Registration",
    "RegistrationPerson",
    "Team",
    "TeamMeeting",
    "TeamMembership",
    "team_name",
]
