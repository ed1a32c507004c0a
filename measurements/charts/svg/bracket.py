"""The bracket along the run that the sentence speaks of, with the run in words."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame, session_places
from measurements.charts.svg.lettering import Box, Label, text_width
from measurements.charts.svg.marks import plate
from measurements.charts.svg.palette import LINE
from measurements.charts.svg.placement import Occupied
from measurements.charts.svg.sizes import PAGE, Kind, Size

FROM_MEDIAN = 13
TICK = 5
TEXT_SIZE = {Kind.WIDE: 13, Kind.PHONE: 12}
WEIGHT = 600
# Baseline of the text under and over the bracket, and how far it may give way.
UNDER, OVER = 20.5, 9
ROWS = (0, 14, 28)
FROM_SESSION = 7
FROM_EDGE = 4
# The bracket's own width of air over points, when there is no room on the empty side of the median.
OVER_POINTS = 9


class Bracket(NamedTuple):
    """The bracket's ends, its height, where its ticks end, and its text."""

    left: float
    right: float
    y: float
    tick: float
    label: Label


def place_bracket(chart: Chart, frame: Frame, size: Size, taken: Occupied) -> Bracket | None:
    """The bracket on the empty side of the median, or outside the points where that side is too narrow."""
    analysis = chart.analysis
    if analysis.run_start is None or analysis.run_end is None:
        return None
    center = analysis.phases[analysis.points[analysis.run_start].phase].center
    if center is None:
        return None
    left = frame.x(analysis.run_start) - size.radius - 1
    right = frame.x(analysis.run_end) + size.radius + 1
    texts = _texts(chart, size, center)
    side = analysis.run_side
    within = Box(frame.left, frame.top + 2, frame.right + FROM_EDGE + 1, frame.bottom - 2)
    inside = frame.y(center) + FROM_MEDIAN * side
    heights = [frame.y(point.value) for point in analysis.points if point.is_in_run and point.value is not None]
    outside = (min(heights) if side > 0 else max(heights)) - (size.radius + OVER_POINTS) * side
    # Each place for the bracket: its y, and whether the text is under (1) or over (-1) it.
    for y, text_side in ((inside, side), (outside, -side)):
        label = taken.place(_candidates(chart, frame, size, texts, left, right, y, text_side), within)
        if label:
            break
    else:
        # The run goes from one end of the axis to the other: the text goes where the points are fewest.
        y, text_side = min(max(inside, frame.top + TICK), frame.bottom - TICK), -side
        label = taken.place_anyway(_candidates(chart, frame, size, texts[-1:], left, right, y, text_side), within)
    taken.levels.append((left, right, y))
    return Bracket(left, right, y, y - TICK * text_side, label)


def draw_bracket(out: list[str], frame: Frame, bracket: Bracket) -> None:
    """The bracket and its text, which hides what it crosses."""
    left, right, y, tick, label = bracket
    out.append(plate(label.box.grown(2), frame))
    out.append(f'<path d="M{left:.4g} {tick:.4g}V{y:.4g}H{right:.4g}V{tick:.4g}" stroke="{LINE}" stroke-width="1.5"/>')
    out.append(label.svg())


def _texts(chart: Chart, size: Size, center: float) -> Sequence[str]:
    """From the fullest that the size has room for to the shortest."""
    said = {"number": chart.analysis.run_length, "value": chart.figure(center)}
    if chart.analysis.run_side > 0:
        texts = [
            _("%(number)s målinger på rad over utgangspunktet"),
            _("%(number)s på rad over utgangspunktet"),
            _("%(number)s på rad over %(value)s"),
            _("%(number)s på rad"),
        ]
    else:
        texts = [
            _("%(number)s målinger på rad under utgangspunktet"),
            _("%(number)s på rad under utgangspunktet"),
            _("%(number)s på rad under %(value)s"),
            _("%(number)s på rad"),
        ]
    fullest = 0 if size is PAGE else 2 if size.kind is Kind.PHONE else 1
    return [text % said for text in texts[fullest:]]


def _candidates(
    chart: Chart, frame: Frame, size: Size, texts: Sequence[str], left: float, right: float, y: float, text_side: int
) -> list[Label]:
    """Each text as near the bracket's middle as the session lines let it, then further from the bracket."""
    text_size = TEXT_SIZE[size.kind]
    middle = (left + right) / 2
    lines = session_places(chart, frame)
    starts = [frame.left + FROM_EDGE, *(x + FROM_SESSION for x in lines)]
    ends = [*(x - FROM_SESSION for x in lines), frame.right + FROM_EDGE]
    candidates = []
    for text in texts:
        half = text_width(text, text_size, WEIGHT) / 2
        spots = []
        for start, end in zip(starts, ends, strict=True):
            x = min(max(middle, start + half), end - half)
            if end - start >= half * 2 and left <= x <= right:
                # Right of a session line before left of it: that is where the run goes on.
                spots.append((abs(x - middle) - (x > middle) * FROM_SESSION, x))
        for row in ROWS:
            baseline = y + (UNDER + row if text_side > 0 else -OVER - row)
            candidates += [Label(text, x, baseline, text_size, LINE, WEIGHT, "middle") for _shift, x in sorted(spots)]
    baseline = y + (UNDER if text_side > 0 else -OVER)
    return candidates or [Label(texts[-1], middle, baseline, text_size, LINE, WEIGHT, "middle")]
