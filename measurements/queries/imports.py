"""What a team's figures are held against when new ones come in from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F

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
        """What gets a figure each month now: unit by unit where the team counts so."""
        return tuple(item for item in self.planned if item.is_active and not item.is_summed)

    @property
    def has_units(self) -> bool:
        """Tell whether the team has counted anything unit by unit."""
        return any(item.unit_id for item in self.planned)

    def is_entered_whole(self, planned: PlannedIndicator, month: date) -> bool:
        """Tell whether this unit's month was entered for the whole team, before the units counted for themselves."""
        return planned.part_of_id is not None and (planned.part_of_id, month) in self.stored


def team_facts(team: Team) -> TeamFacts | None:
    """The facts in three queries, None without a måleplan. Needs `network` loaded."""
    rows = PlannedIndicator.objects.of_team(team).select_related("indicator", "plan", "unit")
    # The units of an indicator stand after it. Dates of events are entered on pages of their own.
    rows = rows.order_by("position", F("unit__position").asc(nulls_first=True), "pk")
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
