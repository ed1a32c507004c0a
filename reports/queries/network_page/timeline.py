"""The year of a network as lines of text: what a phone shows instead of the band."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.norwegian import EN_DASH, format_date, format_date_range, format_date_short, format_month_short
from networks.models import LearningSession, ReportDeadline
from networks.queries import Phase


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One line: a samling, a stretch of work, or a deadline to come. `state` is done, now or coming."""

    state: str
    label: str
    when: str
    is_period: bool


def phase_lines(
    phases: Sequence[Phase], sessions: Sequence[LearningSession], deadlines: Sequence[ReportDeadline], today: date
) -> list[PhaseLine]:
    """Every samling and working period from the prework on, with the deadlines that are still to come."""
    by_number = {session.number: session for session in sessions}
    lines: list[tuple[date, int, PhaseLine]] = []
    for phase in phases:
        if phase.name in ("planning", "closed") or (phase.name == "enrolling" and phase.state == "done"):
            continue
        starts_on = phase.starts_on or today
        session = by_number.get(phase.number) if phase.name == "session" else None
        if session:
            when = format_date_range(session.starts_on, session.ends_on, year=session.ends_on.year != today.year)
        else:
            when = _stretch(phase, today)
        if phase.state == "now":
            label = _("%(phase)s, nå") % {"phase": phase.label}
            when = _("I dag %(date)s") % {"date": format_date_short(today)}
        else:
            label = phase.label
        lines.append((starts_on, 0, PhaseLine(phase.state, label, when, session is None)))
    is_over = any(phase.name == "closed" for phase in phases)
    lines += [
        (
            one.due_on,
            1,
            PhaseLine("coming", one.title, format_date(one.due_on, year=one.due_on.year != today.year), False),
        )
        for one in deadlines
        if one.due_on >= today and not is_over
    ]
    return [line for _on, _order, line in sorted(lines, key=lambda entry: entry[:2])]


def _stretch(phase: Phase, today: date) -> str:
    """«mai–okt.», «fra mars 2027»; empty when it never began."""
    first, last = phase.starts_on, phase.ends_on
    if first is None:
        return ""
    if last is None:
        return _("fra %(month)s") % {"month": format_month_short(first, year=first.year != today.year)}
    has_year = last.year != today.year
    if (first.year, first.month) == (last.year, last.month):
        return format_month_short(first, year=has_year)
    return f"{format_month_short(first)}{EN_DASH}{format_month_short(last, year=has_year)}"
