"""«Målinger»: the team's charts, and which month is to be entered."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.norwegian import count_words, format_date, format_month, join_words, relative_days
from measurements.permissions import can_plan_measurements, can_record_measurements
from measurements.queries.cards import indicator_cards
from measurements.queries.months import MonthStatus
from measurements.queries.overview import team_overview
from measurements.views.list_rows import write_cards, write_months
from measurements.views.month_line import month_lines
from teams.models import Team
from teams.views.doors import team_or_404

# More than this many finished months fold away.
MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Task:
    """The one thing to do now: the sentence under the heading, and the button."""

    sentence: str
    url: str
    button: str


@require_safe
def measurement_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All indicators as small charts, and the months."""
    team = team_or_404(request, slug)
    today = timezone.localdate()
    may_record = can_record_measurements(request.user, team)
    may_plan = can_plan_measurements(request.user, team)
    overview = team_overview(team, today)
    months = overview.months if overview else []
    lines = month_lines(slug, reversed(months), today, may_record=bool(may_record))
    context = {
        "team": team,
        "plan": overview.plan if overview else None,
        "cards": write_cards(indicator_cards(overview.series)) if overview else "",
        "task": _task(team, months, today, bool(may_record)),
        "months": lines,
        "newest": write_months(lines[:MONTHS_SHOWN]),
        "older": write_months(lines[MONTHS_SHOWN:]),
        "may_plan": may_plan,
        "may_record": may_record,
    }
    return render(request, "measurements/measurement_list.html", context)


def _task(team: Team, months: list[MonthStatus], today: date, may_record: bool) -> Task:
    """What to do first: a baseline that lacks figures, else the oldest month that is not delivered."""
    waiting = [status for status in months if not status.is_finished]
    if not waiting:
        return Task(_("Alt er levert.") if months else "", "", "")
    baseline = [status for status in waiting if status.is_baseline]
    if baseline:
        names = join_words(format_month(status.month, year=False) for status in baseline)
        if len(baseline) > 3:
            names = count_words(len(baseline), _("måned"), _("måneder"))
        sentence = _("Utgangspunktet mangler tall for %(months)s.") % {"months": names}
        url = reverse("measurements:baseline_edit", args=[team.slug])
        return Task(sentence, url if may_record else "", _("Registrer utgangspunktet"))
    first = waiting[0]
    name = format_month(first.month, year=False)
    sentence = _("%(month)s er ikke levert. %(due)s") % {"month": name.capitalize(), "due": _due(first, today)}
    url = reverse("measurements:month_edit", args=[team.slug, first.month])
    return Task(sentence, url if may_record else "", _("Registrer %(month)s") % {"month": name})


def _due(status: MonthStatus, today: date) -> str:
    day = format_date(status.due_on, year=status.due_on.year != today.year)
    words = _("Fristen var %(day)s, %(distance)s.") if status.due_on < today else _("Fristen er %(day)s, %(distance)s.")
    return words % {"day": day, "distance": relative_days(status.due_on, today)}
