"""The only bridge from rows to spc.Series: one analysis for page, small multiple, PDF and CSV."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from accounts.months import month_distance, month_of, months_between
from measurements import spc
from measurements.charts import Chart, Preview, SessionMark, build_chart
from measurements.models import Indicator, Measurement, PlannedIndicator
from measurements.queries.notes import Event, TimelineNote, events_of, numbered
from networks.models import LearningSession, Network
from teams.models import Team

# Fewer counted than this could point at a person; other teams then see a gap.
SMALLEST_SHARED = 5

Row = tuple[date, int | Decimal | None, int | Decimal | None, str]


@dataclass
class IndicatorSeries:
    """One team's figures of one indicator, ready to be analysed and drawn; both are done once, when asked for.

    skip_reasons: month → why there is no figure.
    """

    planned_indicator: PlannedIndicator
    series: spc.Series
    sessions: tuple[SessionMark, ...]
    notes: tuple[TimelineNote, ...] = ()
    skip_reasons: dict[date, str] = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.planned_indicator.indicator

    @cached_property
    def analysis(self) -> spc.Analysis:
        """What the chart shows."""
        return spc.analyse(self.series)

    @cached_property
    def reading(self) -> spc.Reading:
        """What it says, in Norwegian."""
        return spc.explain(self.analysis, self.indicator.unit)

    def chart(self, preview: Preview | None = None) -> Chart:
        """The one description all drawings are made from."""
        indicator = self.indicator
        return build_chart(
            self.analysis,
            title=indicator.short_name,
            unit=indicator.unit,
            numerator_label=indicator.numerator_label,
            denominator_label=indicator.denominator_label,
            sessions=self.sessions,
            notes=[note.as_note() for note in self.notes],
            preview=preview,
        )

    def with_value(self, month: date, numerator: int | Decimal, denominator: int | Decimal | None) -> "IndicatorSeries":
        """The same series as it will be with this figure; the month must be one of its periods."""
        points = tuple(
            spc.Point(month, numerator, denominator) if point.period == month else point for point in self.series.points
        )
        return replace(self, series=replace(self.series, points=points))

    def up_to(self, month: date) -> "IndicatorSeries":
        """The series as it was when this month was the last."""
        points = tuple(point for point in self.series.points if point.period <= month)
        return replace(self, series=replace(self.series, points=points))

    def without_small_numbers(self) -> "IndicatorSeries":
        """The series as other teams may see it: months with fewer than five counted are gaps."""
        points = tuple(
            spc.Point(point.period, None, None)
            if point.denominator is not None and point.denominator < SMALLEST_SHARED
            else point
            for point in self.series.points
        )
        return replace(self, series=replace(self.series, points=points))


def team_series(team: Team, today: date, *, until: date | None = None, has_notes: bool = True) -> list[IndicatorSeries]:
    """Every indicator the team follows, with notes and samlinger, in six queries; in three without notes.

    All share one axis: from the plan's first month to the last month that any of them has a figure or a reason for,
    or to `until` if that is later.
    """
    planned = _planned_of(team)
    events = events_of(team) if has_notes else ()
    return _series_of(planned, _rows_of(planned), _sessions_of(team.network_id), today, until, events)


def series_for(planned_indicator: PlannedIndicator, today: date) -> IndicatorSeries:
    """One indicator with the axis it shares with the others of its team. Needs `plan.team` loaded."""
    team = planned_indicator.plan.team
    every = _planned_of(team, include=planned_indicator.pk)
    found = _series_of(every, _rows_of(every), _sessions_of(team.network_id), today, None, events_of(team))
    return next(item for item in found if item.planned_indicator.pk == planned_indicator.pk)


def chart_for(planned_indicator: PlannedIndicator, today: date) -> Chart:
    """The chart of one indicator, notes and samlinger included."""
    return series_for(planned_indicator, today).chart()


def shared_team_series(team: Team, today: date) -> list[IndicatorSeries]:
    """What another team of an open network sees: the charts, without notes and without small numbers."""
    planned = _planned_of(team)
    found = _series_of(planned, _rows_of(planned), _sessions_of(team.network_id), today, None)
    return [item.without_small_numbers() for item in found]


def network_series(network: Network, today: date) -> dict[int, list[IndicatorSeries]]:
    """Every team's series by team id, without notes, in five queries whatever the number of teams."""
    rows = PlannedIndicator.objects.active().filter(plan__team__network=network, plan__team__withdrawn_on=None)
    # Prefetched, not joined: thirty teams share a few indicators, and each is then built once.
    planned = list(rows.order_by("plan_id", "position").prefetch_related("indicator", "plan"))
    values = _rows_of(planned)
    sessions = _sessions_of(network.pk)
    by_plan: dict[int, list[PlannedIndicator]] = defaultdict(list)
    for row in planned:
        by_plan[row.plan_id].append(row)
    found = {}
    for of_team in by_plan.values():
        found[of_team[0].plan.team_id] = _series_of(of_team, values, sessions, today, None)
    return found


