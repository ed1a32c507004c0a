"""Gathers the situations of somebody's teams: ten queries at most, whatever the number of teams."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.months import next_month
from accounts.prepared import PreparedQuery
from accounts.roles import Permission, TeamRole, role_may
from measurements.queries import TeamFigures, figures_of_teams
from networks.models import LearningSession, ReportDeadline
from networks.queries import current_phase
from reports.models import Report, ReportComment
from reports.models.sections import sections_for
from reports.queries.network_page.calendar import Calendar
from reports.queries.task_now.gather_measuring import (
    baseline_gaps,
    baseline_length,
    delivered_months,
    months_to_deliver,
)
from reports.queries.task_now.situation import Invitation, OwnItem, ReportNow, TeamSituation, WaitingTest
from teams.models import Attendance, PDSACycle, PlanItem, Team, TeamMeeting, TeamMembership

MEASURING = (TeamRole.MEASUREMENT_LEAD, TeamRole.TEAM_LEADER)
REPORTING = (TeamRole.TEAM_LEADER, TeamRole.SPONSOR)
HANDED_IN = (Report.State.SUBMITTED, Report.State.APPROVED)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A team meeting to come."""

    on: date
    topic: str


@dataclass(slots=True)
class TeamsAtHand:
    """What was read of somebody's teams: the situations, and what the page shows beside the task."""

    situations: list[TeamSituation] = field(default_factory=list)
    figures: dict[int, TeamFigures] = field(default_factory=dict)
    meetings: dict[int, list[Meeting]] = field(default_factory=lambda: defaultdict(list))
    leaders: dict[int, str] = field(default_factory=dict)


def team_memberships(user: User) -> list[TeamMembership]:
    """The person's roles in teams, running networks first; with what one look at the team tells. One query."""
    return _MEMBERSHIPS.objects(user.pk)


def _memberships(user: int) -> QuerySet:
    members = TeamMembership.objects.current().filter(team=OuterRef("team"))
    leader = members.filter(role=TeamRole.TEAM_LEADER.value)
    counted = members.attending().order_by().values("team").annotate(number=Count("pk")).values("number")
    rows = TeamMembership.objects.current().filter(user=user, team__withdrawn_on=None)
    return (
        rows.select_related("team__organization", "team__network")
        .annotate(
            leader_name=Subquery(leader.values("name")[:1]),
            has_lead=Exists(members.filter(role=TeamRole.MEASUREMENT_LEAD.value)),
            has_plan=Exists(PlanItem.objects.filter(team=OuterRef("team"))),
            invited=Subquery(counted, output_field=IntegerField()),
            ideas=Count("team__change_package__change_ideas"),
            is_over=Case(When(team__network__closed_at=None, then=0), default=1),
        )
        .order_by("is_over", "-team__network__starts_on", "team_id", "position", "pk")
    )


