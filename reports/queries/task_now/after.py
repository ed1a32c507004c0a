"""What comes after the task, seen from each role."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.months import month_of, next_month, previous_month
from accounts.norwegian import format_date_short, format_month
from accounts.roles import NetworkRole, TeamRole
from networks.models import ReportDeadline
from reports.models.sections import DRAFTED_DAYS_BEFORE
from reports.queries.network_page.calendar import Calendar
from reports.queries.task_now.gather_teams import TeamsAtHand
from reports.queries.task_now.situation import NetworkSituation, Situation, TeamSituation
from reports.queries.task_now.task import Task


@dataclass(frozen=True, slots=True)
class After:
    """Something that comes after the task."""

    on: date
    day: str
    text: str
    note: str = ""


def comes_after(situation: Situation, task: Task, teams: TeamsAtHand, calendar: Calendar) -> list[After]:
    """What comes later, the nearest first; the samling has its own card."""
    if situation.phase == "closed":
        return []
    today = calendar.today
    if isinstance(situation, TeamSituation):
        found = _after_in_team(situation, teams, calendar)
    else:
        found = _after_in_network(situation, calendar)
    is_told = {(task.on, task.heading)}
    return sorted(
        (one for one in found if one.on >= today and (one.on, one.text) not in is_told),
        key=lambda one: (one.on, one.text),
    )


def _line(on: date, today: date, text: str, note: str = "") -> After:
    return After(on, format_date_short(on, year=on.year > today.year + 1), text, note)


def _after_in_team(s: TeamSituation, teams: TeamsAtHand, calendar: Calendar) -> list[After]:
    today = s.today
    found = [
        _line(one.on, today, _("Teammøte: %(topic)s") % {"topic": _small(one.topic)} if one.topic else _("Teammøte"))
        for one in teams.meetings.get(s.team, ())
    ]
    if s.role is TeamRole.MEASUREMENT_LEAD and s.next_month:
        month = format_month(s.next_month.month, year=False)
        found.append(_line(s.next_month.due_on, today, _("Registrer %(month)s") % {"month": month}))
    if s.role not in (TeamRole.PATIENT_REPRESENTATIVE, TeamRole.SPONSOR):
        found += [_line(one.due_on, today, one.title) for one in s.own_items]
    if s.role is not TeamRole.PATIENT_REPRESENTATIVE:
        found += [_line(one.due_on, today, one.title, _report_note(s, teams, one)) for one in calendar.deadlines]
    return found


def _report_note(s: TeamSituation, teams: TeamsAtHand, deadline: ReportDeadline) -> str:
    """Who writes the report, seen from this role."""
    leader = teams.leaders.get(s.team, "").split(" ")[0]
    if s.role is TeamRole.TEAM_LEADER:
        drafted_on = deadline.due_on - timedelta(days=DRAFTED_DAYS_BEFORE[deadline.kind])
        if drafted_on <= s.today:
            return _("Du skriver")
        day = format_date_short(drafted_on, year=drafted_on.year != s.today.year)
        return _("Du skriver, utkastet kommer %(day)s") % {"day": day}
    if not leader:
        return ""
    if s.role is TeamRole.MEASUREMENT_LEAD:
        return _("%(name)s skriver, diagrammene hentes fra tallene dine") % {"name": leader}
    return _("%(name)s skriver") % {"name": leader}


def _after_in_network(s: NetworkSituation, calendar: Calendar) -> list[After]:
    today, network = s.today, calendar.network
    found = [_line(one.due_on, today, one.title) for one in calendar.deadlines]
    if s.phase in ("planning", "enrolling"):
        found.append(_line(network.registration_deadline_on, today, _("Påmeldingsfrist")))
    if s.role is NetworkRole.COORDINATOR and s.phase in ("action_period", "sustaining"):
        for month in (previous_month(month_of(today)), month_of(today)):
            due_on = next_month(month).replace(day=network.measurement_due_day)
            text = _("Frist for tallene for %(month)s") % {"month": format_month(month, year=False)}
            found.append(_line(due_on, today, text))
    return found


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
