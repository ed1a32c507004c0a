"""The interactive drawing of the chart page: the layout of the page's SVG, as a validated Plotly figure.

The x axis counts slots and the y axis is the displayed unit, so every place is the one the SVG has. What only a pointer
can give comes on top: month, value and count of a point, and a closer look at some months. Plotly reads some HTML in its
texts; every text is escaped here.
"""

from html import escape
from typing import Any

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.numbers import number
from measurements.charts.svg.frame import Frame, goals_of, medians_of, session_places
from measurements.charts.svg.layout import SESSION_RISE, TEXT_SIZE, Layout, lay_out
from measurements.charts.svg.lettering import Label
from measurements.charts.svg.marks import limit_steps
from measurements.charts.svg.notes import LANE_MIDDLE, NUMBER_SIZE, RADIUS, leaders_of
from measurements.charts.svg.palette import BAND, GRID, LEFT_OUT, LINE, NOW, PAPER, QUIET, SESSION, TEXT, ZERO
from measurements.charts.svg.sizes import PAGE
from measurements.spc import month_name

FAMILY = "Inter, sans-serif"
# From a text's baseline up to its middle, in parts of its size: Plotly places texts by the middle.
TO_MIDDLE = 0.35
ANCHORS = {"start": "left", "middle": "center", "end": "right"}
# From the axis up to the middle of the mark of a hidden figure.
HIDDEN_RISE = 9
HOVER = "%{customdata[0]}<br>%{customdata[1]}<extra></extra>"

Item = dict[str, Any]


def plotly_figure(chart: Chart) -> Item:
    """The figure as plain data for Plotly.newPlot."""
    # A hundred milliseconds and thirty megabytes that only the chart page has use for.
    from plotly.graph_objects import Figure  # noqa: PLC0415

    layout = lay_out(chart, PAGE)
    frame = layout.frame
    figure = Figure(
        data=[*_reference_lines(chart, frame), *_data(chart), *_hidden(chart, frame)],
        layout={
            # Without this the figure carries a template of seven kilobytes.
            "template": "none",
            "height": frame.height,
            "margin": {
                "l": frame.left,
                "r": PAGE.width - frame.right,
                "t": frame.top,
                "b": frame.height - frame.bottom,
                "pad": 0,
            },
            "font": {"family": FAMILY, "size": TEXT_SIZE[PAGE.kind], "color": QUIET},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": "zoom",
            "hoverlabel": {
                "bgcolor": PAPER,
                "bordercolor": SESSION,
                "font": {"family": FAMILY, "size": 14, "color": TEXT},
            },
            "shapes": [*_band(frame), *_sessions(chart, frame), *_bracket(layout), *_notes(layout)],
            "annotations": [*_bracket_text(layout), *[_text(label, frame) for label in _labels(layout)]],
        }
        | _axes(chart, frame),
    )
    return figure.to_dict()


def _slot(x: float, frame: Frame) -> float:
    """The position on the x axis, which counts slots from 0."""
    return round((x - frame.start) / frame.step, 4)


def _value(y: float, frame: Frame) -> float:
    """The position on the y axis."""
    return round((frame.bottom - y) / frame.scale + frame.base, 4)


def _axes(chart: Chart, frame: Frame) -> Item:
    """Bare axes: months and values are written as annotations, where the SVG has them."""
    bare = {"showticklabels": False, "zeroline": False}
    slots = {"range": [_slot(frame.left, frame), _slot(frame.right, frame)], "showgrid": False}
    values = {
        "range": [chart.axis.minimum, chart.axis.maximum],
        "tickvals": list(chart.axis.ticks),
        "gridcolor": GRID,
        "fixedrange": True,
    }
    zero = {"zeroline": True, "zerolinecolor": ZERO, "zerolinewidth": 1}
    return {"xaxis": bare | slots, "yaxis": bare | values | zero}


