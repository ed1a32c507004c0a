"""Gathers what is known of every team of a network, in a constant number of queries, for the matrix and the call list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

from accounts.roles import TeamRole
from measurements.queries import TeamFigures, figures_of_teams
from networks.models import LearningSession, ReportDeadline
from reports.models import Report
from reports.queries.calls import Contact, LateReport, TeamFacts
from reports.queries.network_page.calendar import Calendar
from reports.queries.network_page.measured import baseline_counts, due_on, handled_months, last_measured, measured_since
from reports.queries.network_page.reading import ReportRow, TeamName, Work, team_names, work_by_team, work_of_team
from teams.models import PlanItem, Team, TeamMembership

# How many samlinger back the matrix tells of attendance.
SESSIONS_SHOWN = 2
HANDED_IN = (Report.State.SUBMITTED, Report.State.APPROVED, Report.State.RETURNED)
# What a team asked help for in a report is asked for so long; and these answers ask for none.
HELP_STANDS = timedelta(days=60)
NO_HELP = ("", "ingen", "nei", "ingenting", "-", "–")


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


NO_REPORT = ReportFact(None, "", None, None)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who came to one samling; `present` is None when nobody wrote it down."""

    number: int
    present: int | None
    invited: int


# So many teams' rows stay made in a process.
KEPT_ROWS = 512


@dataclass(frozen=True, slots=True, eq=False)
class TeamRow:
    """One team: what the call rules read, and what the matrix shows beside it.

    Kept from one request to the next while everything read says the same: two rows are the same or they are different.
    """

    facts: TeamFacts
    package: str
    figures: TeamFigures | None
    plan: PlanCount
    report: ReportFact
    seats: tuple[Seat, ...]
    handled_until: date | None
    delivered_month: date | None
    delivered_on: date | None
    open_month_due_on: date | None


def team_rows(calendar: Calendar) -> list[TeamRow]:
    """Every active team of the network in order of name. Six queries, whatever the number."""
    network = calendar.network
    names = team_names(network)
    work = work_by_team(network)
    networks = {name.pk: network.pk for name in names}
    figures = figures_of_teams(networks, calendar.today, sessions=calendar.sessions, main_only=True)
    common = _Common.of(calendar)
    return [_row(_Read.of(common, name, work.get(name.pk, Work()), figures.get(name.pk))) for name in names]


def team_row(
    calendar: Calendar, team: Team, memberships: Iterable[TeamMembership], figures: TeamFigures | None
) -> TeamRow:
    """One team, whose figures and people are read already. Three queries; needs organization and package loaded."""
    return _row(_Read.of(_Common.of(calendar), TeamName.of(team), work_of_team(team, memberships), figures))


