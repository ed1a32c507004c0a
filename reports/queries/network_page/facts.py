"""Gathers what is known of every team of a network, in a constant number of queries, for the matrix and the call list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, FilteredRelation, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.months import add_months, month_of, months_between, next_month, previous_month
from accounts.roles import TeamRole
from measurements.models import MonthDelivery
from measurements.queries import TeamFigures, figures_of_teams
from networks.models import LearningSession, Network, ReportDeadline
from reports.models import Report
from reports.queries.calls import Contact, LateReport, TeamFacts
from teams.models import Attendance, CoachingNote, PlanItem, Team, TeamMembership

# How many samlinger back the matrix tells of attendance.
SESSIONS_SHOWN = 2
# A report this near its deadline takes the column from the one before.
REPORT_NEAR_DAYS = 14
HANDED_IN = (Report.State.SUBMITTED, Report.State.APPROVED, Report.State.RETURNED)


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How a team's plan stands: tiltak in all, on track, past their deadline."""

    total: int
    on_track: int
    late: int


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One team's report for one deadline; `state` is empty when it is not begun."""

    pk: int | None
    state: str
    submitted_on: date | None
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Who came to one samling; `present` is None when nobody wrote it down."""

    number: int
    present: int | None
    invited: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One team: what the call rules read, and what the matrix shows beside it."""

    facts: TeamFacts
    team: Team
    package: str
    figures: TeamFigures | None
    plan: PlanCount
    report: ReportFact
    seats: tuple[Seat, ...]
    handled_until: date | None
    delivered_on: date | None
    open_month_due_on: date | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The network's dates, read once: samlinger in order and report deadlines by date."""

    network: Network
    today: date
    sessions: tuple[LearningSession, ...]
    deadlines: tuple[ReportDeadline, ...]

    @property
    def first_session_on(self) -> date | None:
        """The first day of samling 1."""
        return self.sessions[0].starts_on if self.sessions else None

    @property
    def held_sessions(self) -> list[LearningSession]:
        """The samlinger that have begun."""
        return [session for session in self.sessions if session.starts_on <= self.today]

    @property
    def next_session(self) -> LearningSession | None:
        """The samling of today or the first to come."""
        return next((session for session in self.sessions if session.ends_on >= self.today), None)

    @property
    def report_column(self) -> ReportDeadline | None:
        """The deadline the matrix speaks of: the latest passed, or the next when it is near or the first."""
        passed = [one for one in self.deadlines if one.due_on < self.today]
        coming = [one for one in self.deadlines if one.due_on >= self.today]
        if coming and (not passed or (coming[0].due_on - self.today).days <= REPORT_NEAR_DAYS):
            return coming[0]
        return passed[-1] if passed else None


def read_calendar(network: Network, today: date) -> Calendar:
    """Samlinger and deadlines of the network; two queries unless they are prefetched."""
    sessions = sorted(network.learning_sessions.all(), key=lambda session: session.number)
    deadlines = sorted(network.report_deadlines.all(), key=lambda one: one.due_on)
    return Calendar(network, today, tuple(sessions), tuple(deadlines))


def team_rows(calendar: Calendar, *, team: Team | None = None) -> list[TeamRow]:
    """Every active team of the network in order of name, or one of its teams. Four queries, whatever the number."""
    held = calendar.held_sessions[-SESSIONS_SHOWN:]
    rows = _teams(calendar, held)
    teams = list(rows.filter(pk=team.pk) if team else rows.active())
    figures = figures_of_teams(teams, calendar.today, sessions=calendar.sessions, main_only=True)
    reports = _reports(calendar.network)
    return [_row(team, figures.get(team.pk), reports.get(team.pk, {}), calendar, held) for team in teams]


