"""The whole chart: on a wide page with names at the right of the lines, on a phone with them in the plot."""

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.svg.bracket import draw_bracket
from measurements.charts.svg.frame import Frame, frame_of, trail_of
from measurements.charts.svg.labels import (
    band_label,
    gap_labels,
    goal_label,
    latest_label,
    median_label,
    nothing_label,
    phase_labels,
    side_labels,
)
from measurements.charts.svg.lettering import Box, Label, shortened
from measurements.charts.svg.marks import (
    draw_band,
    draw_goal,
    draw_grid,
    draw_latest,
    draw_line,
    draw_medians,
    draw_points,
    draw_session_lines,
    plate,
)
from measurements.charts.svg.notes import draw_leaders, draw_marks, note_marks
from measurements.charts.svg.palette import QUIET
from measurements.charts.svg.placement import Occupied
from measurements.charts.svg.sessions import session_labels
from measurements.charts.svg.sizes import Kind, Size
from measurements.charts.svg.timeline import timeline, value_labels

# On a phone the same texts are a size smaller.
TEXT_SIZE = {Kind.WIDE: 12, Kind.PHONE: 11}
VALUE_SIZE = {Kind.WIDE: 16, Kind.PHONE: 14}
GOAL_SIZE = 12
NOTHING_SIZE = 15
SESSION_LABEL_RISE = 16
SESSION_ROWS = 2


def draw_full(chart: Chart, size: Size) -> tuple[list[str], int]:
    """The elements and the height."""
    is_wide = size.kind is Kind.WIDE
    frame = frame_of(chart, size)
    marks = note_marks(chart, frame) if size.note_lane else []
    trail = trail_of(chart, frame)
    taken = Occupied(frame, trail, size.radius + 1)
    out: list[str] = []
    draw_band(out, frame)
    draw_grid(out, frame, chart.axis.ticks)
    draw_goal(out, chart, frame, size, taken)
    draw_medians(out, chart, frame, size, taken)
    draw_session_lines(out, chart, frame, taken)
    leaders = draw_leaders(out, chart, frame, size, marks)
    data: list[str] = []
    draw_line(data, chart, trail, size)
    draw_points(data, chart, frame, trail, size)
    draw_latest(data, chart, frame, size, 2, 2)

    labels = _labels(out, chart, frame, size, taken, leaders)
    out += data
    out += [label.svg() for label in labels if label]
    draw_marks(out, frame, marks)
    out.append(value_labels(chart, frame, chart.axis.ticks, TEXT_SIZE[size.kind], has_unit=is_wide))
    out.append(timeline(chart, frame, size, has_notes=bool(marks)))
    return out, frame.height


def _labels(
    out: list[str], chart: Chart, frame: Frame, size: Size, taken: Occupied, leaders: list[float]
) -> list[Label | None]:
    """All that is named in and about the plot, the most important first, for each takes its room from the next.

    The bracket, and what must be hidden behind a text, is drawn at once: it lies under the data.
    """
    is_wide = size.kind is Kind.WIDE
    text_size = TEXT_SIZE[size.kind]
    labels = _unit(chart, frame, taken, size)
    names = Box(0, 0, size.width if is_wide else frame.right, frame.top)
    labels += session_labels(chart, frame, taken, text_size, SESSION_LABEL_RISE, SESSION_ROWS, names)
    if is_wide:
        labels += side_labels(chart, frame, taken)
    run_text = draw_bracket(out, chart, frame, size, taken)
    value = chart.values[chart.latest] if chart.latest is not None else 0
    latest = latest_label(chart, frame, size, taken, VALUE_SIZE[size.kind], chart.figure(value or 0))
    if latest and any(latest.box.left < x < latest.box.right for x in leaders):
        out.append(plate(latest.box, frame))
    labels.append(latest)
    if not is_wide:
        labels += _named_in_plot(chart, frame, taken, run_text)
    labels += phase_labels(chart, frame, taken, text_size)
    labels.append(band_label(chart, frame, taken, text_size, has_length=is_wide))
    if is_wide:
        labels += gap_labels(chart, frame, taken, text_size)
    if not chart.analysis.measured and chart.preview is None:
        labels.append(nothing_label(frame, chart.axis.ticks, NOTHING_SIZE))
    return labels


def _named_in_plot(chart: Chart, frame: Frame, taken: Occupied, run_text: str) -> list[Label | None]:
    """Goal and median by name in the plot; the median only where the bracket has not said it already."""
    labels = []
    if chart.target is not None:
        text = _("Mål %(value)s") % {"value": chart.figure(chart.target)}
        labels.append(goal_label(chart, frame, taken, text, GOAL_SIZE))
    center = chart.analysis.center
    if center is not None and chart.figure(center) not in run_text:
        labels.append(
            median_label(chart, frame, taken, f"{chart.median_name} {chart.figure(center)}", TEXT_SIZE[Kind.PHONE])
        )
    return labels


def _unit(chart: Chart, frame: Frame, taken: Occupied, size: Size) -> list[Label]:
    """A unit in words stands over the axis, at the far left."""
    if not chart.unit or chart.is_percent:
        return []
    text_size = TEXT_SIZE[size.kind]
    text = shortened(chart.unit, text_size, 400, size.width * 0.45)
    label = Label(text, 0, frame.top - 11, text_size, QUIET)
    taken.boxes.append(label.box)
    return [label]
