"""Reads who answered and who came to the samlinger, for one team or all of a network."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.prepared import PreparedQuery
from networks.models import LearningSession, Network
from teams.models import Attendance, Team, TeamMembership
from teams.queries.people import team_memberships


class _Given(NamedTuple):
    """What is known of one person at one samling."""

    learning_session_id: int
    membership_id: int
    answer: str
    is_present: bool | None


@dataclass(frozen=True, slots=True)
class SessionAttendance:
    """One team at one samling: how many it had, answered, said yes, and came (None: not recorded)."""

    number: int
    starts_on: date
    ends_on: date
    has_been: bool
    invited: int
    answered: int
    coming: int
    present: int | None

    @property
    def text(self) -> str:
        """«6 av 7 møtte», «6 har svart»; «Ikke ført» when the samling has been and nobody wrote it down."""
        if self.present is not None:
            return _("%(present)d av %(invited)d møtte") % {"present": self.present, "invited": self.invited}
        if self.has_been:
            return _("Ikke ført")
        return _("%(answered)d av %(invited)d har svart") % {"answered": self.answered, "invited": self.invited}

    @property
    def mark(self) -> str:
        """The status mark that goes with the text."""
        if self.present is not None:
            return "done"
        return "missing" if self.has_been else "waiting"


def team_attendance(
    team: Team,
    today: date,
    sessions: Sequence[LearningSession] | None = None,
    memberships: Sequence[TeamMembership] | None = None,
) -> list[SessionAttendance]:
    """The team's row of samlinger. Three queries, one less for each of sessions and memberships that are read already."""
    if sessions is None:
        sessions = list(LearningSession.objects.filter(network=team.network_id).order_by("number"))
    rows = team_memberships(team) if memberships is None else memberships
    expecting = [row for row in rows if row.is_attending]
    answers = _ANSWERS_OF_TEAM.rows(team.pk, team.network_id)
    return _summaries(sessions, expecting, answers, [team.pk], today)[team.pk]


def network_attendance(network: Network, today: date) -> dict[int, list[SessionAttendance]]:
    """The samlinger of every team of a network by team id. Four queries, whatever the number of teams."""
    teams = list(Team.objects.filter(network=network).values_list("pk", flat=True))
    sessions = list(LearningSession.objects.filter(network=network).order_by("number"))
    memberships = TeamMembership.objects.filter(team__network=network).attending().order_by()
    answers = _answers(Q(membership__team__network=network, learning_session__network=network))
    return _summaries(sessions, memberships, answers, teams, today)


def _answers(of: Q) -> QuerySet:
    return Attendance.objects.filter(of).order_by().values_list(*_Given._fields)


def _summaries(
    sessions: Sequence[LearningSession],
    memberships: Iterable[TeamMembership],
    answers: Iterable[tuple],
    team_ids: list[int],
    today: date,
) -> dict[int, list[SessionAttendance]]:
    people = defaultdict(list)
    for membership in memberships:
        people[membership.team_id].append(membership)
    rows = {(row.learning_session_id, row.membership_id): row for row in map(_Given._make, answers)}
    return {
        team_id: [_summary(session, people.get(team_id, []), rows, today) for session in sessions]
        for team_id in team_ids
    }


def expected(session: LearningSession, people: list[TeamMembership], today: date) -> list[TeamMembership]:
    """Those of `people` the samling counts: in the team on its first day, or now when that day is still to come."""
    has_been = session.starts_on <= today
    return [p for p in people if (p.is_current_on(session.starts_on) if has_been else p.ended_on is None)]


def _summary(session, people, rows, today) -> SessionAttendance:
    has_been = session.starts_on <= today
    those = expected(session, people, today)
    found = [row for person in those if (row := rows.get((session.pk, person.pk)))]
    is_recorded = any(row.is_present is not None for row in found)
    return SessionAttendance(
        number=session.number,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        has_been=has_been,
        invited=len(those),
        answered=sum(bool(row.answer) for row in found),
        coming=sum(row.answer == Attendance.Answer.YES for row in found),
        present=sum(row.is_present is True for row in found) if is_recorded else None,
    )


_ANSWERS_OF_TEAM = PreparedQuery(
    lambda team, network: _answers(Q(membership__team=team, learning_session__network=network))
)
