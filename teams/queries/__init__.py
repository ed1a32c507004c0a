"""What can be read about registrations, teams and their work; dataclasses ready for the template."""

from teams.charts import PlanRow, PlanState
from teams.queries.attendance import SessionAttendance, network_attendance, team_attendance
from teams.queries.meetings import MeetingSummary, meeting_summary
from teams.queries.pdsa import CycleRow, StageTag, cycles, following_cycle
from teams.queries.people import PersonRow, former_people, people, team_size_text
from teams.queries.plan import PlanOverview, plan_lead, plan_overview, plan_overviews, unplanned_ideas

__all__ = [
    "CycleRow",
    "MeetingSummary",
    "PersonRow",
    "PlanOverview",
    "PlanRow",
    "PlanState",
    "SessionAttendance",
    "StageTag",
    "cycles",
    "following_cycle",
    "former_people",
    "meeting_summary",
    "network_attendance",
    "people",
    "plan_lead",
    "plan_overview",
    "plan_overviews",
    "team_attendance",
    "team_size_text",
    "unplanned_ideas",
]
