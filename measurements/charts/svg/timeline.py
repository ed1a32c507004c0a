"""Under and beside the plot: values at the left, months, years and the number counted."""

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.months import short_month_year, short_months
from measurements.charts.numbers import number
from measurements.charts.svg.frame import Frame
from measurements.charts.svg.lettering import Label, text_width
from measurements.charts.svg.palette import QUIET, TEXT
from measurements.charts.svg.sizes import Kind, Size

# Type sizes of months and of years and counts.
TYPE = {Kind.WIDE: (13, 12), Kind.PHONE: (12, 10.5)}
MONTH_GAP = 5
COUNT_GAP = 6
AXIS_GAP = 8
# Every month, every second … is named, as the room allows; a phone with little room goes straight to every third.
STRIDES = (1, 2, 3, 6, 12)
PHONE_STRIDE = 3
MONTH_ROOM = 36
# Baselines under the zero line of months, years and counts; the notes' lane pushes them down.
ROWS = {Kind.WIDE: (22.5, 39, 59), Kind.PHONE: (22, 36.5, 53.5)}
LANE = 23
# Stands for a count that is hidden.
FEW = "<5"


def value_labels(chart: Chart, frame: Frame, ticks: tuple[float, ...], size: float, *, has_unit: bool) -> list[Label]:
    """The numbers at the left; the unit stands on the top one only, and only when it is a percent sign."""
    labels = []
    for tick in ticks:
        text = chart.figure(tick) if has_unit and tick == ticks[-1] else number(tick)
        labels.append(Label(text, frame.left - AXIS_GAP, frame.y(tick) + size * 0.35, size, QUIET, anchor="end"))
    return labels


def timeline(chart: Chart, frame: Frame, size: Size, *, has_notes: bool) -> tuple[list[Label], list[Label]]:
    """The months, and under them in a quieter type the years and the n row."""
    down = frame.bottom + (LANE if has_notes else 0)
    month_y, year_y, count_y = (down + row for row in ROWS[size.kind])
    month_size, small_size = TYPE[size.kind]
    names = short_months()
    months, years = [], []
    year = None
    for slot in labelled_slots(chart, frame, size):
        period = chart.periods[slot]
        x = frame.x(slot)
        months.append(Label(names[period.month - 1], x, month_y, month_size, TEXT, anchor="middle"))
        if period.year != year:
            year = period.year
            years.append(Label(str(year), x, year_y, small_size, QUIET, anchor="middle"))
    return months, years + _counts(chart, frame, size, count_y)


def labelled_slots(chart: Chart, frame: Frame, size: Size) -> list[int]:
    """The slots whose month is named: evenly from the first, and always the last."""
    if not frame.count:
        return []
    stride = next((stride for stride in STRIDES if stride * frame.step >= MONTH_ROOM), STRIDES[-1])
    if size.kind is Kind.PHONE and 1 < stride < PHONE_STRIDE:
        stride = PHONE_STRIDE
    slots = list(range(0, frame.count, stride))
    last = frame.count - 1
    if slots[-1] != last:
        names = short_months()
        both = names[chart.periods[slots[-1]].month - 1] + names[chart.periods[last].month - 1]
        needed = text_width(both, TYPE[size.kind][0]) / 2 + MONTH_GAP
        if (last - slots[-1]) * frame.step < needed and len(slots) > 1:
            slots.pop()
        slots.append(last)
    return slots


def end_labels(chart: Chart, frame: Frame, size: float, inset: float) -> list[Label]:
    """The first and the last month, where there is no room for more."""
    if not frame.count:
        return []
    y = frame.bottom + size * 1.4
    first = Label(short_month_year(chart.periods[0]), frame.left + inset, y, size, QUIET)
    if frame.count == 1:
        return [first]
    end = min(frame.border(frame.count), frame.right) - inset
    last = Label(short_month_year(chart.periods[-1]), end, y, size, QUIET, anchor="end")
    if first.box.right + AXIS_GAP < last.box.left:
        return [first, last]
    return [first._replace(text=f"{first.text}–{last.text}")]


def _counts(chart: Chart, frame: Frame, size: Size, y: float) -> list[Label]:
    points = chart.analysis.points
    counts = [point.denominator for point in points if point.value is not None and point.denominator is not None]
    if not counts:
        return []
    label = Label(
        "n" if size.kind is Kind.PHONE else "n =", frame.left - AXIS_GAP, y, TYPE[size.kind][1], QUIET, 400, "end"
    )
    widest = max(text_width(text, label.size) for text in {number(count) for count in counts})
    if widest + COUNT_GAP > frame.step:
        low, high = number(min(counts)), number(max(counts))
        span = _("%(number)s hver måned") % {"number": low if low == high else f"{low}–{high}"}
        return [label, label._replace(text=span, x=frame.left, anchor="start")]
    labels = [label]
    for slot, point in enumerate(points):
        is_counted = point.value is not None and point.denominator is not None
        text = number(point.denominator) if is_counted else FEW if slot in chart.hidden else "–"
        labels.append(Label(text, frame.x(slot), y, label.size, QUIET, 400, "middle"))
    return labels