def _planned_of(team: Team, include: int | None = None) -> list[PlannedIndicator]:
    rows = PlannedIndicator.objects.filter(plan__team=team).select_related("indicator", "plan")
    found = [row for row in rows if row.is_active or row.pk == include]
    for row in found:
        row.plan.team = team
    return found


def _rows_of(planned: Sequence[PlannedIndicator]) -> dict[int, list[Row]]:
    """Figures by planned indicator; whole counts as integers, since those are compared fastest."""
    found: dict[int, list[Row]] = defaultdict(list)
    if not planned:
        return found
    plans = {row.plan_id for row in planned}
    fields = ("planned_indicator_id", "month", "numerator", "denominator", "skip_reason")
    values = Measurement.objects.filter(planned_indicator__plan__in=plans).order_by().values_list(*fields)
    for planned_id, month, numerator, denominator, reason in values:
        found[planned_id].append((month, exact(numerator), exact(denominator), reason))
    return found


def exact(value: Decimal | None) -> int | Decimal | None:
    """The same number, as an integer when it is whole."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else value


def _sessions_of(network_id: int) -> tuple[SessionMark, ...]:
    rows = LearningSession.objects.filter(network=network_id).order_by("number")
    return tuple(SessionMark(row.starts_on, str(row)) for row in rows)


def _series_of(
    planned: Sequence[PlannedIndicator],
    rows: dict[int, list[Row]],
    sessions: tuple[SessionMark, ...],
    today: date,
    until: date | None,
    events: Iterable[Event] = (),
) -> list[IndicatorSeries]:
    """The series of one team's indicators."""
    if not planned:
        return []
    plan = planned[0].plan
    last = max((row[0] for item in planned for row in rows.get(item.pk, ())), default=None)
    last = max(filter(None, (last, until)), default=None)
    months = months_between(plan.starts_on, min(last, month_of(today))) if last else []
    baseline_length = month_distance(plan.starts_on, plan.baseline_ends_on) + 1
    events = list(events)
    found = []
    for item in planned:
        indicator = item.indicator
        series = spc.Series(
            points=_points(months, rows.get(item.pk, ())),
            direction=spc.Direction(indicator.direction),
            multiplier=indicator.multiplier,
            target=item.target,
            baseline_length=baseline_length,
        )
        reasons = {row[0]: row[3] for row in rows.get(item.pk, ()) if row[3]}
        found.append(IndicatorSeries(item, series, sessions, numbered(events, item.pk), reasons))
    return found


def _points(months: list[date], rows: Iterable[Row]) -> tuple[spc.Point, ...]:
    """One point a month; a month without a figure is a gap."""
    by_month = {row[0]: row for row in rows}
    empty: Row = (date.min, None, None, "")
    points = []
    for month in months:
        row = by_month.get(month, empty)
        points.append(spc.Point(month, row[1], row[2]))
    return tuple(points)
