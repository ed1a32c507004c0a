"""What a team aimed at before, and since when it has had something to hold against its targets."""

from datetime import date
from decimal import Decimal

from accounts.months import month_of
from measurements.models import IndicatorEvent, Measurement, MeasurementPlan, PlannedIndicator
from measurements.spc import HeldTarget


def held_targets(planned: PlannedIndicator) -> tuple[HeldTarget, ...]:
    """The targets that held before the one of now, the first one first. Reads nothing: the row has them all."""
    return tuple(
        HeldTarget(date.fromisoformat(before), None if target is None else Decimal(target))
        for before, target in planned.target_history
    )


def first_counted(plan: MeasurementPlan) -> date | None:
    """The first month with a figure, or with the day of an event. Two queries."""
    figures = Measurement.objects.filter(planned_indicator__plan=plan, numerator__isnull=False)
    days = IndicatorEvent.objects.filter(planned_indicator__plan=plan)
    first = [
        figures.order_by("month").values_list("month", flat=True).first(),
        days.order_by("happened_on").values_list("happened_on", flat=True).first(),
    ]
    return min((month_of(day) for day in first if day), default=None)
