"""The charts of several teams on the same months, so that what happened at the same time stands at the same place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from accounts.months import month_distance, months_between
from measurements import spc
from measurements.charts import Chart
from measurements.queries import IndicatorSeries


def charts_on_common_months(items: Sequence[IndicatorSeries]) -> list[Chart]:
    """A chart for each, with gaps for the months that only others have; each says what it says by itself.

    Days between events have an axis of dates of their own, and are left as they are.
    """
    periods = [point.period for item in items if not item.indicator.is_event_based for point in item.series.points]
    months = months_between(min(periods), max(periods)) if periods else []
    return [_drawn_over(item, months) for item in items]


def _drawn_over(item: IndicatorSeries, months: Sequence[date]) -> Chart:
    points = item.series.points
    if item.indicator.is_event_based or not points or len(points) == len(months):
        return item.chart()
    series = item.series
    before, after = month_distance(months[0], points[0].period), month_distance(points[-1].period, months[-1])
    gaps = [spc.Point(month, None) for month in months]
    series = replace(series, points=(*gaps[:before], *points, *gaps[len(gaps) - after :]))
    if before and series.phases:
        # The empty months are a phase of their own, so that every other keeps its baseline.
        series = replace(series, phases=(before, *(cut + before for cut in series.phases)))
    elif before and series.baseline_length:
        series = replace(series, baseline_length=series.baseline_length + before)
    drawn = replace(item, series=series).chart()
    # Read without the gaps: a baseline that is not finished is not so because others have counted on.
    return replace(drawn, reading=item.reading)
