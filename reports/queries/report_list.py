"""Which reports are due, written, late and read: for one team, and for all teams of a network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.norwegian import count_words, format_date_short, format_day, format_month_range, join_words, relative_days
from networks.models import Network, ReportDeadline
from reports.models import Report
from reports.models.sections import DRAFTED_DAYS_BEFORE
from teams.models import Team

State = Report.State


@dataclass(frozen=True, slots=True)
class Status:
    """Where a report stands: a mark, its word, and a small line that says when or what now."""

    mark: str
    word: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One deadline of one team: its report, what to do with it and where."""

    title: str
    period: str
    due: str
    status: Status
    url: str
    action: str
    pdf_url: str
    is_waiting_for_team: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One team's report for one deadline; `url` is empty when there is nothing to read yet."""

    title: str
    status: Status
    url: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One team of the network, with a cell for each deadline."""

    name: str
    service: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submitted report nobody has read, oldest first."""

    title: str
    team: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class NetworkReports:
    """The coordinator's page: what waits, who is late, and everything in a table."""

    deadlines: tuple[ReportDeadline, ...]
    lines: tuple[TeamLine, ...]
    waiting: tuple[Waiting, ...]
    lead: str


def report_status(report: Report | None, deadline: ReportDeadline, today: date, *, is_reviewer: bool = False) -> Status:
    """Where the team's answer to this deadline stands; `report` is None when nobody has begun."""
    if report is not None and report.state == State.APPROVED:
        return Status("done", _("Godkjent"), _short(timezone.localdate(report.approved_at), today))
    if report is not None and report.state == State.SUBMITTED:
        day = _short(timezone.localdate(report.submitted_at), today)
        waits = _("%(day)s, venter på deg") if is_reviewer else _("%(day)s, venter på koordinatoren")
        return Status("waiting", _("Levert"), waits % {"day": day})
    if report is not None and report.state == State.RETURNED:
        return Status("look", _("Sendt tilbake"), _("venter på teamet"))
    distance = relative_days(deadline.due_on, today)
    if deadline.due_on < today:
        begun = _("utkastet er påbegynt") if report else _("ikke begynt")
        return Status(
            "late", _("Mangler"), _("fristen var %(distance)s, %(begun)s") % {"distance": distance, "begun": begun}
        )
    if report is not None:
        return Status("waiting", _("Utkast"), _("frist %(distance)s") % {"distance": distance})
    return Status("missing", _("Ikke begynt"), _("frist %(distance)s") % {"distance": distance})


def team_reports(team: Team, today: date, *, may_write: bool, reads_drafts: bool) -> list[ReportRow]:
    """Every report deadline of the team's network, in order of date. Two queries.

    `reads_drafts` is for the team itself: others read a report only once it is submitted.
    """
    deadlines = ReportDeadline.objects.filter(network=team.network_id).order_by("due_on")
    reports = {report.deadline_id: report for report in Report.objects.filter(team=team).defer("texts")}
    rows: list[ReportRow] = []
    for deadline in deadlines:
        report = reports.get(deadline.pk)
        is_next = not any(row.is_waiting_for_team for row in rows)
        row = _team_row(team, deadline, report, today, may_write=may_write, is_next=is_next)
        is_hidden = report is not None and report.submitted_at is None and not reads_drafts
        rows.append(replace(row, url="", action="") if is_hidden else row)
    return rows


def _team_row(
    team: Team, deadline: ReportDeadline, report: Report | None, today: date, *, may_write: bool, is_next: bool
) -> ReportRow:
    is_open = report is None or report.state in (State.DRAFT, State.RETURNED)
    # The draft of a later report starts itself; until then there is nothing to write in.
    starts_on = deadline.due_on - timedelta(days=DRAFTED_DAYS_BEFORE[deadline.kind])
    url = action = ""
    status = report_status(report, deadline, today)
    if report:
        url = reverse("reports:report_detail", args=[report.pk])
        action = _("Fortsett") if may_write and is_open else _("Les")
    elif may_write and (is_next or starts_on <= today):
        url = reverse("reports:report_open", args=[team.slug, deadline.pk])
        action = _("Begynn")
    elif starts_on > today:
        status = replace(status, detail=_("utkastet kommer %(day)s") % {"day": _short(starts_on, today)})
    has_version = report is not None and report.submitted_at is not None
    return ReportRow(
        title=deadline.title,
        period=format_month_range(deadline.period_starts_on, deadline.period_ends_on),
        due=format_day(deadline.due_on, year=True),
        status=status,
        url=url,
        action=action,
        pdf_url=reverse("reports:report_pdf", args=[report.pk]) if has_version else "",
        is_waiting_for_team=is_open,
        is_late=is_open and deadline.due_on < today,
    )


