"""What can happen to registrations, teams and their work."""

from teams.services.attendance import answer_invitation, record_attendance
from teams.services.coaching import log_contact
from teams.services.errors import EditConflict, TeamError
from teams.services.meetings import delete_meeting, record_meeting, update_meeting
from teams.services.members import add_member, change_member, end_member, invite_member
from teams.services.pdsa import start_cycle, update_cycle
from teams.services.plan import add_plan_item, delete_plan_item, plan_from_package, restore_plan_item, update_plan_item
from teams.services.registration import (
    add_late_registration,
    save_registration,
    start_registration,
    submit_registration,
    withdraw_registration,
)
from teams.services.registration_decision import approve_registration, decline_registration
from teams.services.registration_rules import registration_path
from teams.services.team import update_team
from teams.services.team_creation import create_team

__all__ = [
    "EditConflict",
    "TeamError",
    "add_late_registration",
    "add_member",
    "add_plan_item",
    "answer_invitation",
    "approve_registration",
    "change_member",
    "create_team",
    "decline_registration",
    "delete_meeting",
    "delete_plan_item",
    "end_member",
    "invite_member",
    "log_contact",
    "plan_from_package",
    "record_attendance",
    "record_meeting",
    "registration_path",
    "restore_plan_item",
    "save_registration",
    "start_cycle",
    "start_registration",
    "submit_registration",
    "update_cycle",
    "update_meeting",
    "update_plan_item",
    "update_team",
    "withdraw_registration",
]
