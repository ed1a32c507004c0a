"""Where things are in a drawing: from slots and values to coordinates."""

from typing import NamedTuple

from measurements.charts.description import Chart
from measurements.charts.svg.sizes import Kind, Size

# A series that has just begun keeps to the left: there is room for so many months, and for some after the baseline.
FEWEST_SLOTS = 6
AFTER_BASELINE = 3
MOST_SPARE_SLOTS = 15


class Frame(NamedTuple):
    """The plot area of one drawing. band: the right edge of the baseline, None without one; base: the lowest value."""

    left: float
    top: float
    right: float
    bottom: float
    start: float
    step: float
    scale: float
    count: int
    height: int
    band: float | None
    base: float = 0

    def x(self, slot: float) -> float:
        """The middle of the slot."""
        return self.start + self.step * slot

    def y(self, value: float) -> float:
        """The height of a value in the displayed unit."""
        return self.bottom - (value - self.base) * self.scale

    def border(self, position: float) -> float:
        """The line before the slot of this position, within the plot."""
        return min(max(self.start + self.step * (position - 0.5), self.left), self.right)


def frame_of(chart: Chart, size: Size) -> Frame:
    """Lay out the chart at the size."""
    has_notes = bool(size.note_lane) and any(slot is not None for slot in chart.note_slots)
    height = size.height + (size.note_height if has_notes else 0)
    bottom = height - size.foot - (size.note_lane if has_notes else 0)
    count = len(chart.values)
    planned = (chart.analysis.series.baseline_length or 0) + AFTER_BASELINE
    slots = max(count, FEWEST_SLOTS, min(planned, MOST_SPARE_SLOTS))
    if size.kind is Kind.SPARK:
        left, right = 0.0, float(size.width)
        start, step = size.left, (size.right - size.left) / (slots - 1)
    else:
        left, right = size.left, size.right
        has_end = any(border.position == slots for border in chart.borders) or _new_goal_begins_at(slots, chart)
        step = (right - left - (size.end_room if has_end else 0)) / slots
        start = left + step / 2
    base = chart.axis.minimum
    scale = (bottom - size.top) / (chart.axis.maximum - base)
    frame = Frame(left, size.top, right, bottom, start, step, scale, count, height, None, base)
    return frame._replace(band=_band_end(chart, frame, slots))


def _new_goal_begins_at(slots: int, chart: Chart) -> bool:
    """Tell whether the goal that holds now begins after so many slots, and so needs room behind them."""
    return chart.target is not None and chart.goals[-1].start == slots


def _band_end(chart: Chart, frame: Frame, slots: int) -> float | None:
    length = chart.analysis.series.baseline_length
    if not length or not frame.count:
        return None
    phases = chart.analysis.phases
    end = min(length, phases[0].end) if len(phases) > 1 else min(length, slots)
    return frame.border(end)


class MedianLine(NamedTuple):
    """One phase's median: solid from left to turn, dashed from there to right."""

    left: float
    turn: float
    right: float
    y: float


def medians_of(chart: Chart, frame: Frame) -> list[MedianLine]:
    """The median lines of the phases that have one."""
    lines = []
    phases = chart.analysis.phases
    for phase in phases:
        if phase.center is None:
            continue
        left = frame.border(phase.start - 1) if phase.start > 1 else frame.left
        right = turn = frame.right if phase is phases[-1] else frame.border(phase.end)
        if chart.analysis.series.baseline_length:
            is_alone = len(phases) == 1 and frame.band is not None
            turn = min(frame.band if is_alone else frame.border(phase.baseline_end), right)
        lines.append(MedianLine(left, turn, right, frame.y(phase.center)))
    return lines


class GoalLine(NamedTuple):
    """One goal's line."""

    left: float
    right: float
    y: float


def goals_of(chart: Chart, frame: Frame) -> list[GoalLine]:
    """The lines of the goals, in their order: the one that holds now goes on to the right edge."""
    last = None if chart.target is None else chart.goals[-1]
    return [
        GoalLine(
            frame.border(goal.start) if goal.start else frame.left,
            frame.right if goal is last else frame.border(goal.end),
            frame.y(goal.value),
        )
        for goal in chart.goals
    ]


def session_places(chart: Chart, frame: Frame) -> list[float]:
    """Where the lines of the learning sessions stand, each place once, from the left."""
    return sorted({frame.border(border.position) for border in chart.borders})


class Trail(NamedTuple):
    """Where each slot's point is: x, y (None for a gap) and both as written in a path."""

    xs: list[float]
    ys: list[float | None]
    written: list[str]


def trail_of(chart: Chart, frame: Frame) -> Trail:
    """The points of the data line, computed once for everything that is drawn of it."""
    start, step, scale = frame.start, frame.step, frame.scale
    zero = frame.y(0)
    xs = [start + step * slot for slot in range(frame.count)]
    ys = [None if value is None else zero - value * scale for value in chart.values]
    written = ["" if y is None else f"{x:.4g} {y:.4g}" for x, y in zip(xs, ys, strict=True)]
    return Trail(xs, ys, written)
