"""The core of a chart: axis, band, lines and points; where there is room also goal, median and latest value by name."""

from measurements.charts.description import Chart
from measurements.charts.numbers import number
from measurements.charts.svg.frame import frame_of, trail_of
from measurements.charts.svg.labels import (
    goal_labels,
    latest_label,
    limit_labels,
    median_label,
    nothing_label,
)
from measurements.charts.svg.lettering import Box, grouped
from measurements.charts.svg.marks import (
    draw_band,
    draw_goal,
    draw_grid,
    draw_hidden,
    draw_latest,
    draw_limits,
    draw_line,
    draw_medians,
    draw_points,
    draw_session_lines,
)
from measurements.charts.svg.placement import occupied
from measurements.charts.svg.sessions import session_labels
from measurements.charts.svg.sizes import REPORT, Size
from measurements.charts.svg.timeline import end_labels, value_labels

TEXT_SIZE = 11
AXIS_SIZE = 10.5
VALUE_SIZE = 12
INSET = 6
SESSION_RISE = 4
SESSION_LABEL_RISE = 11


def draw_compact(chart: Chart, size: Size) -> tuple[list[str], int]:
    """The elements and the height."""
    has_names = size is REPORT
    frame = frame_of(chart, size)
    ticks = (0, 50, 100) if chart.is_percent and chart.axis.maximum == 100 else chart.axis.ticks
    trail = trail_of(chart, frame)
    taken = occupied(chart, frame, trail, size, SESSION_RISE)
    out: list[str] = []
    draw_band(out, frame)
    draw_grid(out, frame, ticks)
    draw_goal(out, chart, frame, size)
    draw_limits(out, chart, frame)
    draw_medians(out, chart, frame, size)
    draw_session_lines(out, chart, frame, SESSION_RISE)
    draw_line(out, chart, trail, size)
    draw_hidden(out, chart, frame, size)
    draw_points(out, chart, frame, trail, size)
    draw_latest(out, chart, frame, size, 2, 1.5)
    labels = end_labels(chart, frame, TEXT_SIZE, INSET if has_names else 0)
    if has_names:
        names = Box(0, 0, size.width, frame.top)
        labels += session_labels(chart, frame, taken, TEXT_SIZE, SESSION_LABEL_RISE, 1, names)
        if chart.latest is not None:
            text = number(chart.values[chart.latest] or 0)
            labels.append(latest_label(chart, frame, size, taken, VALUE_SIZE, text))
        labels += goal_labels(chart, frame, taken, number, TEXT_SIZE, TEXT_SIZE)
        if chart.analysis.center is not None:
            text = f"{chart.median_name} {number(chart.analysis.center)}"
            labels.append(median_label(chart, frame, taken, text, TEXT_SIZE))
        labels += limit_labels(chart, frame, taken, TEXT_SIZE)
    if not chart.analysis.measured and chart.preview is None:
        labels.append(nothing_label(chart, frame, ticks, VALUE_SIZE))
    out += [label.svg() for label in labels if label]
    out.append(grouped(value_labels(chart, frame, ticks, AXIS_SIZE, has_unit=False)))
    return out, frame.height