@dataclass(frozen=True, slots=True)
class _Common:
    """What all rows share while they are made; `passed` are the deadlines a report should be there for.

    values: all of it that a row depends on.
    """

    calendar: Calendar
    values: tuple
    held: tuple[LearningSession, ...]
    passed: tuple[LateReport, ...]
    column: ReportDeadline | None

    @classmethod
    def of(cls, calendar: Calendar) -> "_Common":
        """Computed once for the page."""
        passed = [one for one in calendar.deadlines if one.due_on < calendar.today]
        return cls(
            calendar,
            (
                calendar.today,
                calendar.network.pk,
                calendar.network.measurement_due_day,
                calendar.network.ends_on,
                calendar.network.closed_at,
                tuple((one.pk, one.number, one.starts_on, one.ends_on) for one in calendar.sessions),
                tuple((one.pk, one.kind, one.title, one.due_on) for one in calendar.deadlines),
            ),
            tuple(calendar.held_sessions),
            tuple(LateReport(one.title, one.due_on, one.pk) for one in passed),
            calendar.report_column,
        )

    def row(self, name: TeamName, work: Work, figures: TeamFigures | None) -> TeamRow:
        """One team."""
        network = self.calendar.network
        handled_until, open_month, late_months = handled_months(work.delivered_month, figures, self.calendar)
        report = work.reports.get(self.column.pk) if self.column else None
        is_delivered = work.delivered_month is not None and work.delivered_month == handled_until
        return TeamRow(
            facts=self._facts(name, work, figures, open_month, late_months),
            package=name.package,
            figures=figures,
            plan=_plan(work, self.calendar.today),
            report=_report(report) if report else NO_REPORT,
            seats=tuple(_seat(work, session) for session in self.held[-SESSIONS_SHOWN:]),
            handled_until=handled_until,
            delivered_month=work.delivered_month,
            delivered_on=_local(work.delivered_at) if is_delivered else None,
            open_month_due_on=due_on(network, open_month) if open_month else None,
        )

    def _facts(
        self,
        name: TeamName,
        work: Work,
        figures: TeamFigures | None,
        open_month: date | None,
        late_months: list[date],
    ) -> TeamFacts:
        calendar = self.calendar
        leader = next((person for person in work.people if person.is_leader), None)
        leads = [person for person in work.people if person.role == TeamRole.MEASUREMENT_LEAD]
        help_wanted, help_wanted_on = _help_wanted(work.reports, calendar)
        return TeamFacts(
            pk=name.pk,
            slug=name.slug,
            name=name.name,
            service=name.service,
            joined_on=timezone.localdate(name.created_at),
            leader=Contact(leader.name, leader.phone or "", leader.email or "") if leader else None,
            has_measurement_lead=any(person.ended_on is None for person in leads),
            measurement_lead_ended_on=max((person.ended_on for person in leads if person.ended_on), default=None),
            has_measurement_plan=figures is not None,
            **baseline_counts(figures, calendar.today),
            last_measured=last_measured(figures),
            next_month=late_months[0] if late_months else open_month,
            late_months=tuple(late_months),
            late_since=due_on(calendar.network, late_months[0]) if late_months else None,
            analysis=figures.main.analysis if figures else None,
            reading=figures.main.reading if figures else None,
            measured_with_change=measured_since(figures, min((one.starts_on for one in work.plan), default=None)),
            has_plan=bool(work.plan),
            late_reports=tuple(one for one in self.passed if not _is_handed_in(work.reports.get(one.deadline))),
            help_wanted=help_wanted,
            help_wanted_on=help_wanted_on,
            contacted_on=work.contacted_on,
            attended_on=max((one.ends_on for one in self.held if work.present.get(one.pk)), default=None),
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one team and its network. Two readings are equal when every value in them is."""

    network: tuple
    name: TeamName
    work_values: tuple
    figures: TeamFigures | None
    common: _Common = field(compare=False)
    work: Work = field(compare=False)

    @classmethod
    def of(cls, common: _Common, name: TeamName, work: Work, figures: TeamFigures | None) -> "_Read":
        """The values everything else is made from."""
        return cls(common.values, name, work.values(), figures, common, work)


@lru_cache(maxsize=KEPT_ROWS)
def _row(read: _Read) -> TeamRow:
    return read.common.row(read.name, read.work, read.figures)


def _plan(work: Work, today: date) -> PlanCount:
    """The same words as on the team's page: late past its deadline, behind when it should have begun."""
    late = behind = 0
    for one in work.plan:
        if one.status == PlanItem.Status.DONE:
            continue
        if one.due_on < today:
            late += 1
        elif one.status == PlanItem.Status.NOT_STARTED and one.starts_on < today:
            behind += 1
    return PlanCount(len(work.plan), len(work.plan) - late - behind, late)


def _is_handed_in(report: ReportRow | None) -> bool:
    return report is not None and report.state in HANDED_IN


def _report(row: ReportRow) -> ReportFact:
    return ReportFact(row.pk, row.state, _local(row.submitted_at), _local(row.approved_at))


def _help_wanted(reports: dict[int, ReportRow], calendar: Calendar) -> tuple[str, date | None]:
    """What the latest status report that was handed in asks help for; a bare «ingen» is nothing, and so is old help."""
    for deadline in reversed(calendar.deadlines):
        row = reports.get(deadline.pk)
        if deadline.kind == ReportDeadline.Kind.FINAL or row is None or not _is_handed_in(row) or not row.submitted_at:
            continue
        text, sent_on = (row.coaching or "").strip(), timezone.localdate(row.submitted_at)
        is_wanted = text.lower().strip(".") not in NO_HELP
        is_fresh = calendar.today - sent_on < HELP_STANDS
        return (text, sent_on) if is_wanted and is_fresh else ("", None)
    return "", None


def _seat(work: Work, session: LearningSession) -> Seat:
    day = session.starts_on
    invited = [one for one in work.people if one.started_on <= day and (one.ended_on is None or one.ended_on >= day)]
    return Seat(session.number, work.present.get(session.pk), len(invited))


def _local(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
