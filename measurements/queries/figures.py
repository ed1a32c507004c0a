"""The figures of several teams at once, for pages that show many charts: no notes, few queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Model, Q

from accounts.months import month_of
from measurements.charts import SessionMark
from measurements.models import Indicator, MeasurementPlan, PlannedIndicator
from measurements.queries.series import Followed, IndicatorSeries, Rows, build_series, parts_in_order, rows_of
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
    of each team only. Two queries, three when they are asked which indicator is the first.
    """
    planned = _planned(teams, main_only=main_only)
    rows = rows_of(planned)
    marks: dict[int, list[SessionMark]] = defaultdict(list)
    for session in sessions:
        marks[session.network_id].append(SessionMark(session.starts_on, str(session)))
    by_team: dict[int, list[PlannedIndicator]] = defaultdict(list)
    for item in planned:
        by_team[item.plan.team_id].append(item)
    return {pk: _figures(_Read.of(of_team, rows, tuple(marks[teams[pk]]), today)) for pk, of_team in by_team.items()}


def _planned(teams: Iterable[int], *, main_only: bool) -> list[PlannedIndicator]:
    # Units that no longer count are part of the sums of the months they counted in.
    rows = PlannedIndicator.objects.filter(Q(unit=None, is_active=True) | Q(part_of__is_active=True))
    rows = rows.filter(plan__team__in=list(teams))
    if main_only:
        # Where there is room for one, it is one that is measured each month.
        monthly = PlannedIndicator.objects.active().whole().exclude(indicator__calculation=Indicator.Calculation.DAYS)
        in_order = monthly.filter(plan__team__in=list(teams)).order_by("-position", "-pk")
        # The last one of each plan stays: the first of its order. Found here, because the database is slower at it.
        main = list(dict(in_order.values_list("plan_id", "pk")).values())
        rows = rows.filter(Q(pk__in=main) | Q(part_of__in=main))
    return list(rows.select_related("indicator", "plan", "unit").order_by("plan_id", "position", "pk"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one team. Two readings are equal when every value in them is."""

    values: tuple
    planned: Sequence[PlannedIndicator] = field(compare=False)
    rows: Rows = field(compare=False)
    sessions: tuple[SessionMark, ...]
    today: date = field(compare=False)
    month: date

    @classmethod
    def of(
        cls, planned: Sequence[PlannedIndicator], rows: Rows, sessions: tuple[SessionMark, ...], today: date
    ) -> "_Read":
        """The team's own part of `rows`."""
        own = {item.pk: rows[item.pk] for item in planned if item.pk in rows}
        values = tuple(
            (*map(_values, (item, item.plan, item.indicator, item.unit)), tuple(own.get(item.pk, {}).items()))
            for item in planned
        )
        # The day counts for the month it is in: months that have not begun are not drawn.
        return cls(values, planned, own, sessions, today, month_of(today))


def _values(row: Model | None) -> tuple:
    """Every value of the row; a dictionary, which has no hash, as it is written."""
    if row is None:
        return ()
    values = [value for name, value in vars(row).items() if name != "_state"]
    return tuple([str(value) if isinstance(value, dict) else value for value in values])


@lru_cache(maxsize=KEPT_TEAMS)
def _figures(read: _Read) -> TeamFigures:
    """Computed once for the same values: figures change monthly, pages are opened daily.

    Nothing need be forgotten when a figure changes, for then what was read is another.
    """
    entered: dict[date, set[int]] = defaultdict(set)
    followed = Followed([item for item in read.planned if not item.unit_id], parts_in_order(read.planned))
    for item in followed.monthly:
        for month in read.rows.get(item.pk, ()):
            entered[month].add(item.pk)
    series = build_series(followed.shown, read.rows, read.sessions, read.today)
    return TeamFigures(read.planned[0].plan, followed, tuple(series), dict(entered))
