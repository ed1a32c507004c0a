"""The only bridge from rows to spc.Series: one analysis for page, small multiple, PDF and CSV."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString

from accounts.months import add_months, month_distance, month_of, months_between
from measurements import spc
from measurements.charts import Chart, Preview, SessionMark, Size, build_chart, render_set, render_svg
from measurements.models import Indicator, PlannedIndicator
from measurements.queries.choices import ChartChoices, stored_choices, usual_reading
from measurements.queries.notes import Event, TimelineNote, numbered
from measurements.queries.rows import (
    NOTHING,
    Row,
    Rows,
)
from measurements.queries.small_numbers import is_small
from measurements.queries.targets import held_targets

# Fewer days between events than this are no baseline.
FEWEST_EVENTS = 6


@dataclass(eq=False)
class IndicatorSeries:
    """One team's figures of one indicator, ready to be analysed and drawn; both are done once, when asked for.

    skip_reasons: month → why there is no figure. units: month → how many units have delivered, and out of how many.
    hidden: the months that only the team itself sees, for too few were counted.
    """

    planned_indicator: PlannedIndicator
    series: spc.Series
    sessions: tuple[SessionMark, ...]
    notes: tuple[TimelineNote, ...] = ()
    skip_reasons: dict[date, str] = field(default_factory=dict)
    units: dict[date, tuple[int, int]] = field(default_factory=dict)
    hidden: frozenset[date] = frozenset()

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.planned_indicator.indicator

    @cached_property
    def analysis(self) -> spc.Analysis:
        """What the chart shows: as a run chart, where a later figure is one that the chosen type has no place for."""
        try:
            return spc.analyse(self.series)
        except spc.SeriesError:
            return spc.analyse(replace(self.series, chart=spc.ChartType.RUN, rules=spc.RuleSet.ANHOEJ))

    @property
    def is_replaced(self) -> bool:
        """Tell whether the chart is drawn as a run chart though another type is chosen."""
        return self.analysis.series.chart is not self.series.chart

    @property
    def baseline_ends_on(self) -> date:
        """The last month of the first phase's baseline."""
        plan = self.planned_indicator.plan
        if self.indicator.frequency != Indicator.Frequency.MONTHLY:
            # So many points are not so many months.
            return stored_choices(self.planned_indicator.chart_choices).baseline_ends_on or plan.baseline_ends_on
        return add_months(plan.starts_on, (self.series.baseline_length or 1) - 1)

    @property
    def baseline_span(self) -> tuple[date, date]:
        """First and last month of the baseline that the latest points are compared with."""
        analysis = self.analysis
        if len(analysis.phases) < 2:
            return self.planned_indicator.plan.starts_on, self.baseline_ends_on
        phase = analysis.phases[-1]
        return analysis.points[phase.start - 1].period, analysis.points[phase.baseline_end - 1].period

    @property
    def has_median(self) -> bool:
        """Tell whether the centre line is a median; else it is a mean."""
        return self.analysis.series.chart in (spc.ChartType.RUN, spc.ChartType.G)

    def read_by(self, choices: ChartChoices) -> "IndicatorSeries":
        """The same figures, read by other choices."""
        return replace(self, series=choices.applied(self.series))

    @cached_property
    def reading(self) -> spc.Reading:
        """What it says, in Norwegian."""
        return spc.explain(self.analysis, self.indicator.unit, self.hidden)

    def chart(self, preview: Preview | None = None) -> Chart:
        """The one description all drawings are made from."""
        return self._chart if preview is None else self._described(preview)

    def draw(self, uid: str, *sizes: Size) -> SafeString:
        """The chart as render_svg gives it at one size, as render_set at several; drawn once, however often asked for."""
        found = self._drawings.get((uid, sizes))
        if found is None:
            drawn = render_svg(self._chart, sizes[0], uid) if len(sizes) == 1 else render_set(self._chart, uid, sizes)
            found = self._drawings[uid, sizes] = drawn
        return found

    @cached_property
    def _drawings(self) -> dict[tuple[str, tuple[Size, ...]], SafeString]:
        return {}

    @cached_property
    def _chart(self) -> Chart:
        return self._described(None)

    def _described(self, preview: Preview | None) -> Chart:
        indicator = self.indicator
        return build_chart(
            self.analysis,
            reading=self.reading,
            title=self.planned_indicator.title,
            unit=indicator.unit,
            numerator_label=indicator.numerator_label,
            denominator_label=indicator.denominator_label,
            sessions=self.sessions,
            notes=[note.as_note() for note in self.notes],
            preview=preview,
            hidden=self.hidden,
        )

    def with_value(self, month: date, numerator: int | Decimal, denominator: int | Decimal | None) -> "IndicatorSeries":
        """The same series as it will be with this figure; the month must be one of its periods."""
        points = tuple(
            spc.Point(month, numerator, denominator, point.is_excluded) if point.period == month else point
            for point in self.series.points
        )
        return replace(self, series=replace(self.series, points=points))

    def up_to(self, month: date) -> "IndicatorSeries":
        """The series as it was when this month was the last."""
        return replace(self, series=self.series.up_to(month))

    def without_notes(self) -> "IndicatorSeries":
        """The same figures without what happened beside them. Made once, however often it is asked for."""
        return self._without_notes

    @cached_property
    def _without_notes(self) -> "IndicatorSeries":
        return replace(self, notes=())

    def without_small_numbers(self) -> "IndicatorSeries":
        """The series as it is shown outside the team: months with fewer than five counted hidden, and nothing but figures.

        Days of single events are nobody else's: of those nothing is left. Made once, however often it is asked for.
        """
        return self._shown_outside

    @cached_property
    def _shown_outside(self) -> "IndicatorSeries":
        points = () if self.indicator.is_event_based else self.series.points
        hidden = frozenset(point.period for point in points if is_small(point.numerator, point.denominator))
        points = tuple(spc.Point(point.period, None) if point.period in hidden else point for point in points)
        series = replace(self.series, points=points)
        return replace(self, series=series, hidden=hidden, notes=(), skip_reasons={}, units={})


