"""The figures of several teams at once, for pages that show many charts: no notes, two queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from measurements.charts import SessionMark
from measurements.models import Indicator, MeasurementPlan, PlannedIndicator
from measurements.queries.series import Followed, IndicatorSeries, Rows, build_series, parts_in_order, rows_of
from networks.models import LearningSession


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """One team's måleplan, the series of its indicators in order, and which of them has a row in each month.

    entered: month → planned indicators with a figure or a reason; of the first indicator only, when only it was read.
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
    of each team only.
    """
    planned = _planned(teams, main_only=main_only)
    rows = rows_of(planned)
    marks: dict[int, list[SessionMark]] = defaultdict(list)
    for session in sessions:
        marks[session.network_id].append(SessionMark(session.starts_on, str(session)))
    by_team: dict[int, list[PlannedIndicator]] = defaultdict(list)
    for item in planned:
        by_team[item.plan.team_id].append(item)
    return {pk: _figures(of_team, rows, tuple(marks[teams[pk]]), today) for pk, of_team in by_team.items()}


def _planned(teams: Iterable[int], *, main_only: bool) -> list[PlannedIndicator]:
    # Units that no longer count are part of the sums of the months they counted in.
    rows = PlannedIndicator.objects.filter(Q(unit=None, is_active=True) | Q(part_of__is_active=True))
    rows = rows.filter(plan__team__in=list(teams))
    if main_only:
        # Where there is room for one, it is one that is measured each month.
        monthly = PlannedIndicator.objects.active().whole().exclude(indicator__calculation=Indicator.Calculation.DAYS)
        first = monthly.filter(plan=OuterRef("plan")).order_by("position", "pk")
        main = Subquery(first.values("pk")[:1])
        rows = rows.filter(Q(pk=main) | Q(part_of=main))
    return list(rows.select_related("indicator", "plan", "unit").order_by("plan_id", "position", "pk"))


def _figures(
    planned: Sequence[PlannedIndicator], rows: Rows, sessions: tuple[SessionMark, ...], today: date
) -> TeamFigures:
    entered: dict[date, set[int]] = defaultdict(set)
    followed = Followed([item for item in planned if not item.unit_id], parts_in_order(planned))
    for item in followed.monthly:
        for month in rows.get(item.pk, ()):
            entered[month].add(item.pk)
    series = build_series(followed.shown, rows, sessions, today)
    return TeamFigures(planned[0].plan, followed, tuple(series), dict(entered))
