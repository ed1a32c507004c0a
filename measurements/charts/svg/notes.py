"""The numbered notes: rings in a lane of their own under the plot, each with a dotted leader up to its point."""

from typing import NamedTuple

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame
from measurements.charts.svg.lettering import text_width
from measurements.charts.svg.palette import PAPER, QUIET, TEXT
from measurements.charts.svg.sizes import Size

RADIUS = 9.5
TEXT_SIZE = 12
# The lane's middle under the zero line.
LANE_MIDDLE = 16
BETWEEN = 3


class Mark(NamedTuple):
    """One ring, or a pill for notes too close to have a ring each. xs: where its leaders go up."""

    x: float
    half: float
    text: str
    xs: tuple[float, ...]


def note_marks(chart: Chart, frame: Frame) -> list[Mark]:
    """The rings from left to right; those that would touch are gathered in one pill."""
    groups: list[list[tuple[float, int]]] = []
    placed = sorted(
        (slot, note.number) for note, slot in zip(chart.notes, chart.note_slots, strict=True) if slot is not None
    )
    for slot, number in placed:
        group = [(frame.x(slot), number)]
        groups.append(group)
        while len(groups) > 1 and _mark(groups[-2]).x + _mark(groups[-2]).half + BETWEEN > (
            _mark(groups[-1]).x - _mark(groups[-1]).half
        ):
            last = groups.pop()
            groups[-1] = groups[-1] + last
    return [_mark(group) for group in groups]


def draw_leaders(out: list[str], chart: Chart, frame: Frame, size: Size, marks: list[Mark]) -> list[float]:
    """Dotted lines from the lane up to the points; where they stand."""
    bottom = frame.bottom + LANE_MIDDLE - RADIUS
    heights = {frame.x(slot): frame.y(value) for slot, value in enumerate(chart.values) if value is not None}
    path, standing = "", []
    for mark in marks:
        for x in mark.xs:
            if x in heights:
                path += f"M{x:.4g} {bottom:.4g}V{heights[x] + size.radius + 3:.4g}"
                standing.append(x)
    if path:
        out.append(f'<path d="{path}" stroke="{QUIET}" stroke-dasharray="2 3"/>')
    return standing


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
        out.append(f'<g font-size="{TEXT_SIZE}" font-weight="700" fill="{TEXT}" text-anchor="middle">{numbers}</g>')


def _mark(group: list[tuple[float, int]]) -> Mark:
    xs = tuple(sorted({x for x, _number in group}))
    numbers = sorted({number for _x, number in group})
    text = _numbers(numbers)
    half = RADIUS if len(numbers) == 1 else text_width(text, TEXT_SIZE, 700) / 2 + 7
    return Mark((xs[0] + xs[-1]) / 2, max(half, RADIUS), text, xs)


def _numbers(numbers: list[int]) -> str:
    """«3», «1, 2», «4–7», and with gaps «1, 3, 4»."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers))
