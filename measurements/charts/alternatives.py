"""What the picture says without the picture: the alt text and the table twin."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from measurements.charts.description import Chart
from measurements.charts.months import short_months
from measurements.charts.numbers import number
from measurements.spc import ChartType, month_name, number_word

NOTHING = "–"
# What the control charts are called.
TYPES = {chart_type: chart_type.value.upper() for chart_type in ChartType} | {ChartType.PP: "P'", ChartType.UP: "U'"}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One period, written out. is_excluded: the value is shown but takes no part in the reading.

    is_hidden: there is a value, and too few were counted for it to be shown.
    """

    month: str
    month_year: str
    numerator: str
    denominator: str
    value: str
    is_in_run: bool
    is_missing: bool
    is_excluded: bool
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The chart's figures: columns of months on a wide page, rows newest first on a phone.

    denominator_label is empty where the indicator has no denominator. run_caption says what the tinted cells are,
    empty when none is.
    """

    numerator_label: str
    denominator_label: str
    value_label: str
    run_caption: str
    rows: tuple[TableRow, ...]

    @property
    def newest_first(self) -> tuple[TableRow, ...]:
        """The rows as a phone lists them."""
        return self.rows[::-1]


def table(chart: Chart) -> Table:
    """The same figures as the drawing; the previewed value is not among them, for it is not saved."""
    months = short_months()
    is_dated = chart.is_dated
    rows = []
    for place, point in enumerate(chart.analysis.points):
        is_hidden = place in chart.hidden
        day = f"{point.period.day}. " if is_dated else ""
        month = f"{day}{months[point.period.month - 1]}"
        rows.append(
            TableRow(
                month=month,
                month_year=f"{month} {point.period.year}",
                numerator=_count(point.numerator),
                denominator=_count(point.denominator),
                value=_value(chart, point.value, is_hidden=is_hidden),
                is_in_run=point.is_in_run,
                is_missing=point.value is None,
                is_excluded=point.is_excluded,
                is_hidden=is_hidden,
            )
        )
    has_denominator = any(point.denominator is not None for point in chart.analysis.points)
    length = chart.analysis.run_length
    return Table(
        numerator_label=chart.numerator_label,
        denominator_label=chart.denominator_label if has_denominator else "",
        value_label=_value_label(chart, has_denominator),
        run_caption=_("Farget: de %(number)s på rad") % {"number": number_word(length)} if length else "",
        rows=tuple(rows),
    )


def alt_text(chart: Chart) -> str:
    """The chart in words: indicator, number of points, baseline, latest value, goal and verdict."""
    return f"{chart.title}. {description(chart)}"


def description(chart: Chart) -> str:
    """The alt text without the indicator's name, for where the name stands already."""
    analysis = chart.analysis
    parts = [_extent(chart)]
    if analysis.center is not None:
        parts.append(f"{chart.median_name} {chart.value_text(analysis.center)}.")
    parts += [f"{name} {chart.value_text(limit)}." for name, limit in chart.last_limits]
    if chart.latest is not None:
        parts.append(_latest(chart))
    if chart.target is not None:
        parts.append(_("Mål %(value)s.") % {"value": chart.value_text(chart.target)})
    parts += _given_up(chart)
    if chart.direction_text:
        parts.append(f"{chart.direction_text}.")
    parts.append(_left_out(chart))
    parts.append(_hidden(chart))
    parts.append(chart.reading.headline)
    parts.append(chart.reading.sentence)
    return " ".join(filter(None, parts))


def _given_up(chart: Chart) -> list[str]:
    """«Målet var 90 % til og med aug. 2026.»"""
    return [
        _("Målet var %(value)s til og med %(month)s.")
        % {"value": chart.value_text(goal.value), "month": chart.period_text(chart.periods[goal.end - 1])}
        for goal in chart.given_up_goals
    ]


def _extent(chart: Chart) -> str:
    measured = chart.analysis.measured
    chart_type = chart.analysis.series.chart
    name = _("Seriediagram") if chart_type is ChartType.RUN else _("%(type)s-diagram") % {"type": TYPES[chart_type]}
    if not measured:
        return _("%(chart)s uten målinger.") % {"chart": name}
    periods = [point.period for point in chart.analysis.points if point.value is not None]
    if measured == 1:
        return _("%(chart)s med én måling, %(month)s.") % {"chart": name, "month": chart.period_text(periods[0])}
    return _("%(chart)s med %(number)s målinger fra %(first)s til %(last)s.") % {
        "chart": name,
        "number": measured,
        "first": chart.period_text(periods[0]),
        "last": chart.period_text(periods[-1]),
    }


def _left_out(chart: Chart) -> str:
    """«Utelatt: jul. 2026.»"""
    months = [chart.period_text(point.period) for point in chart.analysis.points if point.is_excluded]
    return _("Utelatt: %(months)s.") % {"months": ", ".join(months)} if months else ""


def _hidden(chart: Chart) -> str:
    """«Skjult, færre enn 5 er talt: juli 2026.»"""
    months = [chart.period_text(chart.periods[place]) for place in sorted(chart.hidden)]
    return _("Skjult, færre enn 5 er talt: %(months)s.") % {"months": ", ".join(months)} if months else ""


def _value(chart: Chart, value: float | None, *, is_hidden: bool) -> str:
    if is_hidden:
        return _("færre enn 5")
    return NOTHING if value is None else chart.figure(value)


def _latest(chart: Chart) -> str:
    period, value = chart.periods[chart.latest], chart.values[chart.latest]
    day = f"{period.day}. " if chart.is_dated else ""
    said = {"month": f"{day}{month_name(period)} {period.year}", "value": chart.value_text(value)}
    if chart.preview is not None:
        return _("Ikke lagret, %(month)s: %(value)s.") % said
    point = chart.analysis.points[chart.latest]
    if point.denominator is None:
        return _("Siste måling, %(month)s: %(value)s.") % said
    said |= {"numerator": _count(point.numerator), "denominator": _count(point.denominator)}
    if chart.is_percent:
        return _("Siste måling, %(month)s: %(value)s (%(numerator)s av %(denominator)s).") % said
    return _("Siste måling, %(month)s: %(value)s (%(numerator)s per %(denominator)s).") % said


def _count(count: int | Decimal | None) -> str:
    return NOTHING if count is None else number(count)


def _value_label(chart: Chart, has_denominator: bool) -> str:
    if chart.is_percent:
        return _("Andel")
    return chart.unit[:1].upper() + chart.unit[1:] if chart.unit and has_denominator else _("Verdi")
