"""What a report says: gathered from plan, tests, meetings and figures, as plain data that can be frozen."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.norwegian import count_words, format_date, format_date_short, format_month, format_month_range
from accounts.roles import TeamRole
from networks.models import ReportDeadline
from reports.models import Report
from reports.models.sections import OBSTACLES, Fetched, sections_for
from reports.queries.figures import figures, goal_rows
from teams.models import PDSACycle, Team
from teams.queries import PlanState, SessionAttendance, cycles, meeting_summary, plan_overview, team_attendance

# The order in which a plan is told: what stands, what goes on, what needs a word, what was given up.
PLAN_ORDER = (
    PlanState.DONE,
    PlanState.ONGOING,
    PlanState.LATE,
    PlanState.SHOULD_START,
    PlanState.NOT_STARTED,
    PlanState.DROPPED,
)


def build_content(report: Report, *, today: date) -> dict[str, Any]:
    """Gather everything the report says on `today` as JSON-ready data; pages, PDF and the frozen snapshot share it.

    Needs `team.network`, `team.organization`, `team.change_package` and `deadline` loaded.
    """
    team, deadline = report.team, report.deadline
    gather = _Gatherer(report, today)
    sections = []
    for number, section in enumerate(sections_for(deadline.kind), start=1):
        question = section.question
        sections.append(
            {
                "key": section.key,
                "number": number,
                "title": str(section.title),
                "fetched": gather.part(section.fetched) if section.fetched else None,
                "heading": str(question.heading) if question else "",
                "tags_heading": str(question.tags_heading) if question else "",
                "text": report.texts.get(question.key, "") if question else "",
                "tags": [str(OBSTACLES[key]) for key in report.texts.get(f"{question.key}_tags", [])]
                if question and question.has_tags
                else [],
            }
        )
    return {
        "kind": deadline.kind,
        "title": deadline.title,
        "team": team.name,
        "municipality": team.organization.name,
        "service": team.service,
        "package": team.change_package.name,
        "network": team.network.name,
        "organizer": team.network.organizer.name,
        "aim": team.aim,
        "period": format_month_range(deadline.period_starts_on, deadline.period_ends_on),
        "due": format_date(deadline.due_on),
        "people": _people(team),
        "opening": _opening(gather.figures),
        "sections": sections,
        "figures": gather.figures,
    }


class _Gatherer:
    """Fetches each part once, whichever sections ask for it."""

    def __init__(self, report: Report, today: date) -> None:
        self.report, self.today = report, today
        self.figures = figures(report.team, today)
        self.plan = plan_overview(report.team, today)

    def part(self, kind: Fetched) -> dict[str, Any]:
        return {
            Fetched.BACKGROUND: self._background,
            Fetched.PLAN: self._plan,
            Fetched.MEETINGS: self._meetings,
            Fetched.MEASUREMENTS: self._measurements,
            Fetched.GOALS: self._goals,
            Fetched.CYCLES: self._cycles,
            Fetched.NEXT_STEPS: self._next_steps,
        }[kind]() | {"kind": kind.value}

    def _background(self) -> dict[str, Any]:
        registration = self.report.team.registration
        background = registration.background if registration else ""
        earlier = registration.earlier_packages if registration else ""
        return {
            "quote": background,
            "lines": [_line("done", _("Tiltakspakker tidligere:"), earlier)] if earlier else [],
            "empty": "" if background or earlier else _("Påmeldingen sier ikke noe om bakgrunnen."),
        }

    def _plan(self) -> dict[str, Any]:
        lines = []
        for state in PLAN_ORDER:
            for row in self.plan.with_state(state):
                if row.done_on and self._was_told_before(row.done_on):
                    continue
                when = f" ({format_month(row.done_on)})" if row.done_on else ""
                late = (
                    _(", frist %(date)s") % {"date": format_date_short(row.due_on)} if state is PlanState.LATE else ""
                )
                lines.append(_line(row.mark, f"{row.word}:", f"{row.title}{when}{late}"))
        return {"lines": lines, "empty": "" if lines else _("Planen har ingen tiltak ennå.")}

    def _meetings(self) -> dict[str, Any]:
        deadline = self.report.deadline
        last = min(deadline.period_ends_on, self.today)
        summary = meeting_summary(self.report.team, deadline.period_starts_on, last)
        lines = []
        if summary.count:
            text = count_words(summary.count, _("teammøte"), _("teammøter"), neuter=True)
            if summary.average_attendees:
                text += _(", %(people)s i snitt") % {
                    "people": count_words(summary.average_attendees, _("person"), _("personer"))
                }
            text = text[:1].upper() + text[1:] + "."
            if summary.with_patient_representative:
                text += " " + _("Brukerrepresentanten var med på %(count)s.") % {
                    "count": count_words(summary.with_patient_representative, _("møte"), _("møter"), neuter=True)
                }
            lines.append(_line("done", "", text))
        lines += [
            _line(session.mark, "", _attendance_text(session))
            for session in team_attendance(self.report.team, self.today)
            if session.has_been and session.present is not None and not self._was_told_before(session.starts_on)
        ]
        return {"lines": lines, "empty": "" if lines else _("Ingen møter eller samlinger er ført i perioden.")}

    def _was_told_before(self, day: date) -> bool:
        """What was done before the report's period stands in an earlier report; the final report tells everything."""
        deadline = self.report.deadline
        return deadline.kind == ReportDeadline.Kind.STATUS and day < deadline.period_starts_on

    def _measurements(self) -> dict[str, Any]:
        return {"figures": True, "lines": [], "empty": "" if self.figures else _("Teamet har ingen målinger ennå.")}

    def _goals(self) -> dict[str, Any]:
        rows = goal_rows(self.figures)
        return {"goals": rows, "lines": [], "empty": "" if rows else _("Teamet har ingen målinger ennå.")}

    def _cycles(self) -> dict[str, Any]:
        lines = []
        for cycle in reversed(cycles(self.report.team)):
            mark = "done" if cycle.is_finished else "waiting"
            outcome = cycle.outcome or f"{PDSACycle.Stage(cycle.stage).label}."
            lines.append(_line(mark, f"{cycle.number} {cycle.title}:", f"{outcome} {cycle.text}".strip()))
        return {"lines": lines, "empty": "" if lines else _("Ingen PDSA-tester er ført.")}

    def _next_steps(self) -> dict[str, Any]:
        lines = []
        for state in (PlanState.LATE, PlanState.SHOULD_START, PlanState.ONGOING, PlanState.NOT_STARTED):
            for row in self.plan.with_state(state):
                who = f", {row.responsible}" if row.responsible else ""
                due = _("%(title)s%(who)s, frist %(date)s") % {
                    "title": row.title,
                    "who": who,
                    "date": format_date_short(row.due_on, year=row.due_on.year != self.today.year),
                }
                lines.append(_line(row.mark, f"{row.word}:", due))
        return {"lines": lines, "empty": "" if lines else _("Alle tiltak i planen er innført eller forkastet.")}


def _line(mark: str, word: str, text: str) -> dict[str, str]:
    return {"mark": str(mark), "word": str(word), "text": str(text)}


def _attendance_text(session: SessionAttendance) -> str:
    return _("Samling %(number)d: %(present)d av %(invited)d møtte.") % {
        "number": session.number,
        "present": session.present,
        "invited": session.invited,
    }


def _people(team: Team) -> list[dict[str, str]]:
    members = team.memberships.filter(ended_on=None)
    return [
        {
            "name": member.name,
            "role": str(member.get_role_display()),
            "profession": member.profession,
            "is_leader": member.role == TeamRole.TEAM_LEADER,
        }
        for member in members
    ]


def _opening(found: list[dict[str, Any]]) -> str:
    """The sentence of the cover: where the first indicator with a reading stands against its baseline."""
    for figure in found:
        if figure["latest"] and figure["baseline"]:
            return _("%(name)s: %(latest)s, mot %(baseline)s i utgangspunktet. %(headline)s") % figure
    return _("Teamet har ikke nok målinger til å si noe om endring ennå.")