def network_reports(network: Network, today: date) -> NetworkReports:
    """Every team × deadline of the network. Three queries, whatever the number of teams."""
    deadlines = tuple(ReportDeadline.objects.filter(network=network).order_by("due_on"))
    teams = list(Team.objects.active().filter(network=network).select_related("organization"))
    reports = {
        (report.team_id, report.deadline_id): report
        for report in Report.objects.filter(team__network=network).defer("texts")
    }
    lines = tuple(_line(team, deadlines, reports, today) for team in teams)
    return NetworkReports(
        deadlines=deadlines,
        lines=lines,
        waiting=tuple(_waiting(teams, deadlines, reports, today)),
        lead=_lead(teams, deadlines, reports, today),
    )


Reports = dict[tuple[int, int], Report]


def _line(team: Team, deadlines: Sequence[ReportDeadline], reports: Reports, today: date) -> TeamLine:
    cells = []
    for deadline in deadlines:
        report = reports.get((team.pk, deadline.pk))
        is_readable = report is not None and report.submitted_at is not None
        cells.append(
            Cell(
                title=deadline.title,
                status=report_status(report, deadline, today, is_reviewer=True),
                url=reverse("reports:report_detail", args=[report.pk]) if is_readable else "",
            )
        )
    return TeamLine(
        name=team.organization.name,
        service=team.service,
        url=reverse("reports:report_list", args=[team.slug]),
        cells=tuple(cells),
    )


def _waiting(
    teams: Sequence[Team], deadlines: Sequence[ReportDeadline], reports: Reports, today: date
) -> list[Waiting]:
    names = {team.pk: team.name for team in teams}
    titles = {deadline.pk: deadline.title for deadline in deadlines}
    found = [report for report in reports.values() if report.state == State.SUBMITTED and report.team_id in names]
    return [
        Waiting(
            title=titles[report.deadline_id],
            team=names[report.team_id],
            when=_("Levert %(distance)s") % {"distance": relative_days(report.submitted_at, today)},
            url=reverse("reports:report_detail", args=[report.pk]),
        )
        for report in sorted(found, key=lambda report: report.submitted_at)
    ]


def _lead(teams: Sequence[Team], deadlines: Sequence[ReportDeadline], reports: Reports, today: date) -> str:
    """«To rapporter venter på deg. Asker og Eidsvoll er forsinket.»"""
    known = {team.pk for team in teams}
    waiting = sum(report.state == State.SUBMITTED and report.team_id in known for report in reports.values())
    late = [
        team.organization.name
        for team in teams
        if any(
            deadline.due_on < today and not _is_handed_in(reports.get((team.pk, deadline.pk))) for deadline in deadlines
        )
    ]
    parts = []
    if waiting:
        words = count_words(waiting, _("rapport"), _("rapporter"))
        parts.append(_("%(reports)s venter på deg.") % {"reports": words[:1].upper() + words[1:]})
    if late and len(late) <= 3:
        parts.append(_("%(teams)s er forsinket.") % {"teams": join_words(late)})
    elif late:
        words = count_words(len(late), _("team"), _("team"), neuter=True)
        parts.append(_("%(teams)s er forsinket.") % {"teams": words[:1].upper() + words[1:]})
    return " ".join(parts) or _("Ingen rapporter venter, og ingen er forsinket.")


def _is_handed_in(report: Report | None) -> bool:
    return report is not None and report.state != State.DRAFT


def _short(day: date, today: date) -> str:
    return format_date_short(day, year=day.year != today.year)
