"""The words over a month page: its name, its deadline, and who else is at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.norwegian import format_date, format_month, format_time, relative_days
from measurements.queries.entry import MonthEntry
from measurements.queries.months import month_due_on
from measurements.queries.series import IndicatorSeries
from measurements.views.entry_rows import entered_when
from teams.models import Team


@dataclass(frozen=True, slots=True)
class MonthHead:
    """title: «oktober 2026». name: «oktober». due: «Frist 10. november». saved_at: «14.32» or nothing.

    others: who else has started, and when they last typed.
    """

    title: str
    name: str
    due: str
    saved_at: str
    others: str


def month_head(team: Team, month: date, series: Sequence[IndicatorSeries], entry: MonthEntry) -> MonthHead:
    """Write the words. `series`: of the team's indicators, at least one."""
    today = timezone.localdate()
    return MonthHead(
        title=format_month(month),
        name=format_month(month, year=False),
        due=_due(team, month, series, today),
        saved_at=format_time(entry.draft.saved_at) if entry.draft else "",
        others=_others(entry, today),
    )


def _due(team: Team, month: date, series: Sequence[IndicatorSeries], today: date) -> str:
    """«Frist 10. november.», or what the deadline was."""
    sessions = series[0].sessions
    first_session_on = sessions[0].on if sessions else None
    due_on = month_due_on(team.network, series[0].planned_indicator.plan, month, first_session_on)
    day = format_date(due_on, year=due_on.year != today.year)
    if due_on < today:
        return _("Fristen var %(day)s, %(distance)s.") % {"day": day, "distance": relative_days(due_on, today)}
    return _("Frist %(day)s.") % {"day": day}


def _others(entry: MonthEntry, today: date) -> str:
    if not entry.others:
        return ""
    draft = entry.others[0]
    return _("%(name)s har også begynt på denne måneden, sist %(when)s. Avtal hvem som leverer.") % {
        "name": draft.user.name,
        "when": entered_when(draft.saved_at, today),
    }
