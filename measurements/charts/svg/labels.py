"""The labels in and beside the plot: latest value, goal, median, baseline, missing months."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice, pairwise

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame, goals_of
from measurements.charts.svg.lettering import Box, Label, text_width
from measurements.charts.svg.palette import NOW, QUIET, TEXT
from measurements.charts.svg.placement import Occupied, spread
from measurements.charts.svg.sizes import Kind, Size
from measurements.spc import Direction, number_word

BOLD = 600
SIDE_GAP = 12
NAME_SIZE, VALUE_SIZE = 13, 15
# A name and its value at the right take this height, and hang so much under the line they name.
SIDE_HEIGHT = 34
SIDE_DROP = 3
# From the edge of the latest point to its value.
VALUE_GAP = {Kind.WIDE: 7.5, Kind.PHONE: 7.5, Kind.COMPACT: 5}
# From this width «ikke målt» stands on one line; it moves up from the axis where a line passes there.
WIDE_GAP = 110
GAP_LINE = 14.5
GAP_RISES = (0, 14, 28, 42)
# A label along a line keeps so far from its ends, and moves away from it where the data is close.
LINE_GAP = 8
# The first places along a line: close under it and close over it.
BOTH_SIDES = 2
ALONG_ROWS = (0, 14, 28, 42, 56)


def latest_label(chart: Chart, frame: Frame, size: Size, taken: Occupied, text_size: float, text: str) -> Label | None:
    """The latest value at its point, over it, or under it where lower is better and it is low."""
    if chart.latest is None:
        return None
    value = chart.values[chart.latest]
    x, y = frame.x(chart.latest), frame.y(value)
    center = chart.analysis.center
    is_mirrored = chart.analysis.series.direction is Direction.DECREASE and center is not None and value <= center
    reach = size.radius + 2 + VALUE_GAP[size.kind]
    over, under = y - reach, y + reach + text_size * 0.76
    label = Label(text, x, y, text_size, NOW, 700, "middle")
    candidates = _around(label, size, frame.step, (under, over) if is_mirrored else (over, under))
    return taken.place_anyway(candidates, Box(frame.left, 2, size.width - 1, frame.bottom - 1))


def _around(label: Label, size: Size, step: float, baselines: tuple[float, float]) -> Iterator[Label]:
    """Places about a point: close over and under it, then further away, then beside it. label.x, y are the point's."""
    x, y = label.x, label.y
    half = text_width(label.text, label.size, label.weight) / 2
    # The last one is clear of a session line at the border of the month.
    shifts = [-half + 1.5, 0, -half * 1.4, half - 1.5, -half - step / 2 - 4]
    if size.kind is Kind.WIDE:
        shifts = [0, -half * 0.5, *shifts]
    for baseline in baselines:
        for shift in shifts:
            yield label._replace(x=x + shift, y=baseline)
    for rows in (0.9, 1.8, 2.7, 3.6):
        for baseline in baselines:
            further = rows * label.size if baseline > y else -rows * label.size
            for shift in (0, -half):
                yield label._replace(x=x + shift, y=baseline + further)
    beside, level = size.radius + 8, y + label.size * 0.35
    yield label._replace(x=x - beside, y=level, anchor="end")
    yield label._replace(x=x + beside, y=level, anchor="start")


def side_labels(chart: Chart, frame: Frame, taken: Occupied) -> list[Label]:
    """Goal, median and control limits by name and value at the right of their lines, moved apart where the lines are close."""
    named = []
    if chart.target is not None:
        named.append((frame.y(chart.target), _("Mål"), chart.figure(chart.target), TEXT))
    if chart.analysis.center is not None:
        named.append((frame.y(chart.analysis.center), chart.median_name, chart.figure(chart.analysis.center), QUIET))
    named += [(frame.y(limit), name, chart.figure(limit), QUIET) for name, limit in chart.last_limits]
    middles = spread([y + SIDE_DROP for y, *_rest in named], SIDE_HEIGHT, frame.top - 10, frame.bottom + 4)
    labels = []
    x = frame.right + SIDE_GAP
    for (_y, name, value, fill), middle in zip(named, middles, strict=True):
        labels.append(Label(name, x, middle - 3.5, NAME_SIZE, fill))
        labels.append(Label(value, x, middle + 13, VALUE_SIZE, fill, BOLD))
    taken.boxes += [label.box for label in labels]
    return labels


