"""The bridge from rows to statistics, and what a team's months look like."""

from measurements.queries.aggregate import AggregateMonth, NetworkAggregate, network_aggregate, network_aggregates
from measurements.queries.figures import TeamFigures, figures_of_teams
from measurements.queries.months import (
    MonthState,
    MonthStatus,
    month_due_on,
    month_status,
    month_status_by_team,
)
from measurements.queries.notes import TimelineNote
from measurements.queries.series import (
    IndicatorSeries,
    chart_for,
    network_series,
    series_for,
    shared_team_series,
    team_series,
)

__all__ = [
    "AggregateMonth",
    "IndicatorSeries",
    "MonthState",
    "MonthStatus",
    "NetworkAggregate",
    "TeamFigures",
    "TimelineNote",
    "chart_for",
    "figures_of_teams",
    "month_due_on",
    "month_status",
    "month_status_by_team",
    "network_aggregate",
    "network_aggregates",
    "network_series",
    "series_for",
    "shared_team_series",
    "team_series",
]
