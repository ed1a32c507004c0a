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
from accounts.months import month_of, months_between, next_month, previous_month
from accounts.norwegian import format_number
from accounts.roles import Permission, TeamRole, role_may
from measurements.models import MonthDelivery, PlannedIndicator
from measurements.queries import TeamFigures, figures_of_teams, month_due_on
from networks.models import LearningSession, ReportDeadline
from networks.queries import current_phase
from reports.models import Report, ReportComment
from reports.models.sections import questions_for
from reports.queries.network_page.facts import Calendar
from reports.queries.task_now.situation import Invitation, Month, OwnItem, ReportNow, TeamSituation, WaitingTest
from reports.queries.task_now.task import Item
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
    members = TeamMembership.objects.current().filter(team=OuterRef("team"))
    leader = members.filter(role=TeamRole.TEAM_LEADER.value)
    counted = members.attending().order_by().values("team").annotate(number=Count("pk")).values("number")
    rows = TeamMembership.objects.current().filter(user=user, team__withdrawn_on=None)
    return list(
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
    delivered = _delivered(teams) if measures else {}
    reports = _reports(teams) if not roles.isdisjoint(REPORTING) else {}
    answers = _answers(teams, [calendar.next_session for calendar in calendars.values()])
    items, tests = _work(teams, memberships, today, found)
    for row in memberships:
        team, calendar = row.team, calendars[row.team.network_id]
        found.leaders[team.pk] = row.leader_name or ""
        figures = found.figures.get(team.pk)
        reports_of = reports.get(team.pk, {})
        months, next_one = _months(team, figures, delivered.get(team.pk, set()), calendar)
        obstacle, obstacle_url = _obstacle(reports_of, calendar)
        role = TeamRole(row.role)
        found.situations.append(
            TeamSituation(
                today=today,
                role=role,
                phase=current_phase(calendar.network, today).name,
                team=team.pk,
                slug=team.slug,
                name=team.name,
                network_slug=calendar.network.slug,
                network_name=calendar.network.name,
                first_session_on=calendar.first_session_on,
                gaps=tuple(_gaps(row)),
                has_measurement_lead=row.has_lead,
                has_measurement_plan=figures is not None,
                baseline_months=_baseline_months(figures),
                baseline_missing=tuple(_baseline_missing(figures, delivered.get(team.pk, set()), today)),
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


def _delivered(teams: Sequence[Team]) -> dict[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    for team_id, month in MonthDelivery.objects.filter(team__in=teams).values_list("team_id", "month"):
        found[team_id].add(month)
    return found


def _months(
    team: Team, figures: TeamFigures | None, delivered: set[date], calendar: Calendar
) -> tuple[list[Month], Month | None]:
    """The months after the baseline that are over and not delivered, and the one that opens next."""
    if figures is None:
        return [], None
    plan, network, today = figures.plan, calendar.network, calendar.today
    last = previous_month(month_of(today))
    coming = month_of(today)
    if network.ends_on:
        last = min(last, month_of(network.ends_on))
    first = max(next_month(plan.baseline_ends_on), plan.starts_on)
    months = [
        Month(
            month=month,
            due_on=month_due_on(network, plan, month, calendar.first_session_on),
            missing=tuple(_missing(figures, month)),
            is_started=month in figures.entered,
        )
        for month in months_between(first, last)
        if month not in delivered
    ]
    is_after_end = network.ends_on is not None and coming > month_of(network.ends_on)
    if is_after_end or coming < first:
        return months, None
    return months, Month(coming, month_due_on(network, plan, coming, calendar.first_session_on), ())


def _missing(figures: TeamFigures, month: date) -> list[Item]:
    entered = figures.entered.get(month, set())
    return [
        Item(one.indicator.short_name, _amount(one.planned_indicator, one.series.points))
        for one in figures.series
        if one.planned_indicator.pk not in entered
    ]


def _amount(planned: PlannedIndicator, points) -> str:
    """«20 brukere», as many as last month; what is counted where the number is not a choice."""
    indicator = planned.indicator
    if indicator.is_percent:
        last = next((point.denominator for point in reversed(points) if point.denominator), None)
        noun = indicator.counted_noun or indicator.denominator_label.lower()
        return f"{format_number(last)} {noun}" if last else noun
    return indicator.counted_noun


def _baseline_months(figures: TeamFigures | None) -> int:
    return len(months_between(figures.plan.starts_on, figures.plan.baseline_ends_on)) if figures else 0


def _baseline_missing(figures: TeamFigures | None, delivered: set[date], today: date) -> list[date]:
    if figures is None:
        return []
    months = months_between(figures.plan.starts_on, figures.plan.baseline_ends_on)
    return [
        month
        for month in months
        if month < month_of(today) and month not in delivered and not figures.is_complete(month)
    ]


ReportRow = tuple[Report, str, datetime | None]


def _reports(teams: Sequence[Team]) -> dict[int, dict[int, Report]]:
    """Team id → deadline id → report, with the latest comment beside it."""
    comments = ReportComment.objects.filter(report=OuterRef("pk")).order_by("-written_at")
    rows = Report.objects.filter(team__in=teams).annotate(
        comment=Subquery(comments.values("text")[:1]), commented_at=Subquery(comments.values("written_at")[:1])
    )
    found: dict[int, dict[int, Report]] = defaultdict(dict)
    for row in rows:
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
    asked = [question for question in questions_for(deadline.kind) if question.is_required]
    if report:
        url = reverse("reports:report_detail", args=[report.pk])
        asked = [question for question in asked if not report.texts.get(question.key)]
    else:
        url = reverse("reports:report_open", args=[team.slug, deadline.pk])
    return ReportNow(
        title=deadline.title,
        kind=deadline.kind,
        due_on=deadline.due_on,
        state=report.state if report else "",
        url=url,
        questions=tuple(str(question.label) for question in asked),
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
    rows = Attendance.objects.filter(
        learning_session__in=[session for session in sessions if session],
        membership__team__in=teams,
        membership__ended_on=None,
    ).exclude(answer="")
    found: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for session, team, membership, answer in rows.values_list(
        "learning_session_id", "membership__team_id", "membership_id", "answer"
    ):
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
    for kind, owner, number, title, day in _work_rows(teams, memberships, today):
        if kind == "item":
            items[owner].append(OwnItem(title, day))
        elif kind == "test":
            tests[owner].append(WaitingTest(number, title, reverse("teams:pdsa_edit", args=[slugs[owner], number])))
        else:
            found.meetings[owner].append(Meeting(day, title))
    return items, tests


def _work_rows(teams: Sequence[Team], memberships: Sequence[TeamMembership], today: date) -> QuerySet:
    """Unfinished own tiltak, tests to study and meetings to come, as one query of (kind, owner, number, title, day)."""

    def kind(name: str) -> Value:
        return Value(name, output_field=CharField())

    items = PlanItem.objects.filter(
        responsible__in=[row.pk for row in memberships],
        status__in=[PlanItem.Status.NOT_STARTED, PlanItem.Status.ONGOING],
    ).order_by()
    done = Q(stage=PDSACycle.Stage.STUDY) | Q(stage=PDSACycle.Stage.DO, ends_on__lt=today)
    tests = PDSACycle.objects.filter(done, team__in=teams).order_by()
    meetings = TeamMeeting.objects.filter(team__in=teams, held_on__gt=today).order_by()
    return items.values_list(kind("item"), F("responsible_id"), F("position"), F("title"), F("due_on")).union(
        tests.values_list(kind("test"), F("team_id"), F("number"), F("title"), F("ends_on")),
        meetings.values_list(kind("meeting"), F("team_id"), Value(0), F("topic"), F("held_on")),
        all=True,
    )
