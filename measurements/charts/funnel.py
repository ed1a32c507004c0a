"""A funnel as inline SVG: each unit by how much it counted and its value, between limits that narrow with size."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from measurements.charts.axis import Axis, nice_axis, percent_axis
from measurements.charts.numbers import number
from measurements.charts.svg.lettering import text_width
from measurements.charts.svg.palette import BAND, GRID, LINE, NOW, PAPER, QUIET, TEXT, ZERO
from measurements.spc.funnel import Funnel, Limits

PERCENT = "%"
TEXT_SIZE, RADIUS = 13, 5
# Widths that the style sheet chooses between, by the names it knows them under: (name, width, height).
WIDTHS = (("card", 728, 380), ("phone", 324, 320))
TOP, LEFT, RIGHT, FOOT = 16, 48, 12, 52


class FunnelLabels(NamedTuple):
    """The words of the drawing. names: of the units, in the funnel's order. size: what is counted, for the lower axis."""

    title: str
    text: str
    names: Sequence[str]
    unit: str
    size: str


def render_funnel(funnel: Funnel, labels: FunnelLabels, uid: str) -> SafeString:
    """The drawing at both widths, in a box that shows the one there is room for; uid makes ids unique on the page."""
    drawings = "".join([_draw(funnel, labels, f"{uid}-{name}", *size) for name, *size in _sized()])
    # Safe: every text from outside is escaped where it is written.
    return mark_safe(f'<div class="chart-set">{drawings}</div>')


def _sized() -> list[tuple]:
    return [(name, name, width, height) for name, width, height in WIDTHS]


class _Frame(NamedTuple):
    """From values to coordinates."""

    width: int
    height: int
    largest: float
    axis: Axis

    def x(self, size: float) -> float:
        return round(LEFT + (self.width - LEFT - RIGHT) * float(size) / self.largest, 1)

    def y(self, value: float) -> float:
        part = (value - self.axis.minimum) / (self.axis.maximum - self.axis.minimum)
        return round(self.height - FOOT - (self.height - FOOT - TOP) * part, 1)


def _draw(funnel: Funnel, labels: FunnelLabels, uid: str, name: str, width: int, height: int) -> str:
    sizes = nice_axis([float(unit.size) for unit in funnel.units], has_whole_numbers=True)
    frame = _Frame(width, height, sizes.maximum, _value_axis(funnel, labels.unit))
    parts = [
        f'<svg class="run-chart run-chart-{name}" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" fill="none" font-family="Inter, \'Inter Ext\', sans-serif" role="img" '
        f'aria-labelledby="{uid}-t {uid}-d"><title id="{uid}-t">{escape(labels.title)}</title>'
        f'<desc id="{uid}-d">{escape(labels.text)}</desc>',
        _band(funnel.curve, frame),
        *_value_lines(frame, labels.unit),
        *_size_lines(sizes, frame, labels.size),
        _center(funnel, frame, labels.unit),
        *_points(funnel, frame, labels.names),
        "</svg>",
    ]
    return "".join(parts)


def _value_axis(funnel: Funnel, unit: str) -> Axis:
    if unit == PERCENT:
        return percent_axis()
    # A limit of the smallest unit may lie far over all values, and would press them together.
    return nice_axis([*(unit.value for unit in funnel.units), funnel.center * 1.5])


def _band(curve: Sequence[Limits], frame: _Frame) -> str:
    """What chance alone can give, as a surface between the limits."""
    upper = [(frame.x(one.size), frame.y(_within(one.upper, frame, 1))) for one in curve]
    lower = [(frame.x(one.size), frame.y(_within(one.lower, frame, 0))) for one in curve]
    around = " ".join(f"{x:g},{y:g}" for x, y in [*upper, *reversed(lower)])
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:g},{y:g}" for x, y in line)}" stroke="{QUIET}" stroke-width="1.25" '
        f'stroke-dasharray="5 4"/>'
        for line in (upper, lower)
    )
    return f'<polygon points="{around}" fill="{BAND}"/>{lines}'


def _within(limit: float | None, frame: _Frame, end: int) -> float:
    ends = (frame.axis.minimum, frame.axis.maximum)
    return ends[end] if limit is None else min(max(limit, ends[0]), ends[1])


def _value_lines(frame: _Frame, unit: str) -> list[str]:
    sign = "\N{NO-BREAK SPACE}%" if unit == PERCENT else ""
    return [
        f'<path d="M{LEFT} {frame.y(tick):g}H{frame.width - RIGHT}" stroke="{GRID if tick else ZERO}"/>'
        + _text(f"{number(tick)}{sign}", LEFT - 8, frame.y(tick) + 4.5, "end")
        for tick in frame.axis.ticks
    ]


def _size_lines(sizes: Axis, frame: _Frame, name: str) -> list[str]:
    base = frame.height - FOOT
    ticks = [
        _text(number(tick), frame.x(tick), base + 20, "end" if tick == sizes.maximum else "middle")
        for tick in sizes.ticks
    ]
    return [*ticks, _text(name, (LEFT + frame.width - RIGHT) / 2, base + 42, "middle")]


def _center(funnel: Funnel, frame: _Frame, unit: str) -> str:
    y = frame.y(funnel.center)
    value = f"{number(funnel.center)}\N{NO-BREAK SPACE}%" if unit == PERCENT else number(funnel.center)
    label = _("Alle samlet %(value)s") % {"value": value}
    line = f'<path d="M{LEFT} {y:g}H{frame.width - RIGHT}" stroke="{LINE}" stroke-width="2"/>'
    # At the right, where the units are fewest.
    return line + _text(label, frame.width - RIGHT, y - 8, "end", LINE, 600)


def _points(funnel: Funnel, frame: _Frame, names: Sequence[str]) -> list[str]:
    """Within the limits a dot; outside a bigger triangle with the name, so that shape tells it and not the colour alone."""
    dots, marked = [], []
    for unit, name in zip(funnel.units, names, strict=True):
        x, y = frame.x(unit.size), frame.y(_within(unit.value, frame, 1))
        if not unit.side:
            dots.append(
                f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="{LINE}" stroke="{PAPER}" stroke-width="1.5"/>'
            )
            continue
        tip = -unit.side * 9
        marked.append(
            f'<path d="M{x:g} {y + tip:g}L{x + 8:g} {y - tip * 0.6:g}H{x - 8:g}Z" fill="{NOW}" stroke="{PAPER}" '
            f'stroke-width="1.5"/>'
        )
        half = text_width(name, TEXT_SIZE, 600) / 2
        place = min(max(x, LEFT + half), frame.width - RIGHT - half)
        below = y + 24 if unit.side < 0 or y < TOP + 24 else y - 15
        marked.append(_text(name, place, below, "middle", TEXT, 600))
    return dots + marked


def _text(text: str, x: float, y: float, anchor: str, color: str = QUIET, weight: int = 400) -> str:
    return (
        # A rim of paper, so that no line runs through the words.
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="{color}" font-size="{TEXT_SIZE}" font-weight="{weight}" '
        f'stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">{escape(text)}</text>'
    )