def goal_labels(
    chart: Chart, frame: Frame, taken: Occupied, write: Callable[[float], str], size: float, given_up_size: float
) -> list[Label]:
    """Every goal named at its own line, for sizes without room at the right.

    One whose line is too short for a name is named with the goal before it: «Mål 95 %, nå 98 %».
    """
    texts = [_("Mål %(value)s") % {"value": write(goal.value)} for goal in chart.given_up_goals]
    found = []
    if chart.target is not None:
        label = _goal_label(chart, frame, taken, _("Mål %(value)s") % {"value": write(chart.target)}, size)
        if label:
            found.append(label)
        elif texts:
            said = {"before": write(chart.given_up_goals[-1].value), "now": write(chart.target)}
            texts[-1] = _("Mål %(before)s, nå %(now)s") % said
    return found + _at_lines(chart, frame, taken, texts, given_up_size)


def given_up_labels(chart: Chart, frame: Frame, taken: Occupied, size: float) -> list[Label]:
    """The goals that held before, each named at its own line, where the one that holds now is named at the right."""
    texts = [_("Mål %(value)s") % {"value": chart.figure(goal.value)} for goal in chart.given_up_goals]
    return _at_lines(chart, frame, taken, texts, size)


def _goal_label(chart: Chart, frame: Frame, taken: Occupied, text: str, size: float) -> Label | None:
    """The goal that holds now, low at the left of its line first."""
    left, _right, y = goals_of(chart, frame)[-1]
    label = Label(text, 0, 0, size, TEXT, BOLD)
    places = _along(label, y, frame._replace(left=left), taken, under_first=True)
    if left > frame.left:
        # A goal that is new has a short line: where its name is too long to stand at it, it stands before it.
        before = label._replace(x=left - LINE_GAP / 2, y=y + size * 0.35, anchor="end")
        places = chain(islice(places, BOTH_SIDES), [before])
    return taken.place(places, _inside(frame))


def _at_lines(chart: Chart, frame: Frame, taken: Occupied, texts: Sequence[str], size: float) -> list[Label]:
    """A text for each of the first goals, at its line, where there is room."""
    labels = []
    for (left, right, y), text in zip(goals_of(chart, frame), texts, strict=False):
        span = frame._replace(left=left, right=right)
        label = taken.place(_along(Label(text, 0, 0, size, TEXT), y, span, taken, under_first=True), _inside(span))
        if label:
            labels.append(label)
    return labels


def median_label(chart: Chart, frame: Frame, taken: Occupied, text: str, size: float) -> Label | None:
    """The median named at its own line, at the right, on the side where the latest value is not."""
    center = chart.analysis.center
    if center is None:
        return None
    value = chart.values[chart.latest] if chart.latest is not None else center
    label = Label(text, 0, 0, size, QUIET)
    under_first = value >= center
    candidates = _along(label, frame.y(center), frame, taken, under_first=under_first, right_first=True)
    return taken.place(candidates, _inside(frame))


def limit_labels(chart: Chart, frame: Frame, taken: Occupied, size: float) -> list[Label]:
    """The control limits named at their own lines, at the right."""
    labels = []
    for name, limit in chart.last_limits:
        text = Label(f"{name} {chart.figure(limit)}", 0, 0, size, QUIET)
        along = _along(text, frame.y(limit), frame, taken, under_first=False, right_first=True)
        label = taken.place(along, _inside(frame))
        if label:
            labels.append(label)
    return labels


