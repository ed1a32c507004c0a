"""Reads the team's meetings."""

from dataclasses import dataclass
from datetime import date

from teams.models import Team


@dataclass(frozen=True, slots=True)
class MeetingSummary:
    """The meetings held in a period; `average_attendees` is rounded, None when nobody counted."""

    count: int
    average_attendees: int | None
    with_patient_representative: int


def meeting_summary(team: Team, first: date, last: date) -> MeetingSummary:
    """The meetings held from `first` to `last`, both included. One query."""
    rows = list(
        team.meetings.filter(held_on__range=(first, last)).values_list("attendee_count", "had_patient_representative")
    )
    counts = [count for count, _had in rows if count is not None]
    return MeetingSummary(
        count=len(rows),
        average_attendees=int(sum(counts) / len(counts) + 0.5) if counts else None,
        with_patient_representative=sum(had for _count, had in rows),
    )