def _line(name: str, x: list[float], y: list[float | None], **line: float | str) -> Item:
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _reference_lines(chart: Chart, frame: Frame) -> list[Item]:
    """The goals, the control limits and the medians."""
    lines = []
    for goal, line in zip(chart.goals, goals_of(chart, frame), strict=True):
        ends = [_slot(line.left, frame), _slot(line.right, frame)]
        lines.append(_line("goal", ends, [goal.value] * 2, color=TEXT, width=2, dash="2px,3px"))
    for stretch in limit_steps(chart, frame):
        xs, ys = [_slot(x, frame) for x, _y in stretch], [_value(y, frame) for _x, y in stretch]
        lines.append(_line("limit", xs, ys, color=QUIET, width=1, dash="4px,4px"))
    centers = [phase.center for phase in chart.analysis.phases if phase.center is not None]
    for median, center in zip(medians_of(chart, frame), centers, strict=True):
        left, turn, right = (_slot(x, frame) for x in (median.left, median.turn, median.right))
        lines.append(_line("median", [left, turn], [center] * 2, color=QUIET, width=2))
        if right > turn:
            lines.append(_line("median", [turn, right], [center] * 2, color=QUIET, width=2, dash="7px,5px"))
    return lines


def _data(chart: Chart) -> list[Item]:
    """The line with its points, and over them the latest value or the one being typed."""
    slots = range(len(chart.values))
    points = dict(enumerate(chart.analysis.points))
    data = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "values",
        "x": list(slots),
        "y": [None if slot == chart.preview else value for slot, value in enumerate(chart.values)],
        "customdata": [_hover(chart, slot) for slot in slots],
        "hovertemplate": HOVER,
        "line": {"color": LINE, "width": 2.5},
        "marker": {
            "size": 11,
            "opacity": 1,
            "symbol": ["circle-x" if slot in points and points[slot].is_excluded else "circle" for slot in slots]
            if any(point.is_excluded for point in points.values())
            else "circle",
            "color": [LINE if slot in points and points[slot].is_in_run else PAPER for slot in slots],
            "line": {
                "color": [LEFT_OUT if slot in points and points[slot].is_excluded else LINE for slot in slots],
                "width": 2,
            },
        },
        "connectgaps": False,
        "cliponaxis": False,
    }
    items = [data]
    if chart.preview and chart.values[chart.preview - 1] is not None:
        ends = [chart.preview - 1, chart.preview]
        way = [chart.values[slot] for slot in ends]
        items.append(_line("preview", ends, way, color=NOW, width=2.5, dash="3px,3px"))
    if chart.latest is not None:
        items.append(
            data
            | {
                "mode": "markers",
                "name": "latest",
                "x": [chart.latest],
                "y": [chart.values[chart.latest]],
                "customdata": [_hover(chart, chart.latest)],
                "marker": {"size": 15, "opacity": 1, "color": NOW, "line": {"color": PAPER, "width": 2}},
            }
        )
    return items


def _hidden(chart: Chart, frame: Frame) -> list[Item]:
    """A hollow diamond at the axis for each figure that is not shown, with the word for a pointer."""
    if not chart.hidden:
        return []
    slots = sorted(chart.hidden)
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "hidden",
            "x": slots,
            "y": [_value(frame.bottom - HIDDEN_RISE, frame)] * len(slots),
            "customdata": [[_hover(chart, slot)[0], escape(_("færre enn 5"))] for slot in slots],
            "hovertemplate": HOVER,
            "marker": {"size": 11, "symbol": "diamond-open", "color": QUIET},
        }
    ]


def _hover(chart: Chart, slot: int) -> list[str]:
    """Month and year; value and what it was counted from."""
    period, value = chart.periods[slot], chart.values[slot]
    said = "" if value is None else chart.value_text(value)
    if slot != chart.preview and value is not None:
        point = chart.analysis.points[slot]
        if point.denominator is not None and point.numerator is not None:
            of = _("%(numerator)s av %(denominator)s") if chart.is_percent else _("%(numerator)s per %(denominator)s")
            counted = of % {"numerator": number(point.numerator), "denominator": number(point.denominator)}
            said = f"{said} ({counted})"
        if point.is_excluded:
            said = _("%(value)s, utelatt") % {"value": said}
    when = f"{period.day}. {month_name(period)}" if chart.is_dated else month_name(period).capitalize()
    return [f"{when} {period.year}", escape(said)]


