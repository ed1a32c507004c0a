"""What is read of one team for a page, and the series it makes: kept in the process while what was read says the same."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Model

from accounts.months import month_of
from accounts.prepared import PreparedQuery
from measurements.charts import SessionMark
from measurements.models import PlannedIndicator
from measurements.queries.notes import Event, events_of
from measurements.queries.rows import (
    Followed,
    Rows,
    followed_among,
    planned_of_team,
    read_entered,
    stamps_of_teams,
    understood,
)
from measurements.queries.series import IndicatorSeries, build_series
from networks.models import LearningSession
from teams.models import Team

# The series of so many pages stay computed and drawn in a process.
KEPT_READINGS = 128


@dataclass(frozen=True, slots=True)
class TeamReading:
    """What was read of one team for a page. Two readings are equal when every value in them is.

    stamp: how what the team follows and has counted stands, None without a måleplan. values: of the team and its network.
    until: the month the axis reaches at least. include: the code of an indicator that is shown though the team may have
    left it.
    """

    stamp: tuple | None
    values: tuple
    sessions: tuple[SessionMark, ...]
    month: date
    events: tuple[Event, ...] = ()
    until: date | None = None
    include: str = ""
    is_monthly: bool = False
    team: Team = field(compare=False, kw_only=True)

    @classmethod
    def of(cls, team: Team, today: date, *, is_monthly: bool = False, **how: Any) -> "TeamReading":
        """Read how the team's måleplan stands, and the samlinger; needs `network` loaded. Two queries."""
        stamp = stamps_of_teams([team.pk]).get(team.pk)
        values = tuple(_values(one) for one in (team, team.network, team.organization))
        # The day counts for the month it is in: months that have not begun are not drawn.
        return cls(stamp, values, sessions_of(team), month_of(today), team=team, is_monthly=is_monthly, **how)


@dataclass(frozen=True, slots=True, eq=False)
class TeamSeries:
    """What the team follows, its figures by month, and the series: kept between requests, so nothing in it may be changed."""

    followed: Followed
    rows: Rows
    series: tuple[IndicatorSeries, ...]


@lru_cache(maxsize=KEPT_READINGS)
def series_in(reading: TeamReading) -> TeamSeries:
    """The series of a reading, computed and drawn once for the same values: pages are opened more often than changed.

    Nothing need be forgotten when a figure changes, for then the reading is another. A new reading takes one query for
    what is followed, one for its figures, and one for events where they are asked for.
    """
    planned = planned_of_team(reading.team) if reading.stamp else []
    followed = followed_among(planned, reading.team, reading.include)
    rows = understood(planned, read_entered(planned, has_events=not reading.is_monthly))
    shown = followed.monthly if reading.is_monthly else followed.shown
    series = build_series(shown, rows, reading.sessions, reading.month, reading.until, reading.events)
    return TeamSeries(followed, rows, tuple(series))


def team_series(
    team: Team, today: date, *, until: date | None = None, has_notes: bool = True, is_monthly: bool = False
) -> list[IndicatorSeries]:
    """Every indicator the team follows, with notes and samlinger, in five queries; in two without notes. Figures that are
    new to the process take two queries more, and one for events that are entered by date.

    `is_monthly` gives what gets a figure each month instead: unit by unit, without those events.

    All share one axis: from the plan's first month to the last month that any of them has a figure or a reason for,
    or to `until` if that is later.
    """
    events = tuple(events_of(team)) if has_notes else ()
    return list(series_in(TeamReading.of(team, today, events=events, until=until, is_monthly=is_monthly)).series)


def series_of_code(team: Team, code: str, today: date) -> IndicatorSeries | None:
    """One indicator, followed now or before, with the axis it shares with the team's others; None if never followed."""
    wanted = code.lower()
    found = series_in(TeamReading.of(team, today, events=tuple(events_of(team)), include=wanted)).series
    of_code = [item for item in found if item.indicator.code.lower() == wanted]
    # Of two versions, the one that is followed now.
    return max(of_code, key=lambda item: (item.planned_indicator.is_active, item.planned_indicator.pk), default=None)


def series_for(planned_indicator: PlannedIndicator, today: date) -> IndicatorSeries:
    """The series of a planned indicator. Needs `plan.team` and `indicator` loaded."""
    return series_of_code(planned_indicator.plan.team, planned_indicator.indicator.code, today)


def _values(row: Model) -> tuple:
    return tuple(getattr(row, column.attname) for column in row._meta.concrete_fields)


def sessions_of(team: Team) -> tuple[SessionMark, ...]:
    """The samlinger of the team's network, as the charts mark them."""
    return tuple(SessionMark(row.starts_on, str(row)) for row in _SESSIONS.objects(team.network_id))


_SESSIONS = PreparedQuery(
    lambda network: LearningSession.objects.filter(network=network).order_by("number").only("number", "starts_on")
)
