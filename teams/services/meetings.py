"""Keeps the list of the team's own meetings."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from teams.models import Team, TeamMeeting
from teams.services.errors import TeamError
from teams.services.versions import save_if_unchanged, save_new

MEETING_FIELDS = ("held_on", "topic", "attendee_count", "had_patient_representative", "note")


@transaction.atomic
def record_meeting(
    team: Team,
    *,
    held_on: date,
    by: User,
    topic: str = "",
    attendee_count: int | None = None,
    had_patient_representative: bool = False,
    note: str = "",
) -> TeamMeeting:
    """Write down a meeting that was held or is planned. Raises TeamError for a second one on the same day."""
    Team.objects.select_for_update().get(pk=team.pk)
    meeting = TeamMeeting(
        team=team,
        held_on=held_on,
        topic=topic.strip(),
        attendee_count=attendee_count,
        had_patient_representative=had_patient_representative,
        note=note.strip(),
    )
    _check(meeting, {})
    save_new(meeting)
    record(by=by, action="record_meeting", scope=team.network.scope, subject=meeting)
    return meeting


@transaction.atomic
def update_meeting(meeting: TeamMeeting, *, by: User, version: int, **changes: Any) -> TeamMeeting:
    """Change a meeting; `changes` are MEETING_FIELDS. Raises EditConflict or TeamError."""
    unknown = set(changes) - set(MEETING_FIELDS)
    if unknown:
        raise TypeError(f"not fields of a meeting: {sorted(unknown)}")
    values = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
    _check(meeting, values)
    if save_if_unchanged(meeting, version=version, values=values):
        record(by=by, action="update_meeting", scope=meeting.team.network.scope, subject=meeting)
    return meeting


def _check(meeting: TeamMeeting, values: dict[str, Any]) -> None:
    held_on = values.get("held_on", meeting.held_on)
    count = values.get("attendee_count", meeting.attendee_count)
    if count is not None and held_on > timezone.localdate():
        raise TeamError(_("Møtet er ikke holdt ennå. Fyll inn antallet etter møtet."), "attendee_count")
    same_day = TeamMeeting.objects.filter(team=meeting.team_id, held_on=held_on).exclude(pk=meeting.pk)
    if same_day.exists():
        raise TeamError(_("Det står allerede et møte denne dagen. Endre det i stedet."), "held_on")


@transaction.atomic
def delete_meeting(meeting: TeamMeeting, *, by: User) -> None:
    """Take a meeting off the list."""
    record(
        by=by,
        action="delete_meeting",
        scope=meeting.team.network.scope,
        subject=meeting,
        summary=f"{meeting.held_on} {meeting.topic}",
    )
    meeting.delete()
