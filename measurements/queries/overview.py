"""Everything about one team's measurements that its list page needs, read once."""

from dataclasses import dataclass
from datetime import date

from measurements.models import MeasurementPlan
from measurements.queries.months import MonthStatus, build_months
from measurements.queries.reading import TeamReading, series_in
from measurements.queries.series import IndicatorSeries
from teams.models import Team


@dataclass(frozen=True, slots=True)
class TeamOverview:
    """The plan, its indicators' series without notes, and its months, oldest first."""

    plan: MeasurementPlan
    series: list[IndicatorSeries]
    months: list[MonthStatus]


def team_overview(team: Team, today: date) -> TeamOverview | None:
    """The overview in five queries, None without a måleplan. Needs `network` loaded."""
    reading = TeamReading.of(team, today)
    found = series_in(reading)
    if not found.series:
        return None
    first_session_on = reading.sessions[0].on if reading.sessions else None
    return TeamOverview(
        plan=found.followed.shown[0].plan,
        series=list(found.series),
        months=build_months(team.network, found.followed.monthly, found.rows, first_session_on, today),
    )
