"""What can be read about registrations, teams and their work; dataclasses ready for the template."""

from teams.charts import PlanRow, PlanState
from teams.queries.attendance import SessionAttendance, network_attendance, team_attendance
from teams.queries.attendance_sheet import (
    PersonAnswer,
    SheetPerson,
    SheetTeam,
    TeamAnswers,
    attendance_sheet,
    own_answer,
    team_answers,
)
from teams.queries.coaching import ContactPerson, ContactRow, contact_person, contacts, contacts_lead
from teams.queries.meetings import MeetingRow, MeetingSummary, meeting_summary, meetings, meetings_lead
from teams.queries.pdsa import (
    CycleRow,
    StageTag,
    StageText,
    cycle_row,
    cycles,
    cycles_lead,
    following_cycle,
    stage_texts,
)
from teams.queries.people import PersonRow, composition_advice, former_people, people, team_memberships, team_size_text
from teams.queries.plan import PlanOverview, plan_lead, plan_overview, plan_overviews, unplanned_ideas
from teams.queries.registration import Gap, find_registration, people_of, registration_gaps, seen_digest
from teams.queries.registration_desk import (
    RegistrationRow,
    RegistrationSummary,
    draft_count,
    registration_contacts,
    registration_rows,
    registration_summary,
    registrations_lead,
)
from teams.queries.session_guests import session_guest_list

__all__ = [
    "ContactPerson",
    "ContactRow",
    "CycleRow",
    "Gap",
    "MeetingRow",
    "MeetingSummary",
    "PersonAnswer",
    "PersonRow",
    "PlanOverview",
    "PlanRow",
    "PlanState",
    "RegistrationRow",
    "RegistrationSummary",
    "SessionAttendance",
    "SheetPerson",
    "SheetTeam",
    "StageTag",
    "StageText",
    "TeamAnswers",
    "attendance_sheet",
    "composition_advice",
    "contact_person",
    "contacts",
    "contacts_lead",
    "cycle_row",
    "cycles",
    "cycles_lead",
    "draft_count",
    "find_registration",
    "following_cycle",
    "former_people",
    "meeting_summary",
    "meetings",
    "meetings_lead",
    "network_attendance",
    "own_answer",
    "people",
    "people_of",
    "plan_lead",
    "plan_overview",
    "plan_overviews",
    "registration_contacts",
    "registration_gaps",
    "registration_rows",
    "registration_summary",
    "registrations_lead",
    "seen_digest",
    "session_guest_list",
    "stage_texts",
    "team_answers",
    "team_attendance",
    "team_memberships",
    "team_size_text",
    "unplanned_ideas",
]
