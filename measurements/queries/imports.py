"""What a team's figures are held against when new ones come in from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from measurements.models import Indicator, Measurement, MeasurementPlan, MonthDelivery, PlannedIndicator
from teams.models import Team


class Stored(NamedTuple):
    """A figure as it stands."""

    numerator: Decimal | None
    denominator: Decimal | None
    skip_reason: str
    comment: str
    version: int
    recorded_by: str | None
    recorded_at: datetime


Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """Plan, indicators (those followed no more included), figures by indicator and month, delivered and locked months."""

    plan: MeasurementPlan
    planned: tuple[PlannedIndicator, ...]
    stored: Mapping[Key, Stored]
    delivered: frozenset[date]
    locked: frozenset[date]

    @property
    def active(self) -> tuple[PlannedIndicator, ...]:
        """The indicators the team follows now."""
        return tuple(item for item in self.planned if item.is_active)


def team_facts(team: Team) -> TeamFacts | None:
    """The facts in three queries, None without a måleplan. Needs `network` loaded."""
    rows = PlannedIndicator.objects.of_team(team).select_related("indicator", "plan").order_by("position", "pk")
    # Dates of events, and figures unit by unit, are entered on pages of their own.
    rows = rows.filter(unit=None, is_summed=False)
    planned = tuple(rows.exclude(indicator__calculation=Indicator.Calculation.DAYS))
    if not planned:
        return None
    for item in planned:
        item.plan.team = team
    rows = Measurement.objects.filter(planned_indicator__plan__team=team).order_by()
    fields = ("numerator", "denominator", "skip_reason", "comment", "version", "recorded_by__name", "recorded_at")
    stored = {
        (planned_id, month): Stored(*values)
        for planned_id, month, *values in rows.values_list("planned_indicator_id", "month", *fields)
    }
    delivered = dict(MonthDelivery.objects.filter(team=team).order_by().values_list("month", "locked_at"))
    locked = frozenset(month for month, locked_at in delivered.items() if locked_at)
    return TeamFacts(planned[0].plan, planned, stored, frozenset(delivered), locked)