def phase_labels(chart: Chart, frame: Frame, taken: Occupied, size: float) -> list[Label]:
    """The medians of the phases before the last, each as a figure at its own line."""
    labels = []
    for phase in chart.analysis.phases[:-1]:
        if phase.center is None:
            continue
        span = frame._replace(left=frame.border(phase.start - 1), right=frame.border(phase.end))
        text = Label(chart.figure(phase.center), 0, 0, size, QUIET)
        label = taken.place(_along(text, frame.y(phase.center), span, taken, under_first=True), _inside(span))
        if label:
            labels.append(label)
    return labels


def band_label(chart: Chart, frame: Frame, taken: Occupied, size: float, *, has_length: bool) -> Label | None:
    """What the band is, low in it, else high in it; nothing where both are full."""
    if frame.band is None:
        return None
    texts = [_("Utgangspunkt")]
    if has_length:
        slots = round((frame.band - frame.left) / frame.step)
        if slots > 1:
            words = _("Utgangspunkt, %(number)s målinger")
            if chart.has_every_month:
                words = _("Utgangspunkt, %(number)s måneder")
            texts.insert(0, words % {"number": number_word(slots)})
    within = Box(frame.left, frame.top, frame.band - 2, frame.bottom)
    label = Label("", frame.left + 8, frame.bottom - 10, size, QUIET)
    high = frame.top + 16
    candidates = [label._replace(text=text, y=y) for text in texts for y in (label.y, high)]
    return taken.place(candidates, within)


def gap_labels(chart: Chart, frame: Frame, taken: Occupied, size: float) -> list[Label]:
    """«ikke målt» at the axis under each hole in the line, two short lines or one where the hole is wide."""
    measured = [slot for slot, value in enumerate(chart.values) if value is not None]
    labels = []
    for before, after in pairwise(measured):
        if after - before < 2:
            continue
        # The diamond and the n row say it where a figure is hidden.
        if chart.hidden.isdisjoint(range(before + 1, after)):
            labels += _gap_label(frame, taken, frame.x((before + after) / 2), (after - before - 1) * frame.step, size)
    return labels


def _gap_label(frame: Frame, taken: Occupied, x: float, room: float, size: float) -> list[Label]:
    """As near the axis as there is room."""
    for rise in GAP_RISES:
        label = Label(_("ikke målt"), x, frame.bottom - 12 - rise, size, QUIET, anchor="middle")
        parts = [label]
        if room < WIDE_GAP:
            parts = [label._replace(text=_("ikke"), y=label.y - GAP_LINE), label._replace(text=_("målt"))]
        if not any(taken.hits(part.box) for part in parts):
            taken.boxes += [part.box for part in parts]
            return parts
    return []


def _inside(frame: Frame) -> Box:
    return Box(frame.left, frame.top, frame.right, frame.bottom - 1)


def nothing_label(chart: Chart, frame: Frame, ticks: Sequence[float], size: float) -> Label:
    """Said in the middle of an empty frame, between two grid lines."""
    middle = len(ticks) // 2
    y = frame.y((ticks[middle - 1] + ticks[middle]) / 2) + size * 0.35
    text = _("Skjult, færre enn 5 er talt") if chart.hidden else _("Ingen målinger ennå")
    return Label(text, (frame.left + frame.right) / 2, y, size, QUIET, anchor="middle")


def _along(
    label: Label, y: float, frame: Frame, taken: Occupied, *, under_first: bool, right_first: bool = False
) -> Iterator[Label]:
    """Places along a level line: close under and over it, from one end to the other, then further from it."""
    sides = (1, -1) if under_first else (-1, 1)
    walls = sorted(x for x, _top, _bottom in taken.walls if frame.left < x < frame.right)
    starts = [label._replace(x=x + LINE_GAP) for x in (frame.left, *walls)]
    ends = [label._replace(x=x - LINE_GAP / 2, anchor="end") for x in (*walls, frame.right)]
    spots = [*reversed(ends), *starts] if right_first else [*starts, *ends]
    for further in ALONG_ROWS:
        for spot in spots:
            for side in sides:
                baseline = y + label.size + 4.5 + further if side > 0 else y - 6 - further
                yield spot._replace(y=baseline)
