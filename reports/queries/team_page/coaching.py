"""What the coordinator sees on a team's page: why it may need a call, and what was said last."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.norwegian import format_date
from accounts.prepared import PreparedQuery
from measurements.queries import TeamFigures
from reports.queries.calls import Moment, Reason, find_reasons, spoken_with_lately
from reports.queries.network_page.calendar import Calendar
from reports.queries.network_page.facts import team_row
from reports.queries.network_page.overview import Doorbell, doorbell
from teams.models import CoachingNote, Team, TeamMembership

NOTES_SHOWN = 3
_NOTES = PreparedQuery(lambda team: CoachingNote.objects.filter(team=team)[:NOTES_SHOWN])


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One contact that was logged."""

    when: str
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class CoachingBox:
    """Every reason to ring, the most urgent first; the number to ring; the latest contacts."""

    reasons: tuple[Reason, ...]
    is_rested: bool
    contact: Doorbell
    notes: tuple[NoteLine, ...]


def coaching_box(
    team: Team, calendar: Calendar, memberships: Iterable[TeamMembership], figures: TeamFigures | None
) -> CoachingBox:
    """The coordinator's card. Four queries; the team's people and figures are read already."""
    facts = team_row(calendar, team, memberships, figures).facts
    moment = Moment(calendar.today, calendar.first_session_on)
    reasons = () if team.network.is_closed else sorted(find_reasons(facts, moment), reverse=True)
    notes = _NOTES.objects(team.pk)
    return CoachingBox(
        reasons=tuple(reasons),
        is_rested=spoken_with_lately(facts, moment),
        contact=doorbell(facts),
        notes=tuple(
            NoteLine(
                format_date(note.contacted_on, year=note.contacted_on.year != calendar.today.year),
                note.get_channel_display().lower(),
                note.note,
            )
            for note in notes
        ),
    )
