"""The figures of several teams at once, for pages that show many charts: no notes, few queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from accounts.months import month_of
from measurements.charts import SessionMark
from measurements.models import MeasurementPlan, PlannedIndicator
from measurements.queries.rows import Followed, TeamRows, parts_in_order, rows_of_teams, understood
from measurements.queries.series import IndicatorSeries, build_series
from networks.models import LearningSession

# The figures of so many teams stay computed and drawn in a process: the teams of several networks of the usual size.
KEPT_TEAMS = 256


@dataclass(frozen=True, slots=True, eq=False)
class TeamFigures:
    """One team's måleplan, the series of its indicators in order, and which of them has a row in each month.

    entered: month → planned indicators with a figure or a reason; of the first indicator only, when only it was read.
    Kept from one request to the next while the rows say the same, so nothing in it may be changed.
    """

    plan: MeasurementPlan
    followed: Followed
    series: tuple[IndicatorSeries, ...]
    entered: dict[date, set[int]]

    @property
    def main(self) -> IndicatorSeries:
        """The first indicator of the plan that is measured each month: the one shown where there is room for one."""
        return next((item for item in self.series if not item.indicator.is_event_based), self.series[0])

    def is_complete(self, month: date) -> bool:
        """Tell whether every indicator has a figure or a reason this month."""
        return len(self.entered.get(month, ())) >= len(self.monthly)

    @property
    def monthly(self) -> list[PlannedIndicator]:
        """What gets a figure each month, unit by unit where the team counts so."""
        return self.followed.monthly


def figures_of_teams(
    teams: Mapping[int, int], today: date, *, sessions: Iterable[LearningSession], main_only: bool = False
) -> dict[int, TeamFigures]:
    """The figures by team id; a team without indicators is not there.

    teams: the network's id by team id. sessions: the samlinger of those networks. main_only: read the first indicator
    of each team only. As many queries as rows_of_teams.
    """
    marks: dict[int, list[SessionMark]] = defaultdict(list)
    for session in sessions:
        marks[session.network_id].append(SessionMark(session.starts_on, str(session)))
    # The day counts for the month it is in: months that have not begun are not drawn.
    month = month_of(today)
    read = rows_of_teams(teams, main_only=main_only)
    return {pk: _figures(rows, tuple(marks[teams[pk]]), month) for pk, rows in read.items()}


@lru_cache(maxsize=KEPT_TEAMS)
def _figures(read: TeamRows, sessions: tuple[SessionMark, ...], month: date) -> TeamFigures:
    """Computed once for the same values: figures change monthly, pages are opened daily.

    Nothing need be forgotten when a figure changes, for then what was read is another.
    """
    planned = read.made()
    rows = understood(planned, dict(read.entered))
    entered: dict[date, set[int]] = defaultdict(set)
    followed = Followed([item for item in planned if not item.unit_id], parts_in_order(planned))
    for item in followed.monthly:
        for of_month in rows.get(item.pk, ()):
            entered[of_month].add(item.pk)
    series = build_series(followed.shown, rows, sessions, month)
    return TeamFigures(planned[0].plan, followed, tuple(series), dict(entered))
