"""The bridge from rows to statistics, and what a team's months look like."""

from measurements.queries.aggregate import NetworkAggregate, network_aggregates
from measurements.queries.cards import IndicatorCard, indicator_cards, mark_of
from measurements.queries.figures import TeamFigures, figures_of_teams
from measurements.queries.months import MonthState, MonthStatus, month_due_on
from measurements.queries.notes import TimelineNote
from measurements.queries.overview import TeamOverview, team_overview
from measurements.queries.reading import series_for, team_series
from measurements.queries.series import IndicatorSeries

__all__ = [
    "IndicatorCard",
    "IndicatorSeries",
    "MonthState",
    "MonthStatus",
    "NetworkAggregate",
    "TeamFigures",
    "TeamOverview",
    "TimelineNote",
    "figures_of_teams",
    "indicator_cards",
    "mark_of",
    "month_due_on",
    "network_aggregates",
    "series_for",
    "team_overview",
    "team_series",
]
