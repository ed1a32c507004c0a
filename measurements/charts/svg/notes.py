"""The numbered notes: rings in a lane of their own under the plot, each with a dotted leader up to its point."""

from typing import NamedTuple

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame, Trail
from measurements.charts.svg.lettering import text_width
from measurements.charts.svg.palette import PAPER, QUIET, TEXT
from measurements.charts.svg.sizes import Size

RADIUS = 9.5
NUMBER_SIZE = 12
# The lane's middle under the zero line.
LANE_MIDDLE = 16
BETWEEN = 3


class Mark(NamedTuple):
    """One ring, or a pill for notes too close to have a ring each. slots: the points its leaders go up to."""

    x: float
    half: float
    text: str
    slots: tuple[int, ...]


def note_marks(chart: Chart, frame: Frame) -> list[Mark]:
    """The rings from left to right; those that would touch are gathered in one pill."""
    groups: list[list[tuple[int, int]]] = []
    for slot, number in sorted(
        (slot, note.number) for note, slot in zip(chart.notes, chart.note_slots, strict=True) if slot is not None
    ):
        groups.append([(slot, number)])
        while len(groups) > 1:
            before, last = _mark(groups[-2], frame), _mark(groups[-1], frame)
            if before.x + before.half + BETWEEN <= last.x - last.half:
                break
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_mark(group, frame) for group in groups]


def leaders_of(trail: Trail, frame: Frame, size: Size, marks: list[Mark]) -> list[tuple[float, float]]:
    """x and upper end of the dotted lines from the lane up to the points; none where nothing was measured."""
    leaders = []
    for mark in marks:
        for slot in mark.slots:
            y = trail.ys[slot]
            if y is not None:
                leaders.append((trail.xs[slot], y + size.radius + 3))
    return leaders


def draw_leaders(out: list[str], trail: Trail, frame: Frame, size: Size, marks: list[Mark]) -> list[float]:
    """Draw the dotted lines; where they stand."""
    bottom = frame.bottom + LANE_MIDDLE - RADIUS
    leaders = leaders_of(trail, frame, size, marks)
    if leaders:
        path = "".join([f"M{x:.4g} {bottom:.4g}V{top:.4g}" for x, top in leaders])
        out.append(f'<path d="{path}" stroke="{QUIET}" stroke-dasharray="2 3"/>')
    return [x for x, _top in leaders]


def draw_marks(out: list[str], frame: Frame, marks: list[Mark]) -> None:
    """The rings and their numbers."""
    y = frame.bottom + LANE_MIDDLE
    shapes, numbers = "", ""
    for mark in marks:
        if mark.half > RADIUS:
            shapes += (
                f'<rect x="{mark.x - mark.half:.4g}" y="{y - RADIUS:g}" width="{mark.half * 2:.4g}" '
                f'height="{RADIUS * 2:g}" rx="{RADIUS:g}"/>'
            )
        else:
            shapes += f'<circle cx="{mark.x:.4g}" cy="{y:g}" r="{RADIUS:g}"/>'
        numbers += f'<text x="{mark.x:.4g}" y="{y + 4.2:.4g}">{mark.text}</text>'
    if shapes:
        out.append(f'<g fill="{PAPER}" stroke="{TEXT}" stroke-width="1.5">{shapes}</g>')
        out.append(f'<g font-size="{NUMBER_SIZE}" font-weight="700" fill="{TEXT}" text-anchor="middle">{numbers}</g>')


def _mark(group: list[tuple[int, int]], frame: Frame) -> Mark:
    slots = tuple(sorted({slot for slot, _number in group}))
    numbers = sorted({number for _slot, number in group})
    text = _numbers(numbers)
    half = RADIUS if len(numbers) == 1 else max(text_width(text, NUMBER_SIZE, 700) / 2 + 7, RADIUS)
    return Mark(frame.x((slots[0] + slots[-1]) / 2), half, text, slots)


def _numbers(numbers: list[int]) -> str:
    """«3», «1, 2», «4–7», and with gaps «1, 3, 4»."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))
