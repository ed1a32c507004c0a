"""Records many figures at once: each for itself, so that one wrong figure holds nobody up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from measurements.models import Measurement, MonthDelivery, PlannedIndicator, due_in
from measurements.services.errors import MeasurementError
from measurements.services.months import deliver_month
from measurements.services.stamps import hold_plan
from measurements.services.values import record_measurement
from teams.models import Team


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the grid; `version` is what the person saw there."""

    planned_indicator: PlannedIndicator
    month: date
    numerator: Decimal
    denominator: Decimal | None
    version: int | None


@dataclass(frozen=True, slots=True)
class CellResult:
    """What became of a cell: the figure, or why not."""

    cell: Cell
    measurement: Measurement | None
    error: MeasurementError | None


@transaction.atomic
def record_cells(team: Team, *, cells: Iterable[Cell], by: User | None, reason: str = "") -> list[CellResult]:
    """Record every cell that can be recorded, and deliver the months that are complete with them."""
    hold_plan(team)
    results = []
    for cell in cells:
        try:
            with transaction.atomic():
                row = record_measurement(
                    cell.planned_indicator,
                    month=cell.month,
                    numerator=cell.numerator,
                    denominator=cell.denominator,
                    by=by,
                    version=cell.version,
                    reason=reason,
                )
            results.append(CellResult(cell, row, None))
        except MeasurementError as error:
            results.append(CellResult(cell, None, error))
    deliver_complete(team, {result.cell.month for result in results if result.measurement}, by)
    return results


def deliver_complete(team: Team, months: set[date], by: User | None) -> None:
    """Deliver those of the months that have a figure or a reason for every indicator that is due, and are not delivered yet."""
    delivered = MonthDelivery.objects.filter(team=team, month__in=months).values_list("month", flat=True)
    active = list(PlannedIndicator.objects.monthly().filter(plan__team=team).select_related("indicator"))
    entered: dict[date, set[int]] = {month: set() for month in months - set(delivered)}
    rows = Measurement.objects.filter(planned_indicator__in=active, month__in=entered)
    for planned, month in rows.values_list("planned_indicator_id", "month"):
        entered[month].add(planned)
    for month, found in sorted(entered.items()):
        due = due_in(active, month)
        if due and found.issuperset(item.pk for item in due):
            deliver_month(team, month=month, by=by)
