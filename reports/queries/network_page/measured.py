"""How far one team has come with its figures: handled, open and late months, baseline, and what was measured since."""

from datetime import date

from accounts.months import month_of, months_between, next_month, previous_month
from measurements.queries import TeamFigures
from networks.models import Network
from reports.queries.network_page.calendar import Calendar


def handled_months(
    delivered_month: date | None, figures: TeamFigures | None, calendar: Calendar
) -> tuple[date | None, date | None, list[date]]:
    """The last month the team has done something with, the month that is open now, and those past their deadline."""
    if figures is None:
        return None, None, []
    handled = [month for month in (delivered_month, max(figures.entered, default=None)) if month]
    handled_until = max(handled, default=None)
    if calendar.network.is_closed:
        return handled_until, None, []
    last = previous_month(month_of(calendar.today))
    if calendar.network.ends_on:
        last = min(last, month_of(calendar.network.ends_on))
    after = max(handled_until or figures.plan.baseline_ends_on, figures.plan.baseline_ends_on)
    waiting = [month for month in months_between(next_month(after), last) if figures.due_in(month)]
    late = [month for month in waiting if due_on(calendar.network, month) < calendar.today]
    return handled_until, next((month for month in waiting if month not in late), None), late


def due_on(network: Network, month: date) -> date:
    """The last day to deliver a month after the baseline."""
    return next_month(month).replace(day=network.measurement_due_day)


def baseline_counts(figures: TeamFigures | None, today: date) -> dict[str, int]:
    """How many months the baseline has, and how many of those that are over lack figures."""
    if figures is None:
        return {}
    plan = figures.plan
    months = months_between(plan.starts_on, plan.baseline_ends_on)
    months = [month for month in months if figures.due_in(month)]
    missing = sum(month not in figures.entered for month in months if month < month_of(today))
    return {"baseline_months": len(months), "baseline_missing": missing}


def last_measured(figures: TeamFigures | None) -> date | None:
    """The month of the latest figure of the team's first indicator."""
    if figures is None or figures.main.analysis.latest is None:
        return None
    return figures.main.analysis.points[figures.main.analysis.latest].period


def measured_since(figures: TeamFigures | None, starts_on: date | None) -> int:
    """Measurements after the baseline since the first tiltak started."""
    if figures is None or starts_on is None:
        return 0
    first = max(month_of(starts_on), next_month(figures.plan.baseline_ends_on))
    return sum(point.value is not None and point.period >= first for point in figures.main.analysis.points)
