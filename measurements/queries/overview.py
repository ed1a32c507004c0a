"""Everything about one team's measurements that its list page needs, read once."""

from dataclasses import dataclass
from datetime import date

from measurements.models import MeasurementPlan
from measurements.queries.months import MonthStatus, build_months
from measurements.queries.rows import followed_of, rows_of
from measurements.queries.series import IndicatorSeries, build_series, sessions_of
from teams.models import Team


@dataclass(frozen=True, slots=True)
class TeamOverview:
    """The plan, its indicators' series without notes, and its months, oldest first."""

    plan: MeasurementPlan
    series: list[IndicatorSeries]
    months: list[MonthStatus]


def team_overview(team: Team, today: date) -> TeamOverview | None:
    """The overview in five queries, None without a måleplan. Needs `network` loaded."""
    followed = followed_of(team)
    planned = followed.shown
    if not planned:
        return None
    rows = rows_of(followed.every)
    sessions = sessions_of(team)
    return TeamOverview(
        plan=planned[0].plan,
        series=build_series(planned, rows, sessions, today),
        months=build_months(team.network, followed.monthly, rows, sessions[0].on if sessions else None, today),
    )
