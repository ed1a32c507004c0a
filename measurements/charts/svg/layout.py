"""Lays out the whole chart: every mark and label with its place, before anything is drawn.

The SVG of a page, a card, a phone and a PDF is drawn from it, and the interactive figure takes its labels from it.
"""

from typing import NamedTuple

from measurements.charts.description import Chart
from measurements.charts.svg.bracket import Bracket, place_bracket
from measurements.charts.svg.frame import Frame, Trail, frame_of, trail_of
from measurements.charts.svg.labels import (
    band_label,
    gap_labels,
    given_up_labels,
    goal_labels,
    latest_label,
    limit_labels,
    median_label,
    nothing_label,
    phase_labels,
    side_labels,
)
from measurements.charts.svg.lettering import Box, Label, shortened
from measurements.charts.svg.notes import Mark, note_marks
from measurements.charts.svg.palette import QUIET
from measurements.charts.svg.placement import Occupied, occupied
from measurements.charts.svg.sessions import session_labels
from measurements.charts.svg.sizes import Kind, Size
from measurements.charts.svg.timeline import timeline, value_labels

# On a phone the same texts are a size smaller.
TEXT_SIZE = {Kind.WIDE: 12, Kind.PHONE: 11}
VALUE_SIZE = {Kind.WIDE: 16, Kind.PHONE: 14}
GOAL_SIZE = 12
NOTHING_SIZE = 15
# A session's line rises so far over the plot, its name stands on it.
SESSION_RISE = 10
SESSION_LABEL_RISE = 16
SESSION_ROWS = 2


class Layout(NamedTuple):
    """What there is to draw. latest is the label of the latest value, which is among the labels too.

    values, months and counts stand outside the plot; counts has the years too.
    """

    frame: Frame
    trail: Trail
    notes: list[Mark]
    bracket: Bracket | None
    latest: Label | None
    labels: list[Label]
    values: list[Label]
    months: list[Label]
    counts: list[Label]


def lay_out(chart: Chart, size: Size) -> Layout:
    """Place all marks and labels, the most important first, for each takes its room from the next."""
    is_wide = size.kind is Kind.WIDE
    text_size = TEXT_SIZE[size.kind]
    frame = frame_of(chart, size)
    trail = trail_of(chart, frame)
    taken = occupied(chart, frame, trail, size, SESSION_RISE)
    labels: list[Label | None] = [*_unit(chart, frame, taken, size)]
    names = Box(0, 0, size.width if is_wide else frame.right, frame.top)
    labels += session_labels(chart, frame, taken, text_size, SESSION_LABEL_RISE, SESSION_ROWS, names)
    if is_wide:
        labels += side_labels(chart, frame, taken)
    bracket = place_bracket(chart, frame, size, taken)
    value = chart.values[chart.latest] if chart.latest is not None else 0
    latest = latest_label(chart, frame, size, taken, VALUE_SIZE[size.kind], chart.figure(value or 0))
    labels.append(latest)
    if not is_wide:
        labels += _named_in_plot(chart, frame, taken, bracket.label.text if bracket else "")
    else:
        labels += given_up_labels(chart, frame, taken, text_size)
    labels += phase_labels(chart, frame, taken, text_size)
    labels.append(band_label(chart, frame, taken, text_size, has_length=is_wide))
    if is_wide:
        labels += gap_labels(chart, frame, taken, text_size)
    if not chart.analysis.measured and chart.preview is None:
        labels.append(nothing_label(chart, frame, chart.axis.ticks, NOTHING_SIZE))
    notes = note_marks(chart, frame)
    values = value_labels(chart, frame, chart.axis.ticks, text_size, has_unit=is_wide)
    months, counts = timeline(chart, frame, size, has_notes=bool(notes))
    placed = [label for label in labels if label]
    return Layout(frame, trail, notes, bracket, latest, placed, values, months, counts)


def _named_in_plot(chart: Chart, frame: Frame, taken: Occupied, run_text: str) -> list[Label | None]:
    """Goal and median by name in the plot; the median only where the bracket has not said it already."""
    text_size = TEXT_SIZE[Kind.PHONE]
    labels: list[Label | None] = [*goal_labels(chart, frame, taken, chart.figure, GOAL_SIZE, text_size)]
    center = chart.analysis.center
    if center is not None and chart.figure(center) not in run_text:
        text = f"{chart.median_name} {chart.figure(center)}"
        labels.append(median_label(chart, frame, taken, text, text_size))
    return [*labels, *limit_labels(chart, frame, taken, text_size)]


def _unit(chart: Chart, frame: Frame, taken: Occupied, size: Size) -> list[Label]:
    """A unit in words stands over the axis, at the far left."""
    if not chart.unit or chart.is_percent:
        return []
    text_size = TEXT_SIZE[size.kind]
    text = shortened(chart.unit, text_size, 400, size.width * 0.45)
    label = Label(text, 0, frame.top - 11, text_size, QUIET)
    taken.boxes.append(label.box)
    return [label]
