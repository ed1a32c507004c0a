"""Reads one samling for the pages that keep it: the sheet of all teams, and the answers of one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.roles import ROLE_LABELS, TeamRole
from networks.models import LearningSession
from teams.models import Attendance, Team, TeamMembership
from teams.queries.attendance import expected


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One member at one samling. `presence` is what the form shows, `stored` what stands; `answer` is «kommer».

    `shown` and `mark` are for reading: who came once the samling has started, before that who answered what.
    """

    pk: int
    name: str
    role: str
    answer: str
    shown: str
    mark: str
    presence: bool | None
    stored: bool | None
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class SheetTeam:
    """One team of the sheet. `summary` is «6 av 7 møtte», before the samling «6 av 7 har svart»."""

    pk: int
    name: str
    people: tuple[SheetPerson, ...]
    summary: str
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What one member answered; `text` is «kommer», «kommer ikke» or «har ikke svart»."""

    name: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class TeamAnswers:
    """The answers of a team to one samling. `summary` is «6 av 7 har svart»."""

    people: tuple[PersonAnswer, ...]
    summary: str


def attendance_sheet(
    session: LearningSession,
    today: date,
    *,
    typed: dict[int, bool | None] | None = None,
    conflicts: set[int] = frozenset(),
) -> list[SheetTeam]:
    """Every team of the network with its people at this samling. Three queries.

    `typed` is what a person has chosen but not yet saved; `conflicts` the members somebody else meanwhile recorded.
    """
    teams = Team.objects.filter(network=session.network_id).select_related("organization")
    teams = teams.order_by("organization__name", "service")
    people = defaultdict(list)
    members = TeamMembership.objects.filter(team__network=session.network_id).attending()
    for person in members.order_by("position", "name"):
        people[person.team_id].append(person)
    kept = {row.membership_id: row for row in Attendance.objects.filter(learning_session=session)}
    sheet, has_started = [], session.starts_on <= today
    for team in teams:
        left = team.withdrawn_on is not None and team.withdrawn_on <= session.starts_on
        those = [] if left else expected(session, people.get(team.pk, []), today)
        if those:
            rows = [_sheet_person(person, kept.get(person.pk), typed, conflicts, has_started) for person in those]
            sheet.append(_sheet_team(team, rows, has_started))
    return sheet


def _sheet_team(team: Team, those: list[SheetPerson], has_started: bool) -> SheetTeam:
    is_recorded = any(person.stored is not None for person in those)
    if is_recorded:
        present = sum(person.stored is True for person in those)
        summary = _("%(present)d av %(count)d møtte") % {"present": present, "count": len(those)}
    elif has_started:
        summary = _("Ikke ført")
    else:
        summary = _answered(sum(bool(person.answer) for person in those), len(those))
    return SheetTeam(pk=team.pk, name=team.name, people=tuple(those), summary=summary, is_recorded=is_recorded)


def _sheet_person(
    person: TeamMembership,
    kept: Attendance | None,
    typed: dict[int, bool | None] | None,
    conflicts: set[int],
    has_started: bool,
) -> SheetPerson:
    stored = kept.is_present if kept else None
    shown, mark = _presence(stored) if has_started else _answer(kept)
    return SheetPerson(
        pk=person.pk,
        name=person.name,
        role=str(ROLE_LABELS[TeamRole(person.role)]).lower(),
        answer=_answer(kept)[0] if kept and kept.answer else "",
        shown=shown,
        mark=mark,
        presence=typed.get(person.pk, stored) if typed is not None else stored,
        stored=stored,
        is_conflict=person.pk in conflicts,
    )


def _answered(answered: int, count: int) -> str:
    return _("%(answered)d av %(count)d har svart") % {"answered": answered, "count": count}


def _answer(kept: Attendance | None) -> tuple[str, str]:
    """The answer in words, and its mark."""
    answer = kept.answer if kept else ""
    if answer == Attendance.Answer.YES:
        return _("kommer"), "done"
    if answer == Attendance.Answer.NO:
        return _("kommer ikke"), "none"
    return _("har ikke svart"), "waiting"


def _presence(is_present: bool | None) -> tuple[str, str]:
    """Whether the person came in words, and its mark."""
    if is_present is None:
        return _("ikke ført"), "missing"
    return (_("møtte"), "done") if is_present else (_("møtte ikke"), "none")


def own_answer(membership: TeamMembership, session: LearningSession) -> str:
    """What this person answered, or nothing. One query."""
    row = Attendance.objects.filter(membership=membership, learning_session=session).first()
    return row.answer if row else ""


def team_answers(team: Team, session: LearningSession, today: date) -> TeamAnswers:
    """Who of the team has answered. Two queries."""
    members = list(team.memberships.attending().order_by("position", "name"))
    those = expected(session, members, today)
    kept = {
        row.membership_id: row for row in Attendance.objects.filter(learning_session=session, membership__team=team)
    }
    people = [_person_answer(person, kept.get(person.pk)) for person in those]
    answered = sum(bool(kept[p.pk].answer) for p in those if p.pk in kept)
    return TeamAnswers(tuple(people), _answered(answered, len(those)))


def _person_answer(person: TeamMembership, kept: Attendance | None) -> PersonAnswer:
    text, mark = _answer(kept)
    return PersonAnswer(person.name, text, mark)
