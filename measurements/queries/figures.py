"""The figures of several teams at once, for pages that show many charts: no notes, few queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from accounts.months import month_of
from measurements.charts import SessionMark
from measurements.models import MeasurementPlan, PlannedIndicator, due_in
from measurements.queries.rows import (
    Followed,
    Rows,
    parts_in_order,
    planned_of_teams,
    read_entered,
    stamps_of_teams,
    understood,
)
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
        """Tell whether every indicator that is due this month has a figure or a reason."""
        return self.entered.get(month, set()).issuperset(item.pk for item in self.due_in(month))

    def due_in(self, month: date) -> list[PlannedIndicator]:
        """What is to have a figure this month."""
        return due_in(self.monthly, month)

    @property
    def monthly(self) -> list[PlannedIndicator]:
        """What gets a figure each month, unit by unit where the team counts so."""
        return self.followed.monthly


def figures_of_teams(
    teams: Mapping[int, int], today: date, *, sessions: Iterable[LearningSession], main_only: bool = False
) -> dict[int, TeamFigures]:
    """The figures by team id; a team without indicators is not there.

    teams: the network's id by team id. sessions: the samlinger of those networks. main_only: read the first indicator
    of each team only. One query, and two to four more for teams where something has changed since the last time.
    """
    marks: dict[int, list[SessionMark]] = defaultdict(list)
    for session in sessions:
        marks[session.network_id].append(SessionMark(session.starts_on, str(session)))
    # The day counts for the month it is in: months that have not begun are not drawn.
    month = month_of(today)
    # Read before what it stands for: what changes in between has another stamp the next time.
    stamps = stamps_of_teams(teams)
    keys = {pk: (stamp, tuple(marks[teams[pk]]), month, main_only) for pk, stamp in stamps.items()}
    found = {pk: kept for pk, key in keys.items() if (kept := _KEPT.get(key))}
    new = _read([pk for pk in keys if pk not in found], keys, main_only=main_only)
    _keep({keys[pk]: figures for pk, figures in new.items()})
    return found | new


# The team's stamp, the samlinger, the month, and whether it is the first indicator alone.
Key = tuple[tuple, tuple[SessionMark, ...], date, bool]
# Computed once while a team stands as it did: figures change monthly, pages are opened daily. Nothing need be forgotten
# when a figure changes, for then the key is another.
_KEPT: dict[Key, TeamFigures] = {}
# Threads put in and take out one at a time; each may look whenever it wants.
_KEEPING = Lock()


def _keep(new: Mapping[Key, TeamFigures]) -> None:
    """Keep these too, and let those go that were put in first."""
    with _KEEPING:
        _KEPT.update(new)
        while len(_KEPT) > KEPT_TEAMS:
            del _KEPT[next(iter(_KEPT))]


def _read(teams: Sequence[int], keys: Mapping[int, Key], *, main_only: bool) -> dict[int, TeamFigures]:
    """The figures of those of these teams that follow an indicator, read and computed; no query without teams."""
    if not teams:
        return {}
    planned = planned_of_teams(teams, main_only=main_only)
    entered = read_entered([item for rows in planned.values() for item in rows])
    return {pk: _figures(rows, understood(rows, entered), *keys[pk][1:3]) for pk, rows in planned.items()}


def _figures(
    planned: Sequence[PlannedIndicator], rows: Rows, sessions: tuple[SessionMark, ...], month: date
) -> TeamFigures:
    entered: dict[date, set[int]] = defaultdict(set)
    followed = Followed([item for item in planned if not item.unit_id], parts_in_order(planned))
    for item in followed.monthly:
        for of_month in rows.get(item.pk, ()):
            entered[of_month].add(item.pk)
    series = build_series(followed.shown, rows, sessions, month)
    return TeamFigures(planned[0].plan, followed, tuple(series), dict(entered))
