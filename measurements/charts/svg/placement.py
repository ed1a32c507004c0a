"""Finds room for labels: what is already drawn, and the first place that is free of it."""

from collections.abc import Iterable, Sequence

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame, Trail, goals_of, medians_of, session_places
from measurements.charts.svg.lettering import Box, Label
from measurements.charts.svg.marks import limit_steps
from measurements.charts.svg.sizes import Size

# Air between a label and what it must not touch.
MARGIN = 2
# What it costs to touch a thing, when no place is free: better across a line than over a text or the data.
COST_BOX, COST_DATA, COST_WALL, COST_LEVEL, COST_NEAR = 4, 4, 2, 2, 1


class Occupied:
    """What is drawn so far: texts, level lines, walls no text may cross, and the data line with its points.

    levels: left, right and y of level lines; walls: x, top and bottom of upright ones. reach: how far a point reaches
    from its middle.
    """

    __slots__ = ("boxes", "frame", "levels", "reach", "trail", "walls")

    def __init__(self, frame: Frame, trail: Trail, reach: float) -> None:
        self.frame = frame
        self.trail = trail
        self.reach = reach
        self.boxes: list[Box] = []
        self.levels: list[tuple[float, float, float]] = []
        self.walls: list[tuple[float, float, float]] = []

    def hits(self, box: Box) -> int:
        """What the box touches, weighted; 0 where it is free."""
        left, top, right, bottom = box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN
        hits = self._hits_data(left, top, right, bottom)
        for x, start, end in self.walls:
            if left < x < right and top < end and start < bottom:
                hits += COST_WALL
        for start, end, y in self.levels:
            if start < right and end > left and top < y < bottom:
                hits += COST_LEVEL if top + MARGIN < y < bottom - MARGIN else COST_NEAR
        for other in self.boxes:
            if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                hits += COST_BOX
        return hits

    def _hits_data(self, left: float, top: float, right: float, bottom: float) -> int:
        frame, reach = self.frame, self.reach
        xs, ys, _written = self.trail
        first = max(int((left - reach - frame.start) // frame.step), 0)
        last = min(int((right + reach - frame.start) // frame.step) + 1, frame.count - 1)
        hits = 0
        for slot in range(first, last + 1):
            x, y = xs[slot], ys[slot]
            if y is None:
                continue
            if left - reach < x < right + reach and top - reach < y < bottom + reach:
                hits += COST_DATA
                continue
            after = ys[slot + 1] if slot < last else None
            if after is None:
                continue
            slope = (after - y) / frame.step
            start, end = y + slope * (max(left, x) - x), y + slope * (min(right, xs[slot + 1]) - x)
            if x < right and xs[slot + 1] > left and min(start, end) <= bottom and max(start, end) >= top:
                hits += COST_DATA
        return hits

    def place(self, candidates: Iterable[Label], within: Box, refused: list[Label] | None = None) -> Label | None:
        """The first candidate that touches nothing and stays within the box, and takes its room; else None.

        The candidates passed over are added to refused.
        """
        for label in candidates:
            box = label.box
            if (
                box.left >= within.left
                and box.right <= within.right
                and box.top >= within.top
                and box.bottom <= within.bottom
                and not self.hits(box)
            ):
                self.boxes.append(box)
                return label
            if refused is not None:
                refused.append(label)
        return None

    def place_anyway(self, candidates: Iterable[Label], within: Box) -> Label:
        """Like place, but a label that must be there takes the place where it touches least."""
        refused: list[Label] = []
        label = self.place(candidates, within, refused)
        if label is None:
            label = min(refused, key=lambda candidate: self._cost(candidate.box, within))
            self.boxes.append(label.box)
        return label

    def _cost(self, box: Box, within: Box) -> float:
        outside = (
            max(within.left - box.left, 0)
            + max(box.right - within.right, 0)
            + max(within.top - box.top, 0)
            + max(box.bottom - within.bottom, 0)
        )
        return self.hits(box) + outside


def occupied(chart: Chart, frame: Frame, trail: Trail, size: Size, rise: float) -> Occupied:
    """The drawing before any text is placed: goal, medians, limits, session lines (so high over the plot) and data."""
    taken = Occupied(frame, trail, size.radius + 1)
    taken.levels += goals_of(chart, frame)
    taken.levels += [(line.left, line.right, line.y) for line in medians_of(chart, frame)]
    for corners in limit_steps(chart, frame):
        taken.levels += [(left, right, y) for (left, y), (right, _y) in zip(corners[::2], corners[1::2], strict=True)]
    taken.walls += [(x, frame.top - rise, frame.bottom) for x in session_places(chart, frame)]
    return taken


def spread(wanted: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Middles for blocks of one height, each as near the wanted one as it can be without overlap.

    Blocks that collide move apart evenly around where they wanted to be. The order of the input is kept.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    # Each group is the sum of what its blocks want, and their number.
    groups: list[tuple[float, int]] = []
    for index in order:
        groups.append((wanted[index], 1))
        while len(groups) > 1 and _start(groups[-2], height, top, bottom) + groups[-2][1] * height > _start(
            groups[-1], height, top, bottom
        ):
            last, before = groups.pop(), groups.pop()
            groups.append((before[0] + last[0], before[1] + last[1]))
    result = [0.0] * len(wanted)
    places = iter(order)
    for group in groups:
        start = _start(group, height, top, bottom)
        for position in range(group[1]):
            result[next(places)] = start + height * (position + 0.5)
    return result


def _start(group: tuple[float, int], height: float, top: float, bottom: float) -> float:
    """The upper edge of a group about the mean of what it wants, kept between top and bottom."""
    wanted, size = group
    return max(min(wanted / size - size * height / 2, bottom - size * height), top)
