"""The whole chart: on a wide page with names at the right of the lines, on a phone with them in the plot."""

from collections.abc import Sequence

from measurements.charts.description import Chart
from measurements.charts.svg.bracket import draw_bracket
from measurements.charts.svg.frame import session_places
from measurements.charts.svg.layout import SESSION_RISE, Layout, lay_out
from measurements.charts.svg.lettering import grouped
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
    plate,
)
from measurements.charts.svg.notes import draw_leaders, draw_marks
from measurements.charts.svg.sizes import Size


def draw_full(chart: Chart, size: Size) -> tuple[list[str], int]:
    """The elements, from the one furthest back, and the height."""
    layout = lay_out(chart, size)
    frame = layout.frame
    out: list[str] = []
    draw_band(out, frame)
    draw_grid(out, frame, chart.axis.ticks)
    draw_goal(out, chart, frame, size)
    draw_limits(out, chart, frame)
    draw_medians(out, chart, frame, size)
    draw_session_lines(out, chart, frame, SESSION_RISE)
    leaders = draw_leaders(out, layout.trail, frame, size, layout.notes)
    if layout.bracket:
        draw_bracket(out, frame, layout.bracket)
    out += _plates(layout, (*leaders, *session_places(chart, frame)))
    draw_line(out, chart, layout.trail, size)
    draw_hidden(out, chart, frame, size)
    draw_points(out, chart, frame, layout.trail, size)
    draw_latest(out, chart, frame, size, 2, 2)
    out += [label.svg() for label in layout.labels]
    draw_marks(out, frame, layout.notes)
    out += [grouped(labels) for labels in (layout.values, layout.months, layout.counts)]
    return out, frame.height


def _plates(layout: Layout, uprights: Sequence[float]) -> list[str]:
    """What hides an upright line behind a text that had to cross it."""
    frame = layout.frame
    crossing = []
    for label in layout.labels:
        if frame.top < label.y < frame.bottom:
            box = label.box
            if any(box.left < x < box.right for x in uprights):
                crossing.append(plate(box, frame))
    return crossing