def _count(rows: QuerySet, group: str) -> Subquery:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def _teams(calendar: Calendar, held: Sequence[LearningSession]) -> QuerySet[Team]:
    today, own = calendar.today, {"team": OuterRef("pk")}
    members = TeamMembership.objects.filter(**own)
    leads = members.filter(role=TeamRole.MEASUREMENT_LEAD.value)
    plan = PlanItem.objects.filter(**own).exclude(status=PlanItem.Status.DROPPED)
    unfinished = plan.exclude(status=PlanItem.Status.DONE)
    late = unfinished.filter(due_on__lt=today)
    behind = unfinished.filter(Q(due_on__lt=today) | Q(status=PlanItem.Status.NOT_STARTED, starts_on__lt=today))
    deliveries = MonthDelivery.objects.filter(**own).order_by("-month")
    spoken = CoachingNote.objects.filter(
        Q(**own) | Q(registration__isnull=False, registration=OuterRef("registration_id"))
    )
    came = Attendance.objects.filter(membership__team=OuterRef("pk"), is_present=True).order_by()
    seats = {}
    for session in held:
        presence = Attendance.objects.filter(membership__team=OuterRef("pk"), learning_session=session)
        on_the_day = Q(started_on__lte=session.starts_on) & (Q(ended_on=None) | Q(ended_on__gte=session.starts_on))
        seats[f"recorded_{session.number}"] = _count(presence.exclude(is_present=None), "membership__team")
        seats[f"present_{session.number}"] = _count(presence.filter(is_present=True), "membership__team")
        seats[f"invited_{session.number}"] = _count(members.attending().filter(on_the_day), "team")
    return (
        Team.objects.filter(network=calendar.network)
        .select_related("organization", "change_package")
        .annotate(
            leader=FilteredRelation(
                "memberships",
                condition=Q(memberships__role=TeamRole.TEAM_LEADER.value, memberships__ended_on=None),
            ),
            leader_name=F("leader__name"),
            leader_phone=F("leader__user__phone"),
            leader_email=F("leader__user__email"),
            has_lead=Exists(leads.current()),
            lead_ended_on=Subquery(leads.order_by("-ended_on").exclude(ended_on=None).values("ended_on")[:1]),
            plan_total=_count(plan, "team"),
            plan_late=_count(late, "team"),
            plan_behind=_count(behind, "team"),
            plan_starts_on=Subquery(plan.order_by().values("team").annotate(day=Min("starts_on")).values("day")),
            delivered_month=Subquery(deliveries.values("month")[:1]),
            delivered_at=Subquery(deliveries.values("delivered_at")[:1]),
            contacted_on=Subquery(spoken.order_by("-contacted_on").values("contacted_on")[:1]),
            attended_on=Subquery(
                came.values("membership__team").annotate(day=Max("learning_session__ends_on")).values("day")
            ),
            **seats,
        )
        .order_by("organization__name", "service")
    )


ReportRow = tuple[ReportFact, str]


def _reports(network: Network) -> dict[int, dict[int, ReportRow]]:
    """Team id → deadline id → the report and what it asks help for."""
    found: dict[int, dict[int, ReportRow]] = {}
    fields = ("team_id", "deadline_id", "pk", "state", "submitted_at", "approved_at", "texts__coaching")
    rows = Report.objects.filter(team__network=network, team__withdrawn_on=None).order_by()
    for team_id, deadline_id, pk, state, submitted_at, approved_at, coaching in rows.values_list(*fields):
        fact = ReportFact(pk, state, _local(submitted_at), _local(approved_at))
        found.setdefault(team_id, {})[deadline_id] = (fact, coaching or "")
    return found


