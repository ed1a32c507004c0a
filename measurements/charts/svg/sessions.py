"""The names of the learning sessions over the plot."""

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.svg.frame import Frame
from measurements.charts.svg.lettering import Box, Label, shortened
from measurements.charts.svg.palette import SESSION_TEXT
from measurements.charts.svg.placement import Occupied

WEIGHT = 500
ROW = 12
MOST_ROOM = 150


def session_labels(
    chart: Chart, frame: Frame, taken: Occupied, size: float, rise: float, rows: int, within: Box
) -> list[Label]:
    """A name over each line: in the first row that is free, then as its number alone, else not at all.

    rise: from the plot's top up to the lowest row's baseline.
    """
    named: dict[float, list[str]] = {}
    for border in chart.borders:
        named.setdefault(frame.border(border.position), []).append(border.label)
    labels = []
    for x, names in named.items():
        room = MOST_ROOM / len(names)
        name = _(" og ").join([shortened(name, size, WEIGHT, room) for name in names])
        candidates = []
        for text in (name, _number(names)):
            for row in range(rows):
                label = Label(text, x, frame.top - rise - row * ROW, size, SESSION_TEXT, WEIGHT, "middle")
                candidates.append(_kept_within(label, within))
        label = taken.place([candidate for candidate in candidates if candidate.text], within.grown(1))
        if label:
            # A name keeps its distance from figures that reach up beside it.
            taken.boxes.append(label.box.grown(6))
            labels.append(label)
    return labels


def _number(names: list[str]) -> str:
    """«2 og 3» of «Samling 2» and «Samling 3»; nothing when the names do not end in numbers."""
    numbers = [name.split()[-1] for name in names if name.split()]
    return _(" og ").join(numbers) if all(number.isdigit() for number in numbers) else ""


def _kept_within(label: Label, within: Box) -> Label:
    box = label.box
    if box.right > within.right:
        return label._replace(x=within.right, anchor="end")
    if box.left < within.left:
        return label._replace(x=within.left, anchor="start")
    return label
