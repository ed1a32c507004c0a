"""Network templates: reviewed files that say what a new network starts from, and the dates that follow."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from accounts.months import add_months, last_day, month_of

CONTENT = Path(__file__).parent.parent / "content"
INVITATION_SECTIONS = ("title", "lead", "what", "how", "learn", "who", "roles", "signup")


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A samling as the template proposes it."""

    starts_on: date
    ends_on: date
    programme: str


@dataclass(frozen=True, slots=True)
class PlannedDeadline:
    """A report deadline as the template proposes it."""

    kind: str
    number: int
    due_on: date
    period_starts_on: date
    period_ends_on: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every date of a network that starts on a given day. `ends_on` is None for an ongoing network."""

    registration_deadline_on: date
    ends_on: date | None
    sessions: list[PlannedSession]
    deadlines: list[PlannedDeadline]


@dataclass(frozen=True, slots=True)
class NetworkTemplate:
    """What a new network starts from. `sessions` and `report_deadlines` count days from samling 1."""

    code: str
    position: int
    name: str
    summary: str
    kind: str
    months: int | None
    deadline_days_before: int
    sessions: list[dict[str, Any]]
    report_deadlines: list[dict[str, Any]]
    invitation: dict[str, str]


@cache
def network_templates() -> list[NetworkTemplate]:
    """Every template, in the order they are offered; the files are read once."""
    found = [_read(path) for path in (CONTENT / "templates").glob("*.yaml")]
    return sorted(found, key=lambda template: template.position)


def find_template(code: str) -> NetworkTemplate | None:
    """The template with this code."""
    return next((template for template in network_templates() if template.code == code), None)


def plan_calendar(template: NetworkTemplate, starts_on: date) -> Calendar:
    """Give the dates of a network whose samling 1 begins on `starts_on`."""
    sessions = []
    for row in template.sessions:
        first = starts_on + timedelta(days=row["days_after_start"])
        sessions.append(PlannedSession(first, first + timedelta(days=row["days"] - 1), row["programme"]))
    ends_on = _same_day(starts_on, template.months) if template.months else None
    deadline = starts_on - timedelta(days=template.deadline_days_before)
    return Calendar(deadline, ends_on, sessions, _plan_deadlines(template, sessions))


def _plan_deadlines(template: NetworkTemplate, sessions: list[PlannedSession]) -> list[PlannedDeadline]:
    """Each status report covers the whole months since the one before; the final report covers them all."""
    first_month = month_of(sessions[0].starts_on)
    start, planned, number = first_month, [], 0
    for row in template.report_deadlines:
        due_on = sessions[row["session"] - 1].starts_on + timedelta(days=row["days"])
        ends_on = last_day(add_months(month_of(due_on), -1))
        if row["kind"] == "final":
            planned.append(PlannedDeadline("final", 1, due_on, first_month, ends_on))
            continue
        number += 1
        planned.append(PlannedDeadline("status", number, due_on, start, ends_on))
        start = month_of(due_on)
    return planned


def _same_day(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day."""
    month = add_months(month_of(day), months)
    return month.replace(day=min(day.day, last_day(month).day))


def _read(path: Path) -> NetworkTemplate:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = [section for section in INVITATION_SECTIONS if section not in data["invitation"]]
    if missing:
        raise ValueError(f"{path.name}: the invitation lacks {', '.join(missing)}")
    return NetworkTemplate(
        code=data["code"],
        position=data["position"],
        name=data["name"],
        summary=data["summary"],
        kind=data["kind"],
        months=data.get("months"),
        deadline_days_before=data["deadline_days_before"],
        sessions=data["sessions"],
        report_deadlines=data["report_deadlines"],
        invitation=data["invitation"],
    )