def _row(
    team: Team,
    figures: TeamFigures | None,
    reports: dict[int, ReportRow],
    calendar: Calendar,
    held: Sequence[LearningSession],
) -> TeamRow:
    today = calendar.today
    handled_until, open_month, late_months = _months(team, figures, calendar)
    column = calendar.report_column
    total = team.plan_total or 0
    help_wanted, help_wanted_on = _help_wanted(reports, calendar)
    facts = TeamFacts(
        pk=team.pk,
        slug=team.slug,
        name=team.organization.name,
        service=team.service,
        joined_on=timezone.localdate(team.created_at),
        leader=Contact(team.leader_name, team.leader_phone or "", team.leader_email or "")
        if team.leader_name
        else None,
        has_measurement_lead=team.has_lead,
        measurement_lead_ended_on=team.lead_ended_on,
        has_measurement_plan=figures is not None,
        **_baseline(figures, today),
        last_measured=_last_measured(figures),
        next_month=late_months[0] if late_months else open_month,
        late_months=tuple(late_months),
        late_since=_due_on(calendar.network, late_months[0]) if late_months else None,
        analysis=figures.main.analysis if figures else None,
        reading=figures.main.reading if figures else None,
        measured_with_change=_measured_since(figures, team.plan_starts_on),
        has_plan=bool(total),
        late_reports=tuple(
            LateReport(one.title, one.due_on)
            for one in calendar.deadlines
            if one.due_on < today and (one.pk not in reports or reports[one.pk][0].state not in HANDED_IN)
        ),
        help_wanted=help_wanted,
        help_wanted_on=help_wanted_on,
        contacted_on=team.contacted_on,
        attended_on=team.attended_on,
    )
    return TeamRow(
        facts=facts,
        team=team,
        package=team.change_package.short_name,
        figures=figures,
        plan=PlanCount(total, total - (team.plan_behind or 0), team.plan_late or 0),
        report=reports[column.pk][0] if column and column.pk in reports else ReportFact(None, "", None, None),
        seats=tuple(_seat(team, session.number) for session in held),
        handled_until=handled_until,
        delivered_on=_local(team.delivered_at) if team.delivered_month == handled_until else None,
        open_month_due_on=_due_on(calendar.network, open_month) if open_month else None,
    )


def _months(team: Team, figures: TeamFigures | None, calendar: Calendar) -> tuple[date | None, date | None, list[date]]:
    """The last month the team has done something with, the month that is open now, and those past their deadline."""
    if figures is None:
        return None, None, []
    handled = [month for month in (team.delivered_month, max(figures.entered, default=None)) if month]
    handled_until = max(handled, default=None)
    last = previous_month(month_of(calendar.today))
    if calendar.network.ends_on:
        last = min(last, month_of(calendar.network.ends_on))
    after = max(handled_until or figures.plan.baseline_ends_on, figures.plan.baseline_ends_on)
    waiting = months_between(next_month(after), last)
    late = [month for month in waiting if _due_on(calendar.network, month) < calendar.today]
    open_month = next((month for month in waiting if month not in late), None)
    return handled_until, open_month, late


def _due_on(network: Network, month: date) -> date:
    return next_month(month).replace(day=network.measurement_due_day)


def _baseline(figures: TeamFigures | None, today: date) -> dict[str, int]:
    """How many months the baseline has, and how many of those that are over lack figures."""
    if figures is None:
        return {}
    plan = figures.plan
    months = months_between(plan.starts_on, plan.baseline_ends_on)
    over = [month for month in months if month < month_of(today)]
    return {
        "baseline_months": len(months),
        "baseline_missing": sum(month not in figures.entered for month in over),
    }


def _last_measured(figures: TeamFigures | None) -> date | None:
    if figures is None or figures.main.analysis.latest is None:
        return None
    return figures.main.analysis.points[figures.main.analysis.latest].period


def _measured_since(figures: TeamFigures | None, starts_on: date | None) -> int:
    """Measurements after the baseline since the first tiltak started."""
    if figures is None or starts_on is None:
        return 0
    first = max(month_of(starts_on), add_months(figures.plan.baseline_ends_on, 1))
    return sum(point.value is not None and point.period >= first for point in figures.main.analysis.points)


def _help_wanted(reports: dict[int, ReportRow], calendar: Calendar) -> tuple[str, date | None]:
    """What the latest report that was handed in asks help for; a bare «ingen» is nothing."""
    for deadline in reversed(calendar.deadlines):
        if deadline.kind == ReportDeadline.Kind.FINAL or deadline.pk not in reports:
            continue
        fact, text = reports[deadline.pk]
        if fact.state in HANDED_IN and fact.submitted_on:
            is_wanted = text.strip().lower().strip(".") not in ("", "ingen", "nei", "ingenting", "-", "–")
            is_fresh = calendar.today - fact.submitted_on < timedelta(days=60)
            return (text.strip(), fact.submitted_on) if is_wanted and is_fresh else ("", None)
    return "", None


def _seat(team: Team, number: int) -> Seat:
    is_recorded = bool(getattr(team, f"recorded_{number}"))
    present = getattr(team, f"present_{number}") or 0
    return Seat(number, present if is_recorded else None, getattr(team, f"invited_{number}") or 0)


def _local(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
