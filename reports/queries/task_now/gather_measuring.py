"""What a team should measure now: open months, late months, gaps in the baseline."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from accounts.months import add_months, month_of, months_between, next_month, previous_month
from accounts.norwegian import format_number
from accounts.prepared import PreparedQuery
from measurements.models import MonthDelivery, PlannedIndicator
from measurements.queries import TeamFigures, month_due_on
from measurements.spc import Point
from reports.queries.network_page.calendar import Calendar
from reports.queries.task_now.situation import Month
from reports.queries.task_now.task import Item
from teams.models import Team

_DELIVERED = PreparedQuery(
    lambda teams: MonthDelivery.objects.filter(team__among=teams).order_by().values_list("team_id", "month")
)


def delivered_months(teams: Sequence[Team]) -> dict[int, set[date]]:
    """The months each team has delivered. One query."""
    found: dict[int, set[date]] = defaultdict(set)
    for team_id, month in _DELIVERED.rows([team.pk for team in teams]):
        found[team_id].add(month)
    return found


def months_to_deliver(
    figures: TeamFigures | None, delivered: set[date], calendar: Calendar
) -> tuple[list[Month], Month | None]:
    """The months after the baseline that are over and not delivered, and the one that opens next."""
    if figures is None:
        return [], None
    plan, network, today = figures.plan, calendar.network, calendar.today
    last = previous_month(month_of(today))
    coming = month_of(today)
    if network.ends_on:
        last = min(last, month_of(network.ends_on))
    first = max(next_month(plan.baseline_ends_on), plan.starts_on)
    months = [
        Month(
            month=month,
            due_on=month_due_on(network, plan, month, calendar.first_session_on),
            missing=tuple(_missing(figures, month)),
            is_started=month in figures.entered,
        )
        for month in months_between(first, last)
        if month not in delivered and figures.due_in(month)
    ]
    # What is counted by quarters or half-years alone opens with the last month of the next one.
    coming = next((month for month in months_between(coming, add_months(coming, 5)) if figures.due_in(month)), None)
    is_after_end = coming and network.ends_on and coming > month_of(network.ends_on)
    if coming is None or is_after_end or coming < first:
        return months, None
    return months, Month(coming, month_due_on(network, plan, coming, calendar.first_session_on), ())


def _missing(figures: TeamFigures, month: date) -> list[Item]:
    entered = figures.entered.get(month, set())
    points = {one.planned_indicator.pk: one.series.points for one in figures.series}
    return [
        Item(planned.title, _amount(planned, points.get(planned.part_of_id or planned.pk, ())))
        for planned in figures.due_in(month)
        if planned.pk not in entered
    ]


def _amount(planned: PlannedIndicator, points: Sequence[Point]) -> str:
    """«20 brukere», as many as last month; what is counted where the number is not a choice."""
    indicator = planned.indicator
    if indicator.is_percent:
        last = next((point.denominator for point in reversed(points) if point.denominator), None)
        noun = indicator.counted_noun or indicator.denominator_label.lower()
        return f"{format_number(last)} {noun}" if last else noun
    return indicator.counted_noun


def baseline_length(figures: TeamFigures | None) -> int:
    """How many months the utgangspunkt has."""
    return len(months_between(figures.plan.starts_on, figures.plan.baseline_ends_on)) if figures else 0


def baseline_gaps(figures: TeamFigures | None, delivered: set[date], today: date) -> list[date]:
    """The months of the utgangspunkt that are over and lack a figure or a reason."""
    if figures is None:
        return []
    months = months_between(figures.plan.starts_on, figures.plan.baseline_ends_on)
    return [
        month
        for month in months
        if month < month_of(today) and month not in delivered and not figures.is_complete(month)
    ]