def gather_teams(memberships: Sequence[TeamMembership], calendars: dict[int, Calendar], today: date) -> TeamsAtHand:
    """The situation of each role, in the order of the memberships."""
    found = TeamsAtHand()
    if not memberships:
        return found
    teams = list({row.team_id: row.team for row in memberships}.values())
    roles = {TeamRole(row.role) for row in memberships}
    networks = {team.pk: team.network_id for team in teams}
    sessions = [session for pk in set(networks.values()) for session in calendars[pk].sessions]
    measures = not roles.isdisjoint(MEASURING)
    found.figures = figures_of_teams(networks, today, sessions=sessions, main_only=not measures)
    delivered = delivered_months(teams) if measures else {}
    reports = _reports(teams) if not roles.isdisjoint(REPORTING) else {}
    answers = _answers(teams, [calendar.next_session for calendar in calendars.values()])
    items, tests = _work(teams, memberships, today, found)
    for row in memberships:
        team, calendar = row.team, calendars[row.team.network_id]
        found.leaders[team.pk] = row.leader_name or ""
        figures = found.figures.get(team.pk)
        reports_of = reports.get(team.pk, {})
        months, next_one = months_to_deliver(figures, delivered.get(team.pk, set()), calendar)
        obstacle, obstacle_url = _obstacle(reports_of, calendar)
        role = TeamRole(row.role)
        found.situations.append(
            TeamSituation(
                today=today,
                role=role,
                phase=current_phase(calendar.network, today, calendar.dates).name,
                team=team.pk,
                slug=team.slug,
                name=team.name,
                network_slug=calendar.network.slug,
                network_name=calendar.network.name,
                first_session_on=calendar.first_session_on,
                gaps=tuple(_gaps(row)),
                has_measurement_lead=row.has_lead,
                has_measurement_plan=figures is not None,
                baseline_months=baseline_length(figures),
                baseline_missing=tuple(baseline_gaps(figures, delivered.get(team.pk, set()), today)),
                months=tuple(months),
                next_month=next_one,
                next_month_opens_on=next_month(next_one.month) if next_one else None,
                report=_report(team, reports_of, calendar) if role in REPORTING else None,
                invitation=_invitation(row, calendar, answers),
                has_plan=row.has_plan,
                ideas=row.ideas,
                own_items=tuple(items.get(row.pk, ())),
                tests=tuple(tests.get(team.pk, ())) if role_may(role, Permission.EDIT_PLAN) else (),
                obstacle=obstacle,
                obstacle_url=obstacle_url,
            )
        )
    return found


def _gaps(row: TeamMembership) -> list[str]:
    checks = (
        (row.has_lead, _("Velg hvem som er måleansvarlig")),
        (bool(row.team.aim), _("Skriv målet: hva, hvor mye og innen når")),
        (row.team.has_agreement, _("Signer samarbeidsavtalen, og kryss av når det er gjort")),
    )
    return [text for is_done, text in checks if not is_done]


ReportRow = tuple[Report, str, datetime | None]


def _reports(teams: Sequence[Team]) -> dict[int, dict[int, Report]]:
    """Team id → deadline id → report, with the latest comment beside it."""
    found: dict[int, dict[int, Report]] = defaultdict(dict)
    for row in _REPORTS.objects([team.pk for team in teams]):
        found[row.team_id][row.deadline_id] = row
    return found


def _report(team: Team, reports: dict[int, Report], calendar: Calendar) -> ReportNow | None:
    """The one that came back, else the first deadline that is not met."""
    returned = [one for one in calendar.deadlines if _state(reports, one) == Report.State.RETURNED]
    waiting = [one for one in calendar.deadlines if _state(reports, one) in ("", Report.State.DRAFT)]
    if not returned and not waiting:
        return None
    deadline = (returned or waiting)[0]
    report = reports.get(deadline.pk)
    parts = [part for part in sections_for(deadline.kind) if part.question and part.question.is_required]
    if report:
        url = reverse("reports:report_detail", args=[report.pk])
        parts = [part for part in parts if not report.texts.get(part.question.key)]
    else:
        url = reverse("reports:report_open", args=[team.slug, deadline.pk])
    return ReportNow(
        title=deadline.title,
        kind=deadline.kind,
        due_on=deadline.due_on,
        state=report.state if report else "",
        url=url,
        questions=tuple(str(part.title) for part in parts),
        comment=(report.comment or "") if report else "",
        returned_on=timezone.localdate(report.commented_at) if report and report.commented_at else None,
    )


def _state(reports: dict[int, Report], deadline: ReportDeadline) -> str:
    return reports[deadline.pk].state if deadline.pk in reports else ""


def _obstacle(reports: dict[int, Report], calendar: Calendar) -> tuple[str, str]:
    """What the latest report handed in says stands in the way, and where to read it."""
    for deadline in reversed(calendar.deadlines):
        report = reports.get(deadline.pk)
        if report and report.state in HANDED_IN:
            text = (report.texts.get("obstacles") or "").strip()
            return text, reverse("reports:report_detail", args=[report.pk]) if text else ""
    return "", ""


