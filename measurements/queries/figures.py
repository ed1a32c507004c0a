"""The figures of several teams at once, for pages that show many charts: no notes, two queries whatever the number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from accounts.months import month_distance, month_of, months_between
from measurements import spc
from measurements.charts import SessionMark
from measurements.models import Measurement, MeasurementPlan, PlannedIndicator
from measurements.queries.series import IndicatorSeries, exact
from networks.models import LearningSession
from teams.models import Team

Row = tuple[date, object, object, str]


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """One team's måleplan, the series of its indicators in order, and which of them has a row in each month.

    entered: month → planned indicators with a figure or a reason; of the first indicator only, when only it was read.
    """

    plan: MeasurementPlan
    series: tuple[IndicatorSeries, ...]
    entered: dict[date, set[int]]

    @property
    def main(self) -> IndicatorSeries:
        """The first indicator of the plan: the one shown where there is room for one."""
        return self.series[0]

    def is_complete(self, month: date) -> bool:
        """Tell whether every indicator has a figure or a reason this month."""
        return len(self.entered.get(month, ())) >= len(self.series)


def figures_of_teams(
    teams: Sequence[Team], today: date, *, sessions: Iterable[LearningSession], main_only: bool = False
) -> dict[int, TeamFigures]:
    """The figures by team id; a team without indicators is not there. `sessions` are those of the teams' networks."""
    planned = _planned(teams, main_only=main_only)
    rows = _rows(planned)
    marks: dict[int, list[SessionMark]] = defaultdict(list)
    for session in sessions:
        marks[session.network_id].append(SessionMark(session.starts_on, str(session)))
    network_of = {team.pk: team.network_id for team in teams}
    by_team: dict[int, list[PlannedIndicator]] = defaultdict(list)
    for item in planned:
        by_team[item.plan.team_id].append(item)
    return {
        pk: _figures(of_team, rows, tuple(marks[network_of[pk]]), month_of(today)) for pk, of_team in by_team.items()
    }


def _planned(teams: Sequence[Team], *, main_only: bool) -> list[PlannedIndicator]:
    rows = PlannedIndicator.objects.active().filter(plan__team__in=[team.pk for team in teams])
    if main_only:
        first = PlannedIndicator.objects.active().filter(plan=OuterRef("plan")).order_by("position", "pk")
        rows = rows.filter(pk=Subquery(first.values("pk")[:1]))
    return list(rows.select_related("indicator", "plan").order_by("plan_id", "position", "pk"))


def _rows(planned: Sequence[PlannedIndicator]) -> dict[int, dict[date, Row]]:
    found: dict[int, dict[date, Row]] = defaultdict(dict)
    fields = ("planned_indicator_id", "month", "numerator", "denominator", "skip_reason")
    values = Measurement.objects.filter(planned_indicator__in=[item.pk for item in planned]).order_by()
    for planned_id, month, numerator, denominator, reason in values.values_list(*fields):
        found[planned_id][month] = (month, exact(numerator), exact(denominator), reason)
    return found


def _figures(
    planned: Sequence[PlannedIndicator],
    rows: dict[int, dict[date, Row]],
    sessions: tuple[SessionMark, ...],
    this_month: date,
) -> TeamFigures:
    plan = planned[0].plan
    entered: dict[date, set[int]] = defaultdict(set)
    for item in planned:
        for month in rows.get(item.pk, ()):
            entered[month].add(item.pk)
    months = months_between(plan.starts_on, min(max(entered), this_month)) if entered else []
    baseline_length = month_distance(plan.starts_on, plan.baseline_ends_on) + 1
    series = []
    for item in planned:
        of_item = rows.get(item.pk, {})
        points = []
        for month in months:
            row = of_item.get(month)
            points.append(spc.Point(month, row[1], row[2]) if row else spc.Point(month, None, None))
        described = spc.Series(
            points=tuple(points),
            direction=spc.Direction(item.indicator.direction),
            multiplier=item.indicator.multiplier,
            target=item.target,
            baseline_length=baseline_length,
        )
        reasons = {month: row[3] for month, row in of_item.items() if row[3]}
        series.append(IndicatorSeries(item, described, sessions, (), reasons))
    return TeamFigures(plan, tuple(series), dict(entered))
