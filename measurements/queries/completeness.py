"""How complete a team's figures of an indicator are, and how many months came in time."""

from dataclasses import dataclass

from django.utils import timezone

from measurements.models import MonthDelivery
from measurements.queries.months import month_due_on
from measurements.queries.series import IndicatorSeries


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of the months that the chart shows, how many have a figure; of those after the baseline, how many were delivered.

    expected, measured: months in which the indicator is due. delivered, in_time: months of the team, after the baseline.
    """

    expected: int
    measured: int
    delivered: int
    in_time: int


def completeness_of(item: IndicatorSeries) -> Completeness | None:
    """None of events, which are due in no month, and of a chart without figures. Needs team and network loaded. One query.

    The baseline has no deadline of its own: it is entered afterwards, from what the team has.
    """
    if item.indicator.is_event_based or not item.analysis.measured:
        return None
    plan = item.planned_indicator.plan
    network = plan.team.network
    months = {point.period for point in item.series.points if point.period > plan.baseline_ends_on}
    rows = MonthDelivery.objects.filter(team=plan.team_id).order_by().values_list("month", "delivered_at")
    delivered = {month: timezone.localdate(at) for month, at in rows if month in months}
    in_time = sum(day <= month_due_on(network, plan, month, None) for month, day in delivered.items())
    measured = sum(point.numerator is not None for point in item.series.points)
    return Completeness(len(item.series.points), measured, len(delivered), in_time)
