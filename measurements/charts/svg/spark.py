"""The smallest drawing: the line against its baseline and goal, without any text."""

from measurements.charts.description import Chart
from measurements.charts.svg.frame import frame_of, trail_of
from measurements.charts.svg.marks import draw_band, draw_goal, draw_latest, draw_line, draw_medians
from measurements.charts.svg.sizes import Size


def draw_spark(chart: Chart, size: Size) -> tuple[list[str], int]:
    """The elements and the height. A figure or a word always stands beside it, so it needs no text of its own."""
    frame = frame_of(chart, size)._replace(top=0, bottom=float(size.height))
    out: list[str] = []
    draw_band(out, frame, radius=2)
    frame = frame_of(chart, size)
    draw_goal(out, chart, frame._replace(left=1.5, right=frame.right - 1), size)
    draw_medians(out, chart, frame, size)
    draw_line(out, chart, trail_of(chart, frame), size)
    draw_latest(out, chart, frame, size, 1, 0)
    return out, size.height