def _band(frame: Frame) -> list[Item]:
    if frame.band is None:
        return []
    ends = {"x0": _slot(frame.left, frame), "x1": _slot(frame.band, frame), "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "rect", "layer": "below", "fillcolor": BAND, "line": {"width": 0}} | ends]


def _sessions(chart: Chart, frame: Frame) -> list[Item]:
    top = 1 + SESSION_RISE / (frame.bottom - frame.top)
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": top, "line": {"color": SESSION, "width": 1}}
    return [line | {"x0": _slot(x, frame), "x1": _slot(x, frame)} for x in session_places(chart, frame)]


def _bracket(layout: Layout) -> list[Item]:
    if layout.bracket is None:
        return []
    frame = layout.frame
    left, right = _slot(layout.bracket.left, frame), _slot(layout.bracket.right, frame)
    y, tick = _value(layout.bracket.y, frame), _value(layout.bracket.tick, frame)
    path = f"M{left},{tick}L{left},{y}L{right},{y}L{right},{tick}"
    return [{"type": "path", "path": path, "line": {"color": LINE, "width": 1.5}}]


def _bracket_text(layout: Layout) -> list[Item]:
    """The text hides the leaders behind it, in the colour of what is under it."""
    if layout.bracket is None:
        return []
    box, edge = layout.bracket.label.box, layout.frame.band or 0
    under = PAPER if box.left >= edge else BAND if box.right <= edge else "rgba(0,0,0,0)"
    return [_text(layout.bracket.label, layout.frame) | {"bgcolor": under}]


def _notes(layout: Layout) -> list[Item]:
    """Leaders and rings; a ring keeps its size while the axis is stretched."""
    frame = layout.frame
    leader = {"type": "line", "y0": 0, "line": {"color": QUIET, "width": 1, "dash": "2px,3px"}}
    shapes = [
        leader | {"x0": _slot(x, frame), "x1": _slot(x, frame), "y1": _value(top, frame)}
        for x, top in leaders_of(layout.trail, frame, PAGE, layout.notes)
    ]
    ring = {
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "yref": "paper",
        "yanchor": 0,
        "fillcolor": PAPER,
        "line": {"color": TEXT, "width": 1.5},
    }
    return shapes + [ring | {"xanchor": _slot(mark.x, frame)} | _outline(mark.half) for mark in layout.notes]


def _outline(half: float) -> Item:
    """A ring, or for several notes a pill: sides with rounded ends."""
    top, bottom = -LANE_MIDDLE + RADIUS, -LANE_MIDDLE - RADIUS
    if half <= RADIUS:
        return {"type": "circle", "x0": -half, "x1": half, "y0": bottom, "y1": top}
    side = half - RADIUS
    left, right = f"{-half:.4g},{-LANE_MIDDLE}", f"{half:.4g},{-LANE_MIDDLE}"
    path = (
        f"M{-side:.4g},{top}L{side:.4g},{top}Q{half:.4g},{top} {right}Q{half:.4g},{bottom} {side:.4g},{bottom}"
        f"L{-side:.4g},{bottom}Q{-half:.4g},{bottom} {left}Q{-half:.4g},{top} {-side:.4g},{top}Z"
    )
    return {"type": "path", "path": path}


def _labels(layout: Layout) -> list[Label]:
    """All texts of the layout but the bracket's, the numbers of the notes included."""
    y = layout.frame.bottom + LANE_MIDDLE + NUMBER_SIZE * TO_MIDDLE
    notes = [Label(mark.text, mark.x, y, NUMBER_SIZE, TEXT, 700, "middle") for mark in layout.notes]
    return [*layout.labels, *layout.values, *layout.months, *layout.counts, *notes]


def _text(label: Label, frame: Frame) -> Item:
    """A label as an annotation: in the plot it follows the axes, beside it it stays."""
    item: Item = {
        "text": escape(label.text),
        "showarrow": False,
        "xanchor": ANCHORS[label.anchor],
        "yanchor": "middle",
        "font": {"size": label.size, "color": label.fill, "weight": label.weight},
    }
    middle = label.y - label.size * TO_MIDDLE
    if frame.left <= label.x <= frame.right:
        item |= {"xref": "x", "x": _slot(label.x, frame)}
    else:
        edge = int(label.x > frame.right)
        item |= {"xref": "paper", "x": edge, "xshift": round(label.x - (frame.right if edge else frame.left), 2)}
    return item | {"yref": "paper", "y": 0, "yshift": round(frame.bottom - middle, 2)}