def build_series(
    planned: Sequence[PlannedIndicator],
    rows: Rows,
    sessions: tuple[SessionMark, ...],
    today: date,
    until: date | None = None,
    events: Iterable[Event] = (),
) -> list[IndicatorSeries]:
    """The series of one team's indicators, all on one axis."""
    if not planned:
        return []
    plan = planned[0].plan
    monthly = [item for item in planned if not item.indicator.is_event_based]
    last = max((month for item in monthly for month in rows.get(item.pk, ())), default=until)
    last = max(last, until or last) if last else None
    months = months_between(plan.starts_on, min(last, month_of(today))) if last else []
    baseline_length = month_distance(plan.starts_on, plan.baseline_ends_on) + 1
    events = list(events)
    found = []
    for item in planned:
        of_item = rows.get(item.pk, {})
        is_dated = item.indicator.is_event_based
        periods = sorted(of_item) if is_dated else _due(item, months, of_item)
        is_sparse = is_dated or len(periods) < len(months)
        in_baseline = sum(month_of(day) <= plan.baseline_ends_on for day in periods) if is_sparse else baseline_length
        chart, rules = usual_reading(item.of_rules, item.indicator.calculation)
        series = spc.Series(
            points=_points(periods, of_item),
            chart=chart,
            rules=rules,
            direction=spc.Direction(item.indicator.direction),
            multiplier=item.indicator.multiplier,
            target=item.target,
            # Too few events to know what was usual: all of them make the median, until there are enough.
            baseline_length=in_baseline if in_baseline >= FEWEST_EVENTS or not is_dated else None,
            earlier_targets=held_targets(item),
        )
        if item.chart_choices:
            series = stored_choices(item.chart_choices).applied(series)
        reasons = {month: row.skip_reason for month, row in of_item.items() if row.skip_reason}
        units = {month: row.units for month, row in of_item.items() if row.units}
        notes = numbered(events, item.part_of_id or item.pk)
        found.append(IndicatorSeries(item, series, sessions, notes, reasons, units))
    return found


def _due(item: PlannedIndicator, months: list[date], rows: Mapping[date, Row]) -> list[date]:
    """The months the indicator is counted in: of a quarter the last one, and any other that has a row."""
    return [month for month in months if item.indicator.is_due_in(month) or month in rows]


def _points(months: list[date], rows: Mapping[date, Row]) -> tuple[spc.Point, ...]:
    """One point a period; a month without a figure is a gap."""
    return tuple(spc.Point(month, *(rows.get(month) or NOTHING)[:2]) for month in months)