def _answers(
    teams: Sequence[Team], sessions: Sequence[LearningSession | None]
) -> dict[tuple[int, int], dict[int, str]]:
    """(session, team) → membership → answer, of the samlinger to come."""
    coming = [session.pk for session in sessions if session]
    found: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for session, team, membership, answer in _ANSWERS.rows(coming, [team.pk for team in teams]):
        found[session, team][membership] = answer
    return found


def _invitation(row: TeamMembership, calendar: Calendar, answers) -> Invitation | None:
    session = calendar.next_session
    if session is None:
        return None
    given = answers.get((session.pk, row.team_id), {})
    return Invitation(
        number=session.number,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        answer=given.get(row.pk, ""),
        answered=len(given),
        invited=row.invited or 0,
        url=reverse("teams:attendance_answer", args=[row.team.slug, session.number]),
    )


def _work(
    teams: Sequence[Team], memberships: Sequence[TeamMembership], today: date, found: TeamsAtHand
) -> tuple[dict[int, list[OwnItem]], dict[int, list[WaitingTest]]]:
    """Own tiltak by membership, and tests that wait to be studied by team; meetings to come go into `found`."""
    slugs = {team.pk: team.slug for team in teams}
    items: dict[int, list[OwnItem]] = defaultdict(list)
    tests: dict[int, list[WaitingTest]] = defaultdict(list)
    for kind, owner, number, title, day in _WORK.rows(
        [row.pk for row in memberships], [team.pk for team in teams], today
    ):
        if kind == "item":
            items[owner].append(OwnItem(title, day))
        elif kind == "test":
            tests[owner].append(WaitingTest(number, title, reverse("teams:pdsa_edit", args=[slugs[owner], number])))
        else:
            found.meetings[owner].append(Meeting(day, title))
    return items, tests


def _reports_with_comments(teams: Sequence[int]) -> QuerySet:
    comments = ReportComment.objects.filter(report=OuterRef("pk")).order_by("-written_at")
    rows = Report.objects.filter(team__among=teams).order_by()
    return rows.annotate(
        comment=Subquery(comments.values("text")[:1]), commented_at=Subquery(comments.values("written_at")[:1])
    )


def _given_answers(sessions: Sequence[int], teams: Sequence[int]) -> QuerySet:
    rows = Attendance.objects.filter(
        learning_session__among=sessions, membership__team__among=teams, membership__ended_on=None
    )
    fields = ("learning_session_id", "membership__team_id", "membership_id", "answer")
    return rows.exclude(answer="").order_by().values_list(*fields)


def _work_rows(memberships: Sequence[int], teams: Sequence[int], today: date) -> QuerySet:
    """Unfinished own tiltak, tests to study and meetings to come, as one query of (kind, owner, number, title, day)."""

    def kind(name: str) -> Value:
        return Value(name, output_field=CharField())

    items = PlanItem.objects.filter(
        responsible__among=memberships,
        status__in=[PlanItem.Status.NOT_STARTED, PlanItem.Status.ONGOING],
    ).order_by()
    done = Q(stage=PDSACycle.Stage.STUDY) | Q(stage=PDSACycle.Stage.DO, ends_on__lt=today)
    tests = PDSACycle.objects.filter(done, team__among=teams).order_by()
    meetings = TeamMeeting.objects.filter(team__among=teams, held_on__gt=today).order_by()
    return items.values_list(kind("item"), F("responsible_id"), F("position"), F("title"), F("due_on")).union(
        tests.values_list(kind("test"), F("team_id"), F("number"), F("title"), F("ends_on")),
        meetings.values_list(kind("meeting"), F("team_id"), Value(0), F("topic"), F("held_on")),
        all=True,
    )


_MEMBERSHIPS = PreparedQuery(_memberships)
_REPORTS = PreparedQuery(_reports_with_comments)
_ANSWERS = PreparedQuery(_given_answers)
_WORK = PreparedQuery(_work_rows)
